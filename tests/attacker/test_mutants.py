"""The attackers bite: the protector, weakened in one place at a time, is found out by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from reports.publication.content import process_figures
from reports.publication.disclosure import half_year_system, identities, suppression
from reports.publication.disclosure.alternative_tables import AlternativeTables
from reports.publication.disclosure.attackers import Attackers
from reports.publication.disclosure.control import Controlled, control
from reports.publication.disclosure.published_history import PublicationHistory
from tests.attacker import test_process_figures as shares
from tests.attacker.judge import score
from tests.attacker.test_insiders import unpicked
from tests.attacker.test_knows_the_program import told
from tests.publication.worlds import four_editions

WORLDS = [(world, 4 + world % 4) for world in range(10)]


def narrowed_by_the_public(decide: Callable = control) -> bool:
    """Whether any of some worlds is unpicked from outside."""
    for world, agencies in WORLDS:
        found = score(four_editions(world, agencies=agencies, busy=0.6, decide=decide), 6)
        if found.exact or found.narrow or found.revisions:
            return True
    return False


def forgetting(*, figures, history, threshold) -> Controlled:
    """Decides each edition as if it were the first; amended figures are told apart all the same."""
    fresh = control(figures=figures, history=PublicationHistory(), threshold=threshold)
    before = history.latest()
    entries = {
        cell: replace(
            e,
            version=(before[cell].version + (before[cell].value != e.value))
            if cell in before
            else 1,
        )
        for cell, e in fresh.entries.items()
    }
    return replace(fresh, entries=entries)


@pytest.mark.long
def test_earlier_editions_forgotten():
    assert narrowed_by_the_public(forgetting)


def test_half_of_t(monkeypatch):
    real = Attackers.demands
    monkeypatch.setattr(
        Attackers, "demands", lambda self, attacker: np.floor(real(self, attacker) / 2)
    )
    assert narrowed_by_the_public()


@pytest.mark.long
def test_revisions_left_alone(monkeypatch):
    real = half_year_system._fill_shifts

    def not_sensitive(system, shifts, new, threshold):
        real(system, shifts, new, 0)

    monkeypatch.setattr(half_year_system, "_fill_shifts", not_sensitive)
    monkeypatch.setattr(suppression, "_revised", lambda universe: set())
    assert narrowed_by_the_public()


def test_sums_forgotten(monkeypatch):
    monkeypatch.setattr(identities, "_sums", lambda system, snapshot: [])
    assert narrowed_by_the_public()


def test_witnesses_that_fit_no_insider(monkeypatch):
    real = AlternativeTables.widths
    monkeypatch.setattr(
        AlternativeTables,
        "widths",
        lambda self, known, floor: real(self, known & False, self.system.floor),
    )
    assert any(
        unpicked(four_editions(world, agencies=5, busy=0.7), together=1) for world in range(4)
    )


def test_zeros_printed_beside_a_total_withheld(monkeypatch):
    monkeypatch.setattr(suppression, "_suppress_with_totals", lambda universe: None)
    assert told(agencies=2, most=7, threshold=3)


def test_process_figures_by_rules_alone(monkeypatch):
    monkeypatch.setattr(process_figures, "suppress", lambda universe: None)
    shared = {"a": {"requests": 20, "refusals": 10}, "b": {"requests": 10, "refusals": 8}}
    half = process_figures.protect(shares.HALF, shared, threshold=6)
    assert process_figures.attacked(half, shared, threshold=6).exposures
    data = shares.as_csv(shares.PROCESS_COLUMNS, process_figures.process_rows((half,)))
    assert shares.narrowed(data, shared, 6)
