"""Charts as plain SVG, laid out here: the same for pages and PDF, without scripts, with a text
alternative.

Withheld numbers are shown as a hatched stub with the word beside it, missing ones as words alone:
neither ever as a bar of zero.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reports.publication.figures.cells import NOT_REPORTED, WITHHELD, ShownCell

# The words stand above their bar, and the drawing is no wider than a phone: letters keep their size
# there.
LABEL, BAR, GAP, WIDTH, VALUES = 19, 15, 11, 340, 70
STUB = 26
SIGNS = {WITHHELD: "withheld", NOT_REPORTED: "no accepted report"}


@dataclass(frozen=True)
class Bar:
    """One bar laid out: its meaning, its position, its length."""

    label: str
    value: str
    y: int
    length: float
    hatched: bool
    height: int = BAR

    @property
    def label_y(self) -> int:
        return self.y - 5

    @property
    def value_y(self) -> int:
        return self.y + BAR - 3

    @property
    def value_x(self) -> float:
        return self.length + 6 if self.length else 0


@dataclass(frozen=True)
class Chart:
    """Horizontal bars with their numbers beside them; `ident` is unique on the page."""

    title: str
    ident: str
    bars: tuple[Bar, ...]
    width: int = WIDTH

    @property
    def height(self) -> int:
        return len(self.bars) * (LABEL + BAR + GAP)

    @property
    def words(self) -> str:
        """The chart as a sentence, for those who do not see it."""
        return "; ".join(f"{bar.label}: {bar.value}" for bar in self.bars) + "."

    def svg(self) -> SafeString:
        return render_to_string("public/chart.html", {"chart": self})


def words(shown: ShownCell) -> str:
    """A number for reading, in the language of the page: withheld and missing in words, never 0."""
    return gettext(SIGNS[shown.symbol]) if shown.symbol in SIGNS else str(shown.count)


def bar_chart(*, title: str, numbers: list[tuple[str, ShownCell]], ident: str) -> Chart:
    """Bars in the given order; the longest takes the full width."""
    top = max((shown.count or 0 for _, shown in numbers), default=0) or 1
    return Chart(
        title,
        ident,
        tuple(_bar(row, label, shown, top) for row, (label, shown) in enumerate(numbers)),
    )


def _bar(row: int, label: str, shown: ShownCell, top: int) -> Bar:
    hatched = shown.symbol == WITHHELD
    length = STUB if hatched else round((WIDTH - VALUES) * (shown.count or 0) / top, 1)
    return Bar(label, words(shown), LABEL + row * (LABEL + BAR + GAP), length, hatched)
