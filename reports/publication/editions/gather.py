"""The accepted submissions through a half-year, read as of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from reports.audit.queries import heads
from reports.core.snapshots import one_moment
from reports.publication.content.changes import amended_because
from reports.publication.content.process_figures import ProcessHalf, from_json
from reports.publication.content.suppression_pattern import thaw
from reports.publication.disclosure.published_history import PublicationHistory
from reports.publication.exceptions import SumsDiffer
from reports.publication.figures import sql_counts
from reports.publication.figures.aggregate import Figures, figures_of, statewide_cells
from reports.publication.figures.cells import cell_from_key
from reports.publication.models.editions import Edition
from reports.publication.models.other_figures import ExternalFigure, ProcessFigures
from reports.submissions import queries
from reports.submissions.content import AgencyCoverage, Coverage, NotCollected
from reports.submissions.models import Submission
from reports.submissions.status import SubmissionStatus
from reports.submissions.totals.compare import differences, recount_all

if TYPE_CHECKING:
    from reports.publication.figures.combinations import CombinationCounts


@dataclass(frozen=True)
class Gathered:
    """Everything that an edition is made from."""

    half_year: str
    figures: Figures
    coverage: tuple[AgencyCoverage, ...]
    tallied: Mapping[str, CombinationCounts]
    history: PublicationHistory
    reasons: dict[tuple[str, str], str]
    trail_heads: dict[str, str]
    not_collected: tuple[NotCollected, ...] = ()
    process_before: dict[str, ProcessHalf] = field(default_factory=dict)
    process_shared: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)

    @property
    def process_new(self) -> list[str]:
        """Half-years with shared process figures that no edition has printed yet."""
        return sorted(set(self.process_shared) - set(self.process_before))


def gather(half_year: str, *, on: date) -> Gathered:
    """Accepted submissions through a half-year, and every edition before. Raises SumsDiffer."""
    with one_moment():
        return _gathered(half_year, on=on)


def _gathered(half_year: str, *, on: date) -> Gathered:
    from reports.publication.figures.combinations import count_combinations

    found = coverage_through(half_year, on=on)
    coverage = found.rows
    municipal = frozenset(row.agency_code for row in coverage if row.municipal)
    return Gathered(
        half_year=half_year,
        figures=with_silent_halves(
            recounted_figures(half_year, coverage=coverage), found.not_collected
        ),
        coverage=coverage,
        not_collected=found.not_collected,
        tallied=count_combinations(sql_counts.row_groups(half_year), municipal=municipal),
        history=history(),
        reasons=amendment_reasons(half_year),
        trail_heads={head.chain: head.hash for head in heads()},
        process_before=process_published(),
        process_shared=process_shared(half_year),
    )


def accepted_figures(half_year: str, *, coverage: tuple[AgencyCoverage, ...]) -> Figures:
    """The numbers of all accepted submissions through a half-year from their stored totals, nothing
    withheld yet; from their lines where an older installation lacks some.
    """
    try:
        return figures_of(sql_counts.sums_through(half_year), coverage=coverage)
    except sql_counts.SumsMissing:
        with recount_all(half_year) as sums:
            return figures_of(sql_counts.sums_through(half_year, sums=sums), coverage=coverage)


def recounted_figures(half_year: str, *, coverage: tuple[AgencyCoverage, ...]) -> Figures:
    """The same numbers recounted from the lines: what an edition is made from. Raises SumsDiffer
    where the stored totals differ; where none are stored, nothing is compared.
    """
    with recount_all(half_year) as sums:
        wrong = [found for found in differences(half_year) if found.is_stored]
        if wrong:
            raise SumsDiffer(
                f"The sums kept of {len(wrong)} accepted report(s) are not what their lines add up"
                f" to, first {wrong[0].place}. No edition is built on them: have an operator run"
                " `manage.py check_rollups`."
            )
        return figures_of(sql_counts.sums_through(half_year, sums=sums), coverage=coverage)


def process_published() -> dict[str, ProcessHalf]:
    """Process figures that an edition has published already; they stay unchanged."""
    newest = Edition.objects.public().in_order().values_list("pattern", flat=True).last()
    return from_json((newest or {}).get("process", {}))


def process_shared(through: str) -> dict[str, dict[str, dict[str, int]]]:
    """What agencies share, by half-year and agency; of several, the newest."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    rows = ProcessFigures.objects.filter(half_year__lte=through, agency__is_sandbox=False).order_by(
        "shared_at"
    )
    for row in rows.select_related("agency"):
        found.setdefault(row.half_year, {})[row.agency.code] = row.counts
    return found


def with_silent_halves(figures: Figures, not_collected: tuple[NotCollected, ...]) -> Figures:
    """The same with the half-years of which nothing was collected: they have a place and no number,
    so that a gap in the history is a gap on every page.
    """
    silent = {row.half_year for row in not_collected} - set(figures.halves)
    cells = {cell for half in silent for cell in statewide_cells(half)}
    return replace(
        figures,
        halves=tuple(sorted({*figures.halves, *silent})),
        not_reported=figures.not_reported | cells,
    )


def coverage_through(half_year: str, *, on: date) -> Coverage:
    """Who reported, and what was never asked, as publication takes it."""
    # Numbers reach an edition through disclosure control only, never beside a filing status.
    found = queries.coverage_through(half_year, on=on)
    return replace(found, rows=tuple(replace(row, accesses=None) for row in found.rows))


def history() -> PublicationHistory:
    """Every edition ever published, and what is known from elsewhere."""
    patterns = Edition.objects.public().in_order().values_list("pattern", flat=True)
    known = frozenset((cell_from_key(row.cell), row.value) for row in ExternalFigure.objects.all())
    return PublicationHistory(tuple(thaw(pattern) for pattern in patterns), known)


def amendment_reasons(half_year: str) -> dict[tuple[str, str], str]:
    """Why an accepted report was amended: the published code in words, never the agency's own
    text.
    """
    rows = Submission.objects.filter(
        status=SubmissionStatus.ACCEPTED, is_amendment=True, period__half_year__lte=half_year
    ).select_related("agency", "period")
    return {
        (
            row.period.half_year,
            row.agency.code,
        ): amended_because(row.get_amendment_code_display())
        for row in rows
        if row.amendment_code
    }
