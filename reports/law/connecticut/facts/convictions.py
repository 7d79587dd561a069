"""Which ground a recorded conviction gives under C.G.S. section 54-192h(b)(1)(A), and which
questions it raises.

A conviction from elsewhere, an erased or juvenile one, and a felony deemed to be of a class raise
their question instead of counting silently. Only what is read here needs to be recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from reports.law.connecticut.questions_raised import CONVICTION_PURPOSES
from reports.law.connecticut.rules.custody import FELONY_LIST, LISTED_OFFENSES
from reports.law.connecticut.terms import Ground
from reports.law.engine.effective_law import in_order
from reports.law.findings import Assessment, Finding
from reports.law.state import LawState, Settlement

HOME = "CT"
CLASSES_A_AND_B = frozenset({"A", "B"})


@dataclass(frozen=True, slots=True)
class ConvictionFacts:
    """As it stands on the record: section, subdivision, class, dates, and the court's state (or US,
    or a country).
    """

    section: str
    felony: bool
    felony_class: str = ""
    subdivision: str = ""
    offense_on: date | None = None
    convicted_on: date | None = None
    court: str = ""
    state: str = HOME
    erased: bool = False
    juvenile: bool = False
    deemed_class: bool = False


@dataclass(frozen=True, slots=True)
class ConvictionReading:
    ground: Ground | None
    questions: tuple[str, ...]
    reasons: tuple[str, ...]


def read_conviction(conviction: ConvictionFacts, state: LawState) -> ConvictionReading:
    """The ground the conviction gives, None for one that gives none, with the doubts about it."""
    if conviction.erased:
        reason = (
            "The conviction is erased: it is not used, and may be unlawful to keep (C.G.S."
            " 54-142a)."
        )
        return ConvictionReading(Ground.ERASED_CONVICTION, ("Q8",), (reason,))
    raised = questions_about(conviction, state)
    ground = ground_of(conviction, state)
    questions = in_order(frozenset(question for question, _ in raised)) if ground else ()
    return ConvictionReading(
        ground, questions, tuple(reason for _, reason in raised) if ground else ()
    )


def ground_of(conviction: ConvictionFacts, state: LawState) -> Ground | None:
    if conviction.felony_class in CLASSES_A_AND_B:
        return Ground.FELONY_AB_CONVICTION
    if on_list(conviction, state, LISTED_OFFENSES):
        return Ground.LISTED_OFFENSE_CONVICTION
    return Ground.OTHER_FELONY_CONVICTION if conviction.felony else None


def on_list(conviction: ConvictionFacts, state: LawState, name: str) -> bool:
    entries = state.offense_list(name).entries
    day = conviction.offense_on or conviction.convicted_on
    return conviction.state == HOME and any(
        e.matches(conviction.section, conviction.subdivision, day) for e in entries
    )


def questions_about(conviction: ConvictionFacts, state: LawState) -> list[tuple[str, str]]:
    """Question and the reason it arises, in the order of the questions."""
    class_claimed = conviction.felony_class in CLASSES_A_AND_B
    unlisted = (
        class_claimed and conviction.state == HOME and not on_list(conviction, state, FELONY_LIST)
    )
    checks = (
        (
            "Q6",
            conviction.state != HOME,
            "Convicted elsewhere: who rules on the equivalent class is open.",
        ),
        (
            "Q6",
            conviction.deemed_class,
            "The class is deemed from the maximum term, not written in the section.",
        ),
        (
            "Q6",
            unlisted,
            "The section is not on the maintained list of class A and B felonies; check the class.",
        ),
        (
            "Q8",
            conviction.juvenile,
            "A juvenile adjudication or youthful offender status may not be a conviction.",
        ),
        ("Q8", True, "What counts as convicted, a pending appeal for example, is open."),
    )
    return [(question, reason) for question, arises, reason in checks if arises]


def with_raised(
    assessment: Assessment, readings: Iterable[ConvictionReading], state: LawState
) -> Assessment:
    """The assessment with the questions its convictions raise, on every finding for which a
    conviction matters.
    """
    raised = [reading for reading in readings if reading.ground and reading.questions]
    if not raised or not assessment.covered:
        return assessment
    settled = [settlement for settlement in state.settlements if settlement.in_force(assessment.on)]
    return replace(
        assessment,
        findings=tuple(
            _asking(finding, raised, settled) if finding.purpose in CONVICTION_PURPOSES else finding
            for finding in assessment.findings
        ),
    )


def _asking(
    finding: Finding, raised: list[ConvictionReading], settled: list[Settlement]
) -> Finding:
    def is_open(question: str, ground: str) -> bool:
        answers = (settlement for settlement in settled if settlement.question == question)
        return not any(
            answer.speaks_of(finding.purpose) and answer.reaches(ground) for answer in answers
        )

    questions = {
        question
        for reading in raised
        for question in reading.questions
        if reading.ground and is_open(question, reading.ground)
    }
    return replace(finding, questions=in_order(frozenset({*finding.questions, *questions})))
