"""Process figures, which agencies share voluntarily. No statute requires them; each table says so.

Statewide sums over the agencies that share, by half-year. A half-year's figures are frozen when
they are first published: later editions repeat them, so that no revision can be subtracted. A count
from 1 to T-1 is withheld; so is a part of a whole when the remainder of the whole is that small,
and a figure of which the others' part is that small for one of the agencies that share. Then linear
programs withhold as much more as is needed to keep the interval of each of these at least T wide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.publication.disclosure.control import PROCESS, Verdict, verdict_on
from reports.publication.disclosure.process_figures import Counts, measure_cell, process_system
from reports.publication.disclosure.suppression import suppress
from reports.publication.figures.cells import PRINTED, WITHHELD, ShownCell

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
    Measure(
        "reviews", "Requests reviewed by the head of the agency, subsection (c)", part_of="requests"
    ),
    Measure(
        "notices", "Requests whose first notice was issued, subsection (e)(1)", part_of="requests"
    ),
    Measure(
        "notices_on_time", "First notices issued within 24 hours of receipt", part_of="notices"
    ),
    *(
        Measure(f"touching_{q}", f"Requests touching open question {q}", part_of="requests")
        for q in QUESTIONS
    ),
)
NAMES = frozenset(measure.name for measure in MEASURES)
WHOLE_OF = {measure.name: measure.part_of for measure in MEASURES}


@dataclass(frozen=True)
class ProcessHalf:
    """One half-year: how many agencies share, and each measure as published."""

    half_year: str
    agencies: int
    shown: Mapping[str, ShownCell]


def protect(
    half_year: str, shared: Mapping[str, Counts], *, threshold: int, pooling: int = 1
) -> ProcessHalf:
    """Sum what agencies share, and withhold what reveals small counts."""
    total, hidden = _ruled(shared, threshold)
    universe = process_system(
        half_year, WHOLE_OF, shared, hidden=hidden, threshold=threshold, pooling=pooling
    )
    suppress(universe)
    open_now = {
        cell.attributes[0][1]
        for cell, place in universe.current.items()
        if universe.system.open[place]
    }
    shown = {
        name: ShownCell(None, WITHHELD) if name in open_now else ShownCell(count)
        for name, count in total.items()
    }
    return ProcessHalf(half_year, len(shared), shown)


def attacked(
    half: ProcessHalf, shared: Mapping[str, Counts], *, threshold: int, pooling: int = 1
) -> Verdict:
    """Attack a half-year as it is or was published, as the public and as each agency that shares.

    Raises ValueError where what was printed is not the sum of what was shared.
    """
    hidden = {name for name, shown in half.shown.items() if shown.count is None}
    universe = process_system(
        half.half_year, WHOLE_OF, shared, hidden=hidden, threshold=threshold, pooling=pooling
    )
    for name, shown in half.shown.items():
        place = universe.current[measure_cell(half.half_year, name)]
        if shown.count is not None and shown.count != universe.system.value[place]:
            raise ValueError(
                f"process figures of {half.half_year}: {name} is not the sum of what was shared"
            )
    return verdict_on(half.half_year, universe, about=PROCESS)


def _ruled(shared: Mapping[str, Counts], threshold: int) -> tuple[dict[str, int], set[str]]:
    """The sums, with what the rules alone withhold."""
    total = {m.name: sum(counts.get(m.name, 0) for counts in shared.values()) for m in MEASURES}
    hidden = {m.name for m in MEASURES if _tells_of_few(m, total, shared, threshold)}
    for measure in MEASURES:  # a narrow whole would narrow its withheld part
        if measure.name in hidden and measure.part_of and total[measure.part_of] < 2 * threshold:
            hidden.add(measure.part_of)
    return total, hidden


def _tells_of_few(
    measure: Measure, total: Counts, shared: Mapping[str, Counts], threshold: int
) -> bool:
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
                "half_year": half.half_year,
                "measure": measure.name,
                "title": measure.title,
                "agencies": str(half.agencies),
                "count": shown.text,
                "symbol": shown.symbol,
                "required": NOT_REQUIRED,
            }


def to_json(halves: tuple[ProcessHalf, ...]) -> dict[str, object]:
    """As stored with the edition: what was printed, never what was withheld."""
    return {
        half.half_year: {
            "agencies": half.agencies,
            "counts": {name: shown.count for name, shown in half.shown.items()},
        }
        for half in halves
    }


def kept_shares(
    new: Collection[str],
    shared: Mapping[str, Mapping[str, Counts]],
    *,
    threshold: int,
    pooling: int,
) -> dict[str, object]:
    """The shared counts behind the half-years that an edition prints first: they are needed to
    attack them again.
    """
    return {
        half: {"shared": shared[half], "threshold": threshold, "pooling": pooling}
        for half in sorted(new)
    }


def from_json(kept: Mapping[str, Mapping[str, Any]]) -> dict[str, ProcessHalf]:
    """Half-years that an earlier edition has published."""
    found: dict[str, ProcessHalf] = {}
    for half_year, values in kept.items():
        counts: Mapping[str, int | None] = values["counts"]
        shown = {m.name: _process_cell(counts.get(m.name)) for m in MEASURES}
        found[half_year] = ProcessHalf(half_year, int(values["agencies"]), shown)
    return found


def _process_cell(count: int | None) -> ShownCell:
    return ShownCell(None, WITHHELD) if count is None else ShownCell(count, PRINTED)
