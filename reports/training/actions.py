"""Verbs of training, (f): record one, make an exercise, withdraw one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb
from reports.law.assess import DetainerFacts, contradictions
from reports.law.moments import local_day
from reports.law.vocabulary import Outcome
from reports.training.models import AgencyTraining, Exercise
from reports.training.queries import findings_of


def _check(by: User, at: datetime) -> None:
    check_can(by, Permission.MANAGE_TRAINING, None, on=local_day(at))


def _audit(event: str, exercise: Exercise, by: User, at: datetime) -> None:
    record(
        chain=OPM_CHAIN,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="exercise",
        subject_id=exercise.pk,
    )


@verb
def make_exercise(
    *,
    title: str,
    situation: str,
    facts: DetainerFacts,
    expected: Mapping[str, str],
    lesson: str,
    by: User,
    at: datetime,
) -> Exercise:
    """Keep an exercise. What the trainer expects must be what the act reads today, so that nobody
    learns an error.
    """
    _check(by, at)
    _refuse_confusing(facts)
    _refuse_wrong(facts, expected)
    exercise = Exercise.objects.create(
        title=title,
        situation=situation,
        facts=facts.as_dict(),
        expected=dict(expected),
        lesson=lesson,
        made_by=by,
        made_at=at,
    )
    _audit("training.exercise_made", exercise, by, at)
    return exercise


def _refuse_confusing(facts: DetainerFacts) -> None:
    found = contradictions(facts)
    if found:
        raise StateRefused(
            f"The facts do not fit together. {found[0].message} {found[0].fix}"
            f" ({found[0].citation})"
        )


def _refuse_wrong(facts: DetainerFacts, expected: Mapping[str, str]) -> None:
    findings = findings_of(facts)
    if set(expected) != set(findings):
        raise StateRefused("Say which outcome you expect for each thing that is asked.")
    _refuse_unknown(expected.values())
    wrong = [
        finding
        for purpose, finding in findings.items()
        if finding.outcome.value != expected[purpose]
    ]
    if wrong:
        problem = wrong[0]
        raise StateRefused(
            f"You expect “{Outcome(expected[problem.purpose]).label}”, but the act reads"
            f" “{problem.outcome.label}” ({problem.citation}). Correct the facts or what you"
            " expect; if the reading is wrong, tell OPM legal."
        )


def _refuse_unknown(outcomes: Iterable[str]) -> None:
    known = {outcome.value for outcome in Outcome}
    if not known.issuperset(outcomes):
        raise StateRefused(
            f"An outcome is one of: {', '.join(sorted(known))}. Choose one for each thing asked."
        )


@verb
def withdraw_exercise(*, exercise: Exercise, by: User, at: datetime) -> None:
    """Nobody is offered the exercise from now on."""
    _check(by, at)
    changed = Exercise.objects.filter(pk=exercise.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=at, withdrawn_by=by
    )
    if not changed:
        raise Conflict("This exercise was withdrawn already.")
    _audit("training.exercise_withdrawn", exercise, by, at)


@verb
def record_training(
    *, agency: Agency, held_on: date, people: int, subject: str, by: User, at: datetime
) -> AgencyTraining:
    """Keep that an agency's people were trained. Recorded twice, it is the same training."""
    check_can(by, Permission.MANAGE_TRAINING, on=local_day(at))
    if held_on > local_day(at):
        raise StateRefused("A training is recorded once it was held.")
    if people < 1 or not subject.strip():
        raise StateRefused("Say how many people took part, and what was taught or handed out.")
    training, made = AgencyTraining.objects.get_or_create(
        agency=agency,
        held_on=held_on,
        subject=subject.strip(),
        defaults={"people": people, "recorded_at": at, "recorded_by": by},
    )
    if made:
        record(
            chain=agency.code,
            event="training.recorded",
            actor=str(by.pk),
            at=at,
            subject_type="training",
            subject_id=training.pk,
            detail={"people": people},
        )
    return training
