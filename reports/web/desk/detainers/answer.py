"""Review, decision, reply: by the agency head on a phone, or recorded by a clerk.

54-192h(c) requires the review before any response. The screen shows the finding beside each choice,
and says that an assessment is not permission.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse

from reports.accounts.models import User
from reports.accounts.queries import delegates_of, members_with
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import NotFound
from reports.detainers.actions.review import record_head_review
from reports.detainers.assessment import assess_detainer
from reports.detainers.models import Decision, Detainer, HeadReview
from reports.detainers.queries import decision_in_force
from reports.notices.reasons.queries import current_standard_reasons
from reports.notices.text.languages import ENGLISH, language_name, sheet_language
from reports.web.desk.detainers.forms.answer import (
    DecisionForm,
    ReasonTranslationForm,
    ScreenReviewForm,
    TelephoneReviewForm,
)
from reports.web.desk.detainers.forms.reply import ReplyForm
from reports.web.desk.detainers.next_steps import DECIDE, REPLY, REVIEW, TELEPHONE, step_refusal
from reports.web.desk.detainers.revisions import detainer_as_it_stands
from reports.web.desk.detainers.shared import with_assessment
from reports.web.desk.shared import detainer_header, get_detainer_or_404, record_url
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.revisions import revised
from reports.workflow.decisions import record_decision, record_reply, translate_reason


@needs(Permission.VIEW_DETAINERS)
@revised(detainer_as_it_stands)
def review(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """The head or the delegate reviews on screen."""
    detainer = get_detainer_or_404(request, detainer_id)
    form = ScreenReviewForm(request.POST if request.method == "POST" else None)
    at = clock.now()
    if request.method == "POST" and submit_action(
        form,
        lambda: record_head_review(
            detainer=detainer,
            reviewed_by=request.user,
            manner=HeadReview.Manner.ON_SCREEN,
            reviewed_at=at,
            note_text=form.written("note"),
            by=request.user,
            at=at,
        ),
    ):
        return action_saved(
            request,
            "Your review is recorded. Next: record the decision.",
            "desk:detainer",
            detainer.pk,
        )
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer, "Review of a request", "Before anyone answers it, 54-192h(c)."
        ),
        back=record_url(detainer),
        button="I have reviewed this request",
        template="desk/detainers/review.html",
        refusal=step_refusal(request, REVIEW, detainer),
        **with_assessment(detainer),
    )


@needs(Permission.LOG_DETAINER)
@revised(detainer_as_it_stands)
def telephone_review(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """A clerk enters a review made by telephone; the reviewer confirms it later."""
    detainer = get_detainer_or_404(request, detainer_id)
    reviewers = reviewers_of(detainer)
    posted = request.POST if request.method == "POST" else None
    form = TelephoneReviewForm(posted, reviewers=reviewers, initial={"reviewed_at": clock.now()})
    if request.method == "POST" and submit_action(
        form,
        lambda: record_head_review(
            detainer=detainer,
            reviewed_by=form.reviewer(),
            manner=HeadReview.Manner.TELEPHONE,
            reviewed_at=form.cleaned_data["reviewed_at"],
            note_text=form.written("note"),
            by=request.user,
            at=clock.now(),
        ),
    ):
        message = (
            "The phone review is recorded. It takes effect now and waits for the reviewer's"
            " confirmation."
        )
        return action_saved(request, message, "desk:detainer", detainer.pk)
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer, "Review by phone", "Write down what was said, by whom and when."
        ),
        back=record_url(detainer),
        button="Record the phone review",
        template="desk/detainers/_assessment.html",
        refusal=step_refusal(request, TELEPHONE, detainer),
        **with_assessment(detainer),
    )


def reviewers_of(detainer: Detainer) -> list[User]:
    """The heads of the agency and the delegate in force."""
    on = clock.today()
    heads = list(members_with(Permission.REVIEW_REQUEST, detainer.agency, on=on))
    delegates = delegates_of(detainer.agency, on=on)
    known = {person.pk: person for person in [*heads, *delegates]}
    return list(known.values())


@needs(Permission.VIEW_DETAINERS)
@revised(detainer_as_it_stands)
def decide(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """A choice per purpose beside its finding, with the reason that the notice will state."""
    detainer = get_detainer_or_404(request, detainer_id)
    _, found = assess_detainer(detainer, on=clock.today())
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        detainer=detainer,
        findings=found.findings,
        reasons=current_standard_reasons(),
        language=letter_language(detainer),
    )
    if request.method == "POST" and submit_action(
        form, lambda: _decide(form, detainer, request.user)
    ):
        message = "Decision recorded. Notices that are due are on this page."
        return action_saved(request, message, "desk:detainer", detainer.pk)
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer, "Decision", "Decide each requested action. Findings are not permission."
        ),
        back=record_url(detainer),
        button="Record the decision",
        template="desk/detainers/_assessment.html",
        refusal=step_refusal(request, DECIDE, detainer),
        findings_beside=True,
        **{**with_assessment(detainer), "assessment": found},
    )


def _decide(form: DecisionForm, detainer: Detainer, by: User) -> Decision:
    return record_decision(
        detainer=detainer,
        choices=form.choices(),
        reason=form.written("reason"),
        departure_reason=form.written("departure_reason"),
        counsel_consulted=form.cleaned_data.get("counsel_consulted"),
        decided_at=form.cleaned_data.get("decided_at"),
        in_other_words=form.other_words(),
        names_checked=form.names_checked_by_writer(),
        by=by,
        at=clock.now(),
    )


def letter_language(detainer: Detainer) -> str:
    """The language of the person's letter."""
    return sheet_language(detainer.named.language, production=settings.PRODUCTION)


@needs(Permission.LOG_DETAINER)
@revised(detainer_as_it_stands)
def reason_translation(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Add the reason of the decision in force in the language of the person's letter."""
    detainer = get_detainer_or_404(request, detainer_id)
    decision = decision_in_force(detainer, at=clock.now())
    language = letter_language(detainer)
    if decision is None or language == ENGLISH.code or not decision.reason:
        raise NotFound(str(detainer_id))
    form = ReasonTranslationForm(
        request.POST if request.method == "POST" else None,
        detainer=detainer,
        language=language,
        initial={"translated": decision.reason_translated},
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: translate_reason(
            decision=decision,
            text=form.written("translated"),
            language=language,
            names_checked=form.names_checked_by_writer(),
            by=request.user,
            at=clock.now(),
        ),
    ):
        message = "Kept. Notices that gave the reason in English only are held back for new ones."
        return action_saved(request, message, "desk:detainer", detainer.pk)
    lead = f"Word for word what the decision says, in {language_name(language)}: {decision.reason}"
    return action_page(
        request,
        form,
        header=detainer_header(detainer, "The reason in the person's language", lead),
        back=record_url(detainer),
        button="Keep it",
    )


@needs(Permission.RECORD_REPLY)
def reply(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """What the agency told the federal agency, refusals included."""
    detainer = get_detainer_or_404(request, detainer_id)
    initial = {"sent_at": clock.now(), "recipient": detainer.federal_office}
    posted = request.POST if request.method == "POST" else None
    form = ReplyForm(posted, detainer=detainer, initial=initial)
    if request.method == "POST" and submit_action(
        form,
        lambda: record_reply(
            detainer=detainer,
            values=form.values(),
            form_token=form.cleaned_data["form_token"],
            reason_against_decision=form.written("reason_against_decision"),
            names_checked=form.names_checked_by_writer(),
            by=request.user,
            at=clock.now(),
        ),
    ):
        notifies = form.values().notifies_release
        message = (
            "The reply is recorded, with the access (B) it is and the notice it owes."
            if notifies
            else "The reply is recorded."
        )
        return action_saved(request, message, "desk:detainer", detainer.pk)
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer, "Reply to the federal agency", "Refusals are recorded too."
        ),
        back=record_url(detainer),
        button="Record reply",
        template="desk/detainers/_assessment.html",
        refusal=step_refusal(request, REPLY, detainer),
        **with_assessment(detainer),
    )
