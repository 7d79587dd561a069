"""Everything that waits at an agency's desk, as lists: found in a handful of queries, however much
there is.

Nothing personal is unsealed for them: the first page stands open on shared screens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse

from reports.accounts.models import Agency
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.models import (
    AssessmentRecord,
    Attachment,
    AttachmentKind,
    Decision,
    Detainer,
    DetainerCourtOrder,
    HeadReview,
)
from reports.detainers.status import Status
from reports.detainers.vocabulary import FederalForm
from reports.law.findings import Assessment
from reports.messaging.inbox import waiting_for as messages_for
from reports.notices.kinds import TITLES
from reports.notices.models import Notice
from reports.notices.queries import LATE_AFTER
from reports.web.desk.detainers.record.summary import hold_words, span, supports_hold
from reports.web.desk.intake import drafts as typing_kept
from reports.web.desk.notices.page.cards import correction_items, letter_chip
from reports.web.shared.current_agency import listed
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Chip, WaitingItem
from reports.web.shared.html.labels import words_of

SOON = timedelta(hours=48)
SHOWN = 8
ACTED_ON_BY = (
    Permission.LOG_DETAINER,
    Permission.REVIEW_REQUEST,
    Permission.DECIDE,
    Permission.RECORD_SERVICE,
)


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits."""

    key: str
    title: str
    items: list[WaitingItem]
    more_url: str = ""

    @property
    def shown(self) -> list[WaitingItem]:
        return self.items[:SHOWN]

    @property
    def hidden(self) -> int:
        return max(0, len(self.items) - SHOWN)


def groups_for(request: AppHttpRequest, agency: Agency, at: datetime) -> list[Waiting]:
    """Everything that waits for what this person may do, in the order a desk works through it."""
    on = clock.today()
    may = {permission for permission in ACTED_ON_BY if can(request.user, permission, agency, on=on)}
    records = _record_groups(request, agency, may, at) if may else []
    items = [_message(item) for item in messages_for(request.user, on)]
    return [*records, Waiting("half-years", "Half-years", items)]


def _record_groups(
    request: AppHttpRequest, agency: Agency, may: set[Permission], at: datetime
) -> list[Waiting]:
    rows = list(open_detainers(agency))
    groups = [
        Waiting(
            "orders",
            "A court ordered something",
            [_order_item(row) for row in rows if _is_ordered(row)],
        ),
        Waiting(
            "releases",
            "Releases due soon",
            [_release_item(row, at) for row in _releases_soon(rows, at)],
        ),
        Waiting("reviews", "For the head's review", _steps(rows, Status.AWAITING_REVIEW, may, at)),
        Waiting("decisions", "To be decided", _steps(rows, Status.AWAITING_DECISION, may, at)),
        Waiting(
            "confirm",
            "To confirm",
            [*_telephone_reviews(request, agency), *_reported_decisions(request, agency)],
        ),
    ]
    if Permission.RECORD_SERVICE in may:
        letters = [*_not_made(rows, at), *_letters(agency, at)]
        groups.append(Waiting("letters", "Letters to hand over", letters, reverse("desk:notices")))
        asked = correction_items(agency, at)
        groups.append(
            Waiting("corrections", "Corrections asked for", asked, reverse("desk:corrections"))
        )
    if Permission.LOG_DETAINER in may:
        unverified = [_unverified(row) for row in rows if row.verification == "none"]
        groups.append(Waiting("unverified", "Sender not verified", unverified))
        lacking = [_no_copy(row) for row in rows if _lacks_copy(row)]
        groups.append(Waiting("copies", "Copy of the request not attached", lacking))
        groups.append(Waiting("drafts", "Begun and not recorded", _drafts(request, agency)))
    return groups


def open_detainers(agency: Agency) -> QuerySet[Detainer]:
    """The open ones, with whether the first letter is owed and made and the copy kept; one query
    for six lists.
    """
    owed = AssessmentRecord.objects.annotate(text=Cast("result", TextField())).filter(
        detainer=OuterRef("pk"), text__contains="copy_and_intent_notice"
    )
    made = Notice.objects.live().filter(detainer=OuterRef("pk"), kind="N1")
    latest = (
        AssessmentRecord.objects.filter(detainer=OuterRef("pk"))
        .order_by("-assessed_at")
        .values("result")[:1]
    )
    ordered = DetainerCourtOrder.objects.in_force(on=clock.today()).filter(detainer=OuterRef("pk"))
    copy = Attachment.objects.filter(detainer=OuterRef("pk"), kind=AttachmentKind.DETAINER)
    rows = Detainer.objects.of(agency).still_open().order_by("received_at")
    return rows.annotate(
        letter_owed=Exists(owed),
        letter_made=Exists(made),
        copy_kept=Exists(copy),
        reading=Subquery(latest),
        ordered=Exists(ordered),
    )


def _url(row: Detainer, name: str = "detainer") -> str:
    return reverse(f"desk:{name}", args=[row.pk])


def _title(row: Detainer) -> str:
    """The reference only: the first page stands open on shared screens, and unseals nothing."""
    return f"Detainer {row.reference}"


def _asked(row: Detainer) -> str:
    return listed(words_of(purpose) for purpose in row.purposes)


def _is_ordered(row: Detainer) -> bool:
    return bool(getattr(row, "ordered", False))


def _order_item(row: Detainer) -> WaitingItem:
    """It stands here until the order is lifted, runs out, or the request is closed."""
    detail = f"{_asked(row)}; read the order before anything is answered or done"
    return WaitingItem(_title(row), _url(row), detail=detail, chip=Chip("Court order", "stop"))


def _releases_soon(rows: list[Detainer], at: datetime) -> list[Detainer]:
    """In custody and due within two days, the most pressing first."""
    due = [(row.release_due_at, row) for row in rows if row.in_custody and row.release_due_at]
    return [row for moment, row in sorted(due, key=lambda pair: pair[0]) if moment <= at + SOON]


def _release_item(row: Detainer, at: datetime) -> WaitingItem:
    due = row.release_due_at or at
    late = due < at
    left = f"{span(at - due)} past release" if late else f"{span(due - at)} left"
    return WaitingItem(
        _title(row),
        _url(row),
        detail=f"{_asked(row)}; {_hold_words(row)}",
        due_at=due,
        late=late,
        chip=Chip(left, "stop" if late else "warning"),
    )


def _hold_words(row: Detainer) -> str:
    reading: dict[str, Any] = getattr(row, "reading", None) or {}
    return hold_words(supported=bool(reading) and supports_hold(Assessment.from_dict(reading)))


STEP_OF = {
    Status.AWAITING_REVIEW: ("review", Permission.REVIEW_REQUEST),
    Status.AWAITING_DECISION: ("decide", Permission.DECIDE),
}


def _steps(
    rows: list[Detainer], status: Status, may: set[Permission], at: datetime
) -> list[WaitingItem]:
    """What stands at a status; it leads to the step for whoever may take it, to the record for the
    others.
    """
    name, permission = STEP_OF[status]
    target = name if permission in may else "detainer"
    return [
        WaitingItem(
            _title(row),
            _url(row, target),
            detail=f"{_asked(row)}; received {span(at - row.received_at)} ago",
            chip=_release_chip(row, at),
        )
        for row in rows
        if row.status == status
    ]


def _release_chip(row: Detainer, at: datetime) -> Chip | None:
    """How much time the step has before release is due."""
    due = row.release_due_at
    if not row.in_custody or due is None:
        return None
    if due < at:
        return Chip(f"Release due {span(at - due)} ago", "stop")
    return Chip(f"Release due in {span(due - at)}", "warning" if due - at < SOON else "neutral")


def _unverified(row: Detainer) -> WaitingItem:
    return WaitingItem(
        _title(row), _url(row), detail=row.federal_office, chip=Chip("Not verified", "warning")
    )


def _lacks_copy(row: Detainer) -> bool:
    """The person is owed a copy of the request, (e)(1); a call leaves no paper to copy."""
    return (
        getattr(row, "letter_owed", False)
        and not getattr(row, "copy_kept", False)
        and row.form != FederalForm.NONE
    )


def _no_copy(row: Detainer) -> WaitingItem:
    detail = "The person is owed a copy with the first letter, (e)(1)"
    return WaitingItem(
        _title(row), _url(row, "attach"), detail=detail, chip=Chip("Scan it", "warning")
    )


def _not_made(rows: list[Detainer], at: datetime) -> list[WaitingItem]:
    """First letters that are owed and could not be issued yet."""
    lacking: list[Any] = [
        row
        for row in rows
        if getattr(row, "letter_owed", False) and not getattr(row, "letter_made", False)
    ]
    return [_lacking(row, at) for row in lacking]


def _lacking(row: Detainer, at: datetime) -> WaitingItem:
    late = row.received_at + LATE_AFTER < at
    detail = f"Owed for {span(at - row.received_at)}; the record's page says what it waits for"
    return WaitingItem(
        f"First letter not made, detainer {row.reference}",
        _url(row),
        detail=detail,
        late=late,
        chip=Chip("Owed", "stop"),
    )


def _letters(agency: Agency, at: datetime) -> list[WaitingItem]:
    """Letters made and not handed over."""
    rows = (
        Notice.objects.of(agency)
        .waiting()
        .select_related("agency", "detainer")
        .defer("content")
        .order_by("owed_at")
    )
    return [_letter(row, at) for row in rows[:100]]


def _letter(row: Notice, at: datetime) -> WaitingItem:
    """The act names no hour; `LATE_AFTER` is the register's own measure, so no due time is
    shown.
    """
    late = row.owed_at + LATE_AFTER < at
    detail = (
        f"Detainer {row.detainer.reference}, No. {row.number}; owed for {span(at - row.owed_at)}"
    )
    chip = Chip("Late", "stop") if late else letter_chip(row)
    return WaitingItem(
        TITLES[row.kind], reverse("desk:notice", args=[row.pk]), detail=detail, late=late, chip=chip
    )


def _telephone_reviews(request: AppHttpRequest, agency: Agency) -> list[WaitingItem]:
    """Reviews entered for this person after a call."""
    rows = HeadReview.objects.to_confirm_by(request.user).filter(detainer__agency=agency)
    return [
        WaitingItem(
            f"Your telephone review of detainer {row.detainer.reference}",
            reverse("desk:review_confirm", args=[row.pk]),
            detail=f"Entered by {row.entered_by.name}",
        )
        for row in rows.select_related("detainer", "entered_by")
    ]


def _reported_decisions(request: AppHttpRequest, agency: Agency) -> list[WaitingItem]:
    """Decisions that came in a file and wait for the head."""
    if not can(request.user, Permission.DECIDE, agency, on=clock.today()):
        return []
    rows = Decision.objects.filter(
        detainer__agency=agency, is_reported=True, confirmed_at__isnull=True
    )
    return [
        WaitingItem(
            f"Decision reported for detainer {row.detainer.reference}",
            reverse("desk:decision_confirm", args=[row.pk]),
            detail="Came in a file",
        )
        for row in rows.select_related("detainer")
    ]


def _drafts(request: AppHttpRequest, agency: Agency) -> list[WaitingItem]:
    """What this person has typed and not recorded."""
    return [
        WaitingItem(
            "A detainer being entered",
            reverse("desk:entry_step", args=[draft.form_token, "what-came"]),
            detail="Only you can see it",
            due_at=None,
            chip=Chip("Draft"),
        )
        for draft in typing_kept.begun(request.user, agency)
    ]


def _message(item: Any) -> WaitingItem:
    """A message about a half-year; its screen may belong to another family."""
    try:
        url = reverse(item.url_name, kwargs=item.url_kwargs)
    except NoReverseMatch:
        url = ""
    return WaitingItem(item.title, url, detail=item.detail)
