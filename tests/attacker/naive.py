"""What most publishers do: hide the small numbers and nothing else. Here to show that the attacker
bites.
"""

from __future__ import annotations

from dataclasses import replace

from reports.publication.disclosure.control import Controlled, control
from reports.publication.disclosure.published_history import PublicationHistory


def hide_only_small(*, figures, history, threshold) -> Controlled:
    open_numbers = control(figures=figures, history=PublicationHistory(), threshold=0)
    entries = {
        cell: replace(
            entry, withheld=0 < entry.value < threshold, version=_version(cell, entry, history)
        )
        for cell, entry in open_numbers.entries.items()
    }
    return Controlled(entries, figures.not_reported, threshold, ())


def _version(cell, entry, history: PublicationHistory) -> int:
    before = history.latest().get(cell)
    if before is None:
        return 1
    return before.version if before.value == entry.value else before.version + 1
