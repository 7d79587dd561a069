"""An erased conviction leaves the record with the ground that only it gave."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused
from reports.detainers.actions.erasures import ALARM_JOB, erase_conviction
from reports.detainers.models import Conviction
from reports.detainers.values import ConvictionValues
from reports.outbox.models import Job
from reports.workflow.amendments import merge_people
from tests.detainers.test_law import BURGLARY, LARCENY, outcomes
from tests.factories import detainers as make
from tests.factories.people import agency, person

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


def test_only_who_logs_requests_here_erases():
    item = make.detainer(convictions=(BURGLARY,))
    (conviction,) = Conviction.objects.select_related("detainer__agency", "record_key")
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            erase_conviction(conviction=conviction, by=nobody, at=NOW)
    assert item.convictions.get() == conviction


def test_it_leaves_every_record_of_the_person_and_nobody_elses():
    burglary = {"convictions": (BURGLARY,)}
    item, beside = make.detainer(**burglary), make.detainer(**burglary)
    stranger = make.detainer(agency=agency("avon"), **burglary)
    other = make.detainer(**burglary)
    clerk, at = person(Role.CLERK), NOW + timedelta(minutes=1)
    merge_people(kept=item.person, other=beside.person, reason="One.", by=clerk, at=NOW)
    rows = Conviction.objects.select_related("detainer__agency", "record_key")
    found = erase_conviction(conviction=rows.get(detainer=item), by=clerk, at=at)
    assert {row.pk for row in found} == {item.pk, beside.pk}
    assert {row.detainer for row in rows.all()} == {other, stranger}
    for record in (item, beside, other, stranger):
        record.refresh_from_db()
    assert [record.conviction_erased_at for record in (item, beside)] == [at, at]
    assert [record.grounds for record in (item, beside)] == [[], []]
    assert other.conviction_erased_at is None
    promised = Job.objects.filter(kind=ALARM_JOB).values_list("object_id", flat=True)
    assert set(promised) == {item.pk, beside.pk}
    for record in found:
        assert AuditEntry.objects.get(event="conviction.erased", subject_id=record.pk).detail == {}
