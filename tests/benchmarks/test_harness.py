"""The harness pairs, alternates and reports; no test here depends on how fast anything is."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.harness import Ratio, Result, as_results, paired
from benchmarks.one import line

RATIO = Ratio(median=1.1, lowest=1.0, highest=1.3, rounds=5, reference_ms=10.0, measured_ms=11.0)


def result(**changed: Any) -> Result:
    given: dict[str, Any] = {
        "name": "notice",
        "goal": "1",
        "reference": "bare",
        "measured": "ours",
        "ratio": RATIO,
    }
    return Result(**(given | changed))


def test_rounds_alternate_who_goes_first(monkeypatch):
    monkeypatch.setattr(
        "gc.collect", lambda: 0
    )  # a full test run's garbage is not what is tried here
    order: list[str] = []
    ratio = paired(lambda: order.append("r"), lambda: order.append("m"), rounds=4, warm_up=0)
    assert order == ["r", "m", "m", "r", "r", "m", "m", "r"]
    assert ratio.rounds == 4
    assert ratio.lowest <= ratio.median <= ratio.highest


@pytest.mark.parametrize(
    ("bounds", "met"),
    [({"at_most": 1.15}, True), ({"at_most": 1.05}, False), ({"at_least": 1.05}, True), ({}, None)],
)
def test_a_goal_is_met_or_missed(bounds, met):
    assert result(**bounds).is_met is met


def test_a_plain_dictionary_will_do():
    assert as_results({"name": "a", "ratio": RATIO})[0]["ratio"]["median"] == 1.1


def test_anything_else_is_refused():
    with pytest.raises(TypeError):
        as_results(3)


def test_a_line_says_ratio_reference_and_verdict():
    said = line("notices", result(at_most=1.05).as_dict())
    assert "1.10x" in said
    assert "bare" in said
    assert "MISSED" in said
