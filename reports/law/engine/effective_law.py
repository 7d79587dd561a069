"""The law between two changes: one version, one set of settlements in force, one status of each
overlay.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from reports.law.engine.jurisdiction import (
    BEFORE_THE_ACT,
    NO_GROUND,
    NOT_COVERED,
    Case,
    Circumstances,
    Jurisdiction,
    Overlay,
    Rule,
    Ruling,
)
from reports.law.engine.settlements import also_citing, applied_to, settles
from reports.law.facts import Doubt
from reports.law.findings import Duty, Finding, question_number
from reports.law.provenance import Provenance
from reports.law.state import LawState, Settlement
from reports.law.vocabulary import RESTRICTIVENESS, DoubtCause, Outcome

keeping = lru_cache(maxsize=16_384)


@dataclass(frozen=True, slots=True)
class RuleCell:
    """The finding one ground alone gives."""

    finding: Finding

    @property
    def restrictiveness(self) -> int:
        return RESTRICTIVENESS[self.finding.outcome]

    def joined_by(self, giving: Sequence["RuleCell"]) -> Finding:
        """This finding, with the questions and settlements of all that give the same outcome."""
        questions = frozenset(chain.from_iterable(cell.finding.questions for cell in giving))
        settlements = dict.fromkeys(
            chain.from_iterable(cell.finding.settlements for cell in giving)
        )
        return replace(self.finding, questions=in_order(questions), settlements=tuple(settlements))


class Present(NamedTuple):
    """The grounds on record that tell for a purpose, whether there are others, and the doubts."""

    telling: frozenset[str]
    others: bool
    doubts: frozenset[Doubt]


class EffectiveLaw:
    """Answers for any day from `starts_on` until the next change."""

    def __init__(self, jurisdiction: Jurisdiction, state: LawState, starts_on: date) -> None:
        self.jurisdiction = jurisdiction
        self.state = state
        self.starts_on = starts_on
        version = jurisdiction.version_on(starts_on)
        self.version = version.code if version else None
        self.settlements = tuple(
            settled for settled in state.settlements if settled.in_force(starts_on)
        )
        self.overlay_status = {
            overlay.code: self._overlay_status(overlay) for overlay in jurisdiction.overlays
        }
        purposes = jurisdiction.vocabulary.purpose_words
        self._interactions_of = {
            purpose: [
                interaction
                for interaction in jurisdiction.interactions
                if purpose in interaction.purposes and self._concerning((interaction.question,))
            ]
            for purpose in purposes
        }
        self.detainer_purposes = frozenset(
            purpose for purpose in purposes if self._counts_as_detainer(purpose)
        )
        self._overlays_in_force = [
            overlay for overlay in jurisdiction.overlays if self._may_be_in_force(overlay)
        ]
        # There is one cell for each purpose and ground, and a few combinations of those that matter
        # for it.
        self._cell = keeping(self._decide)
        self._telling = keeping(self._telling_grounds)
        self._combined = keeping(self._combine)
        self._refused = keeping(self._not_covered)
        self._owed = keeping(self._duties)

    def covers(self, agency_kind: str) -> bool:
        return self.version is not None and self.jurisdiction.covers(agency_kind, self.starts_on)

    def is_detainer(self, purposes: tuple[str, ...], form: str | None) -> bool:
        if self.version is None or not self.jurisdiction.is_detainer_form(self.version, form):
            return False
        return not self.detainer_purposes.isdisjoint(purposes)

    def overlays(self, purposes: tuple[str, ...], agency_kind: str) -> tuple[str, ...]:
        """Overlays that bear on a purpose asked for and are, or may be, in force."""
        requested = frozenset(purposes)
        return tuple(
            overlay.code
            for overlay in self._overlays_in_force
            if overlay.bears_on(requested, agency_kind)
        )

    def duties(self, agency_kind: str, purposes: tuple[str, ...]) -> tuple[Duty, ...]:
        return self._owed(agency_kind, self.detainer_purposes.intersection(purposes))

    def _duties(self, agency_kind: str, purposes: frozenset[str]) -> tuple[Duty, ...]:
        version = self.version or ""
        return tuple(
            Duty(
                spec.name,
                spec.provenance.citation,
                spec.when,
                self._still_open(spec.questions(purposes, agency_kind), purposes),
            )
            for spec in self.jurisdiction.duties
            if spec.owed(version=version, agency_kind=agency_kind, purposes=purposes)
        )

    def not_covered(self, purpose: str, agency_kind: str) -> Finding:
        return self._refused(purpose, agency_kind)

    def _not_covered(self, purpose: str, agency_kind: str) -> Finding:
        """Before the act, or for an agency it does not name on the day: no rule, and the question
        that leaves open.
        """
        rule, reason, provenance = self._why_not_covered()
        return Finding(
            purpose=purpose,
            outcome=Outcome.NO_RULE,
            rule=rule,
            citation=provenance.citation,
            reason=reason,
            questions=self._concerning(self.jurisdiction.coverage_questions.get(agency_kind, ())),
            verified=self.state.is_verified(rule),
        )

    def _why_not_covered(self) -> tuple[str, str, Provenance]:
        act = self.jurisdiction
        if self.version is None:
            return BEFORE_THE_ACT, act.before_the_act, act.before_the_act_provenance
        return (
            NOT_COVERED,
            "The act did not name this kind of agency on that day.",
            act.coverage_provenance,
        )

    def finding(
        self,
        purpose: str,
        grounds: frozenset[str],
        circumstances: Circumstances,
        doubts: frozenset[Doubt] = frozenset(),
    ) -> Finding:
        """The least restrictive outcome over the grounds, with the questions of the grounds that
        give it.
        """
        telling = grounds & self._telling(purpose, circumstances)
        hanging = frozenset(doubt for doubt in doubts if doubt.hangs_over(purpose))
        present = Present(telling, telling != grounds, hanging)
        combined = self._combined(purpose, circumstances, present)
        return self._with_interactions(combined, grounds, circumstances.agency_kind)

    def _telling_grounds(self, purpose: str, circumstances: Circumstances) -> frozenset[str]:
        """The grounds that make a difference for the purpose; any other counts as none at all."""
        nothing = self._cell(purpose, NO_GROUND, circumstances)
        return frozenset(
            ground
            for ground in self.jurisdiction.ground_order
            if self._cell(purpose, ground, circumstances) != nothing
        )

    def _combine(self, purpose: str, circumstances: Circumstances, present: "Present") -> Finding:
        cells = [
            self._doubted(self._cell(purpose, ground, circumstances), ground, present.doubts)
            for ground in self.jurisdiction.ground_order
            if ground in present.telling
        ]
        if present.others or not cells:
            cells.append(self._cell(purpose, NO_GROUND, circumstances))
        least = min(cell.restrictiveness for cell in cells)
        giving = [cell for cell in cells if cell.restrictiveness == least]
        return giving[0].joined_by(giving)

    def _doubted(self, cell: RuleCell, ground: str, doubts: frozenset[Doubt]) -> RuleCell:
        """What the ground alone gives; unsettled instead of not prohibited while its own facts
        leave open whether it counts.
        """
        causes = self._standing_causes(cell.finding.purpose, ground, doubts)
        if not causes:
            return cell
        asked = chain.from_iterable(cause.questions for cause in causes)
        questions = in_order(frozenset((*cell.finding.questions, *self._concerning(asked))))
        doubted = replace(cell.finding, questions=questions)
        if cell.finding.outcome is Outcome.NOT_PROHIBITED:
            doubted = replace(doubted, outcome=Outcome.UNSETTLED, reason=causes[0].reason)
        return RuleCell(doubted)

    def _standing_causes(
        self, purpose: str, ground: str, doubts: frozenset[Doubt]
    ) -> list[DoubtCause]:
        """Causes of doubt about the ground that concern this version and that no settled outcome
        answers.
        """
        causes = self.jurisdiction.vocabulary.doubt_causes
        named = [causes[doubt.cause] for doubt in sorted(doubts) if doubt.ground == ground]
        return [
            cause
            for cause in named
            if self._concerning(cause.questions) and not self._decided(cause, purpose, ground)
        ]

    def _decided(self, cause: DoubtCause, purpose: str, ground: str) -> bool:
        return any(
            settled.question in cause.questions
            and settled.outcome is not None
            and settled.speaks_of(purpose)
            and settled.reaches(ground)
            for settled in self.settlements
        )

    def _concerning(self, questions: Iterable[str]) -> tuple[str, ...]:
        return self.jurisdiction.concerning(questions, self.version)

    def _decide(self, purpose: str, ground: str, circumstances: Circumstances) -> "RuleCell":
        """What one ground alone gives, after the settlements in force."""
        version = self.version or ""
        rule = self.jurisdiction.rule_of[purpose, version]
        case = Case(
            purpose,
            ground,
            version,
            circumstances.minor,
            self.overlay_status,
            circumstances.not_legally_competent,
            circumstances.in_custody,
            circumstances.agency_kind,
        )
        ruling, applied = self._asking_what_concerns(rule.decide(case)), []
        for settled in self.settlements:
            if settles(settled, rule, ruling, case):
                ruling = applied_to(ruling, settled)
                applied.append(settled.id)
        return RuleCell(self._finding_of(rule, purpose, ruling, tuple(dict.fromkeys(applied))))

    def _asking_what_concerns(self, ruling: Ruling) -> Ruling:
        return replace(ruling, questions=self._concerning(ruling.questions))

    def _finding_of(
        self, rule: Rule, purpose: str, ruling: Ruling, applied: tuple[str, ...]
    ) -> Finding:
        return Finding(
            purpose=purpose,
            outcome=ruling.outcome,
            rule=rule.name,
            citation=ruling.citation,
            reason=ruling.reason,
            questions=in_order(frozenset(ruling.questions)),
            verified=all(map(self.state.is_verified, (rule.name, *ruling.relies_on))),
            settlements=applied,
        )

    def _with_interactions(
        self, finding: Finding, grounds: frozenset[str], agency_kind: str
    ) -> Finding:
        for interaction in self._interactions_of[finding.purpose]:
            if interaction.concerns(agency_kind) and interaction.arises(grounds):
                finding = self._raised(finding, interaction.question, grounds)
        return finding

    def _raised(self, finding: Finding, question: str, grounds: frozenset[str]) -> Finding:
        settled = self._settlement_between(question, finding.purpose, grounds)
        if settled is None:
            return replace(finding, questions=in_order(frozenset((*finding.questions, question))))
        return replace(
            finding,
            outcome=settled.outcome or finding.outcome,
            citation=also_citing(finding.citation, settled),
            questions=tuple(other for other in finding.questions if other != question),
            settlements=tuple(dict.fromkeys((*finding.settlements, settled.id))),
        )

    def _settlement_between(
        self, question: str, purpose: str, grounds: frozenset[str]
    ) -> Settlement | None:
        fitting = (
            settled
            for settled in self.settlements
            if settled.question == question
            and settled.speaks_of(purpose)
            and any(map(settled.reaches, grounds or (NO_GROUND,)))
        )
        return next(fitting, None)

    def _counts_as_detainer(self, purpose: str) -> bool:
        if purpose in self.jurisdiction.outside_purposes:
            return False
        settled = [
            s.is_detainer
            for s in self.settlements
            if s.is_detainer is not None and s.speaks_of(purpose)
        ]
        return settled[-1] if settled else True

    def _still_open(self, questions: tuple[str, ...], purposes: frozenset[str]) -> tuple[str, ...]:
        """Those that concern the version, without those a settlement answered for every purpose
        asked.
        """
        return tuple(
            question
            for question in self._concerning(questions)
            if not self._answered(question, purposes)
        )

    def _answered(self, question: str, purposes: frozenset[str]) -> bool:
        answers = [s for s in self.settlements if s.question == question and not s.grounds]
        return all(any(answer.speaks_of(purpose) for answer in answers) for purpose in purposes)

    def _overlay_status(self, overlay: Overlay) -> bool | None:
        found = [
            dated.effective_on
            for dated in self.state.overlay_dates
            if dated.overlay == overlay.code
        ]
        starts_on = found[-1] if found else overlay.starts_on
        return None if starts_on is None else starts_on <= self.starts_on

    def _may_be_in_force(self, overlay: Overlay) -> bool:
        status = self.overlay_status[overlay.code]
        return status if status is not None else overlay.possible_from <= self.starts_on


@keeping
def in_order(questions: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(questions, key=question_number))
