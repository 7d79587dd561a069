"""Before some letters: the head releases a reason (Q7), and the person is asked whom else to tell
(Q16).
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from reports.access.models import Access
from reports.access.queries import get_access
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Missing
from reports.detainers.models import Decision
from reports.notices.actions.release_reason import clear_reason, record_designee_question
from reports.notices.queries import is_cleared
from reports.web.desk.detainers.shared import opened, record_url
from reports.web.desk.notices.forms.notices import ReleaseReasonForm, WhomToTellForm
from reports.web.desk.shared import desk_crumbs, detainer_header
from reports.web.shared.action_pages import act_page, attempt, done
from reports.web.shared.current_agency import who_refusal
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Crumb, PageHeader


@needs(Permission.DEPART_FROM_ASSESSMENT)
def release_reason(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Release a written reason that rests on a terrorist-screening record, on counsel's advice."""
    detainer = opened(request, detainer_id)
    decision = detainer.decisions.select_related("record_key").first()
    if decision is None:
        raise Missing(str(detainer_id))
    decision.detainer = detainer
    form = ReleaseReasonForm(request.POST or None, initial={"advised_on": clock.today()})
    if request.method == "POST" and attempt(form, lambda: _release(form, decision, request)):
        return done(
            request, "Released. The letters that waited for it can be made now.", "desk:notices"
        )
    refusal = who_refusal(request, Permission.DEPART_FROM_ASSESSMENT, detainer.agency)
    if not refusal and is_cleared(decision):
        refusal = "The reason of this decision was released already."
    lead = (
        "Handling rules of the terrorist-screening files stand against writing such a reason to the"
        " person (Q7, not settled). It is printed only after you release it on counsel's advice."
    )
    return act_page(
        request,
        form,
        header=detainer_header(detainer, "Release the reason", lead),
        back=record_url(detainer),
        button="Release the reason",
        refusal=refusal,
    )


def _release(form: ReleaseReasonForm, decision: Decision, request: AppHttpRequest) -> None:
    clear_reason(
        decision=decision,
        counsel=form.written("counsel"),
        advised_on=form.cleaned_data["advised_on"],
        note=form.written("note"),
        by=request.user,
        at=clock.now(),
    )


@needs(Permission.RECORD_SERVICE)
def whom_to_tell(request: AppHttpRequest, access_id: UUID) -> HttpResponse:
    """Keep that the person was asked whom else to tell of the release, and what they said."""
    access = get_access(request.user, access_id, on=clock.today())
    form = WhomToTellForm(
        request.POST if request.method == "POST" else None, initial={"asked_at": clock.now()}
    )
    if request.method == "POST" and attempt(form, lambda: _keep_answer(form, access, request)):
        if form.cleaned_data["answer"] == "named" and access.detainer_id:
            said = "Recorded. Enter the name in the record now; then the copy can be made."
            return done(request, said, "desk:amend", access.detainer_id)
        return done(request, "Recorded with its time and who entered it.", "desk:notices")
    header = PageHeader(
        title="Whom else to tell",
        crumbs=desk_crumbs(Crumb("Notices", reverse("desk:notices"))),
        lead=(
            "When the federal side was told of a release, the act owes the notice to the attorney"
            " too, or a good-faith effort to reach one other person whom the person names,"
            " 54-192h(e)(1)."
        ),
    )
    refusal = who_refusal(request, Permission.RECORD_SERVICE, access.agency)
    return act_page(
        request,
        form,
        header=header,
        back=reverse("desk:notices"),
        button="Record it",
        refusal=refusal,
    )


def _keep_answer(form: WhomToTellForm, access: Access, request: AppHttpRequest) -> None:
    data = form.cleaned_data
    record_designee_question(
        access=access,
        answer=data["answer"],
        asked_at=data["asked_at"],
        note=form.written("note"),
        by=request.user,
        at=clock.now(),
    )
