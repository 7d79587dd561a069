"""What happened to a detainer, newest first: each act with who entered it, and when, where that was
later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse

from reports.access.kinds import AccessKind
from reports.core.dates import short_moment
from reports.detainers import vocabulary
from reports.detainers.models import AttachmentKind, Decision, Detainer, HeadReview
from reports.records.case_file import CaseFile
from reports.web.desk.detainers.record.summary import entered_later
from reports.web.shared.current_agency import listed
from reports.web.shared.html.components import TimelineEntry, Tone
from reports.web.shared.html.labels import label_of

LATE = timedelta(hours=1)


def timeline(
    detainer: Detainer, happened: Iterable[CaseFile], decisions: Iterable[Decision]
) -> list[TimelineEntry]:
    """What happened, newest first, each with who entered it. Within a minute, the order of entry
    counts.
    """
    entries = [(row.at, row.entered, _entry(row)) for row in happened if row.what in _WORDED]
    entries += [
        (decision.decided_at, decision.entered_at, _decided(decision)) for decision in decisions
    ]
    received = TimelineEntry(
        detainer.received_at, "Received", text=vocabulary.Channel(detainer.channel).label
    )
    logged = TimelineEntry(
        detainer.entered_at, "Recorded", by=detainer.entered_by.name, text=entered_later(detainer)
    )
    entries += [
        (detainer.received_at, detainer.received_at, received),
        (detainer.entered_at, detainer.entered_at, logged),
    ]
    ordered = sorted(
        entries, key=lambda item: (item[0].replace(second=0, microsecond=0), item[1]), reverse=True
    )
    return [entry for _, _, entry in ordered]


def _decided(decision: Decision) -> TimelineEntry:
    mark = "Differs from assessment" if decision.is_departure else ""
    if decision.departure_reason and not decision.is_departure:
        mark = "Acts where the law is unsettled"
    text = _with_entry(mark, decision.decided_at, decision.entered_at)
    return TimelineEntry(
        decision.decided_at,
        f"Decision {decision.number}",
        by=decision.decided_by.name,
        text=text,
        tone="info",
    )


def _entry(row: CaseFile) -> TimelineEntry:
    title, text, tone = _WORDED[row.what](row)
    url = reverse("desk:access", args=[row.pk]) if row.what == "access" else ""
    return TimelineEntry(
        row.at, title, by=row.by, text=_with_entry(text, row.at, row.entered), tone=tone, url=url
    )


Worded = tuple[str, str, Tone]


def _review(row: CaseFile) -> Worded:
    if row.second_flag:
        return f"Phone review: {row.other} says there was none", row.text, "stop"
    if row.code == HeadReview.Manner.TELEPHONE:
        state = "confirmed" if row.flag else "not confirmed yet"
        return (
            f"Reviewed by phone with {row.other} ({state})",
            row.text,
            "info" if row.flag else "warning",
        )
    return f"Reviewed by {row.other}", row.text, "info"


def _reply(row: CaseFile) -> Worded:
    what = "Refusal sent" if row.flag else "Told of release" if row.second_flag else "Reply sent"
    return what, listed([row.text_too, row.text]), "warning" if row.second_flag else "neutral"


def _access(row: CaseFile) -> Worded:
    state = " (voided)" if row.flag else " (corrected)" if row.second_flag else ""
    return (
        f"Access {AccessKind(row.code).label}{state}",
        row.text,
        "neutral" if state else "warning",
    )


def _attachment(row: CaseFile) -> Worded:
    return f"Attached: {AttachmentKind(row.code).label}", row.text, "neutral"


def _event(row: CaseFile) -> Worded:
    known = row.code in vocabulary.CustodyOutcome.values
    return (
        (vocabulary.CustodyOutcome(row.code).label if known else label_of(row.code)),
        row.text,
        "info",
    )


def _order(row: CaseFile) -> Worded:
    state = " (lifted)" if row.flag else ""
    return (
        f"Court order recorded{state}",
        listed([row.text, row.text_too]),
        "neutral" if row.flag else "stop",
    )


def _communication(row: CaseFile) -> Worded:
    way = "to" if row.flag else "from"
    return f"Communication {way} the federal agency", listed([row.text_too, row.text]), "neutral"


def _correction(row: CaseFile) -> Worded:
    return f"Corrected (version {row.code} kept)", row.text, "neutral"


def _against(row: CaseFile) -> Worded:
    what = "The reply" if row.second_flag else "An access"
    seen = f"acknowledged by {row.other}" if row.flag else "not acknowledged yet"
    title = f"{what} differed from the decision in force ({seen})"
    return title, row.text, "info" if row.flag else "stop"


_WORDED = {
    "against": _against,
    "review": _review,
    "reply": _reply,
    "access": _access,
    "paper": _attachment,
    "event": _event,
    "correction": _correction,
    "order": _order,
    "communication": _communication,
}


def _with_entry(text: str, at: datetime, entered: datetime) -> str:
    """What happened, and when it was written down where that was more than an hour after."""
    late = f"Entered later, {short_moment(entered)}" if entered - at > LATE else ""
    return f"{text.rstrip('.')}. {late}" if text and late else text or late
