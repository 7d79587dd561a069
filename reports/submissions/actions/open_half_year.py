"""Opening a half-year: from then on it exists for the agencies it asks, because they are told.

What was never opened or loaded is silence with a reason, and no edition names a town for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports.accounts.models import Agency, User
from reports.accounts.policies import can, check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.half_years import HalfYear, PeriodError
from reports.law.moments import local_day, start_of_day
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.submissions.actions.reporting_periods import ensure_period
from reports.submissions.models import MissingNotice, ReportingPeriod, ReportRequest
from reports.submissions.queries import counted_agencies
from reports.submissions.status import SYSTEM


@dataclass(frozen=True)
class Opened:
    """What opening did: whether it was the first time, who was told, and whom nobody reached."""

    period: ReportingPeriod
    is_new: bool
    notified: tuple[Agency, ...]
    people: int
    unreached: tuple[Agency, ...]


@verb
def open_half_year(*, half_year: str, by: User, at: datetime) -> Opened:
    """Open a half-year and tell its agencies; one that is open tells whoever was not reached yet.
    Raises StateRefused before its first day, and PermissionRefused.
    """
    check_can_open(by, on=local_day(at))
    half = _half_year_or_refuse(half_year)
    if half.starts_on > local_day(at):
        raise StateRefused(f"{half.label} has not begun; it can be opened from its first day on.")
    return _open(half, by=by, at=at)


@verb(system=True)
def open_running(*, at: datetime) -> Opened:
    """The half-year that runs, opened by the program on its first day, or as soon after as it
    runs."""
    return _open(HalfYear.of(local_day(at)), by=None, at=at)


@verb(system=True)
def ask_untold(*, period: ReportingPeriod, at: datetime) -> Opened:
    """Tell the agencies of an open half-year that have somebody to tell only now."""
    return _tell(period, is_new=False, by=None, at=at)


def check_can_open(user: User, *, on: date) -> None:
    """OPM's administrators and reviewers."""
    if not can(user, Permission.REVIEW_SUBMISSION, on=on):
        check_can(user, Permission.MANAGE_AGENCIES, on=on)


def _half_year_or_refuse(text: str) -> HalfYear:
    try:
        return HalfYear.parse(text)
    except PeriodError as wrong:
        raise StateRefused(str(wrong)) from None


def _open(half: HalfYear, *, by: User | None, at: datetime) -> Opened:
    period = ensure_period(half_year=half.code, at=at)
    is_new = period.opened_at is None
    if is_new:
        period.opened_at, period.opened_by = at, by
        period.save(update_fields=["opened_at", "opened_by"])
        _audit(OPM_CHAIN, "period.opened", period, by=by, at=at)
    return _tell(period, is_new=is_new, by=by, at=at)


def _tell(period: ReportingPeriod, *, is_new: bool, by: User | None, at: datetime) -> Opened:
    requests = {row.agency_id: row for row in ReportRequest.objects.filter(period=period)}
    notified: list[Agency] = []
    unreached: list[Agency] = []
    people = 0
    for agency in counted_agencies():
        request = requests.get(agency.pk) or ReportRequest(agency=agency, period=period, made_at=at)
        if request.notified_at is not None or not period.asks(agency):
            continue
        reached = _ask(request, by=by, at=at)
        people += reached
        (notified if reached else unreached).append(agency)
    return Opened(period, is_new, tuple(notified), people, tuple(unreached))


def _ask(request: ReportRequest, *, by: User | None, at: datetime) -> int:
    """Ask by a message to the agency's people. Returns how many got it; with none, nobody was
    asked.
    """
    agency, period = request.agency, request.period
    reached = inbox.notify(
        inbox.agency_people(agency, on=local_day(at)),
        Message.Kind.OPENED,
        at=at,
        deduplication_key=f"{Message.Kind.OPENED}:{agency.pk}:{period.pk}",
        agency=agency,
        half_year=period.half_year,
    )
    if reached:
        request.notified_at, request.recipients = at, reached
        request.channel = ReportRequest.Channel.MESSAGE
        _audit(agency.code, "half_year.requested", period, by=by, at=at, recipients=reached)
    request.save()
    return reached


@verb
def record_notified_outside(
    *,
    agency: Agency,
    period: ReportingPeriod,
    channel: str,
    notified_on: date,
    by: User,
    at: datetime,
) -> ReportRequest:
    """OPM reached the agency by telephone, letter or e-mail: from that day it is asked, and where
    the half-year was over it is reminded too. Raises StateRefused.
    """
    on = local_day(at)
    check_can_open(by, on=on)
    _check_notified(agency, period, channel, notified_on=notified_on, on=on)
    moment = start_of_day(notified_on)
    request, _ = ReportRequest.objects.get_or_create(
        agency=agency, period=period, defaults={"made_at": at}
    )
    if request.notified_at is None:
        request.notified_at, request.channel, request.recipients = moment, channel, 1
        request.save()
    if period.is_over(notified_on):
        MissingNotice.objects.create(
            agency=agency, period=period, noticed_at=moment, recipients=1, channel=channel
        )
    _audit(agency.code, "half_year.notified_outside", period, by=by, at=at, channel=channel)
    return request


def _check_notified(
    agency: Agency, period: ReportingPeriod, channel: str, *, notified_on: date, on: date
) -> None:
    if period.opened_at is None:
        raise StateRefused(
            f"{period.title} is not open. Open it first; then its agencies are told."
        )
    if not period.asks(agency):
        raise StateRefused(f"{agency.name} is not asked for {period.title}.")
    if channel not in ReportRequest.Channel.values or channel == ReportRequest.Channel.MESSAGE:
        raise StateRefused("Say how the agency was told: by phone, letter or email.")
    if not period.starts_on <= notified_on <= on:
        raise StateRefused(
            "The day of telling lies between the first day of the reporting period and now."
        )


def _audit(
    chain: str,
    event: str,
    period: ReportingPeriod,
    *,
    by: User | None,
    at: datetime,
    **detail: int | str,
) -> None:
    record(
        chain=chain,
        event=event,
        actor=str(by.pk) if by is not None else SYSTEM,
        at=at,
        subject_type="period",
        subject_id=period.pk,
        detail={"half_year": period.half_year, **detail},
    )
