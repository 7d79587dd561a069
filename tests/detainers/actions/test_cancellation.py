"""Box 16 that matched nothing: the request it means is named, or none is, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.detainers.vocabulary import CustodyOutcome, Relation
from reports.law.moments import local_day
from reports.records.agreement.queries import disagreeing
from reports.workflow.intake import name_cancelled_request
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=20)


@pytest.fixture
def earlier():
    return make.detainer(at=make.NOW - timedelta(days=2))


@pytest.fixture
def paper():
    on = local_day(make.NOW) - timedelta(days=40)
    return make.detainer(cancels_on=on, grounds=(), convictions=())


def name(paper, cancelled, *, by=None):
    by = by or person(Role.CLERK)
    name_cancelled_request(paper=paper, cancelled=cancelled, by=by, at=LATER)


def unmatched():
    return [
        record.detainer_id
        for record, parts in disagreeing(None, at=LATER)
        if any(part.rule == "cancellation_unmatched" for part in parts)
    ]


def test_it_is_said_until_the_request_is_named_and_that_request_ends(earlier, paper):
    assert unmatched() == [paper.pk]
    name(paper, earlier)
    assert unmatched() == []
    paper.refresh_from_db()
    earlier.refresh_from_db()
    assert (paper.earlier, paper.relation) == (earlier, Relation.CANCELS)
    assert earlier.outcome == CustodyOutcome.CANCELLED
    with pytest.raises(Conflict):
        name(paper, earlier)


def test_none_of_ours_is_an_answer_too(earlier, paper):
    name(paper, None)
    assert unmatched() == []
    earlier.refresh_from_db()
    assert earlier.is_open


def test_a_request_of_another_agency_is_refused(paper):
    elsewhere = make.detainer(agency=agency("new-haven"))
    with pytest.raises(StateRefused, match="another agency"):
        name(paper, elsewhere)


def test_a_paper_that_cancels_nothing_and_a_stranger_are_refused(earlier, paper):
    with pytest.raises(StateRefused, match="cancels nothing"):
        name(earlier, None)
    with pytest.raises(PermissionRefused):
        name(paper, None, by=person(Role.CLERK, at_agency=agency("new-haven")))


def test_none_is_refused_once_one_was_named(earlier, paper):
    name(paper, earlier)
    with pytest.raises(Conflict):
        name(paper, None)
