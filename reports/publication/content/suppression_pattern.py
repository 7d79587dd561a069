"""The frozen suppression pattern of an edition as JSON, for the row kept inside OPM, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.publication.disclosure.control import Controlled
from reports.publication.disclosure.published_history import CellHistory, PastEdition
from reports.publication.figures.aggregate import Figures
from reports.publication.figures.cells import Cell, cell_from_key


def freeze(controlled: Controlled, figures: Figures) -> dict[str, Any]:
    """Every number with its true value and its state, and what each agency contributed to each."""
    return {
        "entries": [_entry_row(entry) for entry in controlled.entries.values()],
        "not_reported": sorted(cell.key() for cell in controlled.not_reported),
        "contributions": {
            half: _contribution_rows(found) for half, found in figures.contributions.items()
        },
    }


def _entry_row(entry: CellHistory) -> list[Any]:
    state = [entry.version, int(entry.withheld), entry.threshold, int(entry.apart), entry.pooling]
    return [entry.cell.key(), entry.value, *state]


def _contribution_rows(found: Mapping[str, Mapping[Cell, int]]) -> dict[str, dict[str, int]]:
    return {
        code: {cell.key(): count for cell, count in put.items()}
        for code, put in found.items()
        if put
    }


def thaw(pattern: Mapping[str, Any]) -> PastEdition:
    """The pattern as disclosure control takes it."""
    entries = [
        CellHistory(
            cell_from_key(key), value, version, bool(withheld), threshold, bool(apart), *pooling
        )
        for key, value, version, withheld, threshold, apart, *pooling in pattern.get("entries", [])
    ]
    contributions = {
        half: {
            code: {cell_from_key(key): count for key, count in put.items()}
            for code, put in found.items()
        }
        for half, found in pattern.get("contributions", {}).items()
    }
    missing = frozenset(cell_from_key(key) for key in pattern.get("not_reported", []))
    return PastEdition({entry.cell: entry for entry in entries}, contributions, missing)
