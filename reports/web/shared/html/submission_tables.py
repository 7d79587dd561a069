"""What the screens of half-years show alike at the agency and at OPM: lines, checks, differences,
versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from reports.access.kinds import AccessKind, Basis
from reports.persons.vocabulary import Ethnicity, Race, Sex
from reports.submissions.agency_queries import lines_of
from reports.submissions.checks import CheckFinding, Severity
from reports.submissions.content import COLUMNS, LineDifference, ReportLine
from reports.submissions.known import KnownReport
from reports.submissions.models import ReviewRound, Submission, SubmissionLine
from reports.submissions.status import ReportStanding, Source, SubmissionStatus
from reports.web.shared.html.components import (
    Chip,
    Column,
    EmptyState,
    GlossaryTerm,
    SummaryRow,
    Table,
    TableCell,
    TimelineEntry,
    Tone,
)
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.pagination import ON_A_PAGE, links_of, page_of

STATUS_TONES: dict[str, Tone] = {
    SubmissionStatus.DRAFT: "waiting",
    SubmissionStatus.CERTIFIED: "info",
    SubmissionStatus.IN_REVIEW: "info",
    SubmissionStatus.RETURNED: "warning",
    SubmissionStatus.ACCEPTED: "good",
    SubmissionStatus.SUPERSEDED: "neutral",
    SubmissionStatus.DISCARDED: "neutral",
}
# Silence has no color of alarm: (e)(3) asks for a report only where access was given.
STANDING_TONES: dict[str, Tone] = {
    ReportStanding.NOT_ASKED: "neutral",
    ReportStanding.NOT_REQUIRED: "neutral",
    ReportStanding.NOT_YET_DUE: "waiting",
    ReportStanding.NOT_HEARD: "neutral",
    ReportStanding.RECEIVED: "info",
    ReportStanding.IN_REVIEW: "info",
    ReportStanding.RETURNED: "warning",
    ReportStanding.CONFIRMED_ZERO: "good",
    ReportStanding.REPORTED: "good",
}
OWED = "A report is owed"
DIFFERENCE_TONES: dict[str, Tone] = {"changed": "warning", "added": "good", "removed": "stop"}
SEVERITY_TONES: dict[str, Tone] = {
    Severity.BLOCKS: "stop",
    Severity.MUST_EXPLAIN: "warning",
    Severity.NOTE: "info",
}
COLUMN_TITLES = {
    "access_on": "Date of access",
    "access_kind": "Kind",
    "basis": "Basis",
    "race": "Race",
    "ethnicity": "Ethnicity",
    "sex": "Sex",
    "age": "Age",
}
_LABELS: dict[str, Any] = {
    "access_kind": AccessKind,
    "basis": Basis,
    "race": Race,
    "ethnicity": Ethnicity,
    "sex": Sex,
}
CODES = tuple(
    GlossaryTerm(
        COLUMN_TITLES[name],
        "; ".join(f"{word.value}: {word.label}" for word in words),
        "54-192h(a)(6), (e)(3)",
    )
    for name, words in _LABELS.items()
)


def status_chip(submission: Submission) -> Chip:
    return Chip(SubmissionStatus(submission.status).label, STATUS_TONES[submission.status])


def standing_chip(known: KnownReport) -> Chip:
    """Where a report stands, for the agency and OPM: a report that the agency's own log shows to be
    owed is said to be.
    """
    if known.is_owed and known.newest is None:
        return Chip(OWED, "warning")
    return Chip(known.standing.label, STANDING_TONES[known.standing])


def short_hash(sha256: str) -> str:
    """The first half of a hash in groups, as one compares it by eye."""
    return " ".join(sha256[start : start + 4] for start in range(0, 16, 4))


def lines_page(submission: Submission, number: str | None, *, size: int = ON_A_PAGE) -> Page[Any]:
    return page_of(lines_of(submission), number, size=size, known_count=submission.line_count)


LINE_COLUMNS = (
    Column("Line", width="narrow"),
    Column("Date of access"),
    Column("Kind"),
    Column("Basis"),
    Column("Race"),
    Column("Ethnicity"),
    Column("Sex"),
    Column("Age", numeric=True),
)


def line_table(
    page: Page[Any], *, traced: bool = False, marked: frozenset[int] = frozenset()
) -> Table:
    """Lines exactly as they are sent. `traced` links to the agency's records.

    How much of a line is published is for disclosure control to say, over all lines of an edition;
    nothing is promised of it beside a line.
    """
    first = page.start_index()
    return Table(
        caption="Lines of the report",
        caption_hidden=True,
        columns=LINE_COLUMNS,
        rows=[
            _line_cells(number, line, traced=traced, marked=number in marked)
            for number, line in enumerate(page.object_list, start=first)
        ],
        page=links_of(page),
        empty=EmptyState(
            "No access", "The report says that no ICE access was given in this reporting period."
        ),
    )


def _line_cells(
    number: int, line: SubmissionLine | ReportLine, *, traced: bool, marked: bool
) -> list[TableCell]:
    record = reverse("desk:access", args=[line.access_id]) if traced and line.access_id else ""
    return [
        TableCell(number, url=record, detail="see checks" if marked else ""),
        TableCell(line.access_on.isoformat()),
        TableCell(line.access_kind),
        TableCell(line.basis),
        TableCell(line.race),
        TableCell(line.ethnicity),
        TableCell(line.sex),
        TableCell("" if line.age is None else line.age),
    ]


def difference_table(differences: Sequence[LineDifference], *, caption: str) -> Table:
    """What changed between two versions, line by line and column by column."""
    columns = (Column("Change"), *(Column(COLUMN_TITLES[name]) for name in COLUMNS))
    return Table(
        caption=caption,
        columns=columns,
        rows=[_difference_cells(difference) for difference in differences[:200]],
        empty=EmptyState("No difference", "Both versions say the same."),
    )


def _difference_cells(difference: LineDifference) -> list[TableCell]:
    before, after = difference.before, difference.after
    kind = "changed" if before and after else "added" if after else "removed"
    cells = [
        (
            TableCell(_shown_value(before, name), detail=_became(difference, name))
            if before
            else TableCell(_shown_value(after, name))
        )
        for name in COLUMNS
    ]
    return [TableCell(chip=Chip(kind, DIFFERENCE_TONES[kind])), *cells]


def _became(difference: LineDifference, name: str) -> str:
    return (
        f"now {_shown_value(difference.after, name)}" if name in difference.changed_columns else ""
    )


def _shown_value(line: ReportLine | None, name: str) -> str:
    value = getattr(line, name)
    return "not recorded" if value is None else str(value)


def version_rows(submission: Submission) -> list[SummaryRow]:
    """The facts of one version."""
    rows = [
        SummaryRow(
            "Version",
            f"{submission.version}"
            + (f", round {submission.round}" if submission.round > 1 else ""),
        ),
        SummaryRow("Source", Source(submission.source).label),
        SummaryRow(
            "Accesses",
            submission.line_count,
            hint=f"of {counted(submission.person_count, 'person')}"
            if submission.line_count
            else "",
        ),
        SummaryRow(
            "Hash of the content",
            short_hash(submission.content_sha256),
            hint="SHA-256, first 16 characters",
        ),
    ]
    if submission.certified_by is not None:
        rows.append(
            SummaryRow("Certified by", submission.certified_by.name, hint=submission.certified_as)
        )
    elif submission.certified_as:
        rows.append(SummaryRow("Certified on paper by", submission.certified_as))
    if submission.is_amendment:
        rows.append(
            SummaryRow(
                "Amends an accepted report",
                submission.get_amendment_code_display(),
                hint=submission.amendment_reason,
            )
        )
    return rows


def history_entries(versions: Sequence[Submission], *, link: str) -> list[TimelineEntry]:
    """Every version and review, newest first: what arrived, what was answered and why."""
    entries = [entry for version in versions for entry in _entries_of(version, link)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _entries_of(version: Submission, link: str) -> list[TimelineEntry]:
    entries = [_answer_entry(version, review) for review in version.reviews.all()]
    url = reverse(link, args=[version.pk])
    title = f"Version {version.version}"
    if version.received_at is None:
        word = "dropped" if version.status == SubmissionStatus.DISCARDED else "compiled"
        return [TimelineEntry(version.compiled_at, f"{title} {word}", text=_size(version), url=url)]
    by = version.certified_by.name if version.certified_by else version.certified_as
    arrived = {Source.IMPORTED: "loaded by OPM", Source.RECEIVED_OUTSIDE: "entered by OPM"}.get(
        Source(version.source), "certified and submitted"
    )
    return [
        TimelineEntry(
            version.received_at,
            f"{title} {arrived}",
            by=by,
            text=_size(version),
            tone="info",
            url=url,
        ),
        *entries,
    ]


def _answer_entry(version: Submission, review: ReviewRound) -> TimelineEntry:
    reasons = [_reason_text(reason) for reason in review.reasons.all()]
    tone: Tone = "good" if review.outcome == ReviewRound.Outcome.ACCEPTED else "warning"
    by = "OPM" if review.decided_by is None else f"{review.decided_by.name}, OPM"
    text = " ".join([review.message, *reasons]).strip()
    title = f"Version {version.version}: {review.get_outcome_display().lower()}"
    return TimelineEntry(review.decided_at, title, by=by, text=text, tone=tone)


def _reason_text(reason: Any) -> str:
    where = f"Line {reason.line.position}" if reason.line else ""
    column = COLUMN_TITLES.get(reason.field, "")
    place = ", ".join(part for part in (where, column.lower()) if part)
    return (
        f"{reason.position}. {reason.get_code_display()}{f' ({place})' if place else ''}:"
        f" {reason.text}"
    )


def _size(version: Submission) -> str:
    return (
        "No access."
        if version.is_nil
        else f"{counted(version.line_count, 'access', 'accesses')},"
        f" {counted(version.person_count, 'person')}."
    )


def problem_chip(problem: CheckFinding) -> Chip:
    return Chip(problem.title, SEVERITY_TONES[problem.severity])
