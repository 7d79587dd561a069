"""What goes with a notice, as its page shows it: copy, large print, script, links, and its
replacement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from reports.core import clock
from reports.lifecycle import refusal
from reports.notices.actions.enclose import ENCLOSURE_JOB
from reports.notices.kinds import NoticeKind
from reports.notices.models import Enclosure, Notice
from reports.notices.policies import check_can_enclose
from reports.notices.printing.failures import (
    NoticeFailure,
    failure_named,
    failure_of_enclosure,
)
from reports.notices.printing.parts import newest_enclosures
from reports.notices.queries import links_of
from reports.notices.status import EnclosureKind, NoticeStatus, Recipient
from reports.notices.text.languages import language_name
from reports.outbox.models import JobStatus
from reports.outbox.queries import newest_job
from reports.persons.vocabulary import CanRead
from reports.web.desk.notices.page.signature import FIX_IT, fixing_url
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Action, Alert, Chip, SummaryRow
from reports.web.shared.html.formatting import moment
from reports.workflow.enclosures import ENCLOSED, attachments_to_enclose

GIVEN_UP = "It was tried again and again, and given up. Select Create it to try it once more."
HINTS = {
    EnclosureKind.COPY: "The scans as pictures behind a cover that says in words what they show.",
    EnclosureKind.LARGE: "The same words at 18 points, one language under the other.",
    EnclosureKind.SCRIPT: "For who reads it aloud and for the interpreter, passage by passage.",
    EnclosureKind.RECEIPT: (
        "For the agency to keep. Once it is signed, scan it and attach it to the service."
    ),
}
MADE = {
    NoticeStatus.RENDERING: Chip("Being created", "waiting"),
    NoticeStatus.READY: Chip("Made", "good"),
    NoticeStatus.COULD_NOT_RENDER: Chip("Could not be made", "stop"),
}


@dataclass(frozen=True)
class EnclosureRow:
    """One enclosure of a notice: what it is, its status, what can be done."""

    title: str
    hint: str
    chip: Chip | None
    url: str
    made_url: str
    action: Action | None
    cause: str = ""
    fix_url: str = ""
    fix_label: str = ""


def enclosure_rows(request: AppHttpRequest, notice: Notice) -> list[EnclosureRow]:
    """A line for each form of enclosure that this notice can have."""
    papers = newest_enclosures(notice)
    refused = refusal(check_can_enclose, request.user, notice, on=clock.today())
    return [_line(notice, form, papers.get(form), refused) for form in _forms(notice)]


def _forms(notice: Notice) -> list[EnclosureKind]:
    encloses = notice.kind in {kind.value for kind in ENCLOSED}
    others = [EnclosureKind.LARGE, EnclosureKind.SCRIPT, EnclosureKind.RECEIPT]
    return [EnclosureKind.COPY, *others] if encloses else others


def _line(
    notice: Notice, form: EnclosureKind, paper: Enclosure | None, refused: str
) -> EnclosureRow:
    scans = attachments_to_enclose(notice) if form is EnclosureKind.COPY else []
    action = None
    failure = _failure(paper)
    stale = paper is None or failure is not None or _is_behind(paper, [str(s.pk) for s in scans])
    if stale:
        missing = (
            "No scan is attached to the record." if form is EnclosureKind.COPY and not scans else ""
        )
        action = Action(
            "Create it",
            reverse("desk:enclosure_request", args=[notice.pk, form.value]),
            post=True,
            refusal=refused or missing,
        )
    made = paper is not None and paper.file_id is not None
    return EnclosureRow(
        title=str(form.label),
        hint=HINTS[form],
        chip=_chip(paper, failure) if paper else None,
        url=reverse("desk:enclosure_file", args=[notice.pk, paper.pk]) if paper and made else "",
        made_url=_made_url(notice, paper) if paper and made else "",
        action=action,
        cause=failure.cause if failure else "",
        fix_url=fixing_url(failure, notice) if failure else "",
        fix_label=FIX_IT[failure.fixed_at] if failure else "",
    )


def _failure(paper: Enclosure | None) -> NoticeFailure | None:
    """Why an enclosure has no file: none where it has one, or is still being made."""
    if paper is None or paper.file_id is not None:
        return None
    if paper.status == NoticeStatus.COULD_NOT_RENDER:
        return failure_of_enclosure(paper)
    job = newest_job(kind=ENCLOSURE_JOB, object_id=paper.pk)
    if job is None or job.status != JobStatus.FAILED:
        return None
    failure = failure_named(job.error_code)
    return replace(failure, cause=f"{failure.cause} {GIVEN_UP}")


def _chip(paper: Enclosure, failure: NoticeFailure | None) -> Chip | None:
    if failure is not None and paper.status == NoticeStatus.RENDERING:
        return Chip("Given up", "stop")
    return MADE.get(NoticeStatus(paper.status))


def _made_url(notice: Notice, paper: Enclosure) -> str:
    """The enclosure without a mark, where its notice is void or replaced."""
    return "" if notice.is_live else reverse("desk:enclosure_original", args=[notice.pk, paper.pk])


def _is_behind(paper: Enclosure, scans: list[str]) -> bool:
    """Whether scans were added after the copy was made."""
    return paper.form == EnclosureKind.COPY and paper.sources != scans


def reading_alert(notice: Notice) -> Alert | None:
    """What to do when serving somebody who cannot read, or whose language has no notice."""
    person = notice.detainer.named
    wanted = person.language.split("-")[0].lower()
    if person.can_read == CanRead.NO:
        text = (
            "Read the notice aloud in a language the person understands, and record the"
            " interpreter's name."
        )
        return Alert("warning", "The person cannot read", text)
    if notice.language == "en" and wanted not in {"", "en", "eng", "und"}:
        text = (
            f"The record says {language_name(person.language)}. Read the notice aloud with an"
            " interpreter, and"
            " record the name."
        )
        return Alert("warning", "There is no sheet in the person's language", text)
    if person.can_read == CanRead.NOT_ASKED:
        return Alert(
            "info", "Nobody asked if the person can read", "Ask when you serve the notice."
        )
    return None


def standing_rows(notice: Notice) -> list[SummaryRow]:
    """The notice before, and the one that replaced it."""
    rows = []
    if notice.supersedes:
        before = notice.supersedes
        rows.append(
            SummaryRow(
                "Replaces",
                f"No. {before.number}",
                url=reverse("desk:notice", args=[before.pk]),
                url_label="Open",
            )
        )
    later: Notice | None = getattr(notice, "superseded_by", None)
    if later:
        url = reverse("desk:notice", args=[later.pk])
        rows.append(SummaryRow("Replaced by", f"No. {later.number}", url=url, url_label="Open"))
    return rows


def render_again_url(notice: Notice) -> str:
    """Where a corrected notice is created to replace this one, from the present record."""
    if not notice.is_live or notice.kind == NoticeKind.CORRECTION:
        return ""
    subject = notice.access_id or notice.detainer_id
    return reverse("desk:notice_create", args=[notice.kind, subject])


@dataclass(frozen=True)
class LinkLine:
    """A link that was mailed."""

    recipient: str
    sent: str
    state: Chip
    withdraw_url: str


def link_lines(notice: Notice, *, at: datetime) -> list[LinkLine]:
    """The links to this notice, newest first."""
    lines = []
    for link in links_of(notice):
        url = ""
        if link.withdrawn_at:
            state = Chip("Withdrawn")
        elif link.expires_at <= at:
            state = Chip("Run out")
        else:
            state = Chip(f"Open until {moment(link.expires_at)}", "waiting")
            url = reverse("desk:link_withdraw", args=[notice.pk, link.pk])
        if link.opened_at:
            state = Chip(f"Opened {moment(link.opened_at)}", "good")
        lines.append(
            LinkLine(
                Recipient(link.recipient).label,
                f"{link.address}, {moment(link.made_at)}",
                state,
                url,
            )
        )
    return lines
