"""Which decision was in force at a moment: the last of those taken by then.

The time it was taken counts, not the time it was entered; of two taken at one time the later number
counts, and one that came in a file only once the head has confirmed it. Nothing here asks which row
is the newest: a reply, an access or a notice rests on the decision in force when it was made.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar


class DatedDecision(Protocol):
    """A decision with its number on the record and the moment it was taken."""

    @property
    def number(self) -> int: ...
    @property
    def decided_at(self) -> datetime: ...
    @property
    def waits_for_head(self) -> bool: ...


D = TypeVar("D", bound=DatedDecision)


def decision_in_force(decisions: Iterable[D], at: datetime) -> D | None:
    """The decision that stood at this moment; None before the first one."""
    decided = [
        decision
        for decision in decisions
        if decision.decided_at <= at and not decision.waits_for_head
    ]
    return max(decided, key=lambda decision: (decision.decided_at, decision.number), default=None)
