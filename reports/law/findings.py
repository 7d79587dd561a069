"""What an assessment says: a finding per purpose, the duties owed, and facts that do not fit
together.

An assessment is a value: kept with the record it was made for, and read back exactly. Keys that
would be empty beyond the published format are left out of its JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.law.vocabulary import Outcome


@dataclass(frozen=True, slots=True)
class Finding:
    purpose: str
    outcome: Outcome
    rule: str
    citation: str
    reason: str
    questions: tuple[str, ...] = ()
    verified: bool = False
    settlements: tuple[str, ...] = ()
    court_orders: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "purpose": self.purpose,
            "outcome": self.outcome.value,
            "rule": self.rule,
            "citation": self.citation,
            "reason": self.reason,
            "questions": list(self.questions),
            "verified": self.verified,
        }
        if self.settlements:
            shown["settlements"] = list(self.settlements)
        if self.court_orders:
            shown["court_orders"] = list(self.court_orders)
        return shown

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Finding":
        return cls(
            purpose=stored["purpose"],
            outcome=Outcome(stored["outcome"]),
            rule=stored["rule"],
            citation=stored["citation"],
            reason=stored["reason"],
            questions=tuple(stored["questions"]),
            verified=stored["verified"],
            settlements=tuple(stored.get("settlements", ())),
            court_orders=tuple(stored.get("court_orders", ())),
        )


@dataclass(frozen=True, slots=True)
class Duty:
    duty: str
    citation: str
    when: str
    questions: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"duty": self.duty, "citation": self.citation, "when": self.when}
        return shown | ({"questions": list(self.questions)} if self.questions else {})

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Duty":
        return cls(
            stored["duty"], stored["citation"], stored["when"], tuple(stored.get("questions", ()))
        )


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts that contradict each other or cannot be: what, by which rule, and how to put it
    right.
    """

    code: str
    field: str
    message: str
    citation: str
    fix: str

    def as_dict(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Caution:
    """Another section that bears on what is asked: it changes no outcome here and is pointed to."""

    code: str
    message: str
    citation: str

    def as_dict(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Assessment:
    on: date
    law_version: str | None
    covered: bool
    is_detainer: bool
    overlays: tuple[str, ...]
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    problems: tuple[Contradiction, ...] = ()
    id: str | None = None
    cautions: tuple[Caution, ...] = ()

    def finding(self, purpose: str) -> Finding | None:
        return next((finding for finding in self.findings if finding.purpose == purpose), None)

    def owes(self, duty: str) -> bool:
        return any(owed.duty == duty for owed in self.duties)

    @property
    def open_questions(self) -> tuple[str, ...]:
        raised = {question for finding in self.findings for question in finding.questions}
        raised |= {question for duty in self.duties for question in duty.questions}
        return tuple(sorted(raised, key=question_number))

    def as_dict(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "id": self.id,
            "on": self.on.isoformat(),
            "law_version": self.law_version,
            "covered": self.covered,
            "is_detainer": self.is_detainer,
            "overlays": list(self.overlays),
            "findings": [finding.as_dict() for finding in self.findings],
            "duties": [duty.as_dict() for duty in self.duties],
        }
        if self.problems:
            shown["problems"] = [problem.as_dict() for problem in self.problems]
        if self.cautions:
            shown["cautions"] = [caution.as_dict() for caution in self.cautions]
        return shown

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> "Assessment":
        return cls(
            id=stored["id"],
            on=date.fromisoformat(stored["on"]),
            law_version=stored["law_version"],
            covered=stored["covered"],
            is_detainer=stored["is_detainer"],
            overlays=tuple(stored["overlays"]),
            findings=tuple(map(Finding.from_dict, stored["findings"])),
            duties=tuple(map(Duty.from_dict, stored["duties"])),
            problems=tuple(Contradiction(**problem) for problem in stored.get("problems", ())),
            cautions=tuple(Caution(**caution) for caution in stored.get("cautions", ())),
        )


def question_number(question: str) -> tuple[int, str]:
    """Sorts Q4 before Q14."""
    return len(question), question
