"""Practice cases of OPM training: built from the scenario check, open to anybody; nothing about the
learner is stored.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.models import User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Refused
from reports.law.assess import DetainerFacts, assess, explain
from reports.lawbook.queries import law_state
from reports.training.actions import make_exercise, withdraw_exercise
from reports.training.models import Exercise
from reports.training.queries import (
    ExerciseAnswer,
    answers_of,
    facts_of,
    get_exercise,
    is_current,
    standing_exercises,
)
from reports.web.law.exercise_forms import AnswerForm, ExerciseForm
from reports.web.law.forms import WhatIfForm
from reports.web.law.what_if import query_of
from reports.web.shared.guards import AppHttpRequest, needs, post_only, public
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    SummaryRow,
    Table,
    TableCell,
)
from reports.web.shared.html.labels import label_of


def crumbs() -> tuple[Crumb, ...]:
    """The way back."""
    return (Crumb("Exercises", reverse("law:exercises")),)


@public
def exercises(request: HttpRequest) -> HttpResponse:
    """Every practice case. One that no longer agrees with the rules is hidden from learners."""
    trains = is_trainer(request)
    rows = [(exercise, is_current(exercise)) for exercise in standing_exercises()]
    table = Table(
        caption="Exercises",
        caption_hidden=True,
        columns=(
            Column("Exercise", width="wide"),
            Column("What is asked"),
            Column("Law of"),
            *_trainer_column(trains=trains),
        ),
        rows=tuple(
            _cells(exercise, current, trains) for exercise, current in rows if current or trains
        ),
        empty=EmptyState("No exercise yet", "OPM training makes them from the what-if page."),
    )
    header = PageHeader(
        title="Exercises",
        lead=(
            "Invented situations. Say what the act reads, then compare. Nothing about you is kept."
        ),
        actions=(
            (Action("Make one: choose the facts first", reverse("law:what_if"), kind="primary"),)
            if trains
            else ()
        ),
    )
    return render(request, "law/list.html", {"header": header, "table": table})


def is_trainer(request: HttpRequest) -> bool:
    """Whether the visitor builds exercises."""
    user = request.user
    return isinstance(user, User) and can(user, Permission.MANAGE_TRAINING, on=clock.today())


def _trainer_column(*, trains: bool) -> tuple[Column, ...]:
    return (Column("State"),) if trains else ()


def _cells(exercise: Exercise, current: bool, trains: bool) -> tuple[TableCell, ...]:  # noqa: FBT001  as above
    facts = facts_of(exercise)
    shown = (
        TableCell(exercise.title, url=reverse("law:exercise", args=[exercise.pk])),
        TableCell("; ".join(label_of(purpose) for purpose in facts.purposes)),
        TableCell(facts.on),
    )
    chip = Chip("Offered", "good") if current else Chip("The reading changed since", "warning")
    return (*shown, TableCell(chip=chip)) if trains else shown


@public
def exercise(request: HttpRequest, exercise_id: UUID) -> HttpResponse:
    """The situation and the facts; with answers in the address, how they compare."""
    found = get_exercise(exercise_id)
    facts = facts_of(found)
    form = AnswerForm(request.GET or None, purposes=facts.purposes)
    answers = answers_of(found, form.answers()) if request.GET and form.is_valid() else []
    context = {
        "header": PageHeader(title=found.title, crumbs=crumbs(), chip=_stale_chip(found)),
        "exercise": found,
        "rows": fact_rows(facts),
        "form": form,
        "form_helper": form.helper,
        "answers": answers,
        "right": sum(answer.is_right for answer in answers),
        "chips": chips_of(answers),
        "what_if": f"{reverse('law:what_if')}?{query_of(facts)}",
        "trains": is_trainer(request),
    }
    return render(request, "law/exercise.html", context)


def _stale_chip(found: Exercise) -> Chip | None:
    return None if is_current(found) else Chip("The reading changed since this was made", "warning")


def chips_of(answers: list[ExerciseAnswer]) -> list[tuple[ExerciseAnswer, Chip]]:
    """Each answer with right or not."""
    return [
        (
            answer,
            (
                Chip("As the act reads", "good")
                if answer.is_right
                else Chip("Not as the act reads", "stop")
            ),
        )
        for answer in answers
    ]


def fact_rows(facts: DetainerFacts) -> list[SummaryRow]:
    """The facts in words."""
    grounds = "; ".join(label_of(ground) for ground in facts.grounds)
    return [
        SummaryRow("Day of the act", facts.on),
        SummaryRow("Kind of agency", label_of(facts.agency_kind)),
        SummaryRow("What is asked", "; ".join(label_of(purpose) for purpose in facts.purposes)),
        SummaryRow("What is on record", grounds or "Nothing"),
        *([SummaryRow("Form", label_of(facts.form))] if facts.form else []),
        *([SummaryRow("The person", "is under 18")] if facts.minor else []),
    ]


@needs(Permission.MANAGE_TRAINING)
def exercise_new(request: AppHttpRequest) -> HttpResponse:
    """Make an exercise of the facts in the address."""
    what_if_form = WhatIfForm(request.GET)
    if not what_if_form.is_valid():
        messages.info(request, "Choose the facts of the exercise first.")
        return redirect("law:what_if")
    facts = what_if_form.facts()
    form = ExerciseForm(request.POST or None, purposes=facts.purposes)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_exercise(facts=facts, by=request.user, at=clock.now(), **form.values())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Made. Everybody can try it from now on.")
            return redirect("law:exercise", made.pk)
    context = {
        "header": PageHeader(
            title="Make an exercise", crumbs=crumbs(), lead="Invent everything; name nobody."
        ),
        "rows": fact_rows(facts),
        "form": form,
        "form_helper": form.helper,
        "memo": explain(facts, assess(facts, law_state()), state=law_state()),
    }
    return render(request, "law/exercise_new.html", context)


@needs(Permission.MANAGE_TRAINING)
@post_only
def exercise_withdraw(request: AppHttpRequest, exercise_id: UUID) -> HttpResponse:
    """Withdraw it from everybody."""
    withdraw_exercise(exercise=get_exercise(exercise_id), by=request.user, at=clock.now())
    messages.success(request, "Withdrawn.")
    return redirect("law:exercises")
