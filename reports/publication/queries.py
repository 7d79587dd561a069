"""Reading what publication stands on: accepted submissions, earlier editions, the threshold in
force.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import connection, transaction

from reports.accounts.exceptions import Missing
from reports.accounts.models import Agency
from reports.audit.queries import heads
from reports.publication import counting
from reports.publication.cells import cell_from_key
from reports.publication.changes import amended_because
from reports.publication.disclosure.history import History
from reports.publication.exceptions import SumsDiffer
from reports.publication.figures import Coverage, Figures, figures_of
from reports.publication.languages import SPANISH, public_words
from reports.publication.models import AlreadyPublic, Edition, EditionFile, ProcessReport, Threshold
from reports.publication.pattern import thaw
from reports.publication.process import ProcessHalf, thawed
from reports.publication.status import Status
from reports.publication.translation_review import TranslationReview
from reports.submissions import queries as submissions
from reports.submissions.actions.summing import keep_missing_sums
from reports.submissions.models import Submission
from reports.submissions.recounted import differences, recounted
from reports.submissions.status import Status as SubmissionStatus

if TYPE_CHECKING:
    from reports.publication.tallying import Tally


@dataclass(frozen=True)
class Gathered:
    """Everything that an edition is made from."""

    half_year: str
    figures: Figures
    coverage: tuple[Coverage, ...]
    tallied: Mapping[str, Tally]
    history: History
    reasons: dict[tuple[str, str], str]
    trail_heads: dict[str, str]
    process_before: dict[str, ProcessHalf] = field(default_factory=dict)
    process_shared: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)

    @property
    def process_new(self) -> list[str]:
        """Half-years with shared process figures that no edition has printed yet."""
        return sorted(set(self.process_shared) - set(self.process_before))


def gather(half_year: str, *, on: date) -> Gathered:
    """Accepted submissions through a half-year, and every edition before. Raises SumsDiffer."""
    keep_missing_sums()
    with one_moment():
        return _gathered(half_year, on=on)


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read within is of one moment, though reports are accepted meanwhile.

    PostgreSQL must be told before the first statement of a transaction; within another's it stays
    as that one is. SQLite lets nobody write until it is over.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _gathered(half_year: str, *, on: date) -> Gathered:
    from reports.publication.tallying import tally_groups

    coverage = coverage_through(half_year, on=on)
    municipal = frozenset(row.agency_code for row in coverage if row.municipal)
    return Gathered(
        half_year=half_year,
        figures=recounted_figures(half_year, coverage=coverage),
        coverage=coverage,
        tallied=tally_groups(counting.row_groups(half_year), municipal=municipal),
        history=history(),
        reasons=amendment_reasons(half_year),
        trail_heads={head.chain: head.hash for head in heads()},
        process_before=process_published(),
        process_shared=process_shared(half_year),
    )


def accepted_figures(half_year: str, *, coverage: tuple[Coverage, ...]) -> Figures:
    """The numbers of all accepted submissions through a half-year from the sums kept of them,
    nothing withheld yet.
    """
    return figures_of(counting.sums_through(half_year), coverage=coverage)


def recounted_figures(half_year: str, *, coverage: tuple[Coverage, ...]) -> Figures:
    """The same counted afresh from the lines: what an edition is made from. Raises SumsDiffer where
    the two differ.
    """
    with recounted(half_year) as sums:
        wrong = differences(half_year)
        if wrong:
            raise SumsDiffer(
                f"The sums kept of {len(wrong)} accepted report(s) are not what their lines add up"
                f" to, first {wrong[0].place}. No edition is built on them: have an operator run"
                " `manage.py check_rollups`."
            )
        return figures_of(counting.sums_through(half_year, sums=sums), coverage=coverage)


def has_accepted(half_year: str) -> bool:
    """Whether any accepted submission stands that an edition through this half-year would count."""
    return Submission.objects.filter(
        status=SubmissionStatus.ACCEPTED, period__half_year__lte=half_year, agency__is_sandbox=False
    ).exists()


def process_published() -> dict[str, ProcessHalf]:
    """Process figures that an edition has published already; they stay as they were."""
    newest = Edition.objects.public().in_order().values_list("pattern", flat=True).last()
    return thawed((newest or {}).get("process", {}))


def process_shared(through: str) -> dict[str, dict[str, dict[str, int]]]:
    """What agencies share, by half-year and agency; of several, the newest."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    rows = ProcessReport.objects.filter(half_year__lte=through, agency__is_sandbox=False).order_by(
        "shared_at"
    )
    for row in rows.select_related("agency"):
        found.setdefault(row.half_year, {})[row.agency.code] = row.counts
    return found


def coverage_through(half_year: str, *, on: date) -> tuple[Coverage, ...]:
    """Who reported, as publication takes it."""
    return tuple(
        Coverage(
            row.half_year,
            row.agency_code,
            row.agency,
            row.kind,
            row.filing_status,
            row.submitted_on,
        )
        for row in submissions.coverage_rows(half_year, on=on)
    )


def history() -> History:
    """Every edition ever published, and what is known from elsewhere."""
    patterns = Edition.objects.public().in_order().values_list("pattern", flat=True)
    known = frozenset((cell_from_key(row.cell), row.value) for row in AlreadyPublic.objects.all())
    return History(tuple(thaw(pattern) for pattern in patterns), known)


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


def threshold_in_force() -> Threshold | None:
    """The newest choice of T; None before OPM legal has made one."""
    return Threshold.objects.order_by("-set_at").first()


def latest_edition() -> Edition | None:
    """The edition that stands."""
    return Edition.objects.filter(status=Status.PUBLISHED).first()


def newest_public_edition() -> Edition | None:
    """The edition with the highest number, withdrawn or not."""
    return Edition.objects.public().defer("pattern").order_by("-number").first()


def newest_readable_edition() -> Edition | None:
    """What `/data/latest/` follows."""
    return Edition.objects.readable().defer("pattern").order_by("-number").first()


def spanish_review() -> TranslationReview | None:
    """The review that stands for the Spanish words as they are now."""
    standing = TranslationReview.objects.filter(
        language=SPANISH, agreed_at__isnull=False, ended_at__isnull=True
    )
    return standing.filter(words_sha256=public_words().sha256).first()


def offers_spanish(*, production: bool) -> bool:
    """Spanish is offered when it is complete and, in production, while its review stands."""
    return public_words().is_complete and (not production or spanish_review() is not None)


def published_editions() -> list[Edition]:
    """Every edition ever published, newest first, without what is kept inside OPM."""
    return list(Edition.objects.public().defer("pattern").order_by("-number"))


def get_public_edition(number: int) -> Edition:
    """An edition that was published, withdrawn ones included. Raises Missing."""
    found = Edition.objects.public().defer("pattern").filter(number=number).first()
    if found is None:
        raise Missing(str(number))
    return found


def get_public_file(edition: Edition, name: str) -> EditionFile:
    """A file of an edition. Raises Missing."""
    found = edition.files.filter(name=name).first()
    if found is None:
        raise Missing(name)
    return found


def file_bytes(file: EditionFile) -> bytes:
    """The published bytes."""
    with default_storage.open(file.stored_as) as stored:
        data: bytes = stored.read()
    return data


def next_number() -> int:
    """The number the next edition gets."""
    newest = Edition.objects.public().order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def agencies_in(gathered: Gathered) -> list[Agency]:
    """The municipal agencies whose rows an edition shows."""
    codes = {row.agency_code for row in gathered.coverage if row.municipal}
    return list(Agency.objects.filter(code__in=codes).order_by("code"))
