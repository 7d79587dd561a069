"""What one record says, reduced to what can be compared: decisions, replies, accesses, custody.

Nothing personal is in it. The record's page builds it from the case file it has read already;
`queries.py` builds it for many records at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DecisionStatement:
    """One decision: what it says by purpose, and the outcome each choice was weighed against."""

    number: int
    decided_at: datetime
    choices: Mapping[str, str]
    outcomes: Mapping[str, str] = field(default_factory=dict)
    waits_for_head: bool = False


@dataclass(frozen=True, slots=True)
class ReplyStatement:
    """One reply to the federal side."""

    reply_id: UUID
    sent_at: datetime
    is_refusal: bool
    notifies_release: bool


@dataclass(frozen=True, slots=True)
class AccessStatement:
    """One access under the record that was neither voided nor corrected."""

    access_id: UUID
    kind: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class MarkedAct:
    """A reply or access that was marked as differing from the decision in force, with a reason."""

    act_id: UUID
    subject_id: UUID
    is_acknowledged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStatements:
    """Everything about one record that its rules of agreement look at.

    `due_at` is the moment release is due while the person is held and the request is open; None
    where no clock runs. `is_supported` says whether a hold past it rests on any ground,
    `held_otherwise_at` when it was last recorded that the person is held on the state's own charge.
    `outcomes_now` are the findings by purpose where the record's facts are not those that the
    decision in force was weighed against; else it is empty.
    """

    detainer_id: UUID
    reference: str
    agency_code: str
    received_at: datetime
    is_sandbox: bool = False
    purposes: frozenset[str] = frozenset()
    decisions: tuple[DecisionStatement, ...] = ()
    replies: tuple[ReplyStatement, ...] = ()
    accesses: tuple[AccessStatement, ...] = ()
    marked: tuple[MarkedAct, ...] = ()
    outcome: str = ""
    outcome_at: datetime | None = None
    due_at: datetime | None = None
    is_supported: bool = False
    held_otherwise_at: datetime | None = None
    outcomes_now: Mapping[str, str] = field(default_factory=dict)
    cancels_unmatched: bool = False

    def mark_of(self, subject_id: UUID) -> MarkedAct | None:
        """The mark on a reply or an access, if it has one."""
        return next((act for act in self.marked if act.subject_id == subject_id), None)
