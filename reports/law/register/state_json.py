"""The state of the law as JSON: read back with every fault named, and checked against the
jurisdiction.

A settlement that changes an outcome must name its purposes and grounds, so that nobody settles more
than was decided.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from reports.law.engine.jurisdiction import NO_GROUND, Jurisdiction
from reports.law.state import (
    SCHEMA,
    Confirmation,
    LawState,
    Offense,
    OffenseList,
    OverlayDate,
    Settlement,
)
from reports.law.vocabulary import Outcome


class StateError(ValueError):
    """The state of the law could not be read; `problems` says what is wrong, one sentence each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


def dump_state(state: LawState) -> str:
    return json.dumps(state.as_dict(), indent=2, ensure_ascii=False) + "\n"


def load_state(text: str, jurisdiction: Jurisdiction) -> LawState:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise StateError(["the state is not JSON"]) from fault
    return state_from_dict(given, jurisdiction)


def state_from_dict(given: Any, jurisdiction: Jurisdiction) -> LawState:
    if not isinstance(given, dict) or given.get("schema") != SCHEMA:
        raise StateError([f'the state must be an object with "schema": "{SCHEMA}"'])
    try:
        state = _read(given)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise StateError([f"the state cannot be read: {type(fault).__name__} {fault}"]) from fault
    problems = state_problems(state, jurisdiction)
    if problems:
        raise StateError(problems)
    return state


def _read(given: Mapping[str, Any]) -> LawState:
    return LawState(
        confirmations=tuple(
            Confirmation(**dated(item, "on")) for item in given.get("confirmations", ())
        ),
        settlements=tuple(_settlement(item) for item in given.get("settlements", ())),
        overlay_dates=tuple(
            OverlayDate(**dated(item, "effective_on")) for item in given.get("overlay_dates", ())
        ),
        lists=tuple(
            OffenseList(
                item["name"],
                tuple(Offense(**dated(o, "from_on", "until_on")) for o in item.get("entries", ())),
            )
            for item in given.get("lists", ())
        ),
    )


def _settlement(item: Mapping[str, Any]) -> Settlement:
    read = dated(item, "from_on", "until_on")
    read |= {name: tuple(read[name]) for name in ("purposes", "grounds") if name in read}
    if read.get("outcome") is not None:
        read["outcome"] = Outcome(read["outcome"])
    return Settlement(**read)


def dated(item: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The item with the named days read from their ISO form."""
    days = {name: date.fromisoformat(item[name]) for name in names if item.get(name) is not None}
    return {**item, **days}


def state_problems(state: LawState, jurisdiction: Jurisdiction) -> list[str]:
    """Every reason why the state cannot hold for this jurisdiction."""
    known = {entry.name for entry in jurisdiction.register}
    overlays = {overlay.code for overlay in jurisdiction.overlays}
    lists = {spec.name for spec in jurisdiction.lists}
    return [
        *(
            f'confirmation of an unknown entry "{c.entry}"'
            for c in state.confirmations
            if c.entry not in known
        ),
        *(
            f'date of an unknown overlay "{o.overlay}"'
            for o in state.overlay_dates
            if o.overlay not in overlays
        ),
        *(f'unknown list "{held.name}"' for held in state.lists if held.name not in lists),
        *(
            problem
            for settled in state.settlements
            for problem in settlement_problems(settled, jurisdiction)
        ),
    ]


def settlement_problems(settled: Settlement, jurisdiction: Jurisdiction) -> list[str]:
    """Why a settlement cannot be recorded as it stands; forms show these before anything is
    saved.
    """
    grounds = {*jurisdiction.vocabulary.ground_words, NO_GROUND}
    broad = (
        settled.outcome is not None
        and not settled.rule
        and not (settled.purposes and settled.grounds)
    )
    checks = {
        f'unknown question "{settled.question}"': settled.question not in jurisdiction.questions,
        "a settlement needs a citation": not settled.citation.strip(),
        "a settlement ends before it begins": (
            settled.until_on is not None and settled.until_on < settled.from_on
        ),
        "unknown purposes": not set(settled.purposes) <= set(jurisdiction.vocabulary.purpose_words),
        "unknown grounds": not set(settled.grounds) <= grounds,
        f'unknown rule "{settled.rule}"': (
            bool(settled.rule) and settled.rule not in rule_names(jurisdiction)
        ),
        "an outcome may be settled only for named purposes and grounds": broad,
        "nothing is settled: give an outcome, an answer on what counts as a detainer, or a note": (
            not (settled.outcome or settled.is_detainer is not None or settled.note)
        ),
    }
    return [f"{settled.id}: {fault}" for fault, holds in checks.items() if holds]


def rule_names(jurisdiction: Jurisdiction) -> set[str]:
    return {rule.name for rule in jurisdiction.rules}
