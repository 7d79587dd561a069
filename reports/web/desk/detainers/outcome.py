"""What happens after the reply: access, outcome, a transfer with its packet, reopening,
documents.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.models import Detainer
from reports.detainers.vocabulary import MOVES
from reports.web.desk.detainers.forms.outcome import OutcomeForm
from reports.web.desk.detainers.next_steps import OUTCOME, REOPEN, step_refusal
from reports.web.desk.detainers.revisions import detainer_as_it_stands
from reports.web.desk.detainers.shared import with_assessment
from reports.web.desk.shared import detainer_header, get_detainer_or_404, record_url
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.revisions import revised
from reports.workflow.outcomes import record_outcome, reopen_detainer


@needs(Permission.LOG_DETAINER)
@revised(detainer_as_it_stands)
def outcome(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """How custody or the detainer ended. A transfer stops this agency's clock and offers the
    packet.
    """
    detainer = get_detainer_or_404(request, detainer_id)
    form = OutcomeForm(
        request.POST if request.method == "POST" else None, initial={"happened_at": clock.now()}
    )
    if request.method == "POST" and submit_action(form, lambda: _end(form, detainer, request)):
        moved = form.cleaned_data["outcome"] in MOVES
        message = (
            "Recorded. The clock of this agency stopped; print the packet that travels along."
            if moved
            else "Recorded."
        )
        return action_saved(
            request, message, "desk:packet" if moved else "desk:detainer", detainer.pk
        )
    return action_page(
        request,
        form,
        header=detainer_header(detainer, "What became of it", "Custody, or the request itself."),
        back=record_url(detainer),
        button="Close detainer",
        template="desk/detainers/_assessment.html",
        refusal=step_refusal(request, OUTCOME, detainer),
        **with_assessment(detainer),
    )


def _end(form: OutcomeForm, detainer: Detainer, request: AppHttpRequest) -> None:
    data = form.cleaned_data
    record_outcome(
        detainer=detainer,
        outcome=data["outcome"],
        happened_at=data["happened_at"],
        moved_to=form.written("moved_to"),
        note_text=form.written("note"),
        by=request.user,
        at=clock.now(),
    )


@needs(Permission.VIEW_DETAINERS)
@revised(detainer_as_it_stands)
def reopen(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Open a closed record again, with the reason."""
    detainer = get_detainer_or_404(request, detainer_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(
        form,
        lambda: reopen_detainer(
            detainer=detainer, reason=form.reason(), by=request.user, at=clock.now()
        ),
    ):
        return action_saved(request, "The detainer is open again.", "desk:detainer", detainer.pk)
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer, "Reopen", "For a closing that was a mistake, or a request that came back."
        ),
        back=record_url(detainer),
        button="Reopen detainer",
        refusal=step_refusal(request, REOPEN, detainer),
    )
