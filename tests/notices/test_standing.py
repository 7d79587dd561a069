"""A letter that no longer stands says so on whatever way it leaves the house, and stays what it was
in the store.
"""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta

import pikepdf
import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.accounts.roles import Role
from reports.notices.actions.enclose import request_enclosure
from reports.notices.actions.links import create_link, token_of
from reports.notices.actions.print import start_print_job
from reports.notices.actions.render import render_notice
from reports.notices.actions.void import void_notice
from reports.notices.codes import display_code, new_code
from reports.notices.models import Notice, NoticeService
from reports.notices.origin_mark import add_origin_mark, origin_of
from reports.notices.status import EnclosureKind
from reports.notices.superseded_copies import marked_copy, supersession_notice
from reports.outbox.runner import run_due
from reports.sealing.actions import read_sealed_file
from tests.documents.conformance import complaints
from tests.documents.reading import by_pdfium, by_poppler, spoken_words, squeezed
from tests.factories.detainers import NOW, decided, detainer
from tests.factories.people import person

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=5)
REPLACED = "a later one has taken its place"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def pair() -> tuple[Notice, Notice]:
    """A letter that was drawn and then replaced, and the one that took its place."""
    item = detainer()
    decided(item)
    run_due(at=NOW)
    decided(item, choice="comply")
    run_due(at=NOW)
    old, new = item.notices.filter(kind="N1I").order_by("sequence")
    return Notice.objects.with_content().select_related("file__record_key").get(pk=old.pk), new


@pytest.fixture
def old(pair) -> Notice:
    return pair[0]


@pytest.fixture
def clerk(client, old):
    client.force_login(person(Role.CLERK, at_agency=old.agency))
    return client


def pages_of(data: bytes) -> list[str]:
    return [squeezed(page) for page in by_poppler(data).split("\f")[:-1]]


def test_every_page_says_it_in_both_languages_and_names_the_successor(pair):
    old, new = pair
    copy = marked_copy(old, read_sealed_file(old.file))
    words = supersession_notice(old)
    assert [saying.lang for saying in words] == ["es", "en"]
    assert REPLACED in words[1].text
    pages = pages_of(copy)
    assert len(pages) >= 2
    assert all(squeezed(saying.text) in page for page in pages for saying in words)
    assert all(new.number in page for page in pages)


def test_who_listens_hears_it_first_and_once_in_both_languages(old):
    heard = spoken_words(marked_copy(old, read_sealed_file(old.file)))
    original = spoken_words(read_sealed_file(old.file))
    for saying in supersession_notice(old):
        assert heard.count(saying.text) == 1
    assert heard.index(REPLACED) < heard.index(original[:60])
    assert heard.endswith(original)


def test_the_copy_keeps_to_the_standards(old):
    assert complaints(marked_copy(old, read_sealed_file(old.file))) == []


def test_a_letter_that_stands_is_handed_out_as_it_is(pair):
    new = Notice.objects.with_content().select_related("file__record_key").get(pk=pair[1].pk)
    data = read_sealed_file(new.file)
    assert marked_copy(new, data) is data


def test_the_desk_opens_a_marked_copy_and_the_file_as_issued_beside_it(clerk, old):
    copy = clerk.get(reverse("desk:notice_pdf", args=[old.pk])).content
    issued = clerk.get(reverse("desk:notice_as_issued", args=[old.pk])).content
    assert REPLACED in by_pdfium(copy).replace("\r\n", " ")
    assert hashlib.sha256(issued).hexdigest() == old.pdf_sha256
    text = clerk.get(reverse("desk:notice", args=[old.pk])).content.decode()
    assert reverse("desk:notice_as_issued", args=[old.pk]) in text
    assert old.pdf_sha256 in text


def test_a_void_letter_and_its_other_forms_say_so_too(client):
    item = detainer()
    notice = item.notices.get(kind="N1")
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    papers = [
        request_enclosure(notice=notice, form=form, by=head, at=NOW)
        for form in (EnclosureKind.LARGE, EnclosureKind.SCRIPT)
    ]
    run_due(at=NOW)
    notice.refresh_from_db()
    void_notice(notice=notice, reason="Wrong person", by=head, at=LATER)
    client.force_login(head)
    for paper in papers:
        copy = client.get(reverse("desk:enclosure_file", args=[notice.pk, paper.pk])).content
        made = client.get(reverse("desk:enclosure_original", args=[notice.pk, paper.pk])).content
        paper.refresh_from_db()
        assert all("Nowitisvoid." in page for page in pages_of(copy))
        assert complaints(copy) == []
        assert hashlib.sha256(made).hexdigest() == paper.pdf_sha256
        assert reverse("desk:enclosure_original", args=[notice.pk, paper.pk]) in page_of(
            client, notice
        )


def page_of(client, notice) -> str:
    return client.get(reverse("desk:notice", args=[notice.pk])).content.decode()


def test_packet_and_print_all_mark_each_page_of_it(clerk, pair):
    old, new = pair
    packet = pages_of(clerk.get(reverse("desk:packet_file", args=[old.detainer_id])).content)
    marked = [page for page in packet if squeezed(REPLACED) in page]
    everything = pages_of(clerk.get(reverse("desk:notice_bundle", args=[old.pk])).content)
    assert all(squeezed(REPLACED) in page and new.number in page for page in everything)
    assert len(marked) == len(everything)


def test_a_print_job_leaves_out_what_became_void_since(clerk, old):
    item = detainer()
    run_due(at=NOW)
    letters = list(item.notices.order_by("sequence"))
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    job = start_print_job(
        agency=item.agency,
        notices=[*letters, *old.detainer.notices.filter(kind="N1")],
        by=head,
        at=NOW,
    )
    void_notice(notice=letters[0], reason="Wrong person", by=head, at=LATER)
    printed = by_poppler(clerk.get(reverse("desk:print_file", args=[job.pk])).content)
    assert letters[0].number not in printed
    assert "Letter HARTFORD" in printed


@time_machine.travel(LATER, tick=False)
def test_a_mailed_link_tells_who_has_the_code_that_the_letter_counts_no_more(client):
    """It is not handed out and not counted as handed over; who has no code learns nothing."""
    item = detainer()
    notice = item.notices.get(kind="N1")
    run_due(at=NOW)
    notice.refresh_from_db()
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    link = create_link(
        notice=notice, address="ada@law.example", recipient="attorney", by=head, at=NOW
    )
    void_notice(notice=notice, reason="Wrong person", by=head, at=LATER)
    address = reverse("verify:link", args=[token_of(link.pk)])
    wrong = client.post(address, {"code": display_code(new_code())})
    right = client.post(address, {"code": notice.shown_code})
    assert "This is not the code" in wrong.content.decode()
    assert right.status_code == 410
    assert "Now it is void" in right.content.decode()
    assert right["Content-Type"].startswith("text/html")
    assert not NoticeService.objects.filter(notice=notice).exists()


def test_the_upload_box_knows_the_file_as_issued_and_the_marked_copy(client, old):
    issued = read_sealed_file(old.file)
    copy = marked_copy(old, issued)
    box, page = reverse("verify:start"), reverse("verify:letter", args=[display_code(old.code)])
    for address in (box, page):
        assert "Same file" in sent(client, address, issued)
        assert "This is our own copy of the letter" in sent(client, address, copy)
        assert "A later letter took its place" in sent(client, address, copy)
    assert "Another file" in sent(client, page, copy[:-1])


def sent(client, address: str, data: bytes) -> str:
    return client.post(address, {"file": SimpleUploadedFile("letter.pdf", data)}).content.decode()


def test_only_our_own_whole_copy_counts_as_one(old, settings):
    issued = read_sealed_file(old.file)
    copy = marked_copy(old, issued)
    digest = hashlib.sha256(issued).hexdigest()
    assert origin_of(copy) == digest
    assert origin_of(issued) == ""
    changed = bytearray(copy)
    changed[len(copy) // 2] ^= 1
    assert origin_of(bytes(changed)) == ""
    settings.SECRET_KEY = "another installation" * 4
    assert origin_of(copy) == ""
    assert origin_of(add_origin_mark(issued, "0" * 64)) == "0" * 64


def test_the_stored_file_stays_as_it_was(clerk, old):
    before = read_sealed_file(old.file)
    clerk.get(reverse("desk:notice_pdf", args=[old.pk]))
    render_notice(notice_id=old.pk, at=LATER)
    assert read_sealed_file(Notice.objects.get(pk=old.pk).file) == before
    with pikepdf.open(io.BytesIO(before)) as pdf:
        assert all(
            "/MarkOfStanding" not in page.obj.Resources.get("/XObject", {}) for page in pdf.pages
        )
