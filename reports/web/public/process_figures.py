"""Process figures on an edition's page: what agencies share of their own accord, as a chart and a
table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.publication.content.edition import EditionContent
from reports.publication.figures.cells import ShownCell
from reports.publication.presentation.arrange import period_words, short_label
from reports.publication.presentation.svg_charts import Chart, bar_chart, words
from reports.web.shared.html.labels import question_of

TOUCHING = "touching_"
BARS = {
    "reviews": "Requests reviewed by the head of the agency",
    "notices": "Requests whose first notice was issued",
}


@dataclass(frozen=True)
class ProcessLine:
    """One figure of one half-year; `about` is the open question it touches, in English as the law
    pages have it.
    """

    period: str
    title: str
    about: str
    agencies: str
    number: str


def process_lines(content: EditionContent) -> list[ProcessLine]:
    """What is not zero, the newest half-year first; the zeros are in process.csv."""
    rows = [row for row in content.process_read if row["count"] != 0]
    order = sorted(rows, key=lambda row: str(row["half_year"]), reverse=True)
    return [
        ProcessLine(
            str(row["half_year"]),
            _title(row),
            _about(row),
            str(row["agencies"]),
            words(_measure_cell(row)),
        )
        for row in order
    ]


def process_chart(content: EditionContent) -> Chart | None:
    """The newest half-year's measures, open questions apart; None where no agency shares."""
    newest = max((str(row["half_year"]) for row in content.process_read), default="")
    rows = _measures(content.process_read, newest)
    numbers = [
        (short_label(_(BARS.get(str(row["measure"])) or str(row["title"]))), _measure_cell(row))
        for row in rows
    ]
    title = _("Process figures, {period}").format(period=period_words(newest))
    return bar_chart(title=title, numbers=numbers, ident="process") if numbers else None


def _measures(rows: Iterable[Mapping[str, object]], half_year: str) -> list[Mapping[str, object]]:
    return [
        row
        for row in rows
        if row["half_year"] == half_year and not str(row["measure"]).startswith(TOUCHING)
    ]


def _measure_cell(row: Mapping[str, object]) -> ShownCell:
    count = row["count"]
    return ShownCell(count if isinstance(count, int) else None, str(row["symbol"]))


def _title(row: Mapping[str, object]) -> str:
    measure = str(row["measure"])
    if measure.startswith(TOUCHING):
        return _("Requests touching open question {question}").format(
            question=measure.removeprefix(TOUCHING)
        )
    return _(str(row["title"]))


def _about(row: Mapping[str, object]) -> str:
    measure = str(row["measure"])
    question = question_of(measure.removeprefix(TOUCHING)) if measure.startswith(TOUCHING) else None
    return str(question.title) if question else ""
