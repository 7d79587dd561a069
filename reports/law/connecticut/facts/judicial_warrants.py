"""What a recorded judge's warrant gives under C.G.S. section 54-192h(b)(1)(A)(i), and what it
leaves open.

The act asks that the detainer be accompanied by a warrant issued or signed by a judicial officer.
It says neither whom the warrant must name nor what it must command (Q32), and the program decides
neither: a warrant naming somebody else is asked about and is no ground until a person has looked at
it; what then rests on it, and on one for another purpose, is unsettled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reports.law.connecticut.facts.doubts import (
    JUDGE_OF_ANOTHER_STATE,
    WARRANT_EXPIRED,
    WARRANT_FOR_ANOTHER_PERSON,
    WARRANT_FOR_ANOTHER_PURPOSE,
    WARRANT_NOT_READ,
)
from reports.law.connecticut.terms import Ground, Purpose
from reports.law.connecticut.vocabulary import VOCABULARY
from reports.law.engine.effective_law import in_order
from reports.law.facts import Doubt

HOME_AND_FEDERAL = frozenset({"", "CT", "US"})


class WarrantCommand(StrEnum):
    """What the warrant tells an officer to do."""

    ARREST = "arrest"
    SEARCH = "search"
    APPEAR = "appear"
    DISCLOSE = "disclose"
    OTHER = "other"


CUSTODY = (Purpose.HOLD, Purpose.TRANSFER, Purpose.NOTIFY_RELEASE, Purpose.CUSTODY_STATUS)
INFORMATION = (
    Purpose.NOTIFY_RELEASE,
    Purpose.CUSTODY_STATUS,
    Purpose.RELEASE_INFORMATION,
    Purpose.ADDRESS_INFORMATION,
    Purpose.SUPERVISION_INFORMATION,
    Purpose.CONFIDENTIAL_INFORMATION,
    Purpose.IMMIGRATION_STATUS,
)
# For which purposes a command is the one that is asked; for every other it is another purpose.
MEANT_FOR: dict[str, tuple[str, ...]] = {
    WarrantCommand.ARREST: (*CUSTODY, Purpose.RELEASE_INFORMATION),
    WarrantCommand.DISCLOSE: INFORMATION,
}


@dataclass(frozen=True, slots=True)
class JudicialWarrantFacts:
    """As it stands on the paper; None and empty where that is not recorded.

    `names_this_person` compares the person named with the one the request is about. `seen` says
    that a person looked at the paper and takes it as coming with the request all the same.
    """

    court: str = ""
    judge: str = ""
    court_state: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    names_this_person: bool | None = None
    commands: str = ""
    seen: bool = False


@dataclass(frozen=True, slots=True)
class WarrantReading:
    """The ground, the questions, the sentences why, and the doubts over the ground."""

    ground: Ground | None
    questions: tuple[str, ...]
    reasons: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()


def read_warrant(
    warrant: JudicialWarrantFacts, on: date, purposes: Iterable[str]
) -> WarrantReading:
    """The ground the warrant gives on a day for what is asked, None for one that names somebody
    else and that nobody has looked at.
    """
    doubts = tuple(_doubts(warrant, on, purposes))
    named = [VOCABULARY.doubt_causes[doubt.cause] for doubt in doubts]
    questions = in_order(frozenset(question for cause in named for question in cause.questions))
    reasons = tuple(dict.fromkeys(cause.reason for cause in named))
    if warrant.names_this_person is False and not warrant.seen:
        return WarrantReading(None, questions, reasons)
    return WarrantReading(Ground.JUDICIAL_WARRANT, questions, reasons, doubts)


def warrant_doubts(readings: Iterable[WarrantReading]) -> tuple[Doubt, ...]:
    """The doubts over the ground, for each purpose those that every warrant leaves."""
    giving = [reading for reading in readings if reading.ground]
    purposes = VOCABULARY.purpose_words
    hanging = {
        purpose: [
            [doubt for doubt in reading.doubts if doubt.hangs_over(purpose)] for reading in giving
        ]
        for purpose in purposes
    }
    causes: dict[str, list[str]] = {}
    for purpose, of_each in hanging.items():
        if of_each and all(of_each):
            for doubt in of_each[0]:
                causes.setdefault(doubt.cause, []).append(purpose)
    return tuple(
        Doubt(
            Ground.JUDICIAL_WARRANT.value,
            cause,
            () if len(named) == len(purposes) else tuple(named),
        )
        for cause, named in causes.items()
    )


def _doubts(warrant: JudicialWarrantFacts, on: date, purposes: Iterable[str]) -> Iterable[Doubt]:
    ground = Ground.JUDICIAL_WARRANT.value
    if warrant.names_this_person is None or not warrant.commands:
        yield Doubt(ground, WARRANT_NOT_READ)
    if warrant.names_this_person is False:
        yield Doubt(ground, WARRANT_FOR_ANOTHER_PERSON)
    others = other_purposes(warrant.commands, purposes)
    if others:
        yield Doubt(ground, WARRANT_FOR_ANOTHER_PURPOSE, others)
    if warrant.expires_on is not None and warrant.expires_on < on:
        yield Doubt(ground, WARRANT_EXPIRED)
    if warrant.court_state not in HOME_AND_FEDERAL:
        yield Doubt(ground, JUDGE_OF_ANOTHER_STATE)


def other_purposes(commands: str, purposes: Iterable[str]) -> tuple[str, ...]:
    """What is asked that a recorded command is not for; none while the command is not recorded."""
    if not commands:
        return ()
    meant = MEANT_FOR.get(commands, ())
    return tuple(purpose for purpose in purposes if purpose not in meant)
