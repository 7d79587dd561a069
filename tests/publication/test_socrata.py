"""The Socrata client against a double on loopback that speaks the same HTTP: upsert by row identifier, `:deleted`."""

from __future__ import annotations

import base64
import io
import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command

from reports.publication import socrata
from reports.publication.socrata import KEY, Portal, PortalRefused, portal_rows, push
from tests.publication.stored import published
from tests.publication.worlds import contents_of, make_world

TOKEN = "app-token"
PAIR = base64.b64encode(b"key:secret").decode()


class Double(ThreadingHTTPServer):
    """What the portal holds, and what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Dataset)
        self.rows: dict[str, dict] = {}
        self.batches: list[int] = []
        self.redirect_to = ""


class Dataset(BaseHTTPRequestHandler):
    """One dataset whose row identifier is `row_key`."""

    server: Double

    def do_GET(self) -> None:
        if self._refused():
            return
        asked = parse_qs(urlsplit(self.path).query)
        start, size = int(asked["$offset"][0]), int(asked["$limit"][0])
        keys = sorted(self.server.rows)[start : start + size]
        self._answer(200, [{KEY: key} for key in keys])

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._refused():
            return
        said = {"Rows Created": 0, "Rows Updated": 0, "Rows Deleted": 0, "Errors": 0}
        for row in sent:
            key = row.pop(KEY, None)
            if key is None:
                said["Errors"] += 1
            elif row.pop(":deleted", False):
                said["Rows Deleted"] += self.server.rows.pop(key, None) is not None
            else:
                said["Rows Updated" if key in self.server.rows else "Rows Created"] += 1
                self.server.rows[key] = row
        self.server.batches.append(len(sent))
        self._answer(200, said)

    def _refused(self) -> bool:
        if self.server.redirect_to:
            self.send_response(302)
            self.send_header("Location", self.server.redirect_to)
            self.end_headers()
            return True
        if self.headers["X-App-Token"] == TOKEN and self.headers["Authorization"] == f"Basic {PAIR}":
            return False
        self._answer(403, {"code": "permission_denied", "message": "Not allowed to write here"})
        return True

    def _answer(self, status: int, said: object) -> None:
        data = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def portal():
    server = Double()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def address(server) -> str:
    return f"http://127.0.0.1:{server.server_port}/resource/abcd-1234.json"


def configured(server) -> Portal:
    return Portal(address(server), app_token=TOKEN, key_id="key", key_secret="secret")


@pytest.fixture(scope="module")
def content():
    return contents_of(make_world(4, agencies=6, busy=0.7), "2025H2")


def test_the_dataset_says_what_the_tables_say_and_a_rerun_changes_nothing(portal, content, monkeypatch):
    monkeypatch.setattr(socrata, "BATCH", 100)
    monkeypatch.setattr(socrata, "PAGE", 50)
    done = push(content, configured(portal))
    assert done.created == len(portal.rows) == len(list(portal_rows(content)))
    assert max(portal.batches) == 100
    for row in portal.rows.values():
        assert (row["count"] is None) == (row["symbol"] in {"c", "n"})
    before = dict(portal.rows)
    again = push(content, configured(portal))
    assert (again.created, again.deleted) == (0, 0)
    assert portal.rows == before


def test_rows_that_an_edition_no_longer_has_go(portal, content):
    push(content, configured(portal))
    fewer = replace(content, cells={cell: shown for cell, shown in content.cells.items() if "H" in cell.period})
    done = push(fewer, configured(portal))
    assert done.deleted > 0
    assert {row["half_year"] for row in portal.rows.values()} == {"2025H1", "2025H2"}


def test_a_refusal_says_what_the_portal_answered_and_no_secret(portal, content):
    wrong = replace(configured(portal), key_secret="guessed")
    with pytest.raises(PortalRefused, match="403: Not allowed to write here") as refused:
        push(content, wrong)
    assert "guessed" not in str(refused.value)


def test_credentials_follow_no_redirect(portal, content):
    portal.redirect_to = "http://127.0.0.1:9/resource/abcd-1234.json"
    with pytest.raises(PortalRefused, match="302"):
        push(content, configured(portal))


@pytest.mark.parametrize(
    "resource", ["http://data.example/resource/abcd-1234.json", "https://data.example/abcd", "ftp://127.0.0.1/x", ""]
)
def test_only_a_dataset_over_tls_is_written_to(resource):
    with pytest.raises(ValueError, match="address"):
        Portal(resource)


def test_an_unreachable_portal_is_a_sentence(content):
    with pytest.raises(PortalRefused, match="cannot be reached"):
        push(content, Portal("http://127.0.0.1:9/resource/abcd-1234.json"))


def test_the_command_pushes_the_newest_edition(stored_world, portal, settings):
    with pytest.raises(CommandError, match="No edition"):
        call_command("push_socrata")
    published()
    with pytest.raises(CommandError, match="TRUSTACT_SOCRATA_RESOURCE"):
        call_command("push_socrata")
    settings.SOCRATA_RESOURCE, settings.SOCRATA_APP_TOKEN = address(portal), TOKEN
    settings.SOCRATA_KEY_ID, settings.SOCRATA_KEY_SECRET = "key", "secret"
    out = io.StringIO()
    call_command("push_socrata", "--json", stdout=out)
    assert json.loads(out.getvalue())["created"] == len(portal.rows) > 0
    out = io.StringIO()
    call_command("push_socrata", "--dry-run", stdout=out)
    assert len(out.getvalue().splitlines()) == len(portal.rows)
