"""Correction requests, whom else to tell, a reason released, and who may help."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.notices import cases as notice_cases
from reports.notices import queries
from reports.notices.actions.correct import CorrectionInput, confirm_requester, request_correction
from reports.notices.actions.release_reason import record_contact_inquiry, record_reason_release
from reports.notices.actions.support_contacts import (
    SupportContactValues,
    approve_support_contact,
    approve_translation,
    end_support_contact,
    end_translation,
    propose_support_contact,
    propose_translation,
)
from reports.notices.codes import display_code
from reports.notices.models import CorrectionRequest, SupportContact, SupportContactTranslation
from reports.notices.status import CorrectionOutcome
from reports.sealing.providers.configured import KeysUnavailable
from reports.workflow.notice_corrections import answer_correction
from reports.workflow.notices import issue_decision_notice, issue_first_notice
from tests.factories.detainers import NOW, access, decided, detainer, person_values
from tests.factories.people import person

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=10)
ASKED = CorrectionInput(
    name="Ada Lawyer", contact="860-555-0133", says="The day of the request is wrong."
)


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def asked(item=None, **changes) -> CorrectionRequest:
    notice = (item or detainer()).notices.get(kind="N1")
    return request_correction(
        notice=notice, values=ASKED, form_token=changes.get("token", uuid4()), at=LATER
    )


def opened(request: CorrectionRequest) -> CorrectionRequest:
    return CorrectionRequest.objects.select_related(
        "notice__detainer__person", "notice__agency"
    ).get(pk=request.pk)


def test_asking_opens_a_ticket_with_a_clock_and_seals_what_was_typed():
    request = asked()
    assert request.due_at == LATER + timedelta(days=10)
    assert request in queries.open_corrections(request.notice.agency)
    raw = CorrectionRequest.objects.values_list("asker_name", "says").get()
    assert "Lawyer" not in str(raw)
    assert AuditEntry.objects.filter(event="correction.asked").exists()


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
        given = CorrectionInput(**({"name": "a", "contact": "b", "says": "c"} | {field: text}))
        with pytest.raises(StateRefused, match=sentence):
            request_correction(notice=notice, values=given, form_token=uuid4(), at=LATER)


def test_nothing_is_answered_before_the_agency_knows_who_asks():
    request = opened(asked())
    clerk = person(Role.CLERK)
    with pytest.raises(StateRefused, match="make sure who asks"):
        answer_correction(
            request=request,
            outcome=CorrectionOutcome.KEPT,
            reason="It is right.",
            by=clerk,
            at=LATER,
        )


def test_a_letter_that_stays_as_it_was_is_answered_by_letter():
    request = asked()
    clerk = person(Role.CLERK)
    confirm_requester(request=request, by=clerk, at=LATER)
    letter = answer_correction(
        request=opened(request),
        outcome=CorrectionOutcome.KEPT,
        reason="The fax bears that day.",
        by=clerk,
        at=LATER,
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
    confirm_requester(request=request, by=clerk, at=LATER)
    words = {"outcome": CorrectionOutcome.CORRECTED, "reason": "", "by": clerk, "at": LATER}
    with pytest.raises(StateRefused, match="No corrected notice"):
        answer_correction(request=opened(request), **words)
    later = issue_first_notice(item, by=clerk, at=LATER)
    letter = answer_correction(request=opened(request), **words)
    said = "".join(
        p.text for section in letter.words.sections for p in section.columns[-1].paragraphs
    )
    assert later.number in said


def test_a_ticket_of_somebody_without_a_right_closes_without_a_letter():
    request = opened(asked())
    clerk = person(Role.CLERK)
    words = {
        "outcome": CorrectionOutcome.UNKNOWN,
        "reason": "Nobody there",
        "by": clerk,
        "at": LATER,
    }
    assert answer_correction(request=request, **words) is None
    with pytest.raises(Conflict):
        answer_correction(request=opened(request), **words)


def test_the_public_page_takes_a_request_and_shows_nothing_of_the_letter(client):
    notice = detainer().notices.get(kind="N1")
    address = reverse("verify:correction", args=[display_code(notice.code)])
    page = client.get(address)
    assert "Nuñez" not in page.content.decode()
    assert not page.cookies
    answer = client.post(address, {**vars(ASKED), "form_token": str(uuid4())})
    ticket = CorrectionRequest.objects.get()
    assert display_code(ticket.ticket) in answer.content.decode()
    assert client.post(address, {"name": "x"}).status_code == 422
    assert client.get(reverse("verify:correction", args=["AAAA-AAAA-AAAA"])).status_code == 404


def test_asking_too_often_from_one_address_is_stopped(client):
    notice = detainer().notices.get(kind="N1")
    address = reverse("verify:correction", args=[display_code(notice.code)])
    statuses = [client.post(address, {}).status_code for _ in range(11)]
    assert statuses[-1] == 429


def test_without_the_keys_nothing_is_taken_and_the_page_says_so(client, monkeypatch):
    notice = detainer().notices.get(kind="N1")

    def no_keys(**_):
        raise KeysUnavailable("no ring")

    monkeypatch.setattr("reports.web.notice_holder.requests.request_correction", no_keys)
    answer = client.post(
        reverse("verify:correction", args=[display_code(notice.code)]), vars(ASKED)
    )
    assert answer.status_code == 503
    assert "cannot keep your words safe here now" in answer.content.decode()


def waiting_decision():
    item = detainer(grounds=("terrorist_database_match",))
    decision = decided(item)
    decision.detainer = item
    return item, decision


def test_the_head_releases_a_waiting_reason_on_counsels_advice_and_only_the_head():
    _, decision = waiting_decision()
    words = {
        "decision": decision,
        "counsel": "Corporation Counsel",
        "advised_on": NOW.date(),
        "note": "",
    }
    with pytest.raises(PermissionRefused):
        record_reason_release(**words, by=person(Role.CLERK), at=LATER)
    head = person(Role.AGENCY_HEAD)
    with pytest.raises(StateRefused, match="Name the counsel"):
        record_reason_release(**(words | {"counsel": " "}), by=head, at=LATER)
    assert issue_decision_notice(decision, by=head, at=LATER) is None
    out = decision.detainer.notices.get(kind="N1I")
    assert "We weighed the request" not in out.content
    record_reason_release(**words, by=head, at=LATER)
    with_reason = issue_decision_notice(decision, by=head, at=LATER)
    assert (with_reason.supersedes, with_reason.is_reason_withheld) == (out, False)
    assert "We weighed the request" in with_reason.content
    assert not notice_cases.owed_notices(out.agency, at=LATER)
    with pytest.raises(Conflict):
        record_reason_release(**words, by=head, at=LATER)
    assert "Counsel" not in str(AuditEntry.objects.get(event="notice.reason_released").detail)


def test_a_later_decision_waits_anew():
    item, decision = waiting_decision()
    head = person(Role.AGENCY_HEAD)
    record_reason_release(
        decision=decision, counsel="C", advised_on=NOW.date(), note="", by=head, at=LATER
    )
    again = decided(item, choice="comply", at=LATER)
    assert item.notices.live().get(kind="N1I").is_reason_withheld
    assert not queries.reason_is_released(again)


def told_without_attorney():
    item = detainer(person=person_values(attorney_name=""))
    decided(item, notify_release="comply")
    return item, access(detainer=item, kind="B")


def test_whom_else_to_tell_is_owed_until_the_person_was_asked():
    item, told = told_without_attorney()
    owed = notice_cases.owed_notices(item.agency, at=LATER)
    assert [(line.kind, line.access_id) for line in owed] == [("N2C", told.pk)]
    clerk = person(Role.CLERK)
    words = {"access": told, "inquired_at": NOW, "by": clerk, "at": LATER}
    with pytest.raises(StateRefused, match="could not be asked"):
        record_contact_inquiry(**words, answer="not_asked", note="")
    record_contact_inquiry(**words, answer="not_asked", note="In hospital")
    assert notice_cases.owed_notices(item.agency, at=LATER)
    record_contact_inquiry(**words, answer="nobody", note="")
    assert notice_cases.owed_notices(item.agency, at=LATER) == []


def test_the_help_block_ships_empty_and_needs_two_people():
    assert queries.support_contacts() == ()
    one, two = person(Role.OPM_LEGAL), person(Role.OPM_LEGAL, email="second@opm.example")
    values = SupportContactValues(name="Example Legal Aid", contact="860-555-0170")
    entry = propose_support_contact(values=values, from_custody=True, position=1, by=one, at=NOW)
    assert queries.support_contacts() == ()
    with pytest.raises(StateRefused, match="two pairs of eyes"):
        approve_support_contact(entry=entry, by=one, at=NOW)
    approve_support_contact(entry=entry, by=two, at=NOW)
    words = detainer().notices.get(kind="N1").words
    assert any(
        "Example Legal Aid: 860-555-0170" in p.text
        for s in words.sections
        for c in s.columns
        for p in c.paragraphs
    )
    end_support_contact(entry=entry, by=one, at=NOW)
    assert queries.support_contacts() == ()
    with pytest.raises(Conflict):
        end_support_contact(entry=entry, by=one, at=NOW)


def test_the_database_itself_wants_two_people():
    one = person(Role.OPM_LEGAL)
    values = SupportContactValues(name="A", contact="B")
    entry = propose_support_contact(values=values, from_custody=False, position=1, by=one, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportContact.objects.filter(pk=entry.pk).update(approved_at=NOW, approved_by=one)


def printed_line(
    *wordings: tuple[str, SupportContactValues], note="", from_custody=False
) -> SupportContact:
    """An approved help line, with approved words in some languages."""
    one, two = person(Role.OPM_LEGAL), person(Role.OPM_LEGAL, email="second@opm.example")
    values = SupportContactValues(name="Example Legal Aid", contact="(860) 555-0170", note=note)
    entry = propose_support_contact(
        values=values, from_custody=from_custody, position=1, by=one, at=NOW
    )
    approve_support_contact(entry=entry, by=two, at=NOW)
    for language, said in wordings:
        wording = propose_translation(entry=entry, language=language, values=said, by=two, at=NOW)
        approve_translation(wording=wording, by=one, at=NOW)
    return entry


def call_part(language: str) -> list[list[tuple[str, str, str]]]:
    """What the part about whom to ask says, column by column."""
    letter = detainer(person=person_values(language=language)).notices.get(kind="N1").words
    part = next(section for section in letter.sections if section.name == "call")
    return [[(p.style, p.text, p.lang) for p in column.paragraphs] for column in part.columns]


def test_a_help_line_is_printed_in_the_words_approved_for_the_language():
    spanish = SupportContactValues(
        name="Ayuda Legal Ejemplo", contact="(860) 555-0171", note="Gratis"
    )
    printed_line(("es", spanish), note="Free of charge", from_custody=True)
    own, english = call_part("es")
    said = "Ayuda Legal Ejemplo: (860) 555-0171. Gratis. Se puede llamar estando bajo custodia."
    assert ("item", said, "") in own
    whole = "Example Legal Aid: (860) 555-0170. Free of charge. It can be called from custody."
    assert ("item", whole, "") in english


def test_without_words_of_its_own_a_language_prints_the_english_line_marked_as_english():
    printed_line(from_custody=True)
    own, english = call_part("ar")
    line = next(p for p in own if "Example Legal Aid" in p[1])
    assert (line[0], line[2]) == ("item", "en")
    assert "يمكن الاتصال به من الحجز." in [p[1] for p in own]
    assert (
        "item",
        "Example Legal Aid: (860) 555-0170. It can be called from custody.",
        "",
    ) in english


def test_words_wait_for_a_second_person_and_the_newest_approved_ones_stand():
    one, two = person(Role.OPM_LEGAL), person(Role.OPM_LEGAL, email="second@opm.example")
    entry = printed_line(("es", SupportContactValues(name="Antes", contact="1")))
    later = propose_translation(
        entry=entry,
        language="es",
        values=SupportContactValues(name="Ahora", contact="2"),
        by=one,
        at=LATER,
    )
    assert "Antes: 1" in str(call_part("es"))
    with pytest.raises(StateRefused, match="two pairs of eyes"):
        approve_translation(wording=later, by=one, at=LATER)
    approve_translation(wording=later, by=two, at=LATER)
    assert "Ahora: 2" in str(call_part("es"))
    with pytest.raises(Conflict):
        approve_translation(wording=later, by=two, at=LATER)
    end_translation(wording=later, by=one, at=LATER)
    assert "Example Legal Aid" in str(call_part("es")[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportContactTranslation.objects.filter(pk=later.pk).update(
            approved_at=LATER, approved_by=one
        )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" ", "Fill in both"),
        ("Aid \u202eevil", "direction of writing"),
        ("Aid \ud800", "cannot be printed"),
        ("Aid \U00012345", "None of the fonts"),
        ("x" * 400, "Shorten it"),
    ],
)
def test_words_that_would_stop_every_letter_are_refused_with_a_sentence(name, sentence):
    entry = printed_line()
    clerk = person(Role.OPM_LEGAL)
    values = SupportContactValues(name=name, contact="1")
    with pytest.raises(StateRefused, match=sentence):
        propose_support_contact(values=values, from_custody=False, position=1, by=clerk, at=NOW)
    with pytest.raises(StateRefused, match=sentence):
        propose_translation(entry=entry, language="es", values=values, by=clerk, at=NOW)


@pytest.mark.parametrize("language", ["en", "xx", ""])
def test_a_wording_is_for_a_language_of_the_letters(language):
    entry = printed_line()
    with pytest.raises(StateRefused, match="Choose a language"):
        propose_translation(
            entry=entry,
            language=language,
            values=SupportContactValues(name="A", contact="1"),
            by=person(Role.OPM_LEGAL),
            at=NOW,
        )
