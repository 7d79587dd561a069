"""Accesses and acts against a decision are read by those who may see the record, and by nobody
else.
"""

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.access.models import ActAgainstDecision
from reports.access.queries import get_access, get_act_against_decision, list_accesses
from reports.accounts.roles import Role
from reports.core.refusals import NotFound
from reports.law.moments import local_day
from reports.workflow.access import correct_access
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.reading import queries_for
from tests.workflow.test_acts_against import WHY, told_against

pytestmark = pytest.mark.django_db
TODAY = local_day(make.NOW)


def test_what_belongs_to_another_agency_does_not_exist():
    act, on = told_against(), local_day(make.NOW)
    assert get_act_against_decision(person(Role.CLERK), act.pk, on=on) == act
    elsewhere = person(Role.CLERK, at_agency=agency("new-haven"))
    with pytest.raises(NotFound):
        get_act_against_decision(elsewhere, act.pk, on=on)


def test_one_act_of_several_is_found_with_what_its_page_says():
    act = told_against()
    make.told(make.decided(make.detainer()).detainer, reason=WHY)
    assert ActAgainstDecision.objects.count() == 2
    for known in ActAgainstDecision.objects.all():
        found = get_act_against_decision(person(), known.pk, on=TODAY)
        assert found == known
        shown = ("detainer.agency", "decision", "reply", "access", "entered_by", "reason")
        assert queries_for(found, *shown) == []
    with pytest.raises(NotFound, match=str(act.decision_id)):
        get_act_against_decision(person(), act.decision_id, on=TODAY)


def test_one_access_of_several_is_found_with_what_its_page_says():
    given = [make.access(), make.access(detainer=make.detainer())]
    for known in given:
        found = get_access(person(), known.pk, on=TODAY)
        assert found == known
        shown = ("agency", "description", "person.record_key", "detainer")
        assert queries_for(found, *shown) == []
    unknown = uuid4()
    with pytest.raises(NotFound, match=str(unknown)):
        get_access(person(), unknown, on=TODAY)


@pytest.mark.parametrize("role", [Role.CERTIFIER, Role.AGENCY_ADMIN, Role.OPM_ADMIN])
def test_who_sees_no_detainers_sees_no_access(role):
    given = make.access()
    with pytest.raises(NotFound):
        get_access(person(role), given.pk, on=TODAY)


def test_who_sees_detainers_elsewhere_only_sees_none_here():
    given, avon = make.access(), agency("avon")
    person(Role.AGENCY_ADMIN, email="both@hartford.example")
    both = person(Role.CLERK, at_agency=avon, email="both@hartford.example")
    with pytest.raises(NotFound):
        get_access(both, given.pk, on=TODAY)


def test_the_list_has_every_row_of_the_agency_newest_first():
    first = make.access(at=make.NOW - timedelta(hours=2))
    last = make.access()
    make.access(agency=agency("avon"))
    again = correct_access(
        access=first,
        values=make.access_values(at=make.NOW - timedelta(hours=1)),
        reason="An hour later.",
        by=person(),
        at=make.NOW,
    )
    rows = list(list_accesses(agency()))
    assert rows == [last, again, first]
    assert [list(row.corrections.all()) for row in rows] == [[], [], [again]]


def test_the_list_is_read_in_two_queries(django_assert_num_queries):
    make.access(detainer=make.detainer())
    make.access(detainer=make.detainer())
    place = agency()
    with django_assert_num_queries(2):
        for row in list_accesses(place):
            assert row.detainer.is_open
            assert not list(row.corrections.all())
