"""The database counts as the line-by-line reading does, from kept sums and from the lines; never
silently otherwise.
"""

from __future__ import annotations

from datetime import date
from threading import Thread

import pytest
from django.db import connection

from reports.core.snapshots import one_moment
from reports.publication.editions.gather import (
    accepted_figures,
    coverage_through,
    gather,
    recounted_figures,
)
from reports.publication.exceptions import SumsDiffer
from reports.publication.figures.aggregate import count_figures, statewide_cells
from reports.publication.figures.cells import EVENTS, PERSONS, Cell
from reports.publication.figures.combinations import SHOWN_FIRST
from reports.publication.figures.sql_counts import places_of
from reports.publication.models.editions import Edition
from reports.submissions.actions.import_accepted import import_accepted
from reports.submissions.content import ReportLine
from reports.submissions.models import SubmissionTotals
from reports.submissions.totals.definition import SUMMED
from tests.factories.people import agency
from tests.publication.stored import AT, ON, published
from tests.publication.worlds import tally_rows
from tests.submissions.accepted import accepted_lines


def test_counts_of_the_database_equal_counts_line_by_line(stored_world):
    gathered = gather("2025H2", on=ON)
    coverage = coverage_through("2025H2", on=ON).rows
    figures = count_figures(lines=accepted_lines("2025H2"), coverage=coverage)
    assert gathered.figures == figures
    assert accepted_figures("2025H2", coverage=coverage) == figures
    municipal = frozenset(row.agency_code for row in coverage if row.municipal)
    assert whole(gathered.tallied) == whole(
        tally_rows(accepted_lines("2025H2"), municipal=municipal)
    )


def whole(tallied):
    """Every combination with nothing coarsened."""
    everything = dict.fromkeys(range(len(SHOWN_FIRST)), EveryValue())
    return {half: tally.coarsened(everything) for half, tally in tallied.items()}


class EveryValue:
    def __contains__(self, value):
        return True


def test_later_half_years_are_left_out(stored_world):
    assert gather("2025H1", on=ON).figures.halves == ("2025H1",)


@pytest.mark.parametrize("without", ["all", "some"])
def test_figures_of_an_installation_without_sums_are_right_and_write_none(stored_world, without):
    coverage = coverage_through("2025H2", on=ON).rows
    right = accepted_figures("2025H2", coverage=coverage)
    everything = SubmissionTotals.objects.order_by("pk")
    gone = everything if without == "all" else everything.filter(events__gt=0)[:1]
    SubmissionTotals.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).delete()
    kept = SubmissionTotals.objects.count()
    assert accepted_figures("2025H2", coverage=coverage) == right
    assert recounted_figures("2025H2", coverage=coverage) == right
    assert gather("2025H2", on=ON).figures == right
    assert SubmissionTotals.objects.count() == kept


def test_what_is_published_stores_the_sums_first(stored_world):
    before = SubmissionTotals.objects.count()
    SubmissionTotals.objects.all().delete()
    published("2025H2")
    assert SubmissionTotals.objects.count() == before > 0


def test_a_wrong_sum_beside_missing_ones_is_still_refused(stored_world):
    wrong, missing = SubmissionTotals.objects.filter(events__gt=0)[:2]
    SubmissionTotals.objects.filter(pk=wrong.pk).update(race_w=wrong.race_w + 1)
    SubmissionTotals.objects.filter(pk=missing.pk).delete()
    with pytest.raises(SumsDiffer, match="1 accepted report"):
        gather("2025H2", on=ON)


@pytest.mark.django_db
def test_a_half_year_in_which_all_report_none_is_all_zeros():
    agency("avon")
    import_accepted(groups={("avon", "2025H1"): []}, at=AT)
    figures = gather("2025H1", on=ON).figures
    assert set(figures.counts) == {Cell(EVENTS, "2025H1", "avon"), *statewide_cells("2025H1")}
    assert set(figures.counts.values()) == {0}
    assert accepted_figures("2025H1", coverage=coverage_through("2025H1", on=ON).rows) == figures


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_an_edition_is_made_from_is_of_one_moment():
    """A report that is accepted while figures are gathered is in all of them or in none."""
    agency("avon"), agency("berlin")
    import_accepted(groups={("avon", "2025H1"): []}, at=AT)
    with one_moment():
        before = coverage_through("2025H1", on=ON).rows
        beside = Thread(target=accepted_elsewhere)
        beside.start()
        beside.join()
        assert coverage_through("2025H1", on=ON).rows == before
        assert (
            recounted_figures("2025H1", coverage=before).counts[Cell(EVENTS, "2025H1", "avon")] == 0
        )
    now = gather("2025H1", on=ON)
    assert now.figures.counts[Cell(EVENTS, "2025H1", "berlin")] == 1


def accepted_elsewhere() -> None:
    """By somebody else's connection."""
    line = ReportLine(date(2025, 2, 3), "D", "other", "W", "H", "F", 30, "p1")
    import_accepted(groups={("berlin", "2025H1"): [line]}, at=AT)
    connection.close()


def test_no_edition_goes_out_on_a_wrong_sum(stored_world):
    wrong = (
        SubmissionTotals.objects.filter(events__gt=0).select_related("submission__agency").first()
    )
    assert wrong is not None
    SubmissionTotals.objects.filter(pk=wrong.pk).update(race_w=wrong.race_w + 1)
    with pytest.raises(
        SumsDiffer, match=f"1 accepted report.*{wrong.submission.agency.code} .*check_rollups"
    ):
        published("2025H2")
    assert not Edition.objects.exists()


@pytest.mark.parametrize("cell", statewide_cells("2025H1"), ids=lambda cell: cell.key())
def test_every_declared_number_has_kept_sums(cell):
    found = [SUMMED[place] for place in places_of(cell)]
    assert {kept.unit for kept in found} == {cell.unit}
    assert all(set(cell.attributes) <= set(kept.described) for kept in found)
    sizes = {(): 1, ("access_kind",): 2, ("basis",): 6}
    assert len(found) == (sizes.get(cell.group, 1) if cell.unit == EVENTS else 1)


def test_a_number_that_no_kept_sum_makes_up_is_refused():
    with pytest.raises(LookupError, match=r"definition\.py"):
        places_of(Cell(PERSONS, "2025H1", attributes=(("race", "W"), ("sex", "M"))))
