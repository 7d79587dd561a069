"""Create a notice that is owed and was not issued: it had to wait, could not be printed, or its
record was imported.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.access.queries import get_access
from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import NotFound
from reports.detainers.models import Detainer
from reports.detainers.queries import decision_in_force, get_detainer
from reports.notices.kinds import TITLES, NoticeKind
from reports.notices.models import ReservedNumber
from reports.notices.queries import (
    free_numbers,
    get_reserved_number,
    reason_is_released,
    why_it_waits,
)
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Confirm, Crumb, PageHeader
from reports.workflow.notices import issue_owed_notice

NOT_YET = "The notice cannot be made yet."


@needs(Permission.ISSUE_NOTICE)
def notice_create(request: AppHttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Issue the notice now. `subject_id` is the detainer, or for N2 the access that notified of the
    release.
    """
    if kind not in TITLES:
        raise NotFound(kind)
    back = reverse("desk:notices")
    detainer = _detainer(kind, subject_id, request.user)
    if request.method == "POST":
        letter = issue_owed_notice(
            kind=NoticeKind(kind),
            subject_id=subject_id,
            by=request.user,
            at=clock.now(),
            reserved=_reserved(request, detainer),
        )
        if letter is not None:
            messages.success(request, "The notice is being made.")
            return redirect("desk:notice", letter.pk)
        messages.warning(request, f"{NOT_YET} {why_it_waits(detainer, kind)}")
        return redirect(back)
    confirm = Confirm(
        title="Create this notice now?",
        text="Its words are frozen as the record stands now, under the next number.",
        button="Create notice",
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
        "free": free_numbers(detainer.agency),
        "detainer": detainer,
    }
    context["waits_for_head"] = _waits_for_head(kind, detainer)
    return render(request, "desk/notices/create.html", context)


def _reserved(request: AppHttpRequest, detainer: Detainer) -> ReservedNumber | None:
    """The agency's reserved number whose form was filled in by hand, if one was chosen."""
    chosen = request.POST.get("reserved", "")
    if not chosen:
        return None
    try:
        return get_reserved_number(detainer.agency, UUID(chosen))
    except ValueError:
        raise NotFound(chosen) from None


def _waits_for_head(kind: str, detainer: Detainer) -> bool:
    """Whether the notice states a reason that only the agency head may release (Q7)."""
    decision = decision_in_force(detainer, at=clock.now())
    gives_reason = kind != NoticeKind.N1_RECEIPT and "terrorist_database_match" in detainer.grounds
    return gives_reason and decision is not None and not reason_is_released(decision)


def _detainer(kind: str, subject_id: UUID, user: User) -> Detainer:
    """The detainer that the notice is about. Raises NotFound."""
    on = clock.today()
    if kind in {NoticeKind.N2, NoticeKind.N2_COPY}:
        detainer = get_access(user, subject_id, on=on).detainer
        if detainer is None:
            raise NotFound(str(subject_id))
        return detainer
    return get_detainer(user, subject_id, on=on)
