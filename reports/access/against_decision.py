"""Acting against the decision in force: what counts as that, and the question it brings.

The program forbids nothing here. A reply or an access may differ from what the agency decided, for
a warrant that came in between or by mistake; then it asks why, marks the act and tells the head.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reports.access.kinds import AccessKind
from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.refusals import StateRefused
from reports.detainers.models import Decision, Detainer
from reports.detainers.vocabulary import DecisionChoice
from reports.law.assess import JURISDICTION, Purpose

# What was asked that an access of each kind does. (A) answers a request, whatever the answer.
PURPOSES_OF_KIND: Mapping[str, frozenset[str]] = {
    AccessKind.A: frozenset(),
    AccessKind.B: frozenset({Purpose.NOTIFY_RELEASE}),
    AccessKind.C: frozenset({Purpose.RELEASE_INFORMATION, Purpose.ADDRESS_INFORMATION}),
    AccessKind.D: frozenset({Purpose.INTERVIEW}),
    AccessKind.E: frozenset({Purpose.FACILITY_USE}),
    AccessKind.F: frozenset({Purpose.SUPERVISION_INFORMATION}),
}


class ReasonNeeded(StateRefused):
    """The act differs from the decision in force, and nobody said why yet."""


def access_differs(kind: str, choices: Mapping[str, str]) -> bool:
    """Whether an access of this kind does what every decided purpose it concerns was declined."""
    decided = [choices[purpose] for purpose in PURPOSES_OF_KIND[kind] if purpose in choices]
    return bool(decided) and all(choice == DecisionChoice.DECLINE for choice in decided)


def reply_differs(choices: Mapping[str, str], *, is_refusal: bool, notifies_release: bool) -> bool:
    """Whether a reply refuses all where something was to be done, or tells a release that was not
    to be told.
    """
    if notifies_release:
        return access_differs(AccessKind.B, choices)
    return is_refusal and DecisionChoice.COMPLY in choices.values()


def choices_of(decision: Decision) -> dict[str, str]:
    """What a decision says, by purpose."""
    return {line.purpose: line.choice for line in decision.lines.all()}


def check_reason_given(decision: Decision, reason: str) -> None:
    """Ask why. Raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded(
            f"Decision {decision.number} says otherwise: {_words(choices_of(decision))}. If this"
            " was done all the same, say why in “Why this differs from the decision”; it is kept,"
            " and the head is told. Else correct the entry, or have the head decide again first."
        )


def _words(choices: Mapping[str, str]) -> str:
    labels = JURISDICTION.vocabulary.purpose_words
    return "; ".join(
        f"{labels[purpose].label}: {DecisionChoice(choice).label}"
        for purpose, choice in choices.items()
    )


def check_can_acknowledge(user: User, detainer: Detainer, *, on: date) -> None:
    """Acknowledge an act against a decision: whoever decides for the agency."""
    check_can(user, Permission.DECIDE, detainer.agency, on=on)
