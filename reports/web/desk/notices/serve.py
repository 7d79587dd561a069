"""Serve a notice, void it, render it again. Every attempt at service is a row of its own; nothing
is overwritten.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.lifecycle import refusal
from reports.notices.actions.open import open_proof
from reports.notices.actions.render import render_again
from reports.notices.actions.serve import Proof, attach_proof, record_service
from reports.notices.actions.void import void_notice
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice, NoticeService
from reports.notices.policies import check_can_attach_proof, check_can_serve, check_can_void
from reports.notices.queries import get_service
from reports.notices.status import Recipient, ServiceMethod
from reports.notices.text.languages import ENGLISH, language_name
from reports.persons.vocabulary import CanRead, ChildRecipient
from reports.uploads.inspection import ReceivedFile
from reports.web.desk.notices.forms.service import ServiceForm, ServiceProofForm
from reports.web.desk.notices.page.cards import notice_chip
from reports.web.desk.notices.page.notice import (
    get_notice_or_404,
    notice_crumbs,
)
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.file_responses import sealed_response
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import PageHeader


@needs(Permission.RECORD_SERVICE)
def notice_serve(request: AppHttpRequest, notice_id: UUID) -> HttpResponse:
    """Record one attempt at service."""
    found = get_notice_or_404(request, notice_id)
    initial = {"happened_at": clock.now(), "handed_over_by": request.user.name, **_expected(found)}
    form = (
        ServiceForm(request.POST, request.FILES)
        if request.method == "POST"
        else ServiceForm(initial=initial)
    )
    if request.method == "POST" and submit_action(form, lambda: _serve(form, found, request)):
        return action_saved(
            request, "Recorded with its time and who did it.", "desk:notice", found.pk
        )
    header = PageHeader(
        title="Serve the notice",
        eyebrow=f"No. {found.number}",
        chip=notice_chip(found),
        crumbs=notice_crumbs(found),
        lead=_lead(found),
    )
    refused = refusal(check_can_serve, request.user, found, on=clock.today())
    return action_page(
        request,
        form,
        header=header,
        back=reverse("desk:notice", args=[found.pk]),
        button="Record service",
        refusal=refused,
    )


def _lead(found: Notice) -> str:
    """How a try is recorded; and for a child, who gets the letter with them and where they are
    reached.
    """
    lead = "Record every attempt, also a refusal or a failure."
    person = found.detainer.named
    if not (found.detainer.is_about_child and person.acts_for_child):
        return lead
    is_counsel = person.child_recipient == ChildRecipient.COUNSEL
    contact = person.attorney_contact if is_counsel else person.guardian_contact
    who = f"{person.acts_for_child} ({contact})" if contact else person.acts_for_child
    return f"The notice goes to {who}, with the child. Record an attempt for each. {lead}"


def _expected(found: Notice) -> dict[str, str]:
    """The likely method: read aloud where the person cannot read or there is no notice in their
    language.
    """
    person = found.detainer.named
    if found.kind == NoticeKind.N2_COPY:
        recipient = Recipient.ATTORNEY if person.attorney_name else Recipient.DESIGNEE
        return {
            "recipient": recipient,
            "how": ServiceMethod.POST,
            "language": language_name(found.language),
        }
    spoken = person.language or found.language
    is_read = person.can_read == CanRead.NO or (
        found.language == ENGLISH.code and not _is_english(spoken)
    )
    return {
        "recipient": Recipient.PERSON,
        "how": ServiceMethod.READ_ALOUD if is_read else ServiceMethod.IN_PERSON,
        "language": language_name(spoken),
    }


def _is_english(language: str) -> bool:
    return language.split("-", maxsplit=1)[0].lower() in {"", "en", "eng", "und"}


def _serve(form: ServiceForm, found: Notice, request: AppHttpRequest) -> None:
    record_service(
        notice=found,
        values=form.values(),
        form_token=form.cleaned_data["form_token"],
        by=request.user,
        at=clock.now(),
        proof=_proof(form),
    )


def _proof(form: ServiceProofForm) -> Proof | None:
    given: ReceivedFile | None = form.cleaned_data.get("proof")
    if given is None:
        return None
    return Proof(given.clean.data, given.clean.content_type, given.received)


@needs(Permission.RECORD_SERVICE)
def proof_new(request: AppHttpRequest, notice_id: UUID, service_id: UUID) -> HttpResponse:
    """Attach the signed receipt that came back later, by jail mail for example."""
    found = get_notice_or_404(request, notice_id)
    service = get_service(found, service_id)
    form = (
        ServiceProofForm(request.POST, request.FILES)
        if request.method == "POST"
        else ServiceProofForm()
    )
    if request.method == "POST" and submit_action(form, lambda: _attach(form, service, request)):
        return action_saved(
            request, "The proof is sealed and stands beside the try.", "desk:notice", found.pk
        )
    header = PageHeader(
        title="Attach a signed receipt",
        eyebrow=f"No. {found.number}",
        chip=notice_chip(found),
        crumbs=notice_crumbs(found),
        lead="The attempt itself stays as it was recorded.",
    )
    refused = refusal(check_can_attach_proof, request.user, found, on=clock.today())
    if service.proof_id and not refused:
        refused = "This try has its proof already."
    back = reverse("desk:notice", args=[found.pk])
    return action_page(request, form, header=header, back=back, button="Attach it", refusal=refused)


def _attach(form: ServiceProofForm, service: NoticeService, request: AppHttpRequest) -> None:
    proof = _proof(form)
    if proof is not None:
        attach_proof(service=service, proof=proof, by=request.user, at=clock.now())


@needs(Permission.VIEW_PERSON)
def proof_file(request: AppHttpRequest, notice_id: UUID, service_id: UUID) -> HttpResponse:
    """The signed receipt; the read is in the audit log."""
    found = get_notice_or_404(request, notice_id)
    service = get_service(found, service_id)
    data, content_type = open_proof(service=service, by=request.user, at=clock.now())
    return sealed_response(data, content_type, f"notice-{found.number}-proof")


@needs(Permission.VIEW_DETAINERS)
def notice_void(request: AppHttpRequest, notice_id: UUID) -> HttpResponse:
    """Void a notice issued by mistake; its number stays taken."""
    found = get_notice_or_404(request, notice_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(
        form,
        lambda: void_notice(notice=found, reason=form.reason(), by=request.user, at=clock.now()),
    ):
        return action_saved(
            request,
            "The notice is void. Whoever checks its code is told so.",
            "desk:notice",
            found.pk,
        )
    header = PageHeader(
        title="Void a notice",
        eyebrow=f"No. {found.number}",
        chip=notice_chip(found),
        crumbs=notice_crumbs(found),
        lead="Its number stays taken, and whoever checks its code is told that it is void.",
    )
    refused = refusal(check_can_void, request.user, found, on=clock.today())
    back = reverse("desk:notice", args=[found.pk])
    return action_page(
        request, form, header=header, back=back, button="Void notice", danger=True, refusal=refused
    )


@needs(Permission.ISSUE_NOTICE)
@post_only
def notice_render_again(request: AppHttpRequest, notice_id: UUID) -> HttpResponse:
    """Render a notice again that could not be rendered."""
    found = get_notice_or_404(request, notice_id)
    render_again(notice=found, by=request.user, at=clock.now())
    return action_saved(request, "It is being drawn again.", "desk:notice", found.pk)
