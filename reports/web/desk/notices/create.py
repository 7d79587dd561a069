"""Making a letter that is owed and was not made: it waited, could not be printed, or its record
came in a file.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.access.queries import get_access
from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.audit.queries import entries_about
from reports.core import clock
from reports.core.refusals import NotFound
from reports.detainers.models import Detainer
from reports.detainers.queries import get_detainer
from reports.notices.kinds import TITLES, NoticeKind
from reports.notices.models import Notice, ReservedNumber
from reports.notices.queries import reason_is_released
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Confirm, Crumb, PageHeader
from reports.workflow.notices import (
    issue_decision_notice,
    issue_first_notice,
    issue_release_copies,
    issue_release_notices,
)

NOT_YET = "The letter cannot be made yet."


@needs(Permission.ISSUE_NOTICE)
def notice_create(request: AppHttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Make the letter now. `subject_id` is the detainer, or for N2 the access that told the
    release.
    """
    if kind not in TITLES:
        raise NotFound(kind)
    back = reverse("desk:notices")
    if request.method == "POST":
        letter = make(kind, subject_id, by=request.user, reserved=_reserved(request))
        if letter is not None:
            messages.success(request, "The letter is being made.")
            return redirect("desk:notice", letter.pk)
        messages.warning(request, f"{NOT_YET} {_why_it_waits(kind, subject_id, request.user)}")
        return redirect(back)
    detainer = _detainer(kind, subject_id, request.user)
    confirm = Confirm(
        title="Make this letter now?",
        text="Its words are frozen as the record stands now, under the next number.",
        button="Make the letter",
        action_url=request.path,
        cancel_url=back,
    )
    header = PageHeader(
        title=TITLES[kind],
        eyebrow=f"Detainer {detainer.reference}",
        crumbs=desk_crumbs(Crumb("Notices", back)),
    )
    context = {
        "header": header,
        "rows": (),
        "confirm": confirm,
        "free": _free_numbers(detainer),
        "detainer": detainer,
    }
    context["waits_for_head"] = _waits_for_head(kind, detainer)
    return render(request, "desk/notices/create.html", context)


def _why_it_waits(kind: str, subject_id: UUID, user: User) -> str:
    """The sentence with which the letter was put off a moment ago."""
    entries = entries_about(_detainer(kind, subject_id, user).pk).filter(event="notice.waits")
    reasons = [
        str(entry.detail.get("why", "")) for entry in entries if entry.detail.get("kind") == kind
    ]
    return reasons[-1] if reasons else ""


def _free_numbers(detainer: Detainer) -> list[ReservedNumber]:
    """Numbers on blank sheets that could have been used for this letter."""
    rows = detainer.agency.reserved_numbers.filter(notice__isnull=True, discarded_at__isnull=True)
    return list(rows.select_related("agency"))


def _reserved(request: AppHttpRequest) -> ReservedNumber | None:
    """The number of the sheet that was filled in by hand, where one was chosen."""
    chosen = request.POST.get("reserved", "")
    if not chosen:
        return None
    try:
        return ReservedNumber.objects.select_related("agency").get(pk=UUID(chosen))
    except (ValueError, ReservedNumber.DoesNotExist):
        raise NotFound(chosen) from None


def _waits_for_head(kind: str, detainer: Detainer) -> bool:
    """Whether the letter gives a reason that only the head may release (Q7)."""
    decision = detainer.decisions.first()
    gives_reason = kind != NoticeKind.N1_RECEIPT and "terrorist_database_match" in detainer.grounds
    return gives_reason and decision is not None and not reason_is_released(decision)


def _detainer(kind: str, subject_id: UUID, user: User) -> Detainer:
    """The detainer that the letter is about. Raises NotFound."""
    on = clock.today()
    if kind in {NoticeKind.N2, NoticeKind.N2_COPY}:
        detainer = get_access(user, subject_id, on=on).detainer
        if detainer is None:
            raise NotFound(str(subject_id))
        return detainer
    return get_detainer(user, subject_id, on=on)


@transaction.atomic
def make(
    kind: str, subject_id: UUID, *, by: User, reserved: ReservedNumber | None = None
) -> Notice | None:
    """Issue what is owed, or None while it must wait."""
    at, on = clock.now(), clock.today()
    if kind in {NoticeKind.N2, NoticeKind.N2_COPY}:
        access = get_access(by, subject_id, on=on)
        if kind == NoticeKind.N2_COPY:
            return issue_release_copies(access, by=by, at=at)
        issue_release_notices(access, by=by, at=at, reserved=reserved)
        return access.notices.live().filter(kind=kind).first()
    detainer = get_detainer(by, subject_id, on=on)
    if kind == NoticeKind.N1_RECEIPT:
        return issue_first_notice(detainer, by=by, at=at, reserved=reserved)
    decision = detainer.decisions.select_related("assessment", "record_key").first()
    if decision is None:
        raise NotFound(str(subject_id))
    decision.detainer = detainer
    return issue_decision_notice(decision, by=by, at=at, reserved=reserved)
