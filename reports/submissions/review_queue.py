"""What OPM's screens read: the queue, a half-year beside earlier ones, who is on board. Bounded
queries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from reports.access.models import Access
from reports.accounts.models import Agency, User
from reports.law.moments import local_day, start_of_day
from reports.submissions.known import KnownReport, known_reports
from reports.submissions.models import (
    Assignment,
    Dispute,
    MissingNotice,
    ReportingPeriod,
    ReviewRound,
    Submission,
    SubmissionLine,
)
from reports.submissions.status import AT_OPM, RECEIVED, FilingStatus, SubmissionStatus

WAITING, MINE, ALL = "waiting", "mine", "all"


@dataclass(frozen=True)
class QueueFilter:
    """The filter a reviewer set on the queue."""

    state: str = WAITING
    half_year: str = ""
    agency: str = ""
    assigned: str = ""
    content: str = ""


def queue(wanted: QueueFilter, *, user: User) -> QuerySet[Submission]:
    """Submissions that arrived, the longest waiting first."""
    open_assignments = Assignment.objects.filter(ended_at__isnull=True).select_related("reviewer")
    rows = Submission.objects.filter(
        _state(wanted.state), _content(wanted.content), _assigned(wanted.assigned, user)
    )
    if wanted.half_year:
        rows = rows.filter(period__half_year=wanted.half_year)
    if wanted.agency:
        rows = rows.filter(
            Q(agency__name__icontains=wanted.agency) | Q(agency__code__icontains=wanted.agency)
        )
    return (
        rows.select_related("agency", "period", "certified_by")
        .prefetch_related(
            Prefetch("assignments", queryset=open_assignments, to_attr="open_assignments")
        )
        .order_by("received_at", "pk")
    )


def _state(word: str) -> Q:
    if word == WAITING:
        return Q(status__in=AT_OPM)
    return Q(status=word) if word in RECEIVED else Q(status__in=RECEIVED)


def _content(word: str) -> Q:
    return Q(is_nil=word == "nil") if word in {"nil", "lines"} else Q()


def _assigned(word: str, user: User) -> Q:
    held = Assignment.objects.filter(submission=OuterRef("pk"), ended_at__isnull=True)
    if word == MINE:
        return Q(Exists(held.filter(reviewer=user)))
    return ~Q(Exists(held)) if word == "nobody" else Q()


def reviewer_of(submission: Submission) -> User | None:
    """Who a row that came through `queue` is assigned to."""
    held: list[Assignment] = getattr(submission, "open_assignments", [])
    return held[0].reviewer if held else None


def queue_counts(user: User) -> dict[str, int]:
    """The counts on the first page of the review screens, in one query."""
    mine = Assignment.objects.filter(
        submission=OuterRef("pk"), ended_at__isnull=True, reviewer=user
    )
    return Submission.objects.aggregate(
        waiting=Count("pk", filter=Q(status__in=AT_OPM)),
        nil=Count("pk", filter=Q(status__in=AT_OPM, is_nil=True)),
        mine=Count("pk", filter=Q(status__in=AT_OPM) & Q(Exists(mine))),
        returned=Count("pk", filter=Q(status=SubmissionStatus.RETURNED, followers__isnull=True)),
        unconfirmed=Count(
            "pk",
            filter=Q(
                status__in=[*AT_OPM, SubmissionStatus.ACCEPTED],
                source="received_outside",
                confirmed_at__isnull=True,
            ),
        ),
    )


def contradicted(submissions: Sequence[Submission]) -> set[UUID]:
    """Those of some zero reports for whose half-year the agency's log now holds an access; one
    query.
    """
    if not submissions:
        return set()
    since = start_of_day(min(row.period.starts_on for row in submissions))
    standing = Access.objects.standing().filter(agency__in={row.agency_id for row in submissions})
    days: dict[UUID, set[date]] = defaultdict(set)
    for agency, moment in standing.filter(occurred_at__gte=since).values_list(
        "agency_id", "occurred_at"
    ):
        days[agency].add(local_day(moment))
    return {
        row.pk
        for row in submissions
        if any(row.period.starts_on <= day <= row.period.ends_on for day in days[row.agency_id])
    }


@dataclass
class HalfYearFigures:
    """The totals of one version, for comparison."""

    half_year: str
    events: int = 0
    persons: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    bases: Counter[str] = field(default_factory=Counter)
    unknown: int = 0


def contradicted_reports() -> list[Submission]:
    """The reports of none that the agency's own log contradicts and about which OPM has the next
    step: it neither asked for an amendment nor has one. Two queries.
    """
    logged = Access.objects.standing().filter(agency=OuterRef("agency"))
    asked = ReviewRound.objects.filter(
        submission=OuterRef("pk"), outcome=ReviewRound.Outcome.REOPENED
    )
    follower = Submission.objects.filter(follows=OuterRef("pk")).exclude(
        status=SubmissionStatus.DISCARDED
    )
    rows = Submission.objects.filter(
        Exists(logged),
        ~Exists(asked),
        ~Exists(follower),
        is_nil=True,
        status__in=[*AT_OPM, SubmissionStatus.ACCEPTED],
    )
    reports = list(rows.select_related("agency", "period").order_by("period__half_year"))
    wrong = contradicted(reports)
    return [report for report in reports if report.pk in wrong]


def open_disputes() -> list[Dispute]:
    """The disputes of agencies that OPM has not answered, the oldest first."""
    rows = Dispute.objects.filter(answered_at__isnull=True).order_by("raised_at")
    return list(rows.select_related("agency", "period"))


def compare_with_previous(submission: Submission, *, count: int = 4) -> list[HalfYearFigures]:
    """This version first, then the agency's last accepted half-years before it; two queries."""
    earlier = Submission.objects.accepted().filter(
        agency=submission.agency, period__half_year__lt=submission.period.half_year
    )
    rows = [submission, *earlier.select_related("period").order_by("-period__half_year")[:count]]
    counted = _counted(rows)
    return [_figures(row, counted[row.pk]) for row in rows]


def _counted(rows: Sequence[Submission]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    lines = SubmissionLine.objects.filter(submission__in=rows).values(
        "submission_id", "access_kind", "basis"
    )
    unknown = Q(race="U") | Q(ethnicity="U") | Q(sex="U") | Q(age__isnull=True)
    for row in lines.annotate(events=Count("pk"), unknown=Count("pk", filter=unknown)).order_by():
        found[row["submission_id"]].append(dict(row))
    return found


def _figures(submission: Submission, counted: list[dict[str, Any]]) -> HalfYearFigures:
    figures = HalfYearFigures(
        submission.period.half_year, submission.line_count, submission.person_count
    )
    for row in counted:
        figures.kinds[row["access_kind"]] += row["events"]
        figures.bases[row["basis"]] += row["events"]
        figures.unknown += row["unknown"]
    return figures


@dataclass(frozen=True)
class CoverageBoard:
    """What is known of some agencies over some half-years."""

    periods: list[ReportingPeriod]
    rows: list[tuple[Agency, list[KnownReport]]]


def coverage_board(
    agencies: list[Agency], periods: list[ReportingPeriod], *, on: date
) -> CoverageBoard:
    """Agency by half-year, in three queries."""
    known = known_reports(periods, agencies, on=on, with_log=True)
    rows = [(agency, [known.of(agency, period) for period in periods]) for agency in agencies]
    return CoverageBoard(periods, rows)


@dataclass(frozen=True)
class Unreported:
    """An agency without a report at OPM, and what was done about it."""

    known: KnownReport
    notices: list[MissingNotice]
    dispute: Dispute | None

    @property
    def agency(self) -> Agency:
        """Whose report is not there."""
        return self.known.agency

    @property
    def is_silent(self) -> bool:
        """Whether the agency was asked and sent nothing. One whose report was returned was heard
        from, and one where nobody was notified was not asked.
        """
        return self.known.is_requested and self.known.newest is None

    @property
    def would_be_named(self) -> bool:
        """Whether the public would read "no report received"."""
        return self.known.filing_status == FilingStatus.MISSING

    @property
    def was_notified(self) -> bool:
        """Whether a reminder reached anybody."""
        return any(notice.reached_somebody for notice in self.notices)


def unreported(
    period: ReportingPeriod, *, on: date, disputes: Iterable[Dispute] | None = None
) -> list[Unreported]:
    """The agencies of a half-year from which nothing lies with OPM: not heard from, returned, or
    not asked because nobody there could be told. Six queries, less one where the disputes are known
    already.
    """
    agencies = [
        a for a in Agency.objects.filter(is_sandbox=False).order_by("name") if period.asks(a)
    ]
    known = known_reports([period], on=on, with_log=True)
    notices = _notices(period)
    of_period = disputes_about(period) if disputes is None else disputes
    disputed = {row.agency_id: row for row in of_period if row.period_id == period.pk}
    found = [known.of(agency, period) for agency in agencies]
    return [
        Unreported(report, notices.get(report.agency.pk, []), disputed.get(report.agency.pk))
        for report in found
        if report.accepted is None and not report.with_opm
    ]


def _notices(period: ReportingPeriod) -> dict[UUID, list[MissingNotice]]:
    found: dict[UUID, list[MissingNotice]] = defaultdict(list)
    for notice in MissingNotice.objects.filter(period=period):
        found[notice.agency_id].append(notice)
    return found


def disputes_about(period: ReportingPeriod) -> list[Dispute]:
    """Every dispute about a half-year, and unanswered ones about others; the newest of an agency
    last.
    """
    rows = Dispute.objects.filter(Q(period=period) | Q(answered_at__isnull=True))
    return list(rows.order_by("raised_at").select_related("raised_by"))


def agencies_not_notified_through(
    half_year: str, *, on: date
) -> list[tuple[ReportingPeriod, Agency]]:
    """What no edition may show: agencies as missing that were never notified, or whose dispute is
    open.
    """
    periods = ReportingPeriod.objects.filter(half_year__lte=half_year).order_by("half_year")
    return [
        (period, agency)
        for period in periods
        for agency in agencies_not_notified(unreported(period, on=on))
    ]


def agencies_not_notified(rows: list[Unreported]) -> list[Agency]:
    """Agencies that would be shown without a report although no reminder reached them, or although
    their dispute is open.
    """
    return [
        row.agency
        for row in rows
        if row.would_be_named
        and (not row.was_notified or (row.dispute and row.dispute.answered_at is None))
    ]
