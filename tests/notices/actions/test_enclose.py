"""What goes with a notice is made once, from its own words, and is kept with its hash."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta

import pytest
from PIL import Image

from reports import documents
from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.detainers.actions.attachments import add_attachment
from reports.documents import RenderResult
from reports.documents.errors import ExternalResource, MissingGlyphs
from reports.documents.scans import MOST_PAGES, UnreadableScan
from reports.notices.actions.enclose import (
    ENCLOSURE_JOB,
    enclose_copy,
    render_enclosure,
    request_enclosure,
)
from reports.notices.content.document import content_hash
from reports.notices.kinds import NoticeKind
from reports.notices.models import Enclosure, Notice
from reports.notices.status import EnclosureKind
from reports.outbox.models import Job
from reports.sealing.actions import read_sealed_file
from reports.uploads.inspection import CleanFile
from reports.workflow.notice_facts import notice_facts
from tests.factories import detainers as make
from tests.factories.notices import ready
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)
DRAWN = b"%PDF-1.7 drawn"


@pytest.fixture
def drawn(monkeypatch) -> list[documents.Page]:
    """Every page that was to be drawn; nothing is."""
    pages: list[documents.Page] = []

    def draw(page: documents.Page) -> RenderResult:
        pages.append(page)
        return RenderResult(DRAWN, "")

    monkeypatch.setattr(documents, "render", draw)
    return pages


def scan(item, *, pages: int = 1, label: str = ""):
    sheets = [Image.new("L", (30, 40), 255) for _ in range(pages)]
    target = io.BytesIO()
    sheets[0].save(target, format="PDF", save_all=True, append_images=sheets[1:])
    shown = CleanFile(target.getvalue(), "application/pdf", pages, ())
    return add_attachment(
        detainer=item,
        kind="detainer",
        label=label,
        data=target.getvalue(),
        clean=shown,
        by=person(),
        at=make.NOW,
    )


def copy(notice, *scans, by=None) -> Enclosure:
    return enclose_copy(
        notice=notice,
        kind=NoticeKind.COPY_OF_REQUEST,
        facts=notice_facts(notice),
        sources=scans,
        by=by or person(),
        at=LATER,
    )


def ask(notice, form=EnclosureKind.LARGE, *, by=None) -> Enclosure:
    return request_enclosure(notice=notice, form=form, by=by or person(), at=LATER)


def opened(paper) -> Enclosure:
    return Enclosure.objects.select_related("record_key", "file__record_key").get(pk=paper.pk)


@pytest.mark.parametrize("form", [EnclosureKind.LARGE, EnclosureKind.SCRIPT, EnclosureKind.RECEIPT])
def test_another_form_has_the_words_of_its_notice(form):
    notice, clerk = ready(), person()
    paper = opened(ask(notice, form, by=clerk))
    assert (paper.notice, paper.form, paper.status) == (notice, form, "rendering")
    assert (paper.content, paper.content_sha256) == (notice.content, notice.content_sha256)
    assert (paper.requested_at, paper.requested_by, paper.sources) == (LATER, clerk, [])
    assert Job.objects.filter(kind=ENCLOSURE_JOB, object_id=paper.pk).count() == 1
    check_entry(
        "notice.paper_asked", about=notice, subject="notice", by=clerk, at=LATER, form=form.value
    )


def test_a_copy_says_how_many_pages_it_has_and_of_which_scans():
    notice = ready()
    scans = [scan(notice.detainer), scan(notice.detainer, pages=2)]
    paper = opened(copy(notice, *scans))
    assert (paper.form, paper.sources) == ("copy", [str(row.pk) for row in scans])
    assert paper.content_sha256 == content_hash(paper.content)
    assert paper.words.number == notice.number
    assert "3" in paper.content
    assert paper.content != notice.content


@pytest.mark.parametrize("pages", [0, MOST_PAGES + 1])
def test_a_copy_of_nothing_or_of_too_much_is_refused(pages):
    notice = ready()
    scans = [scan(notice.detainer, pages=pages)] if pages else []
    with pytest.raises(StateRefused, match=f"between one and {MOST_PAGES} pages.* have {pages}\\."):
        copy(notice, *scans)
    assert not Enclosure.objects.exists()


def test_only_who_issues_notices_here_asks_for_one():
    notice = ready()
    paper = scan(notice.detainer)
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        for act in (ask, lambda row, *, by: copy(row, paper, by=by)):
            with pytest.raises(PermissionRefused, match="at Hartford"):
                act(notice, by=nobody)


def test_a_file_is_made_once_and_kept_with_its_hash(drawn):
    notice = ready()
    paper, other = ask(notice), ask(notice)
    for at in (LATER, LATER + timedelta(minutes=1)):
        render_enclosure(paper_id=paper.pk, at=at)
    assert len(drawn) == 1
    kept = opened(paper)
    assert (kept.status, kept.rendered_at) == ("ready", LATER)
    assert read_sealed_file(kept.file) == DRAWN
    assert kept.file.content_type == "application/pdf"
    assert kept.pdf_sha256 == hashlib.sha256(DRAWN).hexdigest()
    assert opened(other).status == "rendering"
    check_entry(
        "notice.paper_drawn",
        about=notice,
        subject="notice",
        by="system:notices",
        at=LATER,
        form="large",
    )
    assert Notice.objects.get().file_id == notice.file_id


def test_each_form_is_drawn_as_what_it_is(drawn):
    notice = ready()
    for form in (EnclosureKind.LARGE, EnclosureKind.SCRIPT, EnclosureKind.RECEIPT):
        render_enclosure(paper_id=ask(notice, form).pk, at=LATER)
    large = drawn[0]
    assert len({page.html for page in drawn}) == 3
    assert "large" in large.html + large.css
    assert [dict(page.assets) for page in drawn] == [{}, {}, {}]


def test_a_copy_is_drawn_of_its_scans_in_their_order(drawn, monkeypatch):
    notice = ready()
    first, second = scan(notice.detainer), scan(notice.detainer, pages=2)
    scan(notice.detainer, label="Not enclosed")
    shown = {}
    monkeypatch.setattr(
        documents, "page_pictures", lambda data, kind: shown.setdefault((data, kind), [data])
    )
    render_enclosure(paper_id=copy(notice, second, first).pk, at=LATER)
    pdf = "application/pdf"
    wanted = [read_sealed_file(row.file) for row in (second, first)]
    assert list(shown) == [(data, pdf) for data in wanted]
    (page,) = drawn
    assert [asset.data for asset in page.assets.values()][-2:] == wanted


@pytest.mark.parametrize(
    "fault", [MissingGlyphs("x", "y"), ExternalResource("x"), UnreadableScan("x")]
)
def test_what_cannot_be_drawn_is_shown_as_such_and_asked_for_anew(monkeypatch, fault):
    def refuse(page):
        raise fault

    monkeypatch.setattr(documents, "render", refuse)
    notice = ready()
    paper, other = ask(notice), ask(notice)
    render_enclosure(paper_id=paper.pk, at=LATER)
    assert (opened(paper).status, opened(paper).file) == ("could_not_render", None)
    assert opened(other).status == "rendering"
    assert ask(notice).pk not in {paper.pk, other.pk}


def test_what_another_worker_made_in_the_meantime_stays(drawn, monkeypatch):
    paper = ask(ready())

    def made_meanwhile(page: documents.Page) -> RenderResult:
        Enclosure.objects.filter(pk=paper.pk).update(status="could_not_render")
        return RenderResult(DRAWN, "")

    monkeypatch.setattr(documents, "render", made_meanwhile)
    render_enclosure(paper_id=paper.pk, at=LATER)
    assert (opened(paper).status, opened(paper).file) == ("could_not_render", None)
