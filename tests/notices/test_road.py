"""From a logged request to a letter handed over, through the real verbs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.notices import cases as notice_cases
from reports.notices import queries, verification
from reports.notices.actions.render import render_notice
from reports.notices.actions.serve import ServiceValues, record_service
from reports.notices.actions.void import void_notice
from reports.notices.models import Notice
from reports.notices.status import NoticeStatus
from reports.outbox.runner import run_due
from reports.sealing.actions import read_sealed_file
from tests.factories.detainers import NOW, access, decided, detainer
from tests.factories.people import person

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=10)


def rendered_notice(item=None) -> Notice:
    notice = (item or detainer()).notices.get(kind="N1")
    render_notice(notice_id=notice.pk, at=NOW)
    notice.refresh_from_db()
    return notice


def values(**changes) -> ServiceValues:
    known: dict[str, Any] = {
        "happened_at": NOW + timedelta(minutes=5),
        "how": "in_person",
        "outcome": "served",
        "handed_over_by": "Ofc. Hale",
    }
    return ServiceValues(**(known | changes))


def test_receipt_issues_the_first_letter_at_once_in_the_persons_language():
    notice = detainer().notices.get()
    assert (notice.kind, notice.language, notice.status) == ("N1", "es", NoticeStatus.RENDERING)
    assert notice.number == "HARTFORD-2026-00001"
    assert notice.owed_at == NOW - timedelta(hours=1)
    assert notice.words.person_name == "María José Nuñez-Đặng"


def test_words_are_sealed_and_number_and_day_are_not():
    detainer()
    raw = Notice.objects.values_list("content", flat=True).get()
    assert "Nuñez" not in str(raw)


def test_the_promised_file_is_drawn_once_and_kept_with_its_hash(django_capture_on_commit_callbacks):
    item = detainer()
    assert run_due(at=LATER) >= 1
    notice = item.notices.get()
    data = read_sealed_file(notice.file)
    assert notice.status == NoticeStatus.READY
    assert data.startswith(b"%PDF-1.7")
    assert notice.pdf_sha256 == notice.file.sha256
    render_notice(notice_id=notice.pk, at=LATER)
    assert Notice.objects.get().file_id == notice.file_id


def test_the_second_sheet_follows_the_decision():
    item = detainer()
    decided(item)
    sheet = item.notices.get(kind="N1I")
    text = "\n".join(p.text for s in sheet.words.sections for c in s.columns for p in c.paragraphs)
    assert "No. We do not plan to do this." in text
    assert "We weighed the request and the record." in text


def test_telling_a_release_owes_the_person_and_the_attorney_a_letter():
    item = detainer()
    decided(item, notify_release="comply")
    access(detainer=item, kind="B")
    letters = {notice.kind: notice for notice in item.notices.all()}
    assert {"N2", "N2C"} <= set(letters)
    assert letters["N2C"].words.recipient_name == "Ada Lawyer"


def test_handing_over_is_recorded_with_who_when_and_how():
    notice = rendered_notice()
    clerk = person(Role.CLERK, at_agency=notice.agency)
    entry = record_service(
        notice=notice, values=values(interpreter="Ana Ruiz", language="es"), by=clerk, at=LATER
    )
    notice.refresh_from_db()
    assert notice.status == NoticeStatus.SERVED
    assert (entry.handed_over_by, entry.interpreter) == ("Ofc. Hale", "Ana Ruiz")
    said = AuditEntry.objects.filter(event="notice.served").get()
    assert "Hale" not in str(said.detail)


def test_the_same_form_twice_is_one_entry():
    notice, token = rendered_notice(), uuid4()
    clerk = person(Role.CLERK, at_agency=notice.agency)
    first = record_service(notice=notice, values=values(), by=clerk, at=LATER, form_token=token)
    assert (
        record_service(notice=notice, values=values(), by=clerk, at=LATER, form_token=token)
        == first
    )


def test_a_refusal_leaves_the_letter_to_be_tried_again():
    notice = rendered_notice()
    clerk = person(Role.CLERK, at_agency=notice.agency)
    record_service(
        notice=notice,
        values=values(outcome="refused", reason="Did not take it"),
        by=clerk,
        at=LATER,
    )
    assert notice.status == NoticeStatus.COULD_NOT_SERVE
    record_service(notice=notice, values=values(how="read_aloud"), by=clerk, at=LATER)
    assert notice.status == NoticeStatus.SERVED
    assert notice.services.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"happened_at": NOW + timedelta(days=1)}, "still to come"),
        ({"happened_at": NOW - timedelta(days=1)}, "made later than that"),
        ({"outcome": "could_not"}, "Say in a few words"),
        ({"handed_over_by": " "}, "Enter the name"),
        ({"how": "by pigeon"}, "Choose how"),
    ],
)
def test_an_impossible_entry_gets_a_sentence(changes, sentence):
    notice = rendered_notice()
    clerk = person(Role.CLERK, at_agency=notice.agency)
    with pytest.raises(StateRefused, match=sentence):
        record_service(notice=notice, values=values(**changes), by=clerk, at=LATER)


def test_a_letter_still_being_made_cannot_have_been_handed_over():
    notice = detainer().notices.get()
    clerk = person(Role.CLERK, at_agency=notice.agency)
    with pytest.raises(StateRefused, match="still being made"):
        record_service(notice=notice, values=values(), by=clerk, at=LATER)


def test_only_the_head_voids_and_the_number_stays_taken():
    notice = rendered_notice()
    clerk, head = (
        person(Role.CLERK, at_agency=notice.agency),
        person(Role.AGENCY_HEAD, at_agency=notice.agency),
    )
    with pytest.raises(PermissionRefused):
        void_notice(notice=notice, reason="Wrong person", by=clerk, at=LATER)
    void_notice(notice=notice, reason="Wrong person", by=head, at=LATER)
    notice.refresh_from_db()
    assert (notice.status, notice.void_reason) == (NoticeStatus.VOIDED, "Wrong person")
    assert verification.verified(verification.find_by_code(notice.code)).standing == "void"
    with pytest.raises(StateRefused, match="void or was replaced"):
        record_service(notice=notice, values=values(), by=clerk, at=LATER)


def test_a_letter_moved_by_somebody_else_is_not_moved_again():
    notice = rendered_notice()
    stale = Notice.objects.with_content().get(pk=notice.pk)
    head = person(Role.AGENCY_HEAD, at_agency=notice.agency)
    void_notice(notice=notice, reason="Wrong person", by=head, at=LATER)
    with pytest.raises(Conflict):
        void_notice(notice=stale, reason="Again", by=head, at=LATER)


def test_a_new_decision_replaces_the_second_sheet_and_says_so():
    item = detainer()
    decided(item)
    decided(item, choice="comply", at=LATER)
    old, new = item.notices.filter(kind="N1I").order_by("sequence")
    assert (old.status, new.supersedes) == (NoticeStatus.SUPERSEDED, old)
    assert verification.verified(verification.find_by_code(old.code)).replaced_by == new.number
    marks = [saying.text for mark in new.words.marks for saying in mark.sayings]
    assert f"This letter replaces letter {old.number}." in "".join(marks).replace(
        "\u2068", ""
    ).replace("\u2069", "")


def test_the_register_shows_what_waits_and_what_is_late():
    notice = rendered_notice()
    place = notice.agency
    line = queries.register(place, at=NOW)[0]
    assert (line.stage, line.is_late) == ("ready", False)
    assert queries.register(place, at=NOW + timedelta(days=2))[0].is_late
    record_service(notice=notice, values=values(), by=person(Role.CLERK, at_agency=place), at=LATER)
    assert queries.register(place, at=LATER) == []


def test_a_letter_never_issued_is_still_owed():
    item = detainer()
    item.notices.update(status=NoticeStatus.VOIDED, voided_at=NOW, voided_by=item.entered_by)
    owed = notice_cases.owed_notices(item.agency, at=NOW + timedelta(days=2))
    assert [(line.kind, line.stage, line.is_late) for line in owed] == [("N1", "owed", True)]


def test_a_ground_that_may_not_be_written_waits_for_counsel_and_the_notice_does_not():
    item = detainer(grounds=("terrorist_database_match",))
    assert item.notices.get().kind == "N1"
    decided(item)
    assert item.notices.get(kind="N1I").is_reason_withheld
    assert "N1I" in [line.kind for line in notice_cases.owed_notices(item.agency, at=LATER)]
    assert AuditEntry.objects.filter(event="notice.waits").exists()


def test_a_name_that_cannot_be_drawn_fails_loudly():
    item = detainer()
    notice = item.notices.get()
    notice.content = notice.content.replace("María José", "\U00012345\U00012346")
    notice.save()
    render_notice(notice_id=notice.pk, at=NOW)
    notice.refresh_from_db()
    assert notice.status == NoticeStatus.COULD_NOT_RENDER


def test_reading_aloud_in_another_language_names_who_interpreted():
    notice = rendered_notice()
    clerk = person(Role.CLERK, at_agency=notice.agency)
    with pytest.raises(StateRefused, match="who interpreted"):
        record_service(
            notice=notice, values=values(how="read_aloud", language="quc"), by=clerk, at=LATER
        )
    read = values(how="read_aloud", language="quc", interpreter="Telephone interpreter 4410")
    assert record_service(notice=notice, values=read, by=clerk, at=LATER).language == "quc"
