"""What the tables beside the editions hold and refuse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from reports.accounts.roles import Role
from reports.publication.models.other_figures import ExternalFigure, ProcessFigures
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 15, tzinfo=UTC)


def known(cell: str = "events|2025H1|a01", value: int = 3) -> ExternalFigure:
    return ExternalFigure.objects.create(
        cell=cell,
        value=value,
        source="The dataset of 2025",
        recorded_at=AT,
        recorded_by=person(Role.OPM_LEGAL),
    )


def shared(half_year: str = "2025H1", *, at: datetime = AT, **counts: int) -> ProcessFigures:
    head = person(Role.AGENCY_HEAD)
    return ProcessFigures.objects.create(
        agency=agency(), half_year=half_year, counts=counts, shared_at=at, shared_by=head
    )


def test_a_number_is_registered_once():
    known()
    with pytest.raises(IntegrityError), transaction.atomic():
        known()
    assert ExternalFigure.objects.count() == 1


def test_two_sources_may_disagree_about_a_number():
    known(value=3)
    known(value=4)
    assert set(ExternalFigure.objects.values_list("value", flat=True)) == {3, 4}


def test_none_is_a_number_and_less_than_none_is_not():
    known(value=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        known(value=-1)


def test_numbers_stand_in_order_of_their_cells():
    for cell in ("persons|2025H1|a01", "events|2025H2|a01", "events|2025H1|a02"):
        known(cell)
    assert list(ExternalFigure.objects.values_list("cell", flat=True)) == [
        "events|2025H1|a02",
        "events|2025H2|a01",
        "persons|2025H1|a01",
    ]


def test_whoever_registered_a_number_stays_known():
    figure = known()
    with pytest.raises(ProtectedError) as refused:
        figure.recorded_by.delete()
    assert figure in refused.value.protected_objects


def test_figures_shared_again_are_a_row_more_and_the_newest_comes_first():
    shared(requests=4)
    shared(at=AT + timedelta(hours=1), requests=14)
    shared(at=AT - timedelta(hours=1), requests=2)
    assert [row.counts["requests"] for row in agency().process_reports.all()] == [14, 4, 2]


def test_counts_are_kept_as_they_were_shared():
    row = shared(requests=14, refusals=0)
    assert ProcessFigures.objects.get(pk=row.pk).counts == {"requests": 14, "refusals": 0}


def test_rows_without_counts_share_no_mapping():
    one, two = ProcessFigures(), ProcessFigures()
    one.counts["requests"] = 1
    assert two.counts == {}


@pytest.mark.parametrize("who", ["agency", "shared_by"])
def test_whoever_shared_figures_stays_known(who):
    row = shared(requests=4)
    with pytest.raises(ProtectedError) as refused:
        getattr(row, who).delete()
    assert row in refused.value.protected_objects
