"""Trainings, and exercises as they stand beside the law of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet

from reports.accounts.models import Agency
from reports.core.refusals import NotFound
from reports.law.assess import DetainerFacts, Finding, assess, parse_facts
from reports.lawbook.queries import law_state
from reports.training.models import AgencyTraining, Exercise


@dataclass(frozen=True)
class ExerciseAnswer:
    """One purpose of an exercise: what was expected, what the learner said, and the finding."""

    finding: Finding
    expected: str
    given: str

    @property
    def is_right(self) -> bool:
        return self.given == self.expected


def standing_exercises() -> QuerySet[Exercise]:
    """The exercises that nobody has ended."""
    return Exercise.objects.standing()


def get_exercise(exercise_id: UUID) -> Exercise:
    """A standing exercise. Raises NotFound."""
    found = Exercise.objects.standing().filter(pk=exercise_id).first()
    if found is None:
        raise NotFound(str(exercise_id))
    return found


def facts_of(exercise: Exercise) -> DetainerFacts:
    """The facts, as the law reads them."""
    return parse_facts(exercise.facts)


def findings_of(facts: DetainerFacts) -> dict[str, Finding]:
    """What the law as maintained today says of each purpose."""
    return {finding.purpose: finding for finding in assess(facts, law_state()).findings}


def is_current(exercise: Exercise) -> bool:
    """Whether the act still reads as the exercise expects; a settlement may have changed it
    since.
    """
    found = findings_of(facts_of(exercise))
    return {purpose: finding.outcome.value for purpose, finding in found.items()} == dict(
        exercise.expected
    )


def answers_of(exercise: Exercise, given: Mapping[str, str]) -> list[ExerciseAnswer]:
    """Each purpose with what was expected and what the learner said."""
    findings = findings_of(facts_of(exercise))
    return [
        ExerciseAnswer(findings[purpose], exercise.expected[purpose], given.get(purpose, ""))
        for purpose in findings
    ]


def last_trained(agencies: Iterable[Agency]) -> dict[UUID, date]:
    """The day of each agency's latest training; one query."""
    rows = AgencyTraining.objects.filter(agency__in=list(agencies)).order_by().values("agency_id")
    return {row["agency_id"]: row["last"] for row in rows.annotate(last=Max("held_on"))}


def trainings() -> QuerySet[AgencyTraining]:
    """Every training that agencies reported, 54-192h(f), with where it was and who recorded it."""
    return AgencyTraining.objects.select_related("agency", "recorded_by")
