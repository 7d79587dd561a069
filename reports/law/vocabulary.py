"""Words facts may use, and the five outcomes an act can have for a purpose.

A word carries its plain label and a one-sentence definition with its source mark, so that forms,
data dictionaries and letters say the same thing. Which words exist is a jurisdiction's business;
the outcomes are ours.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from reports.law.provenance import Provenance, ProvenanceMark

OURS = Provenance(citation="our working definition", mark=ProvenanceMark.RECALLED)


class Outcome(StrEnum):
    """What the act says of one purpose; least restrictive first."""

    REQUIRED = "required"
    NOT_PROHIBITED = "not_prohibited"
    UNSETTLED = "unsettled"
    PROHIBITED = "prohibited"
    NO_RULE = "no_rule"

    @property
    def restrictiveness(self) -> int:
        return RESTRICTIVENESS[self]

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]

    @property
    def definition(self) -> str:
        return OUTCOME_DEFINITIONS[self]


RESTRICTIVENESS = {outcome: position for position, outcome in enumerate(Outcome)}
OUTCOME_LABELS = {
    Outcome.REQUIRED: "Required",
    Outcome.NOT_PROHIBITED: "Not prohibited",
    Outcome.UNSETTLED: "Unsettled: ask counsel",
    Outcome.PROHIBITED: "Prohibited",
    Outcome.NO_RULE: "No rule in this act",
}
OUTCOME_DEFINITIONS = {
    Outcome.REQUIRED: "The act in force on that day told the agency to do this.",
    Outcome.NOT_PROHIBITED: (
        "The act does not forbid this on these facts; it gives no power to do it either."
    ),
    Outcome.UNSETTLED: "The act leaves this open; a person with legal responsibility decides.",
    Outcome.PROHIBITED: "The act forbids this on these facts.",
    Outcome.NO_RULE: "The act in force on that day says nothing about this.",
}


@dataclass(frozen=True, slots=True)
class Word:
    value: str
    label: str
    definition: str
    provenance: Provenance = OURS


@dataclass(frozen=True, slots=True)
class DoubtCause:
    """Why a ground that is on record may not count: a sentence, and the questions it stands for."""

    code: str
    reason: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The words a jurisdiction accepts in facts, each group in the order people see it."""

    agency_kinds: tuple[Word, ...]
    purposes: tuple[Word, ...]
    grounds: tuple[Word, ...]
    forms: tuple[Word, ...]
    doubts: tuple[DoubtCause, ...] = ()

    @cached_property
    def agency_kind_words(self) -> dict[str, Word]:
        return {word.value: word for word in self.agency_kinds}

    @cached_property
    def purpose_words(self) -> dict[str, Word]:
        return {word.value: word for word in self.purposes}

    @cached_property
    def ground_words(self) -> dict[str, Word]:
        return {word.value: word for word in self.grounds}

    @cached_property
    def doubt_causes(self) -> dict[str, DoubtCause]:
        return {cause.code: cause for cause in self.doubts}

    @cached_property
    def form_words(self) -> dict[str, Word]:
        return {word.value: word for word in self.forms}
