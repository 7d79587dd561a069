"""Which ground a recorded conviction gives under C.G.S. section 54-192h(b)(1)(A), and what it
leaves open.

The recorded class gives the ground. It is compared with the copy of the statutes read
(`offenses`): where that contradicts, cannot tell, or a court elsewhere convicted, the ground stays
in doubt (`doubts`) and is unsettled. The copy never adds a ground. Only what is read here needs to
be recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from reports.law.connecticut.facts.doubts import (
    CAPITAL_FELONY,
    CONVICTED_ELSEWHERE,
    COPY_CANNOT_TELL,
    COPY_CONTRADICTS,
)
from reports.law.connecticut.facts.offenses import (
    Ask,
    CopyReading,
    CopyVerdict,
    StatedOffense,
    judge,
    section_of,
    subdivision_of,
)
from reports.law.connecticut.questions import QUESTIONS
from reports.law.connecticut.questions_raised import CONVICTION_PURPOSES
from reports.law.connecticut.rules.custody import FELONY_LIST, LISTED_OFFENSES
from reports.law.connecticut.terms import Ground
from reports.law.engine.effective_law import in_order
from reports.law.facts import Doubt
from reports.law.findings import Assessment, Finding
from reports.law.state import LawState, Offense, Settlement

HOME = "CT"
CLASSES_A_AND_B = frozenset({"A", "B"})
DEEMED_CLASS = "E"
OF_A_CHILD = (
    "A youthful-offender determination is no conviction (54-76k); whether a juvenile adjudication"
    " is one is open."
)
PERHAPS_LISTED = (
    "The section is on the list of 2025, but for certain days or for the crime itself: whether it"
    " counts here is open."
)
OPEN_ALWAYS = "What counts as convicted, a pending appeal for example, is open."


@dataclass(frozen=True, slots=True)
class ConvictionFacts:
    """As it stands on the record: section, subdivision, class, dates, and the court's state (or US,
    or a country); for an attempt or a conspiracy the section of the crime meant; and the keys of
    what the judgment was found to say.
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
    inchoate: str = ""
    confirmed: frozenset[str] = frozenset()

    @property
    def claims_a_or_b(self) -> bool:
        return self.felony_class in CLASSES_A_AND_B


@dataclass(frozen=True, slots=True)
class ConvictionReading:
    """The ground, the questions with their reasons, why the ground is in doubt, and what to look
    up in the judgment.
    """

    ground: Ground | None
    questions: tuple[str, ...]
    reasons: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()


def read_conviction(conviction: ConvictionFacts, state: LawState) -> ConvictionReading:
    """The ground the conviction gives, None for one that gives none, with the doubts about it."""
    if conviction.erased:
        return _erased(conviction)
    ground = ground_of(conviction, state)
    if ground is None:
        return ConvictionReading(None, (), ())
    copied = copy_reading(conviction)
    raised = questions_about(conviction, state, copied)
    in_doubt = ground is Ground.FELONY_AB_CONVICTION
    return ConvictionReading(
        ground,
        in_order(frozenset(question for question, _ in raised)),
        tuple(reason for _, reason in raised),
        causes_of_doubt(conviction, state, copied) if in_doubt else (),
        copied.asks if in_doubt and conviction.state == HOME else (),
    )


def doubts_of(readings: Iterable[ConvictionReading]) -> tuple[Doubt, ...]:
    """The grounds that no conviction gives beyond doubt, each with every cause."""
    causes: dict[str, list[str]] = {}
    sure = set()
    for reading in readings:
        if reading.ground and reading.doubts:
            causes.setdefault(reading.ground.value, []).extend(reading.doubts)
        elif reading.ground:
            sure.add(reading.ground.value)
    return tuple(
        Doubt(ground, cause)
        for ground, named in causes.items()
        if ground not in sure
        for cause in dict.fromkeys(named)
    )


def _erased(conviction: ConvictionFacts) -> ConvictionReading:
    reasons = [
        "The conviction is erased: it is not used, and may be unlawful to keep (C.G.S. 54-142a)."
    ]
    if conviction.felony_class in {"A", "B", "C"}:
        reasons.append(
            "A felony of class A, B or C is not erased by lapse of time (54-142a(e)): check the"
            " class, or what erased it."
        )
    return ConvictionReading(Ground.ERASED_CONVICTION, ("Q8",), tuple(reasons))


def ground_of(conviction: ConvictionFacts, state: LawState) -> Ground | None:
    if conviction.claims_a_or_b:
        return Ground.FELONY_AB_CONVICTION
    if not conviction.inchoate and on_list(conviction, state, LISTED_OFFENSES):
        return Ground.LISTED_OFFENSE_CONVICTION
    return Ground.OTHER_FELONY_CONVICTION if conviction.felony else None


def on_list(conviction: ConvictionFacts, state: LawState, name: str) -> bool:
    """Whether a list that lawyers keep names it on the day of the offense; a day not recorded lies
    in no dated entry.
    """
    section, subdivision = section_of(conviction.section), subdivision_of(conviction.subdivision)
    return conviction.state == HOME and any(
        replace(entry, subdivision=subdivision_of(entry.subdivision)).matches(
            section, subdivision, conviction.offense_on
        )
        and _of_the_class(entry, conviction, name)
        for entry in state.offense_list(name).entries
    )


def _of_the_class(entry: Offense, conviction: ConvictionFacts, name: str) -> bool:
    """On the list of classes an entry counts for the class it gives."""
    return name != FELONY_LIST or entry.felony_class in {"", conviction.felony_class}


def copy_reading(conviction: ConvictionFacts) -> CopyReading:
    return judge(
        StatedOffense(
            conviction.section,
            conviction.felony_class,
            conviction.subdivision,
            conviction.offense_on,
            conviction.inchoate,
            conviction.confirmed,
        )
    )


def causes_of_doubt(
    conviction: ConvictionFacts, state: LawState, copied: CopyReading
) -> tuple[str, ...]:
    """Why a conviction recorded as class A or B may be none, empty where the copy agrees or a list
    that lawyers keep names what the copy lacks.
    """
    if conviction.state != HOME:
        return (CONVICTED_ELSEWHERE,)
    if conviction.deemed_class or copied.verdict is CopyVerdict.CONTRADICTS:
        return (COPY_CONTRADICTS,)
    if copied.is_capital:
        return (CAPITAL_FELONY,)
    listed = not copied.is_in_copy and on_list(conviction, state, FELONY_LIST)
    return () if listed or copied.verdict is CopyVerdict.AGREES else (COPY_CANNOT_TELL,)


def questions_about(
    conviction: ConvictionFacts, state: LawState, copied: CopyReading
) -> list[tuple[str, str]]:
    """Question and the reason it arises, in the order of the questions."""
    home, claimed = conviction.state == HOME, conviction.claims_a_or_b
    listed = claimed and on_list(conviction, state, FELONY_LIST)
    checks = (
        (
            "Q6",
            not home,
            "Convicted elsewhere: who rules on the equivalent class is open.",
        ),
        (
            "Q6",
            conviction.deemed_class and conviction.felony_class != DEEMED_CLASS,
            "No felony is deemed to be of that class, only of E (53a-25(d)): check the class.",
        ),
        (
            "Q6",
            home and (claimed or copied.verdict is CopyVerdict.CONTRADICTS) and copied.is_in_copy,
            copied.reason,
        ),
        ("Q6", home and claimed and not listed and not copied.is_in_copy, copied.reason),
        (
            "Q8",
            conviction.juvenile,
            OF_A_CHILD,
        ),
        ("Q8", True, OPEN_ALWAYS),
        (
            "Q9",
            home and _perhaps_listed(conviction, state),
            PERHAPS_LISTED,
        ),
        ("Q30", home and claimed and copied.is_capital, "The crime was a capital felony then."),
    )
    return [(question, reason) for question, arises, reason in checks if arises]


def _perhaps_listed(conviction: ConvictionFacts, state: LawState) -> bool:
    """On the list of 2025 but for the attempt, or for a day that is not recorded."""
    if conviction.claims_a_or_b:
        return False
    if conviction.inchoate:
        return on_list(conviction, state, LISTED_OFFENSES)
    days = {
        entry.from_on or entry.until_on for entry in state.offense_list(LISTED_OFFENSES).entries
    }
    return conviction.offense_on is None and any(
        on_list(replace(conviction, offense_on=day), state, LISTED_OFFENSES)
        for day in days
        if day is not None
    )


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
            _asking(finding, raised, settled, assessment.law_version)
            if finding.purpose in CONVICTION_PURPOSES
            else finding
            for finding in assessment.findings
        ),
    )


def _asking(
    finding: Finding,
    raised: list[ConvictionReading],
    settled: list[Settlement],
    version: str | None,
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
        if QUESTIONS[question].concerns(version)
        and reading.ground
        and is_open(question, reading.ground)
    }
    return replace(finding, questions=in_order(frozenset({*finding.questions, *questions})))
