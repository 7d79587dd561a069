"""Nothing leaves the page, nothing comes in, and hostile text prints as text."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pytest

from reports.documents import errors, service
from reports.documents.page import Asset
from reports.notices.content.compose import build_content
from reports.notices.content.specimens import CHECK_ADDRESS, ISSUED_ON, specimen_facts
from reports.notices.kinds import NoticeKind
from tests.documents.made import a_page, render, render_notice
from tests.documents.reading import by_pdfium, by_poppler, spoken_words
from tests.support.environment import ROOT

SECRET = "file:///etc/passwd"
ADDRESSES = [
    SECRET,
    "http://127.0.0.1:{port}/x",
    "ftp://127.0.0.1/x",
    "data:image/png;base64,AAAA",
    "memory:not-there",
]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>'
ESCAPES = [
    '<img src="{url}" alt="x">',
    '<link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    '<style>@import "{url}";</style>',
    (
        '<style>@font-face {{ font-family: x; src: url("{url}") }} p {{ font-family: x'
        " }}</style><p>x</p>"
    ),
    '<p style="background: url({url})">x</p>',
    '<p style="content: url({url})">x</p>',
    "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    '<object data="{url}" type="image/png"></object>',
    '<embed src="{url}" type="image/png">',
    SVG + '<image href="{url}" width="9" height="9"/></svg>',
    SVG + '<use href="{url}#a"/></svg>',
]


@pytest.fixture(scope="module")
def listener():
    """A server that nobody may reach."""
    reached = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            reached.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, reached
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.partition(":")[0])
@pytest.mark.parametrize("markup", ESCAPES, ids=range(len(ESCAPES)))
def test_a_page_that_asks_for_anything_fails(markup, address, listener):
    port, reached = listener
    page = markup.format(url=address.format(port=port))
    try:
        data = render(f"<p>.</p>{page}")
    except errors.RenderError:
        data = b""
    assert reached == []
    if data:
        with pikepdf.open(io.BytesIO(data)) as made:
            assert "/Names" not in made.Root
            assert not any(
                stream.get("/Type") == "/EmbeddedFile"
                for stream in made.objects
                if isinstance(stream, pikepdf.Stream)
            )
        assert b"root:" not in data


def test_a_picture_handed_in_is_drawn_and_an_unused_one_is_noticed():
    dot = Asset(
        data=(
            b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"'
            b' height="9"/></svg>'
        ),
        content_type="image/svg+xml",
    )
    page = '<p>.</p><img src="memory:dot" alt="A dot">'
    assert render(page, assets={"dot": dot}).startswith(b"%PDF")
    with pytest.raises(errors.ExternalResource):
        render("<p>.</p>", assets={"dot": dot})


def letter_to(name: str):
    facts = replace(specimen_facts(NoticeKind.N1_INTENT, "es"), person_name=name, own_words=name)
    return build_content(
        facts,
        kind=NoticeKind.N1_INTENT,
        language="es",
        number="X-2026-00001",
        code="ABCDEFGHJKLM",
        check_address=CHECK_ADDRESS,
        issued_on=ISSUED_ON,
    )


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        '"><img src=file:///etc/passwd>',
        "{{ content.code }} {% debug %}",
        "&lt;b&gt; & © \\n \\u0041",
        "]]> <!-- x --> url(file:///etc/passwd)",
        "O’Brien d'Ångström-Łukasiewicz von der Größe",
        "Nguyễn Thị Hồng Ngọc",
        "王小明 Ελένη محمد कृष्णा ደስታ Ծովինար თამარ 홍길동",
        "a" * 300,
    ],
)
def test_a_name_prints_as_it_is(name):
    words = spoken_words(render_notice(letter_to(name)))
    assert name in words
    assert words.count(name) >= 3


@pytest.mark.parametrize("name", ["محمد (Muhammad) علي", "שרה (Sarah) [Cohen] כהן"])
def test_brackets_in_a_name_of_two_directions_are_copied_as_they_stand(name):
    data = render_notice(letter_to(name))
    latin = re.findall(r"[(\[][A-Z][a-z]+[)\]]", name)
    copied = by_poppler(data)
    assert name in spoken_words(data)
    assert all(copied.count(word) >= 3 for word in latin)
    assert not re.search(r"[)\]](Muhammad|Sarah|Cohen)[(\[]", copied + by_pdfium(data))


def test_a_name_no_font_can_draw_is_refused_without_being_repeated():
    with pytest.raises(errors.MissingGlyphs) as refused:
        render_notice(letter_to("Ana \U00012345"))
    assert "\U00012345" not in str(refused.value)


def test_the_drawing_process_may_not_grow_or_write_files(tmp_path):
    greedy = "from reports.documents import child; child._limit(); bytearray(child.MEMORY_LIMIT)"
    done = subprocess.run(
        [sys.executable, "-c", greedy], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "MemoryError" in done.stderr
    path = tmp_path / "x"
    writing = (
        f"from reports.documents import child; child._limit(); open({str(path)!r}, 'w').write('x')"
    )
    subprocess.run(
        [sys.executable, "-c", writing], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert not path.exists() or path.read_text() == ""


def test_a_drawing_process_that_was_killed_is_replaced():
    service.warm()
    child = service._children()["rendering"]
    child.process.kill()
    child.process.wait()
    assert render("<p>x</p>").startswith(b"%PDF")


def test_a_page_that_takes_too_long_is_given_up():
    service.warm()
    with pytest.raises(service.WorkerDied):
        service.render(a_page("<p>word word</p>" * 3000), seconds=0.05)
    assert render("<p>x</p>").startswith(b"%PDF")


def test_the_drawing_process_knows_no_secret(monkeypatch):
    monkeypatch.setenv("TRUSTACT_SECRET_KEY", "x" * 60)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "y")
    assert not {"TRUSTACT_SECRET_KEY", "AWS_SECRET_ACCESS_KEY"} & set(service._bare_environment())
