"""Corrections asked for, whom else to tell, a reason released, and who may help."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from reports import workflow
from reports.accounts.exceptions import Moved, PermissionRefused, StateRefused
from reports.accounts.roles import Role
from reports.audit.models import TrailEntry
from reports.notices import queries
from reports.notices.actions import (
    AskedCorrection,
    approve_help,
    ask_for_correction,
    clear_reason,
    confirm_asker,
    end_help,
    propose_help,
    record_designee_question,
)
from reports.notices.codes import shown_code
from reports.notices.models import CorrectionRequest, HelpEntry
from reports.notices.status import CorrectionOutcome
from reports.sealing.keys import KeysUnavailable
from reports.workflow.letters import issue_intent_sheet, issue_receipt_letter
from tests.factories.detainers import NOW, access, decided, detainer, person_values
from tests.factories.people import person

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=10)
ASKED = AskedCorrection(name="Ada Lawyer", contact="860-555-0133", says="The day of the request is wrong.")


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def asked(item=None, **changes) -> CorrectionRequest:
    notice = (item or detainer()).notices.get(kind="N1")
    return ask_for_correction(notice=notice, asked=ASKED, form_token=changes.get("token", uuid4()), at=LATER)


def opened(request: CorrectionRequest) -> CorrectionRequest:
    return CorrectionRequest.objects.select_related("notice__detainer__person", "notice__agency").get(pk=request.pk)


def test_asking_opens_a_ticket_with_a_clock_and_seals_what_was_typed():
    request = asked()
    assert request.due_at == LATER + timedelta(days=10)
    assert request in queries.open_corrections(request.notice.agency)
    raw = CorrectionRequest.objects.values_list("asker_name", "says").get()
    assert "Lawyer" not in str(raw)
    assert TrailEntry.objects.filter(event="correction.asked").exists()


def test_the_same_form_twice_is_one_ticket():
    token, item = uuid4(), detainer()
    assert asked(item, token=token) == asked(item, token=token)


def test_a_flood_about_one_letter_is_turned_to_the_telephone():
    item = detainer()
    for _ in range(5):
        asked(item)
    with pytest.raises(StateRefused, match="call the agency"):
        asked(item)


@pytest.mark.parametrize("field", ["name", "contact", "says"])
def test_an_empty_or_endless_field_gets_a_sentence(field):
    notice = detainer().notices.get(kind="N1")
    for text, sentence in ((" ", "Fill in"), ("x" * 5000, "is too long")):
        given = AskedCorrection(**({"name": "a", "contact": "b", "says": "c"} | {field: text}))
        with pytest.raises(StateRefused, match=sentence):
            ask_for_correction(notice=notice, asked=given, form_token=uuid4(), at=LATER)


def test_nothing_is_answered_before_the_agency_knows_who_asks():
    request = opened(asked())
    clerk = person(Role.CLERK)
    with pytest.raises(StateRefused, match="make sure who asks"):
        workflow.answer_correction(
            request=request, outcome=CorrectionOutcome.KEPT, reason="It is right.", by=clerk, at=LATER
        )


def test_a_letter_that_stays_as_it_was_is_answered_by_letter():
    request = asked()
    clerk = person(Role.CLERK)
    confirm_asker(request=request, by=clerk, at=LATER)
    letter = workflow.answer_correction(
        request=opened(request), outcome=CorrectionOutcome.KEPT, reason="The fax bears that day.", by=clerk, at=LATER
    )
    said = [p.text for section in letter.words.sections for p in section.columns[-1].paragraphs]
    assert "We looked at it again. We did not change the letter." in said
    assert "The fax bears that day." in said
    request.refresh_from_db()
    assert (request.outcome, request.answer) == ("kept", letter)
    assert not queries.open_corrections(letter.agency)


def test_corrected_needs_the_letter_that_took_its_place():
    item = detainer()
    request, clerk = asked(item), person(Role.CLERK)
    confirm_asker(request=request, by=clerk, at=LATER)
    words = {"outcome": CorrectionOutcome.CORRECTED, "reason": "", "by": clerk, "at": LATER}
    with pytest.raises(StateRefused, match="No corrected letter"):
        workflow.answer_correction(request=opened(request), **words)
    later = issue_receipt_letter(item, by=clerk, at=LATER)
    letter = workflow.answer_correction(request=opened(request), **words)
    said = "".join(p.text for section in letter.words.sections for p in section.columns[-1].paragraphs)
    assert later.number in said


def test_a_ticket_of_somebody_without_a_right_closes_without_a_letter():
    request = opened(asked())
    clerk = person(Role.CLERK)
    words = {"outcome": CorrectionOutcome.UNKNOWN, "reason": "Nobody there", "by": clerk, "at": LATER}
    assert workflow.answer_correction(request=request, **words) is None
    with pytest.raises(Moved):
        workflow.answer_correction(request=opened(request), **words)


def test_the_public_page_takes_a_request_and_shows_nothing_of_the_letter(client):
    notice = detainer().notices.get(kind="N1")
    address = reverse("verify:correction", args=[shown_code(notice.code)])
    page = client.get(address)
    assert "Nuñez" not in page.content.decode()
    assert not page.cookies
    answer = client.post(address, {**vars(ASKED), "form_token": str(uuid4())})
    ticket = CorrectionRequest.objects.get()
    assert shown_code(ticket.ticket) in answer.content.decode()
    assert client.post(address, {"name": "x"}).status_code == 422
    assert client.get(reverse("verify:correction", args=["AAAA-AAAA-AAAA"])).status_code == 404


def test_asking_too_often_from_one_address_is_stopped(client):
    notice = detainer().notices.get(kind="N1")
    address = reverse("verify:correction", args=[shown_code(notice.code)])
    statuses = [client.post(address, {}).status_code for _ in range(11)]
    assert statuses[-1] == 429


def test_without_the_keys_nothing_is_taken_and_the_page_says_so(client, monkeypatch):
    notice = detainer().notices.get(kind="N1")

    def no_keys(**_):
        raise KeysUnavailable("no ring")

    monkeypatch.setattr("reports.web.letter_help.ask_for_correction", no_keys)
    answer = client.post(reverse("verify:correction", args=[shown_code(notice.code)]), vars(ASKED))
    assert answer.status_code == 503
    assert "cannot keep your words safe here now" in answer.content.decode()


def waiting_decision():
    item = detainer(grounds=("terrorist_database_match",))
    decision = decided(item)
    decision.detainer = item
    return item, decision


def test_the_head_releases_a_waiting_reason_on_counsels_advice_and_only_the_head():
    _, decision = waiting_decision()
    words = {"decision": decision, "counsel": "Corporation Counsel", "advised_on": NOW.date(), "note": ""}
    with pytest.raises(PermissionRefused):
        clear_reason(**words, by=person(Role.CLERK), at=LATER)
    head = person(Role.AGENCY_HEAD)
    with pytest.raises(StateRefused, match="Name the counsel"):
        clear_reason(**(words | {"counsel": " "}), by=head, at=LATER)
    assert issue_intent_sheet(decision, by=head, at=LATER) is None
    clear_reason(**words, by=head, at=LATER)
    assert issue_intent_sheet(decision, by=head, at=LATER).kind == "N1I"
    with pytest.raises(Moved):
        clear_reason(**words, by=head, at=LATER)
    assert "Counsel" not in str(TrailEntry.objects.get(event="notice.reason_released").detail)


def test_a_later_decision_waits_anew():
    item, decision = waiting_decision()
    head = person(Role.AGENCY_HEAD)
    clear_reason(decision=decision, counsel="C", advised_on=NOW.date(), note="", by=head, at=LATER)
    again = decided(item, choice="comply", at=LATER)
    assert not item.notices.filter(kind="N1I").exists()
    assert not queries.is_cleared(again)


def told_without_attorney():
    item = detainer(person=person_values(attorney_name=""))
    decided(item, notify_release="comply")
    return item, access(detainer=item, kind="B")


def test_whom_else_to_tell_is_owed_until_the_person_was_asked():
    item, told = told_without_attorney()
    owed = queries.owed_notices(item.agency, at=LATER)
    assert [(line.kind, line.access) for line in owed] == [("N2C", told)]
    clerk = person(Role.CLERK)
    words = {"access": told, "asked_at": NOW, "by": clerk, "at": LATER}
    with pytest.raises(StateRefused, match="could not be asked"):
        record_designee_question(**words, answer="not_asked", note="")
    record_designee_question(**words, answer="not_asked", note="In hospital")
    assert queries.owed_notices(item.agency, at=LATER)
    record_designee_question(**words, answer="nobody", note="")
    assert queries.owed_notices(item.agency, at=LATER) == []


def test_the_help_block_ships_empty_and_needs_two_people():
    assert queries.help_lines() == ()
    one, two = person(Role.OPM_LEGAL), person(Role.OPM_LEGAL, email="second@opm.example")
    entry = propose_help(
        name="Example Legal Aid", contact="860-555-0170", from_custody=True, position=1, by=one, at=NOW
    )
    assert queries.help_lines() == ()
    with pytest.raises(StateRefused, match="two pairs of eyes"):
        approve_help(entry=entry, by=one, at=NOW)
    approve_help(entry=entry, by=two, at=NOW)
    words = detainer().notices.get(kind="N1").words
    assert any(
        "Example Legal Aid: 860-555-0170" in p.text for s in words.sections for c in s.columns for p in c.paragraphs
    )
    end_help(entry=entry, by=one, at=NOW)
    assert queries.help_lines() == ()
    with pytest.raises(Moved):
        end_help(entry=entry, by=one, at=NOW)


def test_the_database_itself_wants_two_people():
    one = person(Role.OPM_LEGAL)
    entry = propose_help(name="A", contact="B", from_custody=False, position=1, by=one, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpEntry.objects.filter(pk=entry.pk).update(approved_at=NOW, approved_by=one)
