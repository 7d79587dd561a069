"""Whether what one record says agrees with itself: small rules, each a statement of fact.

A rule says what is recorded and what does not fit, and names the screen that settles it. It never
says that anything was unlawful; that is for the head, counsel and a court.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from reports.access.against_decision import PURPOSES_OF_KIND, access_differs, reply_differs
from reports.access.kinds import AccessKind
from reports.core.dates import short_moment
from reports.detainers.in_force import decision_in_force
from reports.detainers.vocabulary import CustodyOutcome, DecisionChoice
from reports.law.assess import JURISDICTION, Purpose
from reports.records.agreement.statements import DecisionStatement, RecordStatements

KEEPING = (Purpose.TRANSFER, Purpose.HOLD, Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT)
LEFT_CUSTODY = frozenset(CustodyOutcome.values) - {
    CustodyOutcome.STILL_HELD,
    CustodyOutcome.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two statements of one record that do not fit. `settle` names the screen that settles it, for
    the record or, where `subject_id` is given, for the act it is about.
    """

    rule: str
    sentence: str
    settle: str
    label: str
    subject_id: UUID | None = None


Rule = Callable[[RecordStatements, datetime], Iterator[Disagreement]]


def disagreements(record: RecordStatements, at: datetime) -> tuple[Disagreement, ...]:
    """Everything on this record that does not agree at this moment, in the order of the rules."""
    return tuple(found for rule in RULES for found in rule(record, at))


def acts_against_decision(record: RecordStatements, _at: datetime) -> Iterator[Disagreement]:
    """A reply or an access that was marked with its reason and not acknowledged by the head. One
    that was voided or corrected since says nothing any more.
    """
    standing = {reply.reply_id for reply in record.replies}
    standing |= {access.access_id for access in record.accesses}
    for act in record.marked:
        if not act.is_acknowledged and act.subject_id in standing:
            yield Disagreement(
                "act_against_decision",
                "A reply or an access was recorded that differs from the decision in force then."
                " The reason is in the record.",
                "desk:act_acknowledge",
                "Read it and acknowledge",
                act.act_id,
            )


def replies_against_decision(record: RecordStatements, _at: datetime) -> Iterator[Disagreement]:
    """A reply that says other than the decision in force when it was sent, without a reason."""
    for reply in record.replies:
        decision = decision_in_force(record.decisions, reply.sent_at)
        if decision is None or record.mark_of(reply.reply_id):
            continue
        if reply_differs(
            decision.choices,
            is_refusal=reply.is_refusal,
            notifies_release=reply.notifies_release,
        ):
            what = "tells a release" if reply.notifies_release else "refuses everything"
            yield Disagreement(
                "reply_against_decision",
                f"The reply of {short_moment(reply.sent_at)} {what}; decision"
                f" {decision.number} of {short_moment(decision.decided_at)} says otherwise.",
                "desk:decide",
                "Change decision",
            )


def accesses_against_decision(record: RecordStatements, _at: datetime) -> Iterator[Disagreement]:
    """An access that the decision in force declined, without a reason."""
    told = {reply.sent_at for reply in record.replies if reply.notifies_release}
    for access in record.accesses:
        if record.mark_of(access.access_id) or _is_the_reply(access.kind, access.occurred_at, told):
            continue
        decision = decision_in_force(record.decisions, access.occurred_at)
        if decision is not None and access_differs(access.kind, decision.choices):
            yield Disagreement(
                "access_against_decision",
                f"Access ({access.kind}) was given on {short_moment(access.occurred_at)}; decision"
                f" {decision.number} of {short_moment(decision.decided_at)} declined it.",
                "desk:access",
                "Look at the access",
                access.access_id,
            )


def _is_the_reply(kind: str, occurred_at: datetime, told: set[datetime]) -> bool:
    """An access (B) that a reply was: the reply's own rule speaks of it."""
    return kind == AccessKind.B and occurred_at in told


def accesses_undecided(record: RecordStatements, _at: datetime) -> Iterator[Disagreement]:
    """An access to what the request asked for, before any decision on it."""
    for access in record.accesses:
        asked = PURPOSES_OF_KIND[access.kind] & record.purposes
        decision = decision_in_force(record.decisions, access.occurred_at)
        if asked and not any(_is_decided(decision, purpose) for purpose in asked):
            yield Disagreement(
                "access_undecided",
                f"Access ({access.kind}) was given on {short_moment(access.occurred_at)}; no"
                " decision of that time says that it would be.",
                "desk:decide",
                "Record the decision, with its time",
            )


def _is_decided(decision: DecisionStatement | None, purpose: str) -> bool:
    choice = decision.choices.get(purpose) if decision else None
    return choice in {DecisionChoice.COMPLY, DecisionChoice.DECLINE}


def telling_without_access(record: RecordStatements, _at: datetime) -> Iterator[Disagreement]:
    """A reply that told a release, and no access (B) that says so."""
    told = [reply for reply in record.replies if reply.notifies_release]
    if told and not any(access.kind == AccessKind.B for access in record.accesses):
        yield Disagreement(
            "telling_without_access",
            f"The reply of {short_moment(told[-1].sent_at)} tells a release; no access (B) stands"
            " beside it.",
            "desk:detainer_access_add",
            "Record the access",
        )


def held_past_release(record: RecordStatements, at: datetime) -> Iterator[Disagreement]:
    """Release was due, the person is still held, and neither a ground to hold nor a charge of the
    state's own is recorded.
    """
    otherwise = record.held_otherwise_at
    if record.due_at is None or record.is_supported or (otherwise and otherwise >= record.due_at):
        return
    if record.due_at < at:
        yield Disagreement(
            "held_past_release",
            f"Release was due {short_moment(record.due_at)}; still recorded as held"
            f" {short_moment(at)}; no ground to hold on this request is recorded.",
            "desk:outcome",
            "Close detainer",
        )


def access_after_the_end(record: RecordStatements, _at: datetime) -> Iterator[Disagreement]:
    """An access under the request after the person left custody or the request was cancelled."""
    if record.outcome_at is None or record.outcome == CustodyOutcome.TAKEN_BY_FEDERAL:
        return
    for access in record.accesses:
        if access.occurred_at > record.outcome_at:
            ended = (
                "the person had left custody"
                if record.outcome in LEFT_CUSTODY
                else "the request had been canceled"
            )
            yield Disagreement(
                "access_after_the_end",
                f"Access ({access.kind}) is recorded for {short_moment(access.occurred_at)}; by"
                f" {short_moment(record.outcome_at)} {ended}.",
                "desk:access",
                "Look at the access",
                access.access_id,
            )


def taken_without_decision(record: RecordStatements, _at: datetime) -> Iterator[Disagreement]:
    """Federal officers took the person; keeping the person or handing the person over was declined
    or not decided, and no telling of the release explains it.
    """
    told = any(access.kind == AccessKind.B for access in record.accesses)
    if told or record.outcome != CustodyOutcome.TAKEN_BY_FEDERAL or record.outcome_at is None:
        return
    asked = [purpose for purpose in KEEPING if purpose in record.purposes]
    decision = decision_in_force(record.decisions, record.outcome_at)
    choices = decision.choices if decision else {}
    if asked and not any(choices.get(purpose) == DecisionChoice.COMPLY for purpose in asked):
        yield Disagreement(
            "taken_without_decision",
            f"Federal officers took the person on {short_moment(record.outcome_at)}; no decision"
            " of that time says that the person would be held or handed to them.",
            "desk:decide",
            "Record what was decided",
        )


def findings_changed(record: RecordStatements, at: datetime) -> Iterator[Disagreement]:
    """The decision in force was weighed against a finding that the record's facts no longer
    give.
    """
    decision = decision_in_force(record.decisions, at)
    if decision is None or record.outcome:
        return
    changed = [
        purpose
        for purpose, choice in decision.choices.items()
        if choice == DecisionChoice.COMPLY
        and record.outcomes_now.get(purpose, decision.outcomes.get(purpose))
        != decision.outcomes.get(purpose)
    ]
    if changed:
        yield Disagreement(
            "findings_changed",
            f"Decision {decision.number} does what was found on other facts:"
            f" {'; '.join(map(_label, changed))} reads otherwise on the record as corrected.",
            "desk:decide",
            "Change decision",
        )


def _label(purpose: str) -> str:
    return JURISDICTION.vocabulary.purpose_words[purpose].label


def cancellation_unmatched(record: RecordStatements, _at: datetime) -> Iterator[Disagreement]:
    """Box 16 cancels a request of a day, and none was named as the one it means."""
    if record.cancels_unmatched:
        yield Disagreement(
            "cancellation_unmatched",
            "Box 16 cancels an earlier request, and no request here is named as the one it means.",
            "desk:cancelled_request",
            "Choose the request",
        )


RULES: tuple[Rule, ...] = (
    held_past_release,
    acts_against_decision,
    replies_against_decision,
    accesses_against_decision,
    taken_without_decision,
    access_after_the_end,
    accesses_undecided,
    telling_without_access,
    findings_changed,
    cancellation_unmatched,
)
