"""What waits on the demo's day at Hartford: one of each thing that a newcomer should find in
progress.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO

from PIL import Image

from reports.demo.scenarios import (
    CONVICTED,
    Desk,
    answer,
    decide,
    give_access,
    log,
    person_values,
    request_values,
    review,
)
from reports.detainers.actions.attachments import add_attachment
from reports.detainers.actions.review import record_head_review
from reports.detainers.models import AttachmentKind, Detainer, HeadReview
from reports.detainers.values import DetainerValues
from reports.detainers.vocabulary import FederalForm
from reports.workflow.intake import log_detainer
from reports.workflow.outcomes import record_outcome


def open_work(desk: Desk) -> None:
    """Every open state, and a few ends that the usual stories do not reach."""
    now = desk.now
    for story in (
        awaiting_review,
        urgent_release,
        unverified,
        reviewed_by_telephone,
        awaiting_decision,
        decided_not_answered,
        release_notified_today,
        second_request_for_one_person,
        died,
        moved_to_agency,
        terrorist_ground,
    ):
        detainer = story(desk, now)
        if story is not urgent_release:  # there the copy is still to be scanned
            attach_scan(desk, detainer)


def attach_scan(desk: Desk, detainer: Detainer) -> None:
    """A blank page stands for the fax; requests by telephone leave no paper."""
    if detainer.form != FederalForm.NONE:
        add_attachment(
            detainer=detainer,
            kind=AttachmentKind.DETAINER,
            label="",
            data=_blank_page(),
            by=desk.clerk,
            at=detainer.entered_at,
        )


@cache
def _blank_page() -> bytes:
    out = BytesIO()
    Image.new("L", (425, 550), 250).save(out, "PNG")
    return out.getvalue()


def waiting_values(
    desk: Desk, received_at: datetime, purposes: tuple[str, ...], **changes: object
) -> DetainerValues:
    """A request that still waits: where the person is held, release lies ahead."""
    values = request_values(desk, received_at, purposes, **changes)
    ahead = desk.now + timedelta(hours=16)
    due = values.release_due_at
    return replace(values, release_due_at=max(due, ahead) if due else None)


def awaiting_review(desk: Desk, now: datetime) -> Detainer:
    return log(
        desk,
        waiting_values(desk, now - timedelta(hours=3), ("hold", "notify_release"), **CONVICTED),
    )


def urgent_release(desk: Desk, now: datetime) -> Detainer:
    """In custody on the state's own charge; release comes before anybody could comply lawfully."""
    values = waiting_values(
        desk, now - timedelta(hours=5), ("hold", "notify_release"), in_custody=True
    )
    return log(desk, replace(values, release_due_at=now + timedelta(hours=7)))


def unverified(desk: Desk, now: datetime) -> Detainer:
    values = waiting_values(
        desk,
        now - timedelta(hours=2),
        ("custody_status",),
        form="none",
        channel="phone",
        verification="none",
    )
    return log(desk, values)


def reviewed_by_telephone(desk: Desk, now: datetime) -> Detainer:
    detainer = log(desk, waiting_values(desk, now - timedelta(hours=14), ("notify_release",)))
    record_head_review(
        detainer=detainer,
        reviewed_by=desk.head,
        manner=HeadReview.Manner.TELEPHONE,
        reviewed_at=now - timedelta(hours=11),
        note_text="Called at home.",
        by=desk.clerk,
        at=now - timedelta(hours=11),
    )
    return detainer


def awaiting_decision(desk: Desk, now: datetime) -> Detainer:
    detainer = log(
        desk, waiting_values(desk, now - timedelta(hours=20), ("hold", "notify_release"))
    )
    review(desk, detainer, now - timedelta(hours=18))
    return detainer


def decided_not_answered(desk: Desk, now: datetime) -> Detainer:
    detainer = log(desk, waiting_values(desk, now - timedelta(hours=30), ("hold", "transfer")))
    decide(desk, detainer, now - timedelta(hours=26))
    return detainer


def release_notified_today(desk: Desk, now: datetime) -> Detainer:
    detainer = log(
        desk, waiting_values(desk, now - timedelta(hours=26), ("notify_release",), **CONVICTED)
    )
    decide(desk, detainer, now - timedelta(hours=20), comply=("notify_release",))
    answer(desk, detainer, now - timedelta(hours=3), tells_release=True)
    return detainer


def second_request_for_one_person(desk: Desk, now: datetime) -> Detainer:
    who = person_values(desk)
    first = log(
        desk, waiting_values(desk, now - timedelta(days=6), ("hold", "notify_release")), who
    )
    decide(desk, first, now - timedelta(days=6) + timedelta(hours=3))
    again = waiting_values(
        desk, now - timedelta(hours=9), ("hold", "notify_release"), channel="email"
    )
    return log_detainer(
        agency=desk.agency,
        person=who,
        values=again,
        form_token=desk.token(),
        by=desk.clerk,
        at=now - timedelta(hours=8),
        same_person=first.person,
    )


def died(desk: Desk, now: datetime) -> Detainer:
    detainer = log(desk, waiting_values(desk, now - timedelta(days=12), ("hold",)))
    _end(desk, detainer, "died", now - timedelta(days=11))
    return detainer


def moved_to_agency(desk: Desk, now: datetime) -> Detainer:
    detainer = log(desk, waiting_values(desk, now - timedelta(days=4), ("hold", "notify_release")))
    decide(desk, detainer, now - timedelta(days=4) + timedelta(hours=3))
    _end(
        desk,
        detainer,
        "transferred_agency",
        now - timedelta(days=3),
        moved_to="East Hartford Police Department",
    )
    return detainer


def terrorist_ground(desk: Desk, now: datetime) -> Detainer:
    """Raises Q7: the letter with the reason waits for the head and legal."""
    values = waiting_values(
        desk, now - timedelta(days=2), ("interview",), grounds=("terrorist_database_match",)
    )
    detainer = log(desk, values)
    decide(desk, detainer, now - timedelta(days=1), comply=("interview",))
    give_access(desk, detainer, "D", now - timedelta(hours=20))
    return detainer


def _end(desk: Desk, detainer: Detainer, outcome: str, at: datetime, *, moved_to: str = "") -> None:
    record_outcome(
        detainer=detainer,
        outcome=outcome,
        happened_at=at,
        moved_to=moved_to,
        by=desk.clerk,
        at=at + timedelta(hours=1),
    )
