"""What a step does besides asking: status, other values and the audit log's entry, all or
nothing.
"""

from __future__ import annotations

from functools import partial

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict, StateRefused
from reports.detainers.models import Detainer
from reports.detainers.status import DETAINER_LIFECYCLE, DetainerEvent
from reports.lifecycle import refusal
from reports.submissions.status import PERIOD_ENDED, SUBMISSION_LIFECYCLE, SubmissionEvent
from tests.factories.detainers import NOW, detainer
from tests.factories.people import person
from tests.lifecycle.machines import LIFECYCLES, move, name_of
from tests.submissions.helpers import LATER, accepted, drafted

pytestmark = pytest.mark.django_db


def closed(item: Detainer, **more) -> None:
    move(
        machine=DETAINER_LIFECYCLE,
        row=item,
        event=DetainerEvent.CLOSED,
        by=person(Role.CLERK),
        at=NOW,
        **more,
    )


def test_a_step_changes_status_values_and_audit_log_together():
    item = detainer()
    changes = {"outcome": "released", "outcome_at": NOW}
    closed(item, changes=changes, detail={"why": "test"})
    stored = Detainer.objects.get()
    assert (stored.status, stored.outcome, item.outcome) == ("closed", "released", "released")
    entry = AuditEntry.objects.get(event="detainer.closed")
    assert (entry.subject_id, entry.detail) == (item.pk, {"why": "test"})
    assert entry.actor == str(person(Role.CLERK).pk)


def test_whoever_comes_second_is_refused_and_writes_nothing():
    item = detainer()
    stale = Detainer.objects.get()
    closed(item)
    with pytest.raises(Conflict, match="Someone else moved this request first"):
        closed(stale)
    assert AuditEntry.objects.filter(event="detainer.closed").count() == 1


def test_a_step_that_the_table_does_not_have_is_refused_with_its_sentence():
    item = detainer()
    with pytest.raises(StateRefused, match="It is open"):
        move(
            machine=DETAINER_LIFECYCLE,
            row=item,
            event=DetainerEvent.REOPENED,
            end="decided",
            by=person(Role.AGENCY_HEAD),
            at=NOW,
        )


def test_an_event_with_several_ends_must_name_one():
    item = detainer()
    closed(item)
    with pytest.raises(LookupError, match="several ends"):
        move(
            machine=DETAINER_LIFECYCLE,
            row=item,
            event=DetainerEvent.REOPENED,
            by=person(Role.AGENCY_HEAD),
            at=NOW,
        )


@pytest.mark.parametrize("machine", LIFECYCLES, ids=name_of)
def test_an_unknown_event_is_a_fault_of_the_program(machine):
    with pytest.raises(LookupError, match=r"is called no\.such"):
        machine.check_state(None, "no.such")


def test_the_programs_own_step_names_the_person_in_whose_act_it_is_taken():
    old = accepted()
    reviewer = person(Role.OPM_REVIEWER)
    move(
        machine=SUBMISSION_LIFECYCLE,
        row=old,
        event=SubmissionEvent.SUPERSEDED,
        by=None,
        act_of=reviewer,
        at=LATER,
    )
    assert AuditEntry.objects.get(event="submission.superseded").actor == str(reviewer.pk)


def test_the_occasion_is_the_actor_of_a_step_of_the_program():
    draft = drafted()
    event = SubmissionEvent.REFRESHED
    move(machine=SUBMISSION_LIFECYCLE, row=draft, event=event, by=PERIOD_ENDED, at=LATER)
    assert AuditEntry.objects.get(event="submission.refreshed").actor == "system:half-years"


def test_a_refusal_is_the_sentence_of_the_check_and_empty_where_it_passes():
    draft = drafted()
    check = partial(SUBMISSION_LIFECYCLE.check, draft, by=person(Role.CLERK), on=LATER.date())
    assert refusal(check, SubmissionEvent.REFRESHED) == ""
    assert "Certifier" in refusal(check, SubmissionEvent.CERTIFIED)
    sentence = "The program takes this step by itself; nobody takes it by hand."
    assert refusal(check, SubmissionEvent.SUPERSEDED) == sentence


@pytest.mark.parametrize("machine", LIFECYCLES, ids=name_of)
def test_a_row_is_found_by_event_start_and_end_and_no_event_skips_its_subject(machine):
    keys = [(row.event, row.start, row.end) for row in machine.transitions]
    assert len(keys) == len(set(keys))
    assert {row.event.split(".")[0] for row in machine.transitions} == {machine.subject}
