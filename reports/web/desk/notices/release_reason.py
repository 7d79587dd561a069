"""What some notices need first: the agency head releases a reason (Q7), the person is asked for an
attorney or designee (Q16).
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from reports.access.models import Access
from reports.access.queries import get_access
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import NotFound
from reports.detainers.models import Decision
from reports.detainers.queries import decision_in_force
from reports.lifecycle import refusal
from reports.notices.actions.release_reason import record_reason_release
from reports.notices.policies import check_can_record_inquiry, check_can_release_reason
from reports.notices.queries import reason_is_released
from reports.web.desk.detainers.revisions import detainer_as_it_stands
from reports.web.desk.notices.forms.notices import ContactInquiryForm, ReleaseReasonForm
from reports.web.desk.shared import desk_crumbs, detainer_header, get_detainer_or_404, record_url
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Crumb, PageHeader
from reports.web.shared.revisions import revised
from reports.workflow.grounds.agreement import record_contact_inquiry


@needs(Permission.DEPART_FROM_ASSESSMENT)
@revised(detainer_as_it_stands)
def release_reason(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Release a written reason that rests on a terrorist-screening record, on counsel's advice."""
    detainer = get_detainer_or_404(request, detainer_id)
    decision = decision_in_force(detainer, at=clock.now())
    if decision is None:
        raise NotFound(str(detainer_id))
    form = ReleaseReasonForm(request.POST or None, initial={"advised_on": clock.today()})
    if request.method == "POST" and submit_action(form, lambda: _release(form, decision, request)):
        return action_saved(
            request, "Released. The notices that waited for it can be made now.", "desk:notices"
        )
    refused = refusal(check_can_release_reason, request.user, detainer.agency, on=clock.today())
    if not refused and reason_is_released(decision):
        refused = "The reason of this decision was released already."
    lead = (
        "Handling rules of the terrorist-screening files stand against writing such a reason to the"
        " person (Q7, not settled). It is printed only after you release it on counsel's advice."
    )
    return action_page(
        request,
        form,
        header=detainer_header(detainer, "Release the reason", lead),
        back=record_url(detainer),
        button="Release the reason",
        refusal=refused,
    )


def _release(form: ReleaseReasonForm, decision: Decision, request: AppHttpRequest) -> None:
    record_reason_release(
        decision=decision,
        counsel=form.written("counsel"),
        advised_on=form.cleaned_data["advised_on"],
        note=form.written("note"),
        by=request.user,
        at=clock.now(),
    )


@needs(Permission.RECORD_SERVICE)
def contact_inquiry(request: AppHttpRequest, access_id: UUID) -> HttpResponse:
    """Record that the person was asked for an attorney or designee, and the answer."""
    access = get_access(request.user, access_id, on=clock.today())
    form = ContactInquiryForm(
        request.POST if request.method == "POST" else None, initial={"inquired_at": clock.now()}
    )
    if request.method == "POST" and submit_action(
        form, lambda: _keep_answer(form, access, request)
    ):
        if form.cleaned_data["answer"] == "named" and access.detainer_id:
            message = "Recorded. Enter the name in the record now; then the copy can be made."
            return action_saved(request, message, "desk:amend", access.detainer_id)
        return action_saved(request, "Recorded with its time and who entered it.", "desk:notices")
    header = PageHeader(
        title="Whom else to tell",
        crumbs=desk_crumbs(Crumb("Notices", reverse("desk:notices"))),
        lead=(
            "When the federal agency was told of a release, the act owes the notice to the attorney"
            " too, or a good-faith effort to reach one other person whom the person names,"
            " 54-192h(e)(1)."
        ),
    )
    refused = refusal(check_can_record_inquiry, request.user, access.agency, on=clock.today())
    return action_page(
        request,
        form,
        header=header,
        back=reverse("desk:notices"),
        button="Record it",
        refusal=refused,
    )


def _keep_answer(form: ContactInquiryForm, access: Access, request: AppHttpRequest) -> None:
    data = form.cleaned_data
    record_contact_inquiry(
        access=access,
        answer=data["answer"],
        inquired_at=data["inquired_at"],
        agrees_to_facts=data["agrees_to_facts"],
        note=form.written("note"),
        by=request.user,
        at=clock.now(),
        form_token=data["form_token"],
    )
