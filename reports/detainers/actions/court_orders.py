"""A court order about one detainer, and its lifting. After each the detainer is assessed again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.detainers.actions.attachments import add_attachment
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.assessment import store_assessment
from reports.detainers.models import Attachment, AttachmentKind, CourtOrder, Detainer
from reports.detainers.policies import check_can_record_order
from reports.law.moments import local_day
from reports.outbox.actions import enqueue
from reports.uploads.inspection import ReceivedFile

ALARM_JOB = "court_order_alarm"


@dataclass(frozen=True)
class CourtOrderValues:
    """What the order says. An order that names no purposes bars every requested action."""

    citation: str
    says: str
    from_on: date
    until_on: date | None = None
    purposes: tuple[str, ...] = ()


@verb
def record_court_order(
    *,
    detainer: Detainer,
    values: CourtOrderValues,
    by: User,
    at: datetime,
    scan: ReceivedFile | None = None,
) -> CourtOrder:
    """Record the order with its scan. From its first day the findings state what it bars and cite
    it.
    """
    check_can_record_order(by, detainer, on=local_day(at))
    _check(detainer, values)
    wait_for_turn(f"court orders {detainer.pk}")
    if (before := _same_order(detainer, values)) is not None:
        return before
    paper = _keep_scan(detainer, scan, by=by, at=at) if scan else None
    order = CourtOrder.objects.create(
        detainer=detainer,
        record_key=detainer.record_key,
        citation=values.citation,
        says=values.says,
        purposes=list(values.purposes),
        from_on=values.from_on,
        until_on=values.until_on,
        paper=paper,
        recorded_at=at,
        recorded_by=by,
    )
    audit_detainer(detainer, "court_order.recorded", by=by, at=at)
    enqueue(kind=ALARM_JOB, object_id=order.pk, at=at)
    store_assessment(detainer, on=max(local_day(at), values.from_on), at=at)
    return order


def _same_order(detainer: Detainer, values: CourtOrderValues) -> CourtOrder | None:
    """An order that stands with the same words and days: a form that was sent twice."""
    rows = detainer.court_orders.filter(
        lifted_at__isnull=True, from_on=values.from_on, until_on=values.until_on
    )
    wanted = (values.citation, values.says, list(values.purposes))
    return next(
        (
            found
            for found in rows.select_related("record_key")
            if (found.citation, found.says, found.purposes) == wanted
        ),
        None,
    )


def _keep_scan(detainer: Detainer, scan: ReceivedFile, *, by: User, at: datetime) -> Attachment:
    return add_attachment(
        detainer=detainer,
        kind=AttachmentKind.WARRANT.value,
        label="Court order",
        data=scan.received,
        clean=scan.clean,
        by=by,
        at=at,
    )


def _check(detainer: Detainer, values: CourtOrderValues) -> None:
    if not values.citation.strip() or not values.says.strip():
        raise StateRefused(
            "Name the court, docket and day, and say in a sentence what the order says."
        )
    if values.until_on and values.until_on < values.from_on:
        raise StateRefused("The order ends before it begins. Correct one of the two days.")
    if not set(values.purposes) <= set(detainer.purposes):
        raise StateRefused(
            "An order can only bar what was asked for. Choose from the purposes of this request."
        )


@verb
def lift_court_order(*, order: CourtOrder, by: User, at: datetime) -> None:
    """The order is no longer in force. Assessments made while it was in force stay unchanged."""
    check_can(by, Permission.DECIDE, order.detainer.agency, on=local_day(at))
    changed = CourtOrder.objects.filter(pk=order.pk, lifted_at__isnull=True).update(
        lifted_at=at, lifted_by=by
    )
    if not changed:
        raise Conflict("This order is marked as lifted already.")
    audit_detainer(order.detainer, "court_order.lifted", by=by, at=at)
    store_assessment(order.detainer, on=local_day(at), at=at)
