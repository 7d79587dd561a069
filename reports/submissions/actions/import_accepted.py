"""Import OPM's earlier half-years as accepted submissions. Importing the same again changes
nothing; different content becomes an amendment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.accounts.models import Agency, Membership
from reports.audit.actions import OPM_CHAIN, record
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.submissions.actions.reporting_periods import ensure_period
from reports.submissions.actions.review import supersede_accepted
from reports.submissions.actions.totals import store_totals
from reports.submissions.actions.transition import lock_agency, new_version
from reports.submissions.compilation import describe, freeze, hash_of
from reports.submissions.content import ReportLine
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.status import (
    HISTORY_IMPORTED,
    SUBMISSION_LIFECYCLE,
    AmendmentCode,
    Source,
    SubmissionEvent,
    SubmissionStatus,
)


@dataclass(frozen=True)
class ImportResult:
    """What an import did, by pairs of agency and half-year."""

    created: int
    amended: int
    unchanged: int


@verb(system=True)
def import_accepted(
    *, groups: Mapping[tuple[str, str], Sequence[ReportLine]], at: datetime, file_sha256: str = ""
) -> ImportResult:
    """Import each pair of agency and half-year in the file; pairs that are absent from it are not
    changed.
    """
    agencies = {
        agency.code: agency
        for agency in Agency.objects.filter(code__in={code for code, _ in groups})
    }
    periods = {
        text: ensure_period(half_year=text, at=at) for text in sorted({text for _, text in groups})
    }
    done = {
        place: _import_pair(agencies[place[0]], periods[place[1]], list(groups[place]), at)
        for place in sorted(groups)
    }
    results = list(done.values())
    result = ImportResult(
        results.count("created"), results.count("amended"), results.count("unchanged")
    )
    if result.created or result.amended:
        _note_file(result, file_sha256, at)
        newest = {
            code: half_year for (code, half_year), word in done.items() if word != "unchanged"
        }
        _ask_agencies(
            {agencies[code]: periods[half_year] for code, half_year in newest.items()}, at
        )
    return result


def _ask_agencies(newest: Mapping[Agency, ReportingPeriod], at: datetime) -> None:
    """Ask each agency with accounts here to confirm what was imported: one message for all its
    half-years.
    """
    on = local_day(at)
    peopled = set(
        Membership.objects.on(on).filter(agency__isnull=False).values_list("agency_id", flat=True)
    )
    for agency, period in newest.items():
        if agency.pk in peopled:
            people = inbox.agency_people(agency, on=on)
            deduplication_key = f"history:{agency.pk}:{on}"
            inbox.notify(
                people,
                Message.Kind.CONFIRM_ENTRY,
                at=at,
                deduplication_key=deduplication_key,
                agency=agency,
                half_year=period.half_year,
            )


def _note_file(result: ImportResult, file_sha256: str, at: datetime) -> None:
    record(
        chain=OPM_CHAIN,
        event="history.imported",
        actor=HISTORY_IMPORTED.actor,
        at=at,
        detail={"sha256": file_sha256, "created": result.created, "amended": result.amended},
    )


def _import_pair(
    agency: Agency, period: ReportingPeriod, lines: list[ReportLine], at: datetime
) -> str:
    lock_agency(agency)
    if _says_nothing_new(agency, period, hash_of(agency, period, lines)):
        return "unchanged"
    versions = Submission.objects.accepted().filter(agency=agency, period=period)
    known = versions.select_related("agency", "period").first()
    submission = new_version(
        agency,
        period,
        follows=known if known and _is_free(known) else None,
        source=Source.IMPORTED,
        compiled_at=at,
        received_at=at,
        accepted_at=at,
    )
    if known is not None:
        submission.is_amendment, submission.amendment_code = True, AmendmentCode.RELOADED
        supersede_accepted(submission, act_of=None, at=at)
    describe(submission, lines)
    detail = {"lines": len(lines)}
    SUBMISSION_LIFECYCLE.begin(
        submission, SubmissionEvent.IMPORTED, by=HISTORY_IMPORTED, at=at, detail=detail
    )
    freeze(submission, lines)
    store_totals(submission, lines)
    return "created" if known is None else "amended"


def _says_nothing_new(agency: Agency, period: ReportingPeriod, sha256: str) -> bool:
    """Whether the lines equal the accepted version or the last import: importing a file again never
    undoes an agency's own amendment.
    """
    versions = Submission.objects.filter(agency=agency, period=period)
    loaded = (
        versions.filter(source=Source.IMPORTED)
        .order_by("-version")
        .values_list("content_sha256", flat=True)
        .first()
    )
    return (
        sha256 == loaded
        or versions.filter(status=SubmissionStatus.ACCEPTED, content_sha256=sha256).exists()
    )


def _is_free(known: Submission) -> bool:
    """Whether no amendment by the agency follows this version."""
    return not known.followers.exclude(status=SubmissionStatus.DISCARDED).exists()
