"""Process figures: what agencies share of their own accord. Nothing in the statute asks for them; each table says so.

Statewide sums over the agencies that share, by half-year. A half-year's figures are frozen when they are first
published: later ones repeat them, so that no revision can be subtracted. A count from 1 to T-1 is withheld; so is a
part of a whole when what is left of the whole is that small, and a figure of which the others' part is that small for
one of the agencies that share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports.publication.edition import PRINTED, WITHHELD, Shown

NOT_REQUIRED = "not required by statute"
QUESTIONS = tuple(f"Q{number}" for number in range(1, 27))


@dataclass(frozen=True)
class Measure:
    """One thing counted; `part_of` names the measure that it is a part of."""

    name: str
    title: str
    part_of: str = ""


MEASURES: tuple[Measure, ...] = (
    Measure("requests", "Federal requests received"),
    Measure("refusals", "Requests answered with a refusal", part_of="requests"),
    Measure("reviews", "Requests reviewed by the head of the agency, subsection (c)", part_of="requests"),
    Measure("notices", "Requests whose first notice was issued, subsection (e)(1)", part_of="requests"),
    Measure("notices_on_time", "First notices issued within 24 hours of receipt", part_of="notices"),
    *(Measure(f"touching_{q}", f"Requests touching open question {q}", part_of="requests") for q in QUESTIONS),
)
NAMES = frozenset(measure.name for measure in MEASURES)
Counts = Mapping[str, int]


@dataclass(frozen=True)
class ProcessHalf:
    """One half-year: how many agencies share, and each measure as it is published."""

    half_year: str
    agencies: int
    shown: Mapping[str, Shown]


def protect(half_year: str, shared: Mapping[str, Counts], *, threshold: int) -> ProcessHalf:
    """Sum what agencies share, and withhold what tells of few."""
    total = {m.name: sum(counts.get(m.name, 0) for counts in shared.values()) for m in MEASURES}
    hidden = {m.name for m in MEASURES if _tells_of_few(m, total, shared, threshold)}
    for measure in MEASURES:  # a narrow whole would narrow its withheld part
        if measure.name in hidden and measure.part_of and total[measure.part_of] < 2 * threshold:
            hidden.add(measure.part_of)
    shown = {name: Shown(None, WITHHELD) if name in hidden else Shown(count, PRINTED) for name, count in total.items()}
    return ProcessHalf(half_year, len(shared), shown)


def _tells_of_few(measure: Measure, total: Counts, shared: Mapping[str, Counts], threshold: int) -> bool:
    count = total[measure.name]
    left = total[measure.part_of] - count if measure.part_of else 0
    others = (count - counts.get(measure.name, 0) for counts in shared.values())
    return any(0 < few < threshold for few in (count, left, *others))


def process_rows(halves: tuple[ProcessHalf, ...]) -> Iterator[dict[str, str]]:
    """The rows of process.csv."""
    for half in halves:
        for measure in MEASURES:
            shown = half.shown[measure.name]
            yield {
                "half_year": half.half_year, "measure": measure.name, "title": measure.title,
                "agencies": str(half.agencies), "count": shown.text, "symbol": shown.symbol, "required": NOT_REQUIRED,
            }  # fmt: skip


def frozen(halves: tuple[ProcessHalf, ...]) -> dict[str, object]:
    """As it is kept with the edition: what was printed, never what was withheld."""
    return {
        half.half_year: {
            "agencies": half.agencies,
            "counts": {name: shown.count for name, shown in half.shown.items()},
        }
        for half in halves
    }


def thawed(kept: Mapping[str, Mapping[str, object]]) -> dict[str, ProcessHalf]:
    """Half-years that an earlier edition has published."""
    found: dict[str, ProcessHalf] = {}
    for half_year, said in kept.items():
        counts: Mapping[str, int | None] = said["counts"]  # type: ignore[assignment]
        shown = {m.name: _shown(counts.get(m.name)) for m in MEASURES}
        found[half_year] = ProcessHalf(half_year, int(str(said["agencies"])), shown)
    return found


def _shown(count: int | None) -> Shown:
    return Shown(None, WITHHELD) if count is None else Shown(count, PRINTED)
