"""Making a letter that is owed and was not made: it waited, could not be printed, or its record came in a file."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports import clock
from reports.access.queries import get_access
from reports.accounts.exceptions import Missing
from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.detainers.models import Detainer
from reports.detainers.queries import get_detainer
from reports.notices.facts import NoticeKind
from reports.notices.models import Notice
from reports.web.components import Confirm, Crumb, PageHeader
from reports.web.desk.common import desk_crumbs
from reports.web.desk.letters import TITLES
from reports.web.guards import AppHttpRequest, needs
from reports.workflow.letters import issue_intent_sheet, issue_receipt_letter, issue_release_letters

NOT_YET = (
    "The letter cannot be made yet. Where the reason rests on a terrorist-screening record, the head and counsel must "
    "release it first (Q7); otherwise something in the record cannot be printed. The trail says which."
)


@needs(Permission.ISSUE_NOTICE)
def notice_make(request: AppHttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Make the letter now. `subject_id` is the detainer, or for N2 the access that told the release."""
    if kind not in TITLES:
        raise Missing(kind)
    back = reverse("desk:notices")
    if request.method == "POST":
        letter = make(kind, subject_id, by=request.user)
        if letter is not None:
            messages.success(request, "The letter is being made.")
            return redirect("desk:notice", letter.pk)
        messages.warning(request, NOT_YET)
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
        title=TITLES[kind], eyebrow=f"Detainer {detainer.reference}", crumbs=desk_crumbs(Crumb("Notices", back))
    )
    return render(request, "desk/confirm.html", {"header": header, "rows": (), "confirm": confirm})


def _detainer(kind: str, subject_id: UUID, user: User) -> Detainer:
    """The detainer that the letter is about. Raises Missing."""
    on = clock.today()
    if kind in {NoticeKind.N2, NoticeKind.N2_COPY}:
        detainer = get_access(user, subject_id, on=on).detainer
        if detainer is None:
            raise Missing(str(subject_id))
        return detainer
    return get_detainer(user, subject_id, on=on)


@transaction.atomic
def make(kind: str, subject_id: UUID, *, by: User) -> Notice | None:
    """Issue what is owed, or None while it must wait."""
    at, on = clock.now(), clock.today()
    if kind in {NoticeKind.N2, NoticeKind.N2_COPY}:
        access = get_access(by, subject_id, on=on)
        issue_release_letters(access, by=by, at=at)
        return access.notices.order_by("sequence").first()
    detainer = get_detainer(by, subject_id, on=on)
    if kind == NoticeKind.N1_RECEIPT:
        return issue_receipt_letter(detainer, by=by, at=at)
    decision = detainer.decisions.select_related("assessment", "record_key").first()
    if decision is None:
        raise Missing(str(subject_id))
    decision.detainer = detainer
    return issue_intent_sheet(decision, by=by, at=at)
