"""What records say is read the same for one page and for a whole agency, and for a planted day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.detainers.actions.amend import amend_detainer
from reports.detainers.queries import decision_lines
from reports.records.agreement.queries import all_statements, disagreeing, statements_of
from reports.records.case_file import case_file_of
from reports.workflow.access import correct_access
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.workflow.test_acts_against import LATER, reply, told_against

pytestmark = pytest.mark.django_db


def rules(at=LATER):
    return [[part.rule for part in parts] for _, parts in disagreeing(None, at=at)]


def test_the_page_and_the_command_read_the_same():
    act = told_against()
    detainer = act.detainer
    make.access(detainer=detainer, kind="E", at=LATER)
    read = statements_of(
        detainer,
        happened=case_file_of(detainer),
        lines=decision_lines(detainer),
        newest=detainer.assessments.latest(),
        at=LATER,
    )
    (bulk,) = all_statements(detainer.agency, at=LATER)
    assert set(read.accesses) == set(bulk.accesses)
    assert read.decisions == bulk.decisions
    assert (read.replies, read.marked) == (bulk.replies, bulk.marked)
    assert (read.purposes, read.due_at) == (bulk.purposes, bulk.due_at)
    assert read.marked[0].subject_id == read.replies[0].reply_id


def test_queries_do_not_grow_with_the_records(django_assert_num_queries):
    for _ in range(3):
        reply(make.decided(make.detainer(), choice="comply").detainer)
    with django_assert_num_queries(6):
        assert len(all_statements(None, at=LATER)) == 3
    assert all_statements(agency("new-haven"), at=LATER) == []


def test_a_record_that_agrees_says_nothing():
    reply(make.decided(make.detainer(), choice="comply").detainer)
    assert rules() == []


def test_a_corrected_access_no_longer_counts():
    detainer = make.decided(make.detainer(purposes=("interview",)), choice="comply").detainer
    wrong = make.access(detainer=detainer, at=make.NOW - timedelta(minutes=30))
    assert rules() == [["access_undecided"]]
    correct_access(
        access=wrong,
        values=make.access_values(detainer=detainer, at=LATER),
        reason="The wrong hour.",
        by=person(Role.CLERK),
        at=LATER,
    )
    assert rules() == []


def test_facts_corrected_after_the_decision_are_named_and_an_unchanged_record_is_not():
    detainer = make.decided(make.detainer(), choice="comply").detainer
    values = make.detainer_values(notes="Typed again.")
    amend(detainer, values)
    assert rules() == []
    looked_again = LATER + timedelta(minutes=1)
    amend(detainer, make.detainer_values(grounds=(), convictions=()), at=looked_again)
    assert rules(looked_again) == [["findings_changed"]]


def amend(detainer, values, *, at=LATER):
    detainer.refresh_from_db()
    amend_detainer(
        detainer=detainer,
        person=make.person_values(),
        values=values,
        reason="The clerk looked again.",
        expected_version=detainer.version,
        by=person(Role.CLERK),
        at=at,
    )
