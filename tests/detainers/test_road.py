"""The road of a detainer, walked with the real verbs."""

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict, NotFound, PermissionRefused, StateRefused
from reports.detainers.actions.amend import amend_detainer
from reports.detainers.actions.outcome import record_outcome, reopen_detainer
from reports.detainers.actions.review import confirm_head_review, record_head_review
from reports.detainers.exceptions import EditConflict, Invalid, ReviewMissing
from reports.detainers.models import Detainer, HeadReview
from reports.detainers.queries import get_detainer
from reports.detainers.values import ReplyValues
from reports.persons.matching import match_people
from reports.persons.records import values_of
from reports.workflow.decisions import record_decision, record_reply
from reports.workflow.intake import log_detainer
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
NOW = make.NOW


def reply(**changes):
    values = {"sent_at": NOW, "channel": "fax", "is_refusal": True, "text": "We decline."} | changes
    return ReplyValues(**values)


def test_the_worked_example_reads_as_the_law_says():
    item = make.detainer()
    findings = {f["purpose"]: f for f in item.assessments.get().result["findings"]}
    assert findings["hold"]["outcome"] == "not_prohibited"
    assert {"Q4", "Q6", "Q8"} <= set(findings["hold"]["questions"])
    assert findings["notify_release"]["outcome"] == "unsettled"
    assert "Q2" in findings["notify_release"]["questions"]
    assert item.status == "awaiting_review"
    assert item.reference == "2026-0001"
    assert item.age == 34


def test_the_same_form_twice_gives_one_record():
    token, clerk = uuid4(), person()
    values = {
        "agency": agency(),
        "person": make.person_values(),
        "values": make.detainer_values(),
        "form_token": token,
    }
    first = log_detainer(**values, by=clerk, at=NOW)
    second = log_detainer(**values, by=clerk, at=NOW + timedelta(seconds=1))
    assert first.pk == second.pk
    assert Detainer.objects.count() == 1
    assert first.notices.count() == 1


def test_impossible_values_store_nothing():
    with pytest.raises(Invalid) as refusal:
        make.detainer(release_due_at=NOW - timedelta(days=3))
    assert refusal.value.problems[0].field == "release_due_at"
    assert not Detainer.objects.exists()


def test_nobody_answers_before_the_head_has_reviewed():
    item = make.detainer()
    head = person(Role.AGENCY_HEAD)
    with pytest.raises(ReviewMissing):
        record_decision(detainer=item, choices={}, reason="x", by=head, at=NOW)
    with pytest.raises(ReviewMissing):
        record_reply(detainer=item, values=reply(), form_token=uuid4(), by=person(), at=NOW)


def test_a_telephone_review_counts_at_once_and_waits_for_confirmation():
    item, head, clerk = make.detainer(), person(Role.AGENCY_HEAD), person()
    review = record_head_review(
        detainer=item,
        reviewed_by=head,
        manner="telephone",
        reviewed_at=NOW,
        note_text="",
        by=clerk,
        at=NOW,
    )
    assert item.status == "awaiting_decision"
    assert list(HeadReview.objects.to_confirm_by(head)) == [review]
    with pytest.raises(StateRefused):
        confirm_head_review(review=review, by=clerk, at=NOW)
    confirm_head_review(review=review, by=head, at=NOW)
    assert not HeadReview.objects.to_confirm_by(head).exists()
    with pytest.raises(Conflict):
        confirm_head_review(review=review, by=head, at=NOW)


def test_two_reviews_at_once_and_one_wins():
    item, head = make.detainer(), person(Role.AGENCY_HEAD)
    stale = Detainer.objects.get(pk=item.pk)
    make.reviewed(item)
    with pytest.raises(Conflict):
        record_head_review(
            detainer=stale,
            reviewed_by=head,
            manner="on_screen",
            reviewed_at=NOW,
            note_text="",
            by=head,
            at=NOW,
        )


def test_clerks_do_not_review_or_decide():
    item, clerk = make.detainer(), person()
    with pytest.raises(PermissionRefused, match="Head of the agency"):
        record_head_review(
            detainer=item,
            reviewed_by=clerk,
            manner="on_screen",
            reviewed_at=NOW,
            note_text="",
            by=clerk,
            at=NOW,
        )
    make.reviewed(item)
    choices = dict.fromkeys(item.purposes, "decline")
    with pytest.raises(PermissionRefused):
        record_decision(detainer=item, choices=choices, reason="x", by=clerk, at=NOW)


def test_a_departure_asks_why_and_about_counsel_and_is_marked():
    item = make.reviewed(make.detainer(grounds=(), convictions=()))
    head = person(Role.AGENCY_HEAD)
    choices = {"hold": "comply", "notify_release": "decline"}
    with pytest.raises(StateRefused, match="Say why"):
        record_decision(detainer=item, choices=choices, reason="r", by=head, at=NOW)
    with pytest.raises(StateRefused, match="counsel"):
        record_decision(
            detainer=item, choices=choices, reason="r", departure_reason="d", by=head, at=NOW
        )
    decision = record_decision(
        detainer=item,
        choices=choices,
        reason="r",
        departure_reason="d",
        counsel_consulted=True,
        by=head,
        at=NOW,
    )
    assert decision.is_departure
    assert {line.purpose: line.is_departure for line in decision.lines.all()} == {
        "hold": True,
        "notify_release": False,
    }


def test_a_later_decision_supersedes_and_the_first_stays():
    item = make.detainer()
    first = make.decided(item)
    second = make.decided(item, hold="comply")
    assert (first.number, second.number) == (1, 2)
    assert item.decisions.first() == second
    assert first.lines.filter(choice="decline").count() == 2


def test_a_reply_that_tells_a_release_is_access_and_owes_letters():
    item = make.detainer()
    make.decided(item, choice="comply")
    given = reply(is_refusal=False, notifies_release=True, text="Release tomorrow 09:00.")
    token = uuid4()
    first = record_reply(detainer=item, values=given, form_token=token, by=person(), at=NOW)
    again = record_reply(detainer=item, values=given, form_token=token, by=person(), at=NOW)
    assert first == again
    assert [access.kind for access in item.accesses.all()] == ["B"]
    assert sorted(item.notices.values_list("kind", flat=True)) == ["N1", "N1I", "N2", "N2C"]


def test_a_refusal_is_recorded_and_is_not_counted_as_access():
    item = make.detainer()
    make.decided(item)
    record_reply(detainer=item, values=reply(), form_token=uuid4(), by=person(), at=NOW)
    assert item.replies.count() == 1
    assert not item.accesses.exists()


def test_the_end_of_the_road_and_back():
    item = make.detainer()
    clerk, head = person(), person(Role.AGENCY_HEAD)
    with pytest.raises(StateRefused, match="where the person was moved"):
        record_outcome(detainer=item, outcome="to_court", happened_at=NOW, by=clerk, at=NOW)
    record_outcome(
        detainer=item, outcome="to_court", happened_at=NOW, moved_to="GA 14", by=clerk, at=NOW
    )
    item.refresh_from_db()
    assert (item.status, item.outcome, item.in_custody) == ("closed", "to_court", False)
    reopen_detainer(detainer=item, reason="Wrong person", by=head, at=NOW)
    item.refresh_from_db()
    assert (item.status, item.outcome) == ("awaiting_review", "")


@pytest.mark.parametrize("outcome", ["still_held", "released"])
def test_an_auditor_records_no_outcome(outcome):
    item, auditor = make.detainer(), person(Role.AUDITOR)
    with pytest.raises(PermissionRefused):
        record_outcome(detainer=item, outcome=outcome, happened_at=NOW, by=auditor, at=NOW)
    assert not item.events.exists()


def test_a_correction_keeps_what_stood_and_refuses_a_stale_copy():
    item = make.detainer()
    clerk = person()
    changed = make.detainer_values(federal_office="ICE ERO Boston")
    amend = {
        "detainer": item,
        "person": make.person_values(),
        "reason": "typo",
        "by": clerk,
        "at": NOW,
    }
    amend_detainer(**amend, values=changed, expected_version=1)
    item.refresh_from_db()
    assert (item.version, item.federal_office) == (2, "ICE ERO Boston")
    assert "ICE ERO Hartford" in item.versions.get().values
    with pytest.raises(EditConflict):
        amend_detainer(**amend, values=changed, expected_version=1)


def test_names_are_sealed_and_found_again_by_their_own_agency():
    item = make.detainer()
    assert values_of(item.person).family_name == "Nuñez-Đặng"
    found = match_people(item.agency, family_name="NUÑEZ-ĐẶNG", given_names="maría josé")
    assert [one.person.pk for one in found] == [item.person_id]
    assert match_people(agency("avon"), family_name="Nuñez-Đặng") == []


def test_what_is_not_yours_does_not_exist():
    item = make.detainer()
    stranger = person(at_agency=agency("avon"))
    with pytest.raises(NotFound):
        get_detainer(stranger, item.pk, on=NOW.date())
    assert get_detainer(person(), item.pk, on=NOW.date()) == item


def test_every_step_is_in_the_agencys_trail():
    item = make.detainer()
    make.decided(item)
    events = list(
        AuditEntry.objects.filter(chain="hartford").order_by("seq").values_list("event", flat=True)
    )
    for event in ("detainer.logged", "detainer.reviewed", "detainer.decided", "decision.recorded"):
        assert event in events
