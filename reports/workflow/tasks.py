"""Background jobs that cross capabilities: custody warnings and court order alerts."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from reports.core import clock
from reports.detainers.actions import erasures as erasure_actions
from reports.detainers.actions.court_orders import ALARM_JOB
from reports.outbox.lanes import Lane
from reports.outbox.registry import job_handler, scheduled
from reports.workflow import acts_against, custody_alerts
from reports.workflow.grounds import erasures

WATCH = "custody_watch"

scheduled(WATCH, every=timedelta(minutes=5))


@job_handler(WATCH, lane=Lane.URGENT)
def custody_watch(_object_id: UUID, _version: int) -> None:
    """Check every release that is due."""
    custody_alerts.send_custody_warnings(at=clock.now())


@job_handler(custody_alerts.MAIL_JOB, lane=Lane.URGENT)
def custody_warning_mail(object_id: UUID, _version: int) -> None:
    """One mail about one release."""
    custody_alerts.mail_warning(warning_id=object_id, at=clock.now())


@job_handler(ALARM_JOB, lane=Lane.URGENT)
def court_order_alarm(object_id: UUID, _version: int) -> None:
    """One mail about one court order."""
    custody_alerts.mail_court_order(order_id=object_id, at=clock.now())


@job_handler(acts_against.ALARM_JOB, lane=Lane.URGENT)
def act_against_decision_alarm(object_id: UUID, _version: int) -> None:
    """One mail about one act against a decision."""
    acts_against.mail_alarm(act_id=object_id, at=clock.now())


@job_handler(erasure_actions.ALARM_JOB, lane=Lane.URGENT)
def conviction_erased_alarm(object_id: UUID, _version: int) -> None:
    """One mail to the head about one record."""
    erasures.mail_erasure(detainer_id=object_id, at=clock.now())
