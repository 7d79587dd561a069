"""Tests that can go on for as long as they are let: a sample in the long tier, all of it in
`script/soak NAME`.

A sample takes a new seed each time, so that many short runs see what one long run would. The seed
stands in the report of a failure; `script/soak NAME --seed N` takes it again.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

LARGEST_SEED = 2**31


@dataclass
class Soak:
    """How many examples a test tries, from which seed; what it counted is kept."""

    name: str
    size: int
    seed: int
    figures: dict[str, float | int | str] = field(default_factory=dict)

    def note(self, **figures: float | str) -> None:
        """Keep figures with the run's results."""
        self.figures |= figures


def add_options(parser: pytest.Parser) -> None:
    parser.addoption("--soak", default="", help="run what belongs to this soak, at full size")
    parser.addoption("--soak-size", type=int, default=0, help="examples instead of the whole")
    parser.addoption("--soak-seed", type=int, default=0, help="the seed to start from")
    parser.addoption("--soak-results", default="", help="a file for the figures counted")


def choose(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What soaks belongs to the long tier; under `--soak` only what carries that name runs."""
    wanted = str(config.getoption("--soak"))
    for item in items:
        if item.get_closest_marker("soak") is not None:
            item.add_marker(pytest.mark.long)
    if wanted:
        chosen = [item for item in items if _name_of(item) == wanted]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


def _name_of(item: pytest.Item) -> str:
    marker = item.get_closest_marker("soak")
    return "" if marker is None else str(marker.args[0])


def running(request: pytest.FixtureRequest) -> Iterator[Soak]:
    """The size and seed of this run, by the test's mark `soak(NAME, sample=..., whole=...)`."""
    marker = request.node.get_closest_marker("soak")
    asked = int(request.config.getoption("--soak-size"))
    whole = bool(request.config.getoption("--soak"))
    size = asked or marker.kwargs["whole" if whole else "sample"]
    drawn = int(request.config.getoption("--soak-seed")) or secrets.randbelow(LARGEST_SEED)
    one = Soak(name=marker.args[0], size=size, seed=drawn)
    request.node.add_report_section("setup", "soak", f"{size} examples from seed {drawn}")
    yield one
    kept = str(request.config.getoption("--soak-results"))
    if kept:
        with Path(kept).open("a", encoding="utf-8") as results:
            line = {"test": request.node.name, "size": size, "seed": drawn, **one.figures}
            results.write(json.dumps(line) + "\n")
