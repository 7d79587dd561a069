"""An erased conviction leaves the record with the ground that only it gave."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.detainers.actions.erasures import erase_conviction
from reports.detainers.models import Conviction
from reports.detainers.values import ConvictionValues
from tests.detainers.test_law import BURGLARY, LARCENY, outcomes
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOW = make.NOW


def erase(item, offense):
    found = next(row for row in Conviction.objects.filter(detainer=item) if row.offense == offense)
    erase_conviction(conviction=found, by=person(Role.CLERK), at=NOW + timedelta(minutes=1))
    item.refresh_from_db()


def test_an_erased_conviction_takes_its_ground_with_it_though_another_stays():
    item = make.detainer(
        convictions=(BURGLARY, LARCENY), grounds=("felony_ab_conviction", "other_felony_conviction")
    )
    assert outcomes(item) == ["not_prohibited", "unsettled"]
    erase(item, BURGLARY.offense)
    assert item.grounds == ["other_felony_conviction"]
    assert outcomes(item) == ["prohibited", "prohibited"]
    assert [row.offense for row in item.convictions.all()] == [LARCENY.offense]


def test_a_ground_that_another_conviction_gives_stays():
    second = ConvictionValues(
        offense="Assault, first degree",
        section="53a-59",
        offense_class="B",
        offense_on=date(2018, 6, 1),
    )
    item = make.detainer(convictions=(BURGLARY, second))
    erase(item, BURGLARY.offense)
    assert item.grounds == ["felony_ab_conviction"]
    assert outcomes(item) == ["not_prohibited", "unsettled"]


def test_the_trail_says_that_something_was_erased_and_not_what():
    item = make.detainer(convictions=(BURGLARY,))
    erase(item, BURGLARY.offense)
    entry = AuditEntry.objects.filter(event="conviction.erased").get()
    assert "Burglary" not in str(vars(entry))
