"""What an entry of the lawbook would change on open detainers, shown before it is proposed,
approved or withdrawn.

Codes and counts only: OPM sees no detainer and no person.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from reports.detainers.queries import facts_of_open_detainers
from reports.law.assess import JURISDICTION, assess, parse_facts
from reports.law.state import LawState, OverlayDate, Settlement
from reports.web.shared.html.components import Column, EmptyState, Table, TableCell

ChangedOutcome = tuple[str, str, str, str]


@dataclass(frozen=True)
class Effect:
    """How many open requests are affected, of how many, and the findings that would change."""

    affected: int
    looked_at: int
    table: Table


def with_entry(state: LawState, entry: Settlement | OverlayDate) -> LawState:
    """The state of the law as it would be."""
    if isinstance(entry, Settlement):
        return replace(state, settlements=(*state.settlements, entry))
    return replace(state, overlay_dates=(*state.overlay_dates, entry))


def without_entry(state: LawState, entry: Settlement | OverlayDate) -> LawState:
    """The state of the law if the entry were withdrawn."""
    return replace(
        state,
        settlements=tuple(settled for settled in state.settlements if settled != entry),
        overlay_dates=tuple(dated for dated in state.overlay_dates if dated != entry),
    )


def effect_of(now: LawState, then: LawState, *, on: date) -> Effect:
    """Each open request judged on the day under both states."""
    changed: Counter[ChangedOutcome] = Counter()
    affected = looked_at = 0
    for facts in facts_of_open_detainers():
        found = _changes({**facts, "on": on.isoformat()}, now, then)
        looked_at += 1
        affected += bool(found)
        changed.update(found)
    return Effect(affected, looked_at, _table(changed))


def _changes(given: dict[str, object], now: LawState, then: LawState) -> list[ChangedOutcome]:
    facts = parse_facts(given)
    pairs = zip(assess(facts, now).findings, assess(facts, then).findings, strict=True)
    return [
        (
            facts.agency_kind,
            old.purpose,
            _outcome_text(old.outcome.label, old.questions),
            _outcome_text(new.outcome.label, new.questions),
        )
        for old, new in pairs
        if (old.outcome, old.questions) != (new.outcome, new.questions)
    ]


def _outcome_text(outcome: str, questions: tuple[str, ...]) -> str:
    return f"{outcome} ({', '.join(questions)})" if questions else outcome


def _table(changed: Counter[ChangedOutcome]) -> Table:
    words = JURISDICTION.vocabulary
    return Table(
        caption="What would change on open detainers",
        caption_hidden=True,
        columns=(
            Column("Kind of agency"),
            Column("Purpose"),
            Column("Now"),
            Column("Then"),
            Column("Findings", numeric=True),
        ),
        rows=tuple(
            (
                TableCell(words.agency_kind_words[kind].label),
                TableCell(words.purpose_words[purpose].label),
                TableCell(before),
                TableCell(after),
                TableCell(count),
            )
            for (kind, purpose, before, after), count in sorted(changed.items())
        ),
        empty=EmptyState(
            "No finding on an open detainer would change", "It still applies to what comes."
        ),
    )
