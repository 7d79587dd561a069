"""Configure reporting periods. Earlier values are kept, with who changed them and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from reports.accounts.models import AgencyKind, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.half_years import HalfYear
from reports.law.moments import local_day
from reports.submissions.models import ReportingPeriod, ReportingPeriodChange
from reports.submissions.queries import assumed_period

CONFIGURED = (
    "starts_on",
    "ends_on",
    "due_on",
    "grace_days",
    "reporting_kinds",
    "head_may_certify",
    "wants_nil_statements",
)


@verb(system=True)
def ensure_period(*, half_year: str, at: datetime) -> ReportingPeriod:
    """The half-year as configured, or its calendar half, marked as assumed. Asks nobody."""
    known = ReportingPeriod.objects.filter(half_year=half_year).first()
    if known is not None:
        return known
    assumed = assumed_period(HalfYear.parse(half_year))
    days = {"starts_on": assumed.starts_on, "ends_on": assumed.ends_on, "due_on": assumed.due_on}
    period, made = ReportingPeriod.objects.get_or_create(
        half_year=half_year, defaults={**days, "created_at": at}
    )
    if made:
        _audit(period, "period.assumed", "system:half-years", at)
    return period


@verb
def configure_period(
    *, period: ReportingPeriod, values: Mapping[str, Any], reason: str, by: User, at: datetime
) -> ReportingPeriod:
    """Change dates, grace period, who reports, or who may certify. A configured period is no longer
    marked as assumed.
    """
    check_can(by, Permission.MANAGE_AGENCIES, on=local_day(at))
    current = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    before = {name: getattr(current, name) for name in CONFIGURED}
    after = {**before, **{name: values[name] for name in CONFIGURED if name in values}}
    _check(current, after, reason)
    if before == after and not current.is_assumed:
        raise StateRefused("Nothing was changed, so nothing was recorded.")
    for name, value in after.items():
        setattr(current, name, value)
    current.is_assumed = False
    current.save()
    detail = {
        "before": _json_values(before),
        "after": _json_values(after),
        "reason": reason.strip(),
    }
    _keep(ReportingPeriodChange(period=current, changed_at=at, changed_by=by, **detail))
    return current


def _check(period: ReportingPeriod, after: Mapping[str, Any], reason: str) -> None:
    if not reason.strip():
        raise StateRefused(
            "Say on what the change rests, for example the letter that set the due day."
        )
    if not after["starts_on"] < after["ends_on"] < after["due_on"]:
        raise StateRefused(
            "A reporting period starts, ends, and is due, in this order. Correct the days."
        )
    if not set(after["reporting_kinds"]) <= set(AgencyKind.values):
        raise StateRefused("Choose kinds of agencies from the list.")
    others = ReportingPeriod.objects.exclude(pk=period.pk)
    if others.filter(starts_on__lte=after["ends_on"], ends_on__gte=after["starts_on"]).exists():
        raise StateRefused(
            "These days overlap another reporting period; each day belongs to one only."
        )
    _check_nothing_certified(period, after)


def _check_nothing_certified(period: ReportingPeriod, after: Mapping[str, Any]) -> None:
    days_move = (period.starts_on, period.ends_on) != (after["starts_on"], after["ends_on"])
    if days_move and period.submissions.received().exists():
        raise StateRefused(
            "Reports for this reporting period have arrived under its present days; they can no"
            " longer"
            " move."
        )


def _keep(change: ReportingPeriodChange) -> None:
    change.save()
    _audit(change.period, "period.configured", str(change.changed_by.pk), change.changed_at)


def _json_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _audit(period: ReportingPeriod, event: str, actor: str, at: datetime) -> None:
    record(
        chain=OPM_CHAIN,
        event=event,
        actor=actor,
        at=at,
        subject_type="period",
        subject_id=period.pk,
        detail={"half_year": period.half_year},
    )
