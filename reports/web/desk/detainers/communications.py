"""Communications with the federal agency that are neither the detainer nor a reply,
54-192h(e)(2).
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpResponse

from reports.access.actions import record_communication
from reports.accounts.roles import Permission
from reports.core import clock
from reports.web.desk.detainers.forms.communications import CommunicationForm
from reports.web.desk.detainers.next_steps import CALL, step_refusal
from reports.web.desk.detainers.shared import with_assessment
from reports.web.desk.shared import detainer_header, get_detainer_or_404, record_url
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.guards import AppHttpRequest, needs


@needs(Permission.RECORD_REPLY)
def communication(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Record a call, a message or a visit about this request."""
    detainer = get_detainer_or_404(request, detainer_id)
    posted = request.POST if request.method == "POST" else None
    form = CommunicationForm(posted, initial={"form_token": uuid4(), "happened_at": clock.now()})
    if posted is not None and submit_action(
        form,
        lambda: record_communication(
            agency=detainer.agency,
            values=form.values(),
            by=request.user,
            at=clock.now(),
            detainer=detainer,
            form_token=form.cleaned_data["form_token"],
        ),
    ):
        return action_saved(request, "The communication is recorded.", "desk:detainer", detainer.pk)
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer, "Record communication", "A call, message or visit; answers go to “reply”."
        ),
        back=record_url(detainer),
        button="Record communication",
        template="desk/detainers/_assessment.html",
        refusal=step_refusal(request, CALL, detainer),
        **with_assessment(detainer),
    )
