"""One access as it was recorded, corrected by a new row, never edited, or voided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.access.actions import record_view
from reports.access.kinds import AccessKind, Basis
from reports.access.models import Access
from reports.access.policies import check_can_correct, check_can_void
from reports.access.queries import get_access
from reports.accounts.roles import Permission
from reports.core import clock
from reports.lifecycle import refusal
from reports.notices.actions.serve import NOT_OWED, record_handed_over_by_hand
from reports.notices.cases import is_owed_by_hand, notice_by_hand
from reports.notices.models import ReservedNumber
from reports.notices.policies import check_can_record_by_hand
from reports.notices.queries import free_numbers
from reports.web.desk.access.forms import AccessCorrectionForm, NoticeByHandForm
from reports.web.desk.holds.parts import hold_all_actions
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Alert,
    Chip,
    Crumb,
    PageHeader,
    SummaryRow,
)
from reports.web.shared.html.formatting import moment
from reports.workflow.access import correct_access, void_access

BY_HAND = Alert(
    "warning",
    "The person is owed a notice of this by hand",
    "ICE was told of a release, and no request is on record that this answered, 54-192h(e)(1). If"
    " ICE asked, the request is a detainer, (a)(2): log it and record this access under it, and the"
    " notice is made. If nobody asked, fill in a blank second notice (N2): what was told, and why."
    " Record here when it was served.",
)


@needs(Permission.VIEW_DETAINERS)
def access(request: AppHttpRequest, access_id: UUID) -> HttpResponse:
    """One act, with what can be done about a mistake in it."""
    found = get_access(request.user, access_id, on=clock.today())
    record_view(access=found, by=request.user, at=clock.now())
    on = clock.today()
    actions = (
        Action(
            "Correct record",
            reverse("desk:access_correct", args=[found.pk]),
            refusal=refusal(check_can_correct, request.user, found, on=on),
        ),
        Action(
            "Void notice",
            reverse("desk:access_void", args=[found.pk]),
            kind="danger",
            refusal=refusal(check_can_void, request.user, found, on=on),
        ),
        *hold_all_actions(request, found),
    )
    by_hand = is_owed_by_hand(found)
    if by_hand:
        actions = (_by_hand_action(request, found), *actions)
    context = {
        "header": access_header(found, "ICE access", actions),
        "alerts": [BY_HAND] if by_hand else [],
        "rows": access_rows(found),
        "name": found.named.full_name,
    }
    return render(request, "desk/access/access.html", context)


def _by_hand_action(request: AppHttpRequest, found: Access) -> Action:
    return Action(
        "Record service",
        reverse("desk:access_by_hand", args=[found.pk]),
        kind="primary",
        refusal=refusal(check_can_record_by_hand, request.user, found.agency, on=clock.today()),
    )


def access_header(found: Access, title: str, actions: tuple[Action, ...] = ()) -> PageHeader:
    return PageHeader(
        title=title,
        eyebrow=found.agency.display_name,
        crumbs=desk_crumbs(Crumb("ICE access", reverse("desk:accesses"))),
        actions=actions,
        chip=Chip("Voided", "neutral") if found.voided_at else None,
    )


def access_rows(found: Access) -> list[SummaryRow]:
    """The act as recorded."""
    cost = "" if found.cost_cents is None else f"${found.cost_cents / 100:,.2f}"
    under = found.detainer
    return [
        SummaryRow("What was done", AccessKind(found.kind).label),
        SummaryRow("Why", Basis(found.basis).label),
        SummaryRow(
            "When",
            moment(found.occurred_at),
            hint=(
                "recorded later"
                if (found.recorded_at - found.occurred_at).total_seconds() > 3600
                else ""
            ),
        ),
        SummaryRow(
            "Release told",
            moment(found.notified_release_at) if found.notified_release_at else "",
        ),
        SummaryRow(
            "Under",
            f"Detainer {under.reference}" if under else "No detainer",
            url=reverse("desk:detainer", args=[under.pk]) if under else "",
            url_label="Open",
        ),
        SummaryRow(
            "Time spent",
            f"{found.minutes_spent} minutes" if found.minutes_spent is not None else "",
        ),
        SummaryRow("Other cost", cost),
        SummaryRow("Resources", found.resources),
        SummaryRow("What exactly", found.description),
        SummaryRow(
            "Sex, race, ethnicity, age",
            "; ".join(
                [
                    found.get_sex_display(),
                    found.get_race_display(),
                    found.get_ethnicity_display(),
                    str(found.age if found.age is not None else "not recorded"),
                ]
            ),
        ),
        *_handed_over(found),
        SummaryRow("Voided because", found.void_reason),
    ]


def _handed_over(found: Access) -> list[SummaryRow]:
    given = notice_by_hand(found)
    label = "Notice filled in by hand"
    if given is None:
        return []
    number: ReservedNumber | None = getattr(given, "reserved_number", None)
    under = f"No. {number.number}, " if number else ""
    return [SummaryRow(label, f"{under}served {moment(given.handed_over_at)}")]


@needs(Permission.RECORD_SERVICE)
def access_by_hand(request: AppHttpRequest, access_id: UUID) -> HttpResponse:
    """Record that the notice that was filled in by hand was served."""
    found = get_access(request.user, access_id, on=clock.today())
    form = NoticeByHandForm(
        request.POST if request.method == "POST" else None,
        initial={"handed_over_at": clock.now()},
        numbers=free_numbers(found.agency),
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: record_handed_over_by_hand(
            access=found,
            handed_over_at=form.cleaned_data["handed_over_at"],
            reserved=form.reserved(),
            by=request.user,
            at=clock.now(),
        ),
    ):
        return action_saved(
            request, "Service recorded. The notice is no longer due.", "desk:access", found.pk
        )
    return action_page(
        request,
        form,
        header=access_header(found, "Service of the notice by hand"),
        back=reverse("desk:access", args=[found.pk]),
        button="Record service",
        refusal=refusal(check_can_record_by_hand, request.user, found.agency, on=clock.today())
        or ("" if is_owed_by_hand(found) else NOT_OWED),
    )


@needs(Permission.RECORD_ACCESS)
def access_correct(request: AppHttpRequest, access_id: UUID) -> HttpResponse:
    """Add a corrected row that replaces a current one."""
    found = get_access(request.user, access_id, on=clock.today())
    posted = request.POST if request.method == "POST" else None
    form = AccessCorrectionForm(posted, initial=_as_recorded(found))
    if posted is not None and submit_action(
        form,
        lambda: correct_access(
            access=found,
            values=form.values(),
            reason=form.written("reason"),
            by=request.user,
            at=clock.now(),
        ),
    ):
        return action_saved(
            request,
            "Corrected: a new row stands in place of the old one, which is kept.",
            "desk:accesses",
        )
    back = reverse("desk:access", args=[found.pk])
    return action_page(
        request,
        form,
        header=access_header(found, "Correct an access"),
        back=back,
        button="Record the correction",
    )


def _as_recorded(found: Access) -> dict[str, Any]:
    names = (
        "kind",
        "basis",
        "occurred_at",
        "notified_release_at",
        "minutes_spent",
        "resources",
        "description",
        "sex",
        "race",
        "ethnicity",
        "age",
    )
    cost = None if found.cost_cents is None else found.cost_cents / 100
    told = "yes" if found.is_about_release else "no"
    known = {name: getattr(found, name) for name in names}
    return {**known, "cost": cost, "is_about_release": told}


@needs(Permission.VIEW_DETAINERS)
def access_void(request: AppHttpRequest, access_id: UUID) -> HttpResponse:
    """Mark an access as recorded by mistake; the row stays, marked as void."""
    found = get_access(request.user, access_id, on=clock.today())
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(
        form,
        lambda: void_access(access=found, reason=form.reason(), by=request.user, at=clock.now()),
    ):
        return action_saved(
            request,
            "Voided. The row stays and says so; it is no longer counted.",
            "desk:access",
            found.pk,
        )
    back = reverse("desk:access", args=[found.pk])
    return action_page(
        request,
        form,
        header=access_header(found, "Void an access"),
        back=back,
        button="Void notice",
        danger=True,
        refusal=refusal(check_can_void, request.user, found, on=clock.today()),
    )
