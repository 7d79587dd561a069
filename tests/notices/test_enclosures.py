"""The copy behind its cover, other forms of a letter, and all of it as one file for the printer."""

from __future__ import annotations

import io
import re
from uuid import uuid4

import pikepdf
import pytest
from pdfua.cli import main as pdfua
from PIL import Image

from reports import documents
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import StateRefused
from reports.detainers.actions.attachments import NewAttachment
from reports.documents.scans import MOST_PAGES, UnreadableScan
from reports.notices import verification
from reports.notices.actions.enclose import request_enclosure
from reports.notices.actions.render import render_notice
from reports.notices.actions.void import void_notice
from reports.notices.models import Enclosure
from reports.notices.printing.bundle import Part, Scan, Separator, assemble
from reports.notices.printing.parts import part_for
from reports.notices.status import EnclosureKind, NoticeStatus
from reports.outbox.runner import run_due
from reports.sealing.actions import read_sealed_file
from reports.workflow.intake import log_detainer
from tests.documents.conformance import complaints
from tests.documents.reading import by_poppler, read_aloud, squeezed, tidy
from tests.factories.detainers import NOW, access, decided, detainer, detainer_values, person_values
from tests.factories.papers import attach
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db


def scan(*, pages: int = 2) -> bytes:
    """A scan as a copier makes it: pictures on pages."""
    sheets = [Image.new("L", (425, 550), 255 - 9 * page) for page in range(pages)]
    target = io.BytesIO()
    sheets[0].save(target, format="PDF", save_all=True, append_images=sheets[1:])
    return target.getvalue()


def with_scan(*, pages: int = 2):
    item = detainer()
    clerk = person(Role.CLERK, at_agency=item.agency)
    attach(detainer=item, kind="detainer", label="", data=scan(pages=pages), by=clerk, at=NOW)
    run_due(at=NOW)
    return item


def copy_of(item) -> Enclosure:
    return Enclosure.objects.select_related("file__record_key", "notice").get(
        notice__detainer=item, form=EnclosureKind.COPY
    )


def test_a_scan_that_comes_later_is_enclosed_with_the_letter_that_stands():
    paper = copy_of(with_scan())
    assert paper.status == NoticeStatus.READY
    data = read_sealed_file(paper.file)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 3
    said = " ".join(run.text for run in read_aloud(data))
    assert paper.notice.number in squeezed(said)
    assert "Página 2 de 2 de la copia / Page 2 of 2 of the copy" in said
    assert squeezed("Keep you in custody after the time you would be let go") in squeezed(said)


def test_scans_given_with_the_request_are_enclosed_at_once():
    made = log_detainer(
        agency=agency(),
        person=person_values(),
        values=detainer_values(),
        form_token=uuid4(),
        by=person(Role.CLERK),
        at=NOW,
        papers=[NewAttachment(kind="detainer", label="", data=scan())],
    )
    run_due(at=NOW)
    assert copy_of(made).status == NoticeStatus.READY


def test_the_copy_keeps_to_the_standards(tmp_path, capsys):
    path = tmp_path / "copy.pdf"
    path.write_bytes(read_sealed_file(copy_of(with_scan()).file))
    assert pdfua(["check", str(path)]) == 0, capsys.readouterr().out
    with pikepdf.open(path) as pdf:
        pictures = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        assert len(pictures) == 2
        assert not any(picture.get("/Interpolate", False) for picture in pictures)


def test_the_copy_is_found_by_its_hash_and_belongs_to_its_letter():
    paper = copy_of(with_scan())
    assert verification.find_by_file(paper.pdf_sha256) == paper.notice
    assert verification.has_file(paper.notice, paper.pdf_sha256)


def test_telling_a_release_encloses_what_was_sent():
    item = detainer()
    decided(item, notify_release="comply")
    clerk = person(Role.CLERK, at_agency=item.agency)
    attach(detainer=item, kind="notification", label="", data=scan(pages=1), by=clerk, at=NOW)
    access(detainer=item, kind="B")
    run_due(at=NOW)
    forms = Enclosure.objects.filter(notice__detainer=item).values_list("notice__kind", "status")
    assert sorted(forms) == [("N2", "ready"), ("N2C", "ready")]
    titles = Enclosure.objects.filter(notice__kind="N2").get().words.titles
    assert titles[-1].text == "Copy of what we told federal immigration officers"


def test_a_scan_beyond_the_bound_never_stops_the_letter():
    item = with_scan(pages=MOST_PAGES + 1)
    assert not Enclosure.objects.filter(notice__detainer=item).exists()
    assert AuditEntry.objects.filter(event="notice.copy_waits").exists()
    assert item.notices.get(kind="N1").status == NoticeStatus.READY


def test_a_scan_that_cannot_be_opened_is_refused_without_saying_what_it_holds():
    with pytest.raises(UnreadableScan, match="could not be opened"):
        documents.page_pictures(b"%PDF-1.7 nothing here", "application/pdf")


@pytest.mark.parametrize("form", [EnclosureKind.LARGE, EnclosureKind.SCRIPT])
def test_other_forms_of_a_letter_hold_the_same_words(form):
    item = detainer()
    notice = item.notices.get(kind="N1")
    clerk = person(Role.CLERK, at_agency=item.agency)
    paper = request_enclosure(notice=notice, form=form, by=clerk, at=NOW)
    run_due(at=NOW)
    paper.refresh_from_db()
    text = squeezed(by_poppler(read_sealed_file(paper.file)))
    # A passage may go on behind the foot of a page.
    text = re.sub(rf"•*{re.escape(notice.number)}\d+/\d+", "", text)
    for section in notice.words.sections:
        for column in section.columns:
            for paragraph in column.paragraphs:
                assert squeezed(paragraph.text) in text


def test_no_other_form_of_a_letter_that_is_void():
    item = detainer()
    notice = item.notices.get(kind="N1")
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    void_notice(notice=notice, reason="Wrong person", by=head, at=NOW)
    with pytest.raises(StateRefused, match="void or was replaced"):
        request_enclosure(notice=notice, form=EnclosureKind.LARGE, by=head, at=NOW)


def test_all_that_goes_with_a_letter_is_one_file_with_a_separator():
    item = with_scan()
    notice = item.notices.select_related("file__record_key").get(kind="N1")
    data = assemble([part_for(notice)])
    assert complaints(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) >= 5
    first = by_poppler(data).split("\f")[0]
    assert notice.number in first
    assert "Nuñez" not in first


def test_a_letter_that_no_longer_stands_says_so_in_front_and_names_its_successor():
    item = detainer()
    decided(item)
    decided(item, choice="comply")
    run_due(at=NOW)
    old, new = item.notices.filter(kind="N1I").order_by("sequence")
    render_notice(notice_id=old.pk, at=NOW)
    first = by_poppler(assemble([part_for(old)])).split("\f")[0]
    assert "a later one has taken its place" in first
    assert new.number in first


def test_pictures_and_letters_can_stand_in_one_file():
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(picture, format="PNG")
    scans = (
        Scan(picture.getvalue(), "image/png", "A photograph"),
        Scan(scan(), "application/pdf", "A paper"),
    )
    data = assemble([Part(Separator(title="One"), scans=scans)])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 4
    assert complaints(data) == []
    said = [run.text for run in read_aloud(data)]
    assert "A photograph, page 1 of 1" in said
    assert "A paper, page 2 of 2" in said


def test_a_scan_that_cannot_be_opened_leaves_a_sheet_that_says_where_it_is():
    """What people uploaded is never opened beside the keys, and never stops a packet."""
    data = assemble(
        [
            Part(
                Separator(title="One"),
                scans=(Scan(b"%PDF-1.7 nothing", "application/pdf", "Proof 1"),),
            )
        ]
    )
    assert "could not be shown as pages here" in tidy(by_poppler(data))
    assert complaints(data) == []
