"""The custody clock of one detainer: whether anything supports a hold past release, and which
deadlines run.

54-192h(b)(1)(A) names the grounds on which a person may be held on a detainer. Where no finding on
keeping the person says that the act does not prohibit it, custody ends when release is due, and
clerk and agency head are warned beforehand. None of these clocks is a power to hold, 54-192h(g).

No other module answers these questions; `law.clocks` counts the hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from reports.detainers.models import Detainer
from reports.detainers.status import OPEN
from reports.law.assess import Purpose
from reports.law.clocks import (
    HoldLimit,
    ReleaseState,
    hold_limit,
    is_within,
    notify_release_by,
    release_state,
)
from reports.law.findings import Assessment
from reports.law.vocabulary import Outcome

# The one setting for warnings; "soon" on the screens is the form's 48 hours (law.clocks).
WARN_BEFORE = timedelta(hours=settings.CUSTODY_WARNING_HOURS)
KEEPS_THE_PERSON = frozenset(
    {Purpose.HOLD, Purpose.TRANSFER, Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT}
)
SUPPORTING = frozenset({Outcome.NOT_PROHIBITED, Outcome.REQUIRED})
NOT_TOLD = frozenset({Outcome.PROHIBITED, Outcome.NO_RULE})


@dataclass(frozen=True, slots=True)
class Custody:
    """What one detainer means for the person's custody at one moment.

    `release_due_at` is None where no clock runs: the detainer is closed, the person is not in
    custody, or no release is set. `limit` is given where the hold itself is not prohibited (Q10),
    `notify_by` where notifying of the release is neither prohibited nor outside the act.
    """

    is_supported: bool
    release_due_at: datetime | None
    limit: HoldLimit | None
    notify_by: datetime | None
    state: ReleaseState
    warn_now: bool


def custody_of(detainer: Detainer, assessment: Assessment | None, at: datetime) -> Custody:
    """The custody clock under the given findings. Without an assessment nothing supports a hold."""
    supported = assessment is not None and hold_is_supported(assessment)
    due = _running_until(detainer)
    if due is None:
        return Custody(supported, None, None, None, ReleaseState.NONE, warn_now=False)
    return Custody(
        is_supported=supported,
        release_due_at=due,
        limit=hold_limit(due) if _outcome(assessment, Purpose.HOLD) in SUPPORTING else None,
        notify_by=_notify_by(assessment, due),
        state=release_state(due, at),
        warn_now=not supported and is_within(due, WARN_BEFORE, at),
    )


def hold_is_supported(assessment: Assessment) -> bool:
    """Whether any finding on keeping the person says that the act does not prohibit it,
    54-192h(b)(1)(A).
    """
    return any(
        finding.purpose in KEEPS_THE_PERSON and finding.outcome in SUPPORTING
        for finding in assessment.findings
    )


def clock_runs() -> Q:
    """The condition of a running clock as a query filter: open, in custody, and with a release
    set.
    """
    return Q(status__in=OPEN, in_custody=True, release_due_at__isnull=False)


def _running_until(detainer: Detainer) -> datetime | None:
    runs = detainer.is_open and detainer.in_custody
    return detainer.release_due_at if runs else None


def _outcome(assessment: Assessment | None, purpose: Purpose) -> Outcome | None:
    found = assessment.finding(purpose) if assessment else None
    return found.outcome if found else None


def _notify_by(assessment: Assessment | None, due: datetime) -> datetime | None:
    outcome = _outcome(assessment, Purpose.NOTIFY_RELEASE)
    return None if outcome is None or outcome in NOT_TOLD else notify_release_by(due)
