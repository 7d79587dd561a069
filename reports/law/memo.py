"""An assessment as a memo a chief or a lawyer can read.

Outcome and reason per purpose, what is owed and by when, what is unsettled and who decides, what
would change it.

The memo speaks in the act's terms. It never says that something may be done: the act lifts or makes
prohibitions.
"""

from dataclasses import dataclass, replace

from reports.law.engine.evaluation import Engine
from reports.law.engine.jurisdiction import DutySpec, Jurisdiction
from reports.law.facts import DetainerFacts
from reports.law.findings import Assessment, Duty, Finding
from reports.law.vocabulary import Outcome

UNCONFIRMED = "our unconfirmed reading, ask counsel"
WHEN: dict[str, str] = {
    "on_receipt": "on receipt",
    "before_any_response": "before any answer, a refusal included, as we read (c)",
    "if_release_is_notified": "if ICE is told of a release, asked or not",
    "if_done": "if it is done",
    "half_yearly": "every half-year in which access was given",
    "always": "always",
    "on_decision": "on the decision",
}
SENTENCES: dict[Outcome, str] = {
    Outcome.REQUIRED: "the act in force on that day required it",
    Outcome.NOT_PROHIBITED: "the act does not prohibit it on these facts",
    Outcome.UNSETTLED: "the act leaves it open, for counsel to answer",
    Outcome.PROHIBITED: "the act prohibits it on these facts",
    Outcome.NO_RULE: "the act has no rule on it",
}

OTHERWISE: dict[Outcome, str] = {
    Outcome.REQUIRED: "required",
    Outcome.NOT_PROHIBITED: "not prohibited",
    Outcome.UNSETTLED: "unsettled instead",
}


@dataclass(frozen=True, slots=True)
class OtherOutcome:
    """A ground not on record, and the less restrictive outcome it would bring."""

    ground: str
    label: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class FindingText:
    purpose: str
    label: str
    outcome: Outcome
    sentence: str
    reason: str
    citation: str
    would_change: tuple[OtherOutcome, ...]


@dataclass(frozen=True, slots=True)
class DutyText:
    duty: str
    title: str
    when: str
    timing_words: str
    recipients: str
    contents: tuple[str, ...]
    citation: str

    @property
    def sentence(self) -> str:
        words = f' The act says "{self.timing_words}".' if self.timing_words else ""
        return f"{self.title}: {self.when}.{words} To: {self.recipients}. {self.citation}"


@dataclass(frozen=True, slots=True)
class QuestionText:
    id: str
    title: str
    text: str
    effect: str
    decided_by: str
    concerns_this_version: bool


@dataclass(frozen=True, slots=True)
class Memo:
    heading: str
    given: str
    findings: tuple[FindingText, ...]
    duties: tuple[DutyText, ...]
    questions: tuple[QuestionText, ...]
    problems: tuple[str, ...]
    construction: str
    cautions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The memo as plain paragraphs."""
        parts = [self.heading, self.given, *map(_finding_paragraph, self.findings)]
        parts += _section("Owed", [duty.sentence for duty in self.duties])
        parts += _section("Unsettled", [_question_line(question) for question in self.questions])
        parts += _section("Check the facts", list(self.problems))
        parts += _section("Read as well", list(self.cautions))
        return "\n\n".join([*parts, self.construction])


def build_memo(engine: Engine, facts: DetainerFacts, assessment: Assessment) -> Memo:
    """The memo of an assessment; what would change is tried under the state of the law the engine
    has.
    """
    jurisdiction = engine.jurisdiction
    owed = {spec.name: spec for spec in jurisdiction.duties}
    return Memo(
        heading=_heading(jurisdiction, facts, assessment),
        given=_given(jurisdiction, facts, assessment),
        findings=tuple(_finding_text(engine, facts, finding) for finding in assessment.findings),
        duties=tuple(_duty_text(owed[duty.duty], duty) for duty in assessment.duties),
        questions=tuple(
            _question_text(jurisdiction, question, assessment)
            for question in assessment.open_questions
        ),
        problems=tuple(f"{p.message} {p.fix} ({p.citation})" for p in assessment.problems),
        construction=jurisdiction.construction,
        cautions=tuple(f"{c.message} {c.citation}" for c in assessment.cautions),
    )


def outcome_sentence(finding: Finding) -> str:
    """The outcome in words, with its caveat while nobody confirmed the rule against the official
    text.
    """
    caveat = "" if finding.verified else f" ({UNCONFIRMED})"
    return SENTENCES[finding.outcome] + caveat


def would_change(
    engine: Engine, facts: DetainerFacts, finding: Finding
) -> tuple[OtherOutcome, ...]:
    """Grounds not on record that would make the outcome less restrictive, found by trying each."""
    if finding.outcome is Outcome.NO_RULE or finding.court_orders:
        return ()
    return tuple(
        OtherOutcome(word.value, word.label, outcome)
        for word in engine.jurisdiction.vocabulary.grounds
        if word.value not in facts.grounds
        for outcome in [_with_ground(engine, facts, finding.purpose, word.value)]
        if outcome.restrictiveness < finding.outcome.restrictiveness
    )


def _with_ground(engine: Engine, facts: DetainerFacts, purpose: str, ground: str) -> Outcome:
    supposed = replace(facts, purposes=(purpose,), grounds=(*facts.grounds, ground))
    return engine.assess(supposed).findings[0].outcome


def _heading(jurisdiction: Jurisdiction, facts: DetainerFacts, assessment: Assessment) -> str:
    kind = jurisdiction.vocabulary.agency_kind_words[facts.agency_kind].label
    if assessment.law_version is None:
        return f"{kind}, {facts.on}: {jurisdiction.before_the_act}"
    version = next(v for v in jurisdiction.versions if v.code == assessment.law_version)
    covered = "" if assessment.covered else " The act did not name this kind of agency on that day."
    return (
        f"{kind}, {facts.on}: judged under {version.instrument}, in force from"
        f" {version.starts_on}.{covered}"
    )


def _given(jurisdiction: Jurisdiction, facts: DetainerFacts, assessment: Assessment) -> str:
    """The facts in words, so that the memo can be read away from the record, and other acts that
    bear on them.
    """
    words = jurisdiction.vocabulary
    grounds = "; ".join(words.ground_words[ground].label for ground in facts.grounds) or "nothing"
    titles = {overlay.code: overlay.title for overlay in jurisdiction.overlays}
    sentences = [
        f"On record: {grounds}.",
        "The person is under 18." if facts.minor else "",
        "The person is not legally competent to consent." if facts.not_legally_competent else "",
        "The person is not in custody." if facts.in_custody is False else "",
        f"Form: {words.form_words[facts.form].label}." if facts.form else "",
        *(
            f"Laid over the act, or possibly so: {code}, {titles[code]}."
            for code in assessment.overlays
        ),
    ]
    return " ".join(filter(None, sentences))


def _finding_text(engine: Engine, facts: DetainerFacts, finding: Finding) -> FindingText:
    return FindingText(
        purpose=finding.purpose,
        label=engine.jurisdiction.vocabulary.purpose_words[finding.purpose].label,
        outcome=finding.outcome,
        sentence=outcome_sentence(finding),
        reason=finding.reason,
        citation=finding.citation,
        would_change=would_change(engine, facts, finding),
    )


def _duty_text(spec: DutySpec, duty: Duty) -> DutyText:
    return DutyText(
        duty=duty.duty,
        title=spec.title,
        when=WHEN.get(duty.when, duty.when),
        timing_words=spec.timing_words,
        recipients=spec.recipients,
        contents=spec.contents,
        citation=duty.citation,
    )


def _question_text(
    jurisdiction: Jurisdiction, identifier: str, assessment: Assessment
) -> QuestionText:
    question = jurisdiction.questions[identifier]
    return QuestionText(
        id=question.id,
        title=question.title,
        text=question.text,
        effect=question.effect,
        decided_by=question.decided_by,
        concerns_this_version=question.concerns(assessment.law_version),
    )


def _finding_paragraph(finding: FindingText) -> str:
    sentences = [f"{finding.label}: {finding.sentence}.", finding.reason, f"{finding.citation}."]
    return " ".join([*sentences, *_change_sentences(finding.would_change)])


def _change_sentences(changes: tuple[OtherOutcome, ...]) -> list[str]:
    """One sentence per outcome that another ground would bring."""
    named = {
        outcome: [change.label for change in changes if change.outcome is outcome]
        for outcome in OTHERWISE
    }
    return [
        f"It would be {OTHERWISE[outcome]} with: {'; '.join(labels)}."
        for outcome, labels in named.items()
        if labels
    ]


def _question_line(question: QuestionText) -> str:
    aside = "" if question.concerns_this_version else " (not about the version judged here)"
    return (
        f"{question.id}{aside}: {question.text} {question.effect} Decided by {question.decided_by}."
    )


def _section(title: str, lines: list[str]) -> list[str]:
    return ["\n".join([f"{title}:", *(f"- {line}" for line in lines)])] if lines else []
