"""The grounds on record behind a decision, with what a notice may print of them.

A ground is told only while it is still on record: what was erased or taken out since the decision
is used no more, whatever the decision rested on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.detainers.assessment import facts_of
from reports.detainers.convictions import convictions_of, reading_of
from reports.detainers.judicial_warrants import judicial_warrant_of
from reports.detainers.models import Detainer
from reports.detainers.values import ConvictionValues
from reports.detainers.vocabulary import WarrantPerson
from reports.law.bearing import bearing_grounds, names_any_ground
from reports.law.facts import DetainerFacts
from reports.law.state import LawState
from reports.law.vocabulary import Outcome
from reports.lawbook.queries import law_state
from reports.notices.content.recorded import PrintedConviction, PrintedWarrant, RecordedGround

JUDICIAL_WARRANT = "judicial_warrant"
OF_CONVICTIONS = "_conviction"
PRINTED_CLASSES = frozenset("ABCDE")
INCHOATE = {"attempt": "Attempt: ", "conspiracy": "Conspiracy: "}


@dataclass(frozen=True)
class GroundsOnRecord:
    """What a record shows now, against the facts a decision was made on."""

    detainer: Detainer
    decided_on: DetainerFacts
    standing: frozenset[str]
    convictions: tuple[ConvictionValues, ...]
    state: LawState

    def bearing_on(self, purpose: str) -> tuple[RecordedGround, ...]:
        """The grounds of the decision that bear on a purpose and are still on record."""
        found = bearing_grounds(self.decided_on, purpose, self.state)
        return tuple(self._recorded(ground, purpose) for ground in found if ground in self.standing)

    def has_none_for(self, purpose: str, outcome: str) -> bool:
        """Whether the finding is that nothing on record is a ground the act names for it."""
        return (
            outcome == Outcome.PROHIBITED
            and not bearing_grounds(self.decided_on, purpose, self.state)
            and names_any_ground(self.decided_on, purpose, self.state)
        )

    def rests_on_what_is_gone(self, purpose: str) -> bool:
        """Whether a ground of the decision is no longer on record."""
        found = bearing_grounds(self.decided_on, purpose, self.state)
        return any(ground not in self.standing for ground in found)

    def _recorded(self, ground: str, purpose: str) -> RecordedGround:
        in_doubt = any(
            doubt.ground == ground and doubt.hangs_over(purpose) for doubt in self.decided_on.doubts
        )
        if ground == JUDICIAL_WARRANT:
            return RecordedGround(
                ground=ground,
                is_in_doubt=in_doubt,
                is_private=self.detainer.is_warrant_sealed,
                warrant=None if self.detainer.is_warrant_sealed else _warrant(self.detainer),
            )
        giving = [each for each in self.convictions if self._gives(each, ground)]
        printed = tuple(_printed(each) for each in giving if self._may_be_printed(each))
        return RecordedGround(
            ground=ground,
            is_in_doubt=in_doubt,
            is_private=bool(giving) and not printed,
            convictions=printed,
        )

    def _gives(self, conviction: ConvictionValues, ground: str) -> bool:
        return reading_of(conviction, self.state).ground == ground

    def _may_be_printed(self, conviction: ConvictionValues) -> bool:
        """No erased conviction, no juvenile or youthful-offender finding, and nothing about a
        minor (54-142a, 46b-124, 54-76l).
        """
        return not (conviction.is_erased or conviction.is_juvenile or self.detainer.is_minor)


def grounds_on_record(detainer: Detainer, decided_on: DetainerFacts) -> GroundsOnRecord:
    """What the record shows of the grounds that a decision was made on."""
    state, convictions = law_state(), convictions_of(detainer)
    now = facts_of(
        detainer,
        agency_kind=detainer.agency.kind,
        on=decided_on.on,
        state=state,
        convictions=convictions,
    )
    return GroundsOnRecord(detainer, decided_on, frozenset(now.grounds), convictions, state)


def _printed(conviction: ConvictionValues) -> PrintedConviction:
    section = " ".join(filter(None, (conviction.section, conviction.subdivision)))
    offense = f"{INCHOATE.get(conviction.inchoate, '')}{conviction.offense}"
    return PrintedConviction(
        offense=f"{offense} ({section})" if section else offense,
        felony_class=conviction.offense_class
        if conviction.offense_class in PRINTED_CLASSES
        else "",
        judgment_on=conviction.convicted_on,
        court=", ".join(_court(conviction)),
        docket=conviction.docket,
        source=conviction.source,
        checked_on=conviction.checked_on,
    )


def _court(conviction: ConvictionValues) -> Iterator[str]:
    if conviction.court:
        yield conviction.court
    if conviction.state not in {"", "CT"}:
        yield conviction.state


def _warrant(detainer: Detainer) -> PrintedWarrant | None:
    """The facts of the warrant, where any are recorded. The name on one for somebody else is not
    printed.
    """
    found = judicial_warrant_of(detainer)
    if found is None:
        return None
    return PrintedWarrant(
        court=found.court,
        judge=found.judge,
        docket=detainer.warrant_docket,
        issued_on=found.issued_on,
        is_for={None: "", True: WarrantPerson.THIS_PERSON, False: WarrantPerson.ANOTHER_PERSON}[
            found.names_this_person
        ],
        commands=found.commands,
    )
