"""The list of reasons that a decision may choose from: proposed by one person at OPM, approved by
another, each with the translations that a named translator did.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import NotFound
from reports.notices.models import StandardReason, StandardReasonTranslation
from reports.notices.reasons.actions import (
    approve_reason_translation,
    approve_standard_reason,
    end_reason_translation,
    end_standard_reason,
    propose_reason_translation,
    propose_standard_reason,
)
from reports.notices.reasons.queries import (
    get_reason_translation,
    get_standard_reason,
    standard_reasons_kept,
)
from reports.notices.text.direction import direction_of
from reports.notices.text.languages import ENGLISH, LANGUAGES
from reports.web.opm.standard_reasons.forms import StandardReasonForm, StandardReasonTranslationForm
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import Action, Crumb, PageHeader

KEEP = Permission.MAINTAIN_LAW
LIST = "office:standard_reasons"
OWN = "Someone else must approve what you proposed."


@needs(KEEP)
def standard_reasons(request: AppHttpRequest) -> HttpResponse:
    """The list, what waits for approval, and a form for another reason."""
    form = StandardReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(
        form,
        lambda: propose_standard_reason(text=form.written("text"), by=request.user, at=clock.now()),
    ):
        return action_saved(request, "Proposed. Someone else at OPM approves it.", LIST)
    header = PageHeader(
        title="Reasons for decisions",
        lead=(
            "Agencies choose from these when they decide; the notice to the person prints them, in"
            " the person's language where a translator has done it. One proposes, another approves."
            " Decisions already made keep what they chose."
        ),
    )
    context = {
        "header": header,
        "reasons": [_shown(reason, request) for reason in standard_reasons_kept()],
        "form": form,
        "form_helper": form_helper(*form.fields, Buttons(Submit("propose", "Propose"))),
    }
    return render(
        request,
        "opm/standard_reasons/list.html",
        context,
        status=422 if form.is_bound and form.errors else 200,
    )


def _shown(reason: Any, request: AppHttpRequest) -> dict[str, Any]:
    return {
        "reason": reason,
        "actions": [
            Action("Add a translation", reverse("office:reason_translate", args=[reason.pk])),
            *_acts(reason, request, ("standard_reason", [reason.pk])),
        ],
        "translations": [
            {
                "row": row,
                "language": LANGUAGES[row.language],
                "direction": direction_of(LANGUAGES[row.language]),
                "actions": _acts(row, request, ("reason_translation", [reason.pk, row.pk])),
            }
            for row in reason.kept
        ],
    }


def _acts(
    row: StandardReason | StandardReasonTranslation,
    request: AppHttpRequest,
    way: tuple[str, list[UUID]],
) -> list[Action]:
    name, keys = way
    own = OWN if row.proposed_by_id == request.user.pk else ""
    approve = Action(
        "Approve", reverse(f"office:{name}_approve", args=keys), post=True, refusal=own
    )
    end = Action("End", reverse(f"office:{name}_end", args=keys), kind="quiet", post=True)
    return [end] if row.approved_at else [approve, end]


@needs(KEEP)
def reason_translate(request: AppHttpRequest, reason_id: UUID) -> HttpResponse:
    """Propose the words of one language."""
    reason = get_standard_reason(reason_id)
    if reason.ended_at is not None:
        raise NotFound(str(reason_id))
    form = StandardReasonTranslationForm(
        request.POST if request.method == "POST" else None,
        languages=[
            (one.code, f"{one.english_name} ({one.own_name})")
            for one in LANGUAGES.values()
            if one is not ENGLISH
        ],
    )
    if request.method == "POST" and submit_action(form, lambda: _propose(form, reason, request)):
        return action_saved(request, "Proposed. Someone else at OPM approves it.", LIST)
    header = PageHeader(
        title="A reason in another language",
        lead=reason.text,
        crumbs=(Crumb("Reasons for decisions", reverse(LIST)),),
    )
    return action_page(request, form, header=header, back=reverse(LIST), button="Propose")


def _propose(
    form: StandardReasonTranslationForm, reason: StandardReason, request: AppHttpRequest
) -> None:
    propose_reason_translation(
        reason=reason,
        language=form.cleaned_data["language"],
        text=form.written("text"),
        translator=form.written("translator"),
        by=request.user,
        at=clock.now(),
    )


@needs(KEEP)
@post_only
def standard_reason_approve(request: AppHttpRequest, reason_id: UUID) -> HttpResponse:
    """Let decisions choose it."""
    found = get_standard_reason(reason_id)
    approve_standard_reason(reason=found, by=request.user, at=clock.now())
    return action_saved(request, "Approved. Decisions can choose it now.", LIST)


@needs(KEEP)
@post_only
def standard_reason_end(request: AppHttpRequest, reason_id: UUID) -> HttpResponse:
    """Take it off the list."""
    found = get_standard_reason(reason_id)
    end_standard_reason(reason=found, by=request.user, at=clock.now())
    return action_saved(request, "Ended. Decisions made before keep it.", LIST)


@needs(KEEP)
@post_only
def reason_translation_approve(
    request: AppHttpRequest, reason_id: UUID, translation_id: UUID
) -> HttpResponse:
    """Print the words of one language."""
    found = get_reason_translation(reason_id, translation_id)
    approve_reason_translation(translation=found, by=request.user, at=clock.now())
    return action_saved(request, "Approved. Notices issued from now on print it.", LIST)


@needs(KEEP)
@post_only
def reason_translation_end(
    request: AppHttpRequest, reason_id: UUID, translation_id: UUID
) -> HttpResponse:
    """Take the words of one language back."""
    found = get_reason_translation(reason_id, translation_id)
    end_reason_translation(translation=found, by=request.user, at=clock.now())
    return action_saved(request, "Ended. Notices print the English words there.", LIST)
