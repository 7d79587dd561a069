"""An attacker of process figures, with nothing but process.csv and, as an insider, what its own
agencies shared.

Shares no code with the protector. Works with the others' part of each measure: what is printed less
one's own. Parts are at most their wholes; of every count, and of what is left of every whole, the
least and greatest value are sought.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scipy.optimize import linprog

HIGH = 4000
WHOLES = ("requests", "notices")
Counts = Mapping[str, int]


def whole_of(measure: str) -> str:
    """As the titles in the file say it."""
    if measure == "requests":
        return ""
    return "notices" if measure == "notices_on_time" else "requests"


@dataclass(frozen=True)
class Finding:
    """One count (or, named `left of ...`, what is left of a whole) and the interval that was found
    round it.
    """

    half_year: str
    what: str
    truth: int
    low: int
    high: int

    @property
    def width(self) -> int:
        return self.high - self.low


def read(data: bytes) -> dict[str, dict[str, int | None]]:
    """By half-year, each measure as printed; None where it is withheld."""
    found: dict[str, dict[str, int | None]] = {}
    for row in csv.DictReader(io.StringIO(data.decode())):
        found.setdefault(row["half_year"], {})[row["measure"]] = (
            int(row["count"]) if row["symbol"] == "" else None
        )
    return found


def attack(
    data: bytes,
    shared: Mapping[str, Mapping[str, Counts]],
    *,
    threshold: int,
    knows: tuple[str, ...] = (),
) -> Iterator[Finding]:
    """What agencies `knows`, together, can find about the others' small numbers; nobody's counts
    are known to ().
    """
    for half_year, printed in read(data).items():
        own = {
            name: sum(shared[half_year].get(code, {}).get(name, 0) for code in knows)
            for name in printed
        }
        others = {
            name: sum(
                counts.get(name, 0)
                for code, counts in shared[half_year].items()
                if code not in knows
            )
            for name in printed
        }
        seen = {n: None if c is None else c - own[n] for n, c in printed.items()}
        yield from (found for found in _half(half_year, seen, others, threshold))


def _half(
    half_year: str, seen: Mapping[str, int | None], others: Counts, threshold: int
) -> Iterator[Finding]:
    aims = [(name, {name: 1}) for name in seen]
    aims += [(f"left of {name}", {whole_of(name): 1, name: -1}) for name in seen if whole_of(name)]
    for what, aim in aims:
        truth = sum(sign * others[name] for name, sign in aim.items())
        if 0 < truth < threshold:
            low, high = _interval(seen, list(seen), aim)
            assert low <= truth <= high
            yield Finding(half_year, what, truth, low, high)


def _interval(
    seen: Mapping[str, int | None], names: list[str], aim: Mapping[str, int]
) -> tuple[int, int]:
    """Only the measures on the way up from those asked for matter, and the parts below them."""
    names = [
        name for name in names if seen[name] != 0 or name in aim or name in WHOLES
    ]  # a part of 0 says nothing
    rows = [
        [(n == name) - (n == whole_of(name)) for n in names] for name in names if whole_of(name)
    ]
    bounds = [(0, HIGH) if seen[n] is None else (seen[n], seen[n]) for n in names]
    cost = [aim.get(n, 0) for n in names]
    ends = [
        linprog(
            [sign * c for c in cost], A_ub=rows, b_ub=[0] * len(rows), bounds=bounds, integrality=1
        ).fun
        for sign in (1, -1)
    ]
    return round(ends[0]), round(-ends[1])
