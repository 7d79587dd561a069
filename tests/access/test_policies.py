"""Who may record, correct, void and acknowledge: each with its own permission, at the agency."""

from __future__ import annotations

import pytest

from reports.access import against_decision, policies
from reports.accounts.roles import Permission, Role
from reports.core.refusals import Conflict
from reports.law.moments import local_day
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.policies import check_each_needs_its_own, policies_of

pytestmark = pytest.mark.django_db
TODAY = local_day(make.NOW)
NEEDS = {
    "check_can_record": Permission.RECORD_ACCESS,
    "check_can_record_under": Permission.RECORD_ACCESS,
    "check_can_correct": Permission.RECORD_ACCESS,
    "check_can_void": Permission.VOID_NOTICE,
    "check_can_record_communication": Permission.RECORD_REPLY,
    "check_can_acknowledge": Permission.DECIDE,
}


def test_each_needs_its_own_permission_at_the_agency_of_the_record():
    given = make.access(detainer=make.reviewed(make.detainer()))
    check_each_needs_its_own(
        policies_of(policies, against_decision),
        NEEDS,
        {"agency": given.agency, "access": given, "detainer": given.detainer},
        here=person(),
        elsewhere=person(at_agency=agency("avon")),
        on=TODAY,
    )


def test_only_the_row_asked_for_has_to_be_current():
    voided, given = make.access(), make.access()
    head = person(Role.AGENCY_HEAD)
    type(voided).objects.filter(pk=voided.pk).update(voided_at=make.NOW, voided_by=head)
    policies.check_current(given)
    for check in (policies.check_can_correct, policies.check_can_void):
        with pytest.raises(Conflict, match=f"^{policies.NOT_CURRENT}$"):
            check(head, voided, on=TODAY)
