"""Sample values of every component."""

from __future__ import annotations

from datetime import UTC, date, datetime

from reports.law.findings import Assessment, Duty, Finding
from reports.law.vocabulary import Outcome
from reports.web.shared.html import components

AT = datetime(2026, 11, 21, 19, 10, tzinfo=UTC)
ASSESSMENT = Assessment(
    on=date(2026, 3, 1),
    law_version="2025-10-01",
    covered=True,
    is_detainer=True,
    overlays=(),
    findings=(
        Finding(
            "hold",
            Outcome.NOT_PROHIBITED,
            "hold_needs_a_ground",
            "54-192h(b)(1)(A)(ii)",
            "A conviction of a class A or B felony lifts the ban on holding.",
            ("Q4", "Q6", "Q8"),
        ),
        Finding(
            "notify_release",
            Outcome.UNSETTLED,
            "release_messages",
            "54-192h(b)(1)(B)",
            "The text does not say which grounds allow release messages.",
            ("Q2",),
        ),
        Finding(
            "arrest_on_administrative_warrant",
            Outcome.PROHIBITED,
            "no_administrative_arrest",
            "54-192h(b)(1)(C)",
            "No ground allows an arrest on an administrative warrant.",
            (),
            True,
        ),
    ),
    duties=(
        Duty("copy_and_intent_notice", "54-192h(e)(1)", "on_receipt"),
        Duty("head_review", "54-192h(c)", "before_any_response"),
    ),
)


def table() -> components.Table:
    columns = (
        components.Column("Number", sort="number"),
        components.Column("Received", sort="received"),
        components.Column("Status"),
        components.Column("Days", numeric=True),
    )
    chips = (
        components.Chip("Waiting for head review", "waiting"),
        components.Chip("Notice served", "good"),
        components.Chip("Notice late", "stop"),
        components.Chip("Unsettled", "unsettled"),
        components.Chip("Cancelled"),
        components.Chip("Draft", "info"),
        components.Chip("Check", "warning"),
    )
    rows = [
        (
            components.TableCell(f"HPD-2026-00{41 - n}", url="#", detail="I-247A by fax"),
            components.TableCell(moment=AT),
            components.TableCell(chip=chip),
            n * 3,
        )
        for n, chip in enumerate(chips)
    ]
    return components.Table(
        "Detainers of this half-year",
        columns,
        rows,
        sort="-received",
        page=components.PageLinks(4, 12, "sort=-received"),
    )


def context() -> dict[str, object]:
    return {
        "header": components.PageHeader(
            title="Detainer HPD-2026-0041",
            eyebrow="I-247A · Hartford",
            lead="What stands recorded, and what is owed next.",
            crumbs=(components.Crumb("Desk", "/"), components.Crumb("Detainers", "/")),
            chip=components.Chip("Waiting for head review", "waiting"),
            actions=(
                components.Action("Print packet", "#", icon="print"),
                components.Action(
                    "Record decision",
                    kind="primary",
                    refusal="This step needs the role Head of the agency.",
                ),
            ),
        ),
        "warning": components.Alert(
            "warning",
            "Sender not verified",
            "Nobody has called back yet.",
            ("Call a number you know.",),
            components.Action("Record call-back", "#"),
        ),
        "stop": components.Alert(
            "stop", "Custody outlasts the release due", "Release was due at 9:00 AM."
        ),
        "rows": (
            components.SummaryRow("Received", "Nov 21, 2026, 2:10 PM", url="#"),
            components.SummaryRow("Form", "I-247A", hint="Edition 3/17"),
            components.SummaryRow("Verified", chip=components.Chip("By call-back", "good")),
            components.SummaryRow("Federal officer", ""),
        ),
        "table": table(),
        "nothing": components.Table(
            "Nothing",
            table().columns,
            (),
            components.EmptyState(
                "No detainers yet",
                "They appear here once logged.",
                components.Action("Log one", "#", "primary"),
            ),
        ),
        "steps": (
            components.Step("Receipt", "#", "done"),
            components.Step("Person", "#", "problem"),
            components.Step("Request", state="current"),
            components.Step("Custody"),
            components.Step("Check"),
        ),
        "entries": (
            components.TimelineEntry(
                AT, "Head review recorded", "A. Rivera", "By telephone at 2:40 PM.", "good"
            ),
            components.TimelineEntry(AT, "Notice N1 rendered"),
            components.TimelineEntry(AT, "Detainer logged", "J. Clerk", tone="info"),
        ),
        "tiles": (
            components.Tile("Detainers", 41, "since Jul 1"),
            components.Tile("Notices late", 2, url="#", tone="stop"),
            components.Tile("Accesses", 3),
            components.Tile("Half-year due", "40 d", tone="warning"),
        ),
        "items": (
            components.WorkItem(
                "Review request of release date",
                "#",
                "HPD-2026-0041",
                AT,
                late=True,
                chip=components.Chip("Head review", "waiting"),
            ),
            components.WorkItem("Serve notice N1", "#", "HPD-2026-0040", AT),
        ),
        "working": components.Progress(
            "Notice N1 in Spanish is being laid out", "working", "/poll/"
        ),
        "done": components.Progress(
            "Notice N1",
            "done",
            next_url="#",
            next_label="Open the notice",
            detail="Two pages, stored.",
        ),
        "failed": components.Progress("Notice N2", "failed"),
        "confirm": components.Confirm(
            "Void this notice?",
            "It stays in the record, marked void.",
            "Void the notice",
            "/",
            "/",
            ("The code on it will say so.",),
            danger=True,
            fields=(("number", "7"),),
        ),
        "file": components.FileRow(
            "Scan of the I-247A",
            "PDF",
            234_567,
            "#",
            AT,
            "J. Clerk",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ),
        "assessment": ASSESSMENT,
        "definition": components.GlossaryTerm("access", "One act of ICE access.", "54-192h(a)(6)"),
    }
