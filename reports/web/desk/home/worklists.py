"""Everything that waits at an agency, as lists: found in a few queries, however much there is.

Nothing personal is unsealed for them: the home page is open on shared screens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import duration
from reports.detainers.custody import Custody, custody_of
from reports.detainers.drafts import drafts_in_progress
from reports.detainers.models import (
    Detainer,
)
from reports.detainers.queries import decisions_to_confirm, open_with_reading, reviews_to_confirm
from reports.detainers.status import DetainerStatus
from reports.detainers.vocabulary import FederalForm
from reports.duties.agency import (
    administration_duties,
    colleagues_to_reactivate,
    roles_to_confirm,
)
from reports.duties.records import production_duties, to_settle
from reports.duties.reports import report_duties
from reports.law.clocks import ReleaseState
from reports.law.findings import Assessment
from reports.notices.cases import cases
from reports.web.desk.detainers.record.agreement import settling_url
from reports.web.desk.detainers.record.summary import custody_text
from reports.web.desk.home.letters import letters_to_hand_over
from reports.web.desk.notices.page.cards import correction_items
from reports.web.shared.current_agency import listed
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Chip, Tone, WorkItem
from reports.web.shared.html.duties import duty_items
from reports.web.shared.html.labels import label_of

PRESSING = frozenset({ReleaseState.SOON, ReleaseState.OVERDUE})
SHOWN = 8
ACTED_ON_BY = (
    Permission.LOG_DETAINER,
    Permission.REVIEW_REQUEST,
    Permission.DECIDE,
    Permission.RECORD_SERVICE,
)


@dataclass(frozen=True)
class WorkList:
    """One kind of thing that waits."""

    key: str
    title: str
    items: list[WorkItem]
    more_url: str = ""

    @property
    def shown(self) -> list[WorkItem]:
        return self.items[:SHOWN]

    @property
    def hidden(self) -> int:
        return max(0, len(self.items) - SHOWN)


def work_lists(request: AppHttpRequest, agency: Agency, at: datetime) -> list[WorkList]:
    """Everything that waits for this user at the agency now, in the order in which an agency works
    through it. Messages are not asked: they end no duty, and reading one begins none.
    """
    on, user = clock.today(), request.user
    may = {permission for permission in ACTED_ON_BY if can(request.user, permission, agency, on=on)}
    records = _record_groups(request, agency, may, at) if may else []
    half_years = duty_items(report_duties(user, agency, on=on))
    papers = duty_items(production_duties(user, agency, at=at, on=on))
    house = [
        *roles_to_confirm(user, on=on),
        *administration_duties(user, agency, on=on),
        *colleagues_to_reactivate(user),
    ]
    return [
        *records,
        WorkList("productions", "Original files for a court or counsel", papers),
        WorkList("half-years", "Reports", half_years),
        WorkList("agency", "The agency", duty_items(house)),
    ]


def _record_groups(
    request: AppHttpRequest, agency: Agency, may: set[Permission], at: datetime
) -> list[WorkList]:
    rows, found = open_with_reading(agency, on=clock.today()), cases(agency)
    groups = [
        WorkList(
            "orders",
            "Court orders in force",
            [_order_item(row) for row in rows if _is_ordered(row)],
        ),
        WorkList(
            "releases",
            "Releases due within 48 hours",
            _release_items(rows, at),
        ),
        *_steps_to_take(rows, may, at),
        WorkList(
            "confirm",
            "Needs your confirmation",
            [*_telephone_reviews(request, agency), *_reported_decisions(request, agency)],
        ),
    ]
    if Permission.RECORD_SERVICE in may:
        letters = letters_to_hand_over(found, at)
        groups.append(WorkList("letters", "Notices to serve", letters, reverse("desk:notices")))
        corrections = correction_items(agency, at)
        groups.append(
            WorkList("corrections", "Correction requests", corrections, reverse("desk:corrections"))
        )
    disagreeing = _disagreeing(request, agency, at)
    groups.append(WorkList("agreement", "Does not agree", disagreeing, reverse("desk:agreement")))
    if Permission.LOG_DETAINER in may:
        unverified = [_unverified(row) for row in rows if row.verification == "none"]
        groups.append(WorkList("unverified", "Sender not verified", unverified))
        owing = {case.detainer_id for case in found if case.owes_copy}
        lacking = [_no_copy(row) for row in rows if row.pk in owing and _lacks_copy(row)]
        groups.append(WorkList("copies", "Detainer scan missing", lacking))
        groups.append(WorkList("drafts", "Drafts", _drafts(request, agency)))
    return groups


def _steps_to_take(rows: list[Detainer], may: set[Permission], at: datetime) -> list[WorkList]:
    """What waits for a step that this person may take; for others it waits with the head, and the
    register shows it.
    """
    return [
        WorkList(key, title, _steps(rows, status, name, at))
        for key, title, status, name, permission in STEPS
        if permission in may
    ]


def _url(row: Detainer, name: str = "detainer") -> str:
    return reverse(f"desk:{name}", args=[row.pk])


def _title(row: Detainer) -> str:
    """Only the reference: the home page is open on shared screens, and unseals nothing."""
    return f"Detainer {row.reference}"


def _purposes_text(row: Detainer) -> str:
    return listed(label_of(purpose) for purpose in row.purposes)


def _is_ordered(row: Detainer) -> bool:
    return bool(getattr(row, "ordered", False))


def _order_item(row: Detainer) -> WorkItem:
    """Shown until the order is lifted or expires, or the detainer is closed."""
    detail = f"{_purposes_text(row)}; read the order before you reply or act"
    return WorkItem(_title(row), _url(row), detail=detail, chip=Chip("Court order", "stop"))


def _release_items(rows: list[Detainer], at: datetime) -> list[WorkItem]:
    """In custody and due within two days, the most pressing first."""
    clocks = [(row, _custody(row, at)) for row in rows]
    due = [
        (custody.release_due_at, _release_item(row, custody, custody.release_due_at, at))
        for row, custody in clocks
        if custody.release_due_at and custody.state in PRESSING
    ]
    return [item for _, item in sorted(due, key=lambda pair: pair[0])]


def _custody(row: Detainer, at: datetime) -> Custody:
    stored: dict[str, Any] | None = getattr(row, "reading", None)
    return custody_of(row, Assessment.from_dict(stored) if stored else None, at)


def _release_item(row: Detainer, custody: Custody, due: datetime, at: datetime) -> WorkItem:
    late = custody.state is ReleaseState.OVERDUE
    left = f"{duration(at - due)} past release" if late else f"{duration(due - at)} left"
    return WorkItem(
        _title(row),
        _url(row),
        detail=f"{_purposes_text(row)}; {custody_text(supported=custody.is_supported)}",
        due_at=due,
        late=late,
        chip=Chip(left, "stop" if late else "warning"),
    )


STEPS = (
    (
        "reviews",
        "Needs agency head review",
        DetainerStatus.AWAITING_REVIEW,
        "review",
        Permission.REVIEW_REQUEST,
    ),
    (
        "decisions",
        "Needs decision",
        DetainerStatus.AWAITING_DECISION,
        "decide",
        Permission.DECIDE,
    ),
)


def _steps(rows: list[Detainer], status: DetainerStatus, name: str, at: datetime) -> list[WorkItem]:
    """Detainers of one status, each with the way to its step."""
    return [
        WorkItem(
            _title(row),
            _url(row, name),
            detail=f"{_purposes_text(row)}; received {duration(at - row.received_at)} ago",
            chip=_release_chip(row, at),
        )
        for row in rows
        if row.status == status
    ]


def _release_chip(row: Detainer, at: datetime) -> Chip | None:
    """How much time the step has before release is due."""
    custody = _custody(row, at)
    due = custody.release_due_at
    if due is None:
        return None
    if custody.state is ReleaseState.OVERDUE:
        return Chip(f"Release due {duration(at - due)} ago", "stop")
    tone: Tone = "warning" if custody.state is ReleaseState.SOON else "neutral"
    return Chip(f"Release due in {duration(due - at)}", tone)


def _unverified(row: Detainer) -> WorkItem:
    return WorkItem(
        _title(row), _url(row), detail=row.federal_office, chip=Chip("Not verified", "warning")
    )


def _lacks_copy(row: Detainer) -> bool:
    """The person must get a copy of the detainer, 54-192h(e)(1); a call leaves no document to
    copy.
    """
    return not getattr(row, "copy_kept", False) and row.form != FederalForm.NONE


def _no_copy(row: Detainer) -> WorkItem:
    detail = "The person must get a copy with the first notice, 54-192h(e)(1)"
    return WorkItem(
        _title(row), _url(row, "attachment_add"), detail=detail, chip=Chip("Attach scan", "warning")
    )


def _telephone_reviews(request: AppHttpRequest, agency: Agency) -> list[WorkItem]:
    """Reviews entered for this person after a call."""
    return [
        WorkItem(
            f"Your phone review of detainer {row.detainer.reference}",
            reverse("desk:review_confirm", args=[row.pk]),
            detail=f"Entered by {row.entered_by.name}",
        )
        for row in reviews_to_confirm(request.user, agency)
    ]


def _disagreeing(request: AppHttpRequest, agency: Agency, at: datetime) -> list[WorkItem]:
    """What does not agree on a record, each with the screen that settles it."""
    found = to_settle(request.user, agency, at=at, on=clock.today())
    return [
        WorkItem(
            f"Detainer {stated.reference}: {part.label.lower()}",
            settling_url(stated, part),
            detail=part.sentence,
        )
        for stated, part in found
    ]


def _reported_decisions(request: AppHttpRequest, agency: Agency) -> list[WorkItem]:
    """Decisions that were imported from a file and wait for the agency head."""
    if not can(request.user, Permission.DECIDE, agency, on=clock.today()):
        return []
    return [
        WorkItem(
            f"Decision reported for detainer {row.detainer.reference}",
            reverse("desk:decision_confirm", args=[row.pk]),
            detail="Came in a file",
        )
        for row in decisions_to_confirm(agency)
    ]


def _drafts(request: AppHttpRequest, agency: Agency) -> list[WorkItem]:
    """What this person has typed and not recorded."""
    return [
        WorkItem(
            "Unfinished detainer",
            reverse("desk:entry_step", args=[draft.form_token, "what-came"]),
            detail="Only you can see it",
            due_at=None,
            chip=Chip("Draft"),
        )
        for draft in drafts_in_progress(request.user, agency)
    ]
