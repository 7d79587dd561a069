"""Attempts to serve a notice, and inquiries who else should receive it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from reports.notices.kinds import NoticeKind
from reports.notices.models import ContactInquiry, Notice, NoticeService
from reports.notices.queries import contact_inquiries, services_of
from reports.notices.status import (
    InquiryAnswer,
    Recipient,
    ServiceMethod,
    ServiceOutcome,
    Understood,
)
from reports.notices.text.languages import language_name
from reports.web.shared.current_agency import listed
from reports.web.shared.html.components import Crumb, TimelineEntry


def service_attempts(found: Notice) -> list[TimelineEntry]:
    """Newest first. Inquiries concern the notification of a release, so the notices about one show
    them (Q16).
    """
    entries = [_entry(service) for service in services_of(found)]
    if found.access_id:
        entries += [_inquiry_entry(question) for question in contact_inquiries(found.access_id)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def inquiry_url(found: Notice) -> str:
    """Where to record that the person was asked for an attorney or designee; only for a notice
    about a release.
    """
    if found.kind != NoticeKind.N2 or not found.access_id or not found.is_live:
        return ""
    return reverse("desk:contact_inquiry", args=[found.access_id])


def _inquiry_entry(question: ContactInquiry) -> TimelineEntry:
    answer = InquiryAnswer(question.answer)
    tone: Any = "warning" if answer is InquiryAnswer.NOT_ASKED else "good"
    return TimelineEntry(
        question.inquired_at,
        f"Whom else to tell: {answer.label.lower()}",
        by=question.entered_by.name,
        text=question.note,
        tone=tone,
    )


def _entry(service: NoticeService) -> TimelineEntry:
    """One attempt, in words."""
    text = listed(
        [
            Recipient(service.recipient).label,
            f"by {service.handed_over_by}",
            f"interpreter {service.interpreter}" if service.interpreter else "",
            _reading(service),
            f"understood: {Understood(service.understood).label.lower()}"
            if service.understood
            else "",
            service.reason,
        ]
    )
    tone: Any = "good" if service.outcome == ServiceOutcome.SERVED else "warning"
    return TimelineEntry(
        service.happened_at,
        f"{ServiceOutcome(service.outcome).label}, {ServiceMethod(service.how).label.lower()}",
        by=service.entered_by.name,
        text=text,
        tone=tone,
        link=_proof_of(service),
    )


def _reading(service: NoticeService) -> str:
    """Who read it aloud and in what language, as far as it was recorded."""
    language = f" in {language_name(service.language)}" if service.language else ""
    if service.read_by:
        return f"read aloud by {service.read_by}{language}"
    return f"read{language}" if language else ""


def _proof_of(service: NoticeService) -> Crumb:
    """The signed receipt, or where to attach it once it comes back."""
    way = [service.notice_id, service.pk]
    if service.proof_id:
        return Crumb("Signed receipt or other proof", reverse("desk:proof_file", args=way))
    return Crumb("Attach the signed receipt", reverse("desk:proof_new", args=way))
