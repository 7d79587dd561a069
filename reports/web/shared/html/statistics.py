"""A statistic with its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from reports.publication.figures.cells import ShownCell
from reports.publication.presentation.svg_charts import bar_chart
from reports.web.shared.html.components import Table

HALF_YEARS = 8


@dataclass(frozen=True)
class StatisticFigure:
    """A chart, its content in a sentence, and its numbers."""

    title: str
    svg: SafeString
    words: str
    table: Table


def figure(
    title: str, ident: str, numbers: list[tuple[str, int | None]], table: Table
) -> StatisticFigure:
    """Bars of known numbers; an unknown number is written as such, never shown as zero."""
    shown = [
        (label, ShownCell(count, "" if count is not None else "n")) for label, count in numbers
    ]
    chart = bar_chart(title=title, numbers=shown, ident=ident)
    return StatisticFigure(title, chart.svg(), chart.words, table)


def _known(value: Any) -> str:
    return "not known" if value is None else str(value)
