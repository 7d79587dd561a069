"""Access as it was given: under a detainer or by other means, corrected by a new row, never
edited.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.access.actions import record_view, void_access
from reports.access.kinds import AccessKind, Basis
from reports.access.models import Access
from reports.access.policies import check_can_correct, check_can_record, check_can_void
from reports.access.queries import get_access
from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.models import Detainer
from reports.lifecycle import refusal
from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.web.desk.access.forms import AccessCorrectionForm, AccessForm, AccessPersonForm
from reports.web.desk.detainers.next_steps import ACCESS, step_refusal
from reports.web.desk.detainers.shared import get_detainer_or_404, record_url, with_assessment
from reports.web.desk.holds.parts import hold_all_actions
from reports.web.desk.shared import desk_crumbs, detainer_header
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.current_agency import current_agency
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    PageLinks,
    SummaryRow,
    Table,
    TableCell,
)
from reports.web.shared.html.formatting import moment
from reports.workflow.access import correct_access, record_access

COLUMNS = (
    Column("When"),
    Column("What was done"),
    Column("Why"),
    Column("Under"),
    Column("Time spent", numeric=True),
)


@needs(Permission.RECORD_ACCESS, Permission.VIEW_DETAINERS)
def accesses(request: AppHttpRequest) -> HttpResponse:
    """The agency's accesses, newest first: what is public on request and counted in the
    half-year.
    """
    agency = current_agency(request, Permission.VIEW_DETAINERS)
    rows = (
        Access.objects.of(agency)
        .select_related("detainer")
        .prefetch_related("corrections")
        .order_by("-occurred_at")
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    table = Table(
        caption="Accesses",
        caption_hidden=True,
        columns=COLUMNS,
        rows=[_row(access) for access in page.object_list],
        empty=EmptyState(
            "No access is recorded",
            "Refusals are far more common. An access is recorded when something was done.",
        ),
        page=PageLinks(page.number, page.paginator.num_pages),
    )
    return render(
        request, "desk/access/list.html", {"header": _list_header(request, agency), "table": table}
    )


def _list_header(request: AppHttpRequest, agency: Agency) -> PageHeader:
    new = Action(
        "Record an access without a detainer",
        reverse("desk:access_new"),
        kind="primary",
        refusal=refusal(check_can_record, request.user, agency, on=clock.today()),
    )
    return PageHeader(
        title="ICE access",
        eyebrow=agency.display_name,
        lead=(
            "Each act (A) to (F) as it was done, under a detainer or by other means, 54-192h(a)(6)."
        ),
        crumbs=desk_crumbs(),
        actions=(new,),
    )


def _row(access: Access) -> list[TableCell]:
    minutes = "" if access.minutes_spent is None else f"{access.minutes_spent} min"
    return [
        TableCell(moment=access.occurred_at, url=reverse("desk:access", args=[access.pk])),
        TableCell(AccessKind(access.kind).label, chip=_state(access)),
        TableCell(Basis(access.basis).label),
        (
            TableCell(
                f"Detainer {access.detainer.reference}",
                url=reverse("desk:detainer", args=[access.detainer.pk]),
            )
            if access.detainer
            else TableCell("no detainer")
        ),
        TableCell(minutes),
    ]


def _state(access: Access) -> Chip | None:
    if access.voided_at:
        return Chip("Voided", "neutral")
    return Chip("Corrected", "neutral") if list(access.corrections.all()) else None


@needs(Permission.VIEW_DETAINERS)
def access(request: AppHttpRequest, access_id: UUID) -> HttpResponse:
    """One act, with what can be done about a mistake in it."""
    found = get_access(request.user, access_id, on=clock.today())
    record_view(access=found, by=request.user, at=clock.now())
    on = clock.today()
    actions = (
        Action(
            "Correct it",
            reverse("desk:access_correct", args=[found.pk]),
            refusal=refusal(check_can_correct, request.user, found, on=on),
        ),
        Action(
            "Void it",
            reverse("desk:access_void", args=[found.pk]),
            kind="danger",
            refusal=refusal(check_can_void, request.user, found, on=on),
        ),
        *hold_all_actions(request, found),
    )
    context = {
        "header": access_header(found, "Access", actions),
        "rows": access_rows(found),
        "name": found.person.full_name,
    }
    return render(request, "desk/access/access.html", context)


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
        SummaryRow("Voided because", found.void_reason),
    ]


@needs(Permission.RECORD_ACCESS)
def detainer_access_add(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """An act under a detainer; demographics come from the record and can be corrected here."""
    detainer = get_detainer_or_404(request, detainer_id)
    form = AccessForm(request.POST if request.method == "POST" else None, initial=_known(detainer))
    if request.method == "POST" and submit_action(
        form,
        lambda: _record(
            form, request, agency=detainer.agency, person=detainer.person, detainer=detainer
        ),
    ):
        return action_saved(request, "The access is recorded.", "desk:detainer", detainer.pk)
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer, "Record an access", "When it has been done, not when it is planned."
        ),
        back=record_url(detainer),
        button="Record the access",
        template="desk/detainers/_assessment.html",
        refusal=step_refusal(request, ACCESS, detainer),
        **with_assessment(detainer),
    )


def _known(detainer: Detainer) -> dict[str, Any]:
    person = detainer.person
    return {
        "occurred_at": clock.now(),
        "basis": Basis.DETAINER,
        "race": person.race,
        "ethnicity": person.ethnicity,
        "sex": person.sex,
        "age": detainer.age,
    }


def _record(
    form: AccessForm,
    request: AppHttpRequest,
    *,
    agency: Agency,
    person: Person | PersonValues,
    detainer: Detainer | None = None,
) -> None:
    record_access(
        agency=agency,
        values=form.values(),
        form_token=form.cleaned_data["form_token"],
        by=request.user,
        at=clock.now(),
        person=person,
        detainer=detainer,
    )


@needs(Permission.RECORD_ACCESS)
def access_new(request: AppHttpRequest) -> HttpResponse:
    """An act by other means, with no request behind it."""
    agency = current_agency(request, Permission.RECORD_ACCESS)
    initial = {
        "occurred_at": clock.now(),
        "basis": Basis.OTHER,
        "sex": "U",
        "race": "U",
        "ethnicity": "U",
    }
    form = AccessPersonForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and submit_action(
        form, lambda: _record(form, request, agency=agency, person=form.person())
    ):
        return action_saved(request, "The access is recorded.", "desk:accesses")
    header = PageHeader(
        title="Record an access without a detainer",
        eyebrow=agency.display_name,
        lead="For an act toward a person under your control that no federal request asked for.",
        crumbs=desk_crumbs(Crumb("ICE access", reverse("desk:accesses"))),
    )
    return action_page(
        request, form, header=header, back=reverse("desk:accesses"), button="Record the access"
    )


@needs(Permission.RECORD_ACCESS)
def access_correct(request: AppHttpRequest, access_id: UUID) -> HttpResponse:
    """Put a corrected row in the place of one that stands."""
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
        "minutes_spent",
        "resources",
        "description",
        "sex",
        "race",
        "ethnicity",
        "age",
    )
    cost = None if found.cost_cents is None else found.cost_cents / 100
    return {**{name: getattr(found, name) for name in names}, "cost": cost}


@needs(Permission.VIEW_DETAINERS)
def access_void(request: AppHttpRequest, access_id: UUID) -> HttpResponse:
    """Mark an access as recorded by mistake; the row stays and says so."""
    found = get_access(request.user, access_id, on=clock.today())
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(
        form,
        lambda: void_access(
            access=found, reason=form.written("reason"), by=request.user, at=clock.now()
        ),
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
        button="Void it",
        danger=True,
        refusal=refusal(check_can_void, request.user, found, on=clock.today()),
    )
