"""What the screens of returned reports show alike at the agency and at OPM: every return, each
reason beside its answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from reports.core.dates import long_date, short_moment
from reports.law.moments import local_day
from reports.submissions.follow_up.returns import AnsweredReason, ReturnRound, still_to_answer
from reports.submissions.models import ReturnReason, Submission
from reports.web.shared.html.components import Chip, Column, Table, TableCell
from reports.web.shared.html.submission_tables import COLUMN_TITLES


@dataclass(frozen=True)
class ShownRound:
    """One return as its table, with whoever returned it and the message that came with it."""

    title: str
    message: str
    table: Table


def shown_rounds(
    rounds: Sequence[ReturnRound],
    *,
    traced: bool = False,
    answering: Submission | None = None,
) -> list[ShownRound]:
    """Every return, the newest first: each of OPM's reasons with the line and column it concerns,
    and the agency's answer beside it. `traced` leads to the record, `answering` is the draft in
    which the newest reasons are to be answered.
    """
    return [
        ShownRound(
            _round_title(turn),
            turn.review.message,
            _reason_table(turn, traced=traced, answering=answering if number == 0 else None),
        )
        for number, turn in enumerate(rounds)
    ]


def _round_title(turn: ReturnRound) -> str:
    by = f" by {turn.review.decided_by.name}" if turn.review.decided_by else ""
    return f"Version {turn.version}, returned on {long_date(local_day(turn.review.decided_at))}{by}"


def _reason_table(turn: ReturnRound, *, traced: bool, answering: Submission | None) -> Table:
    columns = (
        Column("Reason"),
        Column("What is wrong, and how to fix it", width="wide"),
        Column("Where"),
        Column("The agency's answer", width="wide"),
    )
    missing = still_to_answer(answering, turn.reasons) if answering else {}
    rows = [
        [
            TableCell(f"{row.reason.position}. {row.reason.get_code_display()}"),
            TableCell(row.reason.text),
            _reason_place(row.reason, traced=traced),
            _answer_cell(row, answering, missing.get(row.reason.position, "")),
        ]
        for row in turn.reasons
    ]
    return Table(caption=_round_title(turn), columns=columns, rows=rows)


def _answer_cell(row: AnsweredReason, answering: Submission | None, missing: str) -> TableCell:
    url = (
        reverse("submissions:answer", args=[answering.pk, row.reason.position]) if answering else ""
    )
    if row.answer is None:
        return TableCell(
            "Answer this reason" if url else "No answer in words",
            url=url,
            detail=missing[:1].upper() + missing[1:],
            chip=Chip("answer needed", "warning") if missing else None,
        )
    kind = row.answer.get_kind_display()
    line = f", line {row.answer_line}" if row.answer_line else ""
    text = f"{kind}{line}: {row.answer.text}" if row.answer.text else f"{kind}{line}"
    by = f"{row.answer.given_by.name}, {short_moment(row.answer.given_at)}"
    detail = f"{missing[:1].upper()}{missing[1:]}" if missing else by
    return TableCell(text, url=url, detail=detail)


def _reason_place(reason: ReturnReason, *, traced: bool) -> TableCell:
    if reason.line is None:
        return TableCell("the whole report")
    record = (
        reverse("desk:access", args=[reason.line.access_id])
        if traced and reason.line.access_id
        else ""
    )
    column = f", {COLUMN_TITLES[reason.field].lower()}" if reason.field else ""
    return TableCell(
        f"Line {reason.line.position}{column}",
        url=record,
        detail="opens the record" if record else "",
    )
