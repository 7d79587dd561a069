"""Acts against a decision are read by those who may see the record, and by nobody else."""

import pytest

from reports.access.queries import get_act_against_decision
from reports.accounts.roles import Role
from reports.core.refusals import NotFound
from reports.law.moments import local_day
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.workflow.test_acts_against import told_against

pytestmark = pytest.mark.django_db


def test_what_belongs_to_another_agency_does_not_exist():
    act, on = told_against(), local_day(make.NOW)
    assert get_act_against_decision(person(Role.CLERK), act.pk, on=on) == act
    elsewhere = person(Role.CLERK, at_agency=agency("new-haven"))
    with pytest.raises(NotFound):
        get_act_against_decision(elsewhere, act.pk, on=on)
