"""A letter's road where an installation signs: signed once, compared as handed out, never delayed
for want of a key.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.documents.errors import MissingGlyphs
from reports.notices.actions.enclose import request_enclosure
from reports.notices.actions.render import render_again, render_notice
from reports.notices.actions.serve import record_service
from reports.notices.codes import display_code
from reports.notices.models import Enclosure, Notice
from reports.notices.signing import sign
from reports.notices.signing.recorded import signature_of
from reports.notices.status import EnclosureKind, NoticeStatus
from reports.outbox.runner import run_due
from reports.sealing.actions import read_sealed_file
from reports.web.desk.notices.page.signature import failed_progress
from tests.documents.authority import put_p12, throw_away
from tests.documents.conformance import complaints
from tests.documents.reading import spoken_words
from tests.documents.stamping import time_service
from tests.documents.test_signing import judged
from tests.factories.detainers import NOW, detainer
from tests.factories.papers import attach
from tests.factories.people import agency, person
from tests.notices.test_enclosures import scan
from tests.notices.test_road import values

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def folder(tmp_path, settings):
    cache.clear()
    settings.SIGNING_FOLDER, settings.SIGNING_PASSPHRASE = str(tmp_path), ""
    return tmp_path


@pytest.fixture
def made(folder):
    seal = throw_away().seal()
    put_p12(folder, "hartford", seal)
    return seal


def drawn() -> Notice:
    notice = detainer().notices.get(kind="N1")
    render_notice(notice_id=notice.pk, at=NOW)
    notice.refresh_from_db()
    return notice


def entries(event: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(event=event))


def test_nothing_is_signed_by_default(settings):
    assert settings.SIGNING_FOLDER == ""
    notice = drawn()
    assert b"/ByteRange" not in read_sealed_file(notice.file)
    assert signature_of(notice) is None


def test_a_letter_is_signed_and_both_hashes_are_kept(made):
    notice = drawn()
    data = read_sealed_file(notice.file)
    status = judged(data)
    assert status.bottom_line
    assert notice.pdf_sha256 == hashlib.sha256(data).hexdigest() == notice.file.sha256
    known = signature_of(notice)
    before = data[: data.index(b"%%EOF") + len(b"%%EOF\n")]
    assert known.certificate == made.fingerprint
    assert known.rendered_sha256 == hashlib.sha256(before).hexdigest()


def test_the_job_done_again_makes_no_second_file(made):
    item = detainer()
    run_due(at=LATER)
    notice = item.notices.get()
    first = read_sealed_file(notice.file)
    render_notice(notice_id=notice.pk, at=LATER + timedelta(days=1))
    again = Notice.objects.get(pk=notice.pk)
    assert (again.file_id, read_sealed_file(again.file)) == (notice.file_id, first)
    assert len(entries("notice.signed")) == 1


def test_two_workers_at_once_keep_one_file(made, monkeypatch):
    """The second signs too, finds the letter drawn, and throws its file away."""
    notice = detainer().notices.get(kind="N1")
    finish, begun = sign.finish, []

    def finish_after_another(data, **values):
        if not begun:
            begun.append(True)
            render_notice(notice_id=notice.pk, at=NOW)
        return finish(data, **values)

    monkeypatch.setattr("reports.notices.actions.render.finish", finish_after_another)
    render_notice(notice_id=notice.pk, at=NOW)
    assert len(entries("notice.signed")) == 1
    notice.refresh_from_db()
    assert hashlib.sha256(read_sealed_file(notice.file)).hexdigest() == notice.pdf_sha256


def test_verify_compares_the_file_as_handed_out_and_names_the_certificate(client, made):
    notice = drawn()
    data = read_sealed_file(notice.file)
    page = reverse("verify:letter", args=[display_code(notice.code)])

    def compared(content: bytes) -> str:
        return client.post(
            page, {"file": SimpleUploadedFile("letter.pdf", content)}
        ).content.decode()

    assert "Same file" in compared(data)
    assert "Another file" in compared(data[: data.index(b"%%EOF") + len(b"%%EOF\n")])
    text = client.get(page).content.decode()
    assert signature_of(notice).fingerprint in text
    assert "The agency signed this file" in text


def test_verify_says_nothing_of_a_signature_that_is_not_there(client, folder):
    page = reverse("verify:letter", args=[display_code(drawn().code)])
    assert "signed this file" not in client.get(page).content.decode()


def test_an_expired_certificate_delays_no_letter_and_staff_are_told(folder):
    put_p12(folder, "hartford", throw_away().seal(end=NOW - timedelta(days=1)))
    admin = person(Role.AGENCY_ADMIN, at_agency=agency())
    state = person(Role.OPM_ADMIN)
    notice = drawn()
    assert notice.status == NoticeStatus.READY
    assert b"/ByteRange" not in read_sealed_file(notice.file)
    record_service(
        notice=notice, values=values(), by=person(Role.CLERK, at_agency=notice.agency), at=LATER
    )
    assert [entry.detail["why"] for entry in entries("notice.unsigned")] == ["expired"]
    run_due(at=LATER)
    told = [message for message in mail.outbox if "not being signed" in message.subject]
    assert {message.to[0] for message in told} == {admin.email, state.email}
    assert "has expired" in told[0].body
    assert "Nuñez" not in told[0].body


def test_staff_are_told_once_a_day_however_many_letters_go_out(folder):
    person(Role.AGENCY_ADMIN, at_agency=agency())
    for _ in range(2):
        drawn()
    run_due(at=LATER)
    assert len([message for message in mail.outbox if "not being signed" in message.subject]) == 1


def test_mended_before_the_mail_goes_out_nobody_is_troubled(folder):
    person(Role.AGENCY_ADMIN, at_agency=agency())
    drawn()
    put_p12(folder, "hartford", throw_away().seal())
    run_due(at=LATER)
    assert not [message for message in mail.outbox if "not being signed" in message.subject]


def test_a_letter_of_an_agency_without_a_certificate_is_not_signed_with_a_neighbours(folder):
    put_p12(folder, "new-haven", throw_away().seal("New Haven Police Department"))
    notice = drawn()
    assert signature_of(notice).problem == "missing"
    assert b"/ByteRange" not in read_sealed_file(notice.file)


def test_where_signatures_are_demanded_the_letter_waits_and_can_be_drawn_again(
    client, folder, settings
):
    settings.SIGNING_REQUIRED = True
    notice = drawn()
    assert (notice.status, notice.file) == (NoticeStatus.COULD_NOT_RENDER, None)
    clerk = person(Role.CLERK, at_agency=notice.agency)
    client.force_login(clerk)
    text = client.get(reverse("desk:notice", args=[notice.pk])).content.decode()
    assert "The notice is held back" in text
    assert "There is no certificate for this agency" in text
    put_p12(folder, "hartford", throw_away().seal())
    render_again(notice=notice, by=clerk, at=LATER)
    run_due(at=LATER)
    notice.refresh_from_db()
    assert notice.status == NoticeStatus.READY
    assert judged(read_sealed_file(notice.file)).bottom_line
    assert signature_of(notice).problem is None


def test_a_letter_held_back_that_then_cannot_be_drawn_is_told_apart(folder, settings, monkeypatch):
    settings.SIGNING_REQUIRED = True
    notice = drawn()
    assert failed_progress(notice).label == "The notice is held back"
    render_again(notice=notice, by=person(Role.CLERK, at_agency=notice.agency), at=LATER)

    def undrawable(*_values, **_more):
        raise MissingGlyphs

    monkeypatch.setattr("reports.documents.render", undrawable)
    render_notice(notice_id=notice.pk, at=LATER)
    assert failed_progress(notice).label == "The notice could not be drawn"


def with_papers(notice) -> list[Enclosure]:
    """The letter in its other forms, and the copy of the request behind a cover."""
    clerk = person(Role.CLERK, at_agency=notice.agency)
    for form in (EnclosureKind.LARGE, EnclosureKind.SCRIPT):
        request_enclosure(notice=notice, form=form, by=clerk, at=NOW)
    attach(detainer=notice.detainer, kind="detainer", label="", data=scan(), by=clerk, at=NOW)
    run_due(at=LATER)
    return list(Enclosure.objects.select_related("file__record_key").order_by("form"))


def test_what_goes_with_a_letter_is_signed_too(client, made):
    notice = drawn()
    papers = with_papers(notice)
    assert [paper.form for paper in papers] == ["copy", "large", "script"]
    for paper in papers:
        data = read_sealed_file(paper.file)
        assert judged(data).bottom_line
        assert complaints(data) == []
        assert paper.pdf_sha256 == hashlib.sha256(data).hexdigest()
    signed = entries("notice.paper_signed")
    assert sorted(entry.detail["form"] for entry in signed) == ["copy", "large", "script"]
    assert {entry.detail["certificate"] for entry in signed} == {made.fingerprint}
    assert signature_of(notice).certificate == made.fingerprint


def test_what_goes_with_a_letter_is_not_delayed_for_want_of_a_certificate(folder):
    papers = with_papers(drawn())
    assert {paper.status for paper in papers} == {NoticeStatus.READY}
    assert {entry.detail["why"] for entry in entries("notice.paper_unsigned")} == {"missing"}


def test_what_goes_with_a_letter_is_held_back_where_signatures_are_demanded(folder, settings):
    settings.SIGNING_REQUIRED = True
    papers = with_papers(drawn())
    assert {paper.status for paper in papers} == {NoticeStatus.COULD_NOT_RENDER}
    assert not any(paper.file for paper in papers)


def test_a_packet_of_signed_letters_says_where_the_signatures_are(client, made):
    notice = drawn()
    with_papers(notice)
    client.force_login(person(Role.CLERK, at_agency=notice.agency))
    packet = client.get(reverse("desk:packet_file", args=[notice.detainer_id])).content
    assert complaints(packet) == []
    assert b"/ByteRange" not in packet
    assert "The signature is in the letter’s own file" in spoken_words(packet)


def test_the_desk_shows_whose_signature_it_is(client, made):
    notice = drawn()
    client.force_login(person(Role.CLERK, at_agency=notice.agency))
    text = client.get(reverse("desk:notice", args=[notice.pk])).content.decode()
    assert signature_of(notice).fingerprint in text
    assert signature_of(notice).rendered_sha256 in text


def test_whatever_fails_while_signing_the_letter_goes_out(made, monkeypatch):
    def broken(*_values, **_more):
        raise RuntimeError("of no kind that anybody thought of")

    monkeypatch.setattr("reports.documents.signing.sign._signed", broken)
    notice = drawn()
    assert notice.status == NoticeStatus.READY
    assert signature_of(notice).problem == "failed"


def test_an_outside_service_adds_the_time_where_one_is_named(made, settings):
    with time_service(LATER) as settings.SIGNING_TIMESTAMPS:
        notice = drawn()
    status = judged(read_sealed_file(notice.file))
    assert status.bottom_line
    assert status.timestamp_validity.valid
    assert status.timestamp_validity.timestamp == LATER
    assert entries("notice.signed")[0].detail["timestamped"] == "yes"


def test_a_service_that_does_not_answer_delays_no_letter(made, settings):
    settings.SIGNING_TIMESTAMPS = "http://127.0.0.1:9/"
    notice = drawn()
    status = judged(read_sealed_file(notice.file))
    assert status.bottom_line
    assert status.timestamp_validity is None
    assert entries("notice.signed")[0].detail["timestamped"] == "no"
