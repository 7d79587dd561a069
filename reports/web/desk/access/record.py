"""Recording an access: under a detainer, or by other means."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from reports.access.kinds import Basis
from reports.access.models import Access
from reports.accounts.models import Agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.models import Detainer
from reports.notices.cases import is_owed_by_hand
from reports.persons.models import Person
from reports.persons.values import PersonValues
from reports.web.desk.access.forms import AccessForm, AccessPersonForm, DetainerAccessForm
from reports.web.desk.detainers.next_steps import ACCESS, step_refusal
from reports.web.desk.detainers.shared import with_assessment
from reports.web.desk.shared import desk_crumbs, detainer_header, get_detainer_or_404, record_url
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.current_agency import current_agency
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Crumb,
    PageHeader,
)
from reports.workflow.access import record_access


@needs(Permission.RECORD_ACCESS)
def detainer_access_add(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Record an access under a detainer; demographics come from the record and can be corrected
    here.
    """
    detainer = get_detainer_or_404(request, detainer_id)
    form = DetainerAccessForm(
        request.POST if request.method == "POST" else None, initial=_known(detainer)
    )
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
            detainer, "Record ICE access", "When it has been done, not when it is planned."
        ),
        back=record_url(detainer),
        button="Record the access",
        template="desk/detainers/_assessment.html",
        refusal=step_refusal(request, ACCESS, detainer),
        **with_assessment(detainer),
    )


def _known(detainer: Detainer) -> dict[str, Any]:
    person = detainer.named
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
) -> Access:
    return record_access(
        agency=agency,
        values=form.values(),
        form_token=form.cleaned_data["form_token"],
        reason_against_decision=form.written("reason_against_decision"),
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
    recorded: list[Access] = []
    if request.method == "POST" and submit_action(
        form,
        lambda: recorded.append(_record(form, request, agency=agency, person=form.person())),
    ):
        if is_owed_by_hand(recorded[0]):
            message = "The access is recorded. The person is owed a notice of it by hand."
            return action_saved(request, message, "desk:access", recorded[0].pk)
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
