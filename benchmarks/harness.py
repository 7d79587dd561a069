"""How benchmarks measure: always two things in one run, side by side, reported as a ratio.

Absolute times on shared machines drift by a factor of three within minutes; the ratio of two things
done alternately does not. Rounds alternate which of the two goes first, garbage is collected before
every timed call, and the result is the median of the rounds' own ratios, with its spread.

A benchmark is a module `benchmarks/bench_<name>.py` with `run() -> Result | dict | list of them`,
and optionally
`DATABASE = "sqlite"` or `"postgresql"` when it needs tables: `script/bench` then prepares an empty
installation first.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Work = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """Measured over reference, paired round by round."""

    median: float
    lowest: float
    highest: float
    rounds: int
    reference_ms: float
    measured_ms: float


@dataclass(frozen=True)
class Result:
    """One goal, what was measured against it, and how it came out."""

    name: str
    goal: str
    reference: str
    measured: str
    ratio: Ratio
    at_most: float | None = None
    at_least: float | None = None
    detail: dict[str, Any] | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met; None where there is no bound."""
        if self.at_most is not None:
            return self.ratio.median <= self.at_most
        if self.at_least is not None:
            return self.ratio.median >= self.at_least
        return None

    def as_dict(self) -> dict[str, Any]:
        """What is kept as JSON."""
        return {**asdict(self), "is_met": self.is_met}


def paired(reference: Work, measured: Work, rounds: int = 15, *, warm_up: int = 2) -> Ratio:
    """Time both alternately; ratio is measured over reference."""
    for _ in range(warm_up):
        reference()
        measured()
    pairs = [
        _pair(reference, measured, reference_first=number % 2 == 0) for number in range(rounds)
    ]
    ratios = sorted(second / first for first, second in pairs)
    return Ratio(
        median=statistics.median(ratios),
        lowest=ratios[0],
        highest=ratios[-1],
        rounds=rounds,
        reference_ms=statistics.median(first for first, _ in pairs) * 1000,
        measured_ms=statistics.median(second for _, second in pairs) * 1000,
    )


def paired_rates(reference: float, measured: float) -> Ratio:
    """A ratio from two figures taken in one run, where rounds are not to be had (throughput,
    memory).
    """
    value = measured / reference
    return Ratio(
        median=value,
        lowest=value,
        highest=value,
        rounds=1,
        reference_ms=reference,
        measured_ms=measured,
    )


def _pair(reference: Work, measured: Work, *, reference_first: bool) -> tuple[float, float]:
    if reference_first:
        first = seconds(reference)
        return first, seconds(measured)
    second = seconds(measured)
    return seconds(reference), second


def seconds(work: Work) -> float:
    """How long one call takes, with the garbage of others out of the way."""
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def as_results(said: object) -> list[dict[str, Any]]:
    """Whatever a benchmark's `run` gave back, as a list of dictionaries."""
    many: Sequence[object] = said if isinstance(said, (list, tuple)) else [said]
    return [entry.as_dict() if isinstance(entry, Result) else _plain(entry) for entry in many]


def _plain(entry: object) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise TypeError("A benchmark's run() gives back Result or dict, or a list of them.")
    return {
        key: asdict(value) if isinstance(value, Ratio) else value for key, value in entry.items()
    }
