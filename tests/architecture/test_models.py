"""Names and shapes of everything stored, found by looking at the models themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Q

from reports.sealing.fields import SealedTextField

# Moments and days whose usual name says it better.
OTHER_MOMENTS = {"at", "last_login", "run_after", "lease_until"}
OTHER_DAYS = {"day", "starts", "ends", "answer_by"}
# Keyed by what they are for ever: a chain by its agency's code.
NAMED_KEYS = {"ChainHead"}
# An earlier half-year that OPM loads from a file was decided by somebody who has no account here.
DECIDED_ELSEWHERE = {("ReviewRound", "decided")}

MODELS = sorted(apps.get_app_config("reports").get_models(), key=lambda model: model.__name__)


def fields(model: type[models.Model]) -> dict[str, models.Field]:
    return {
        field.name: field for field in model._meta.get_fields() if isinstance(field, models.Field)
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_names_tell_moments_from_days(model):
    for name, field in fields(model).items():
        if name.endswith("_at"):
            assert isinstance(field, models.DateTimeField), f"{name} is a moment"
        if name.endswith("_on") and not isinstance(field, SealedTextField):
            assert type(field) is models.DateField, f"{name} is a day"
        if isinstance(field, models.DateTimeField):
            assert name.endswith("_at") or name in OTHER_MOMENTS, f"a moment is called {name}_at"
        elif isinstance(field, models.DateField):
            assert name.endswith(("_on", "_from", "_to", "_until")) or name in OTHER_DAYS, (
                f"a day is called {name}_on"
            )


@pytest.mark.parametrize(
    "model", [m for m in MODELS if m.__name__ not in NAMED_KEYS], ids=lambda model: model.__name__
)
def test_rows_cannot_be_counted_or_guessed(model):
    """Ids appear in addresses; a number would tell how many people there are, and the next one."""
    key = model._meta.pk
    while isinstance(key, models.ForeignKey):
        key = key.target_field
    assert isinstance(key, models.UUIDField)


def pairs() -> Iterator[tuple[type[models.Model], str]]:
    for model in MODELS:
        names = fields(model)
        acts = (name[:-3] for name in names if name.endswith("_at") and f"{name[:-3]}_by" in names)
        yield from ((model, act) for act in acts if (model.__name__, act) not in DECIDED_ELSEWHERE)


@pytest.mark.parametrize(
    ("model", "act"), list(pairs()), ids=lambda part: getattr(part, "__name__", part)
)
def test_who_and_when_are_both_there_or_both_absent(model, act):
    moment, person = fields(model)[f"{act}_at"], fields(model)[f"{act}_by"]
    if not moment.null and not person.null and (person.is_relation or not person.blank):
        return
    constrained = [
        set(names_in(constraint.condition))
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]
    assert any({moment.name, person.name} <= names for names in constrained), (
        f"{model.__name__} may hold {moment.name} without {person.name}; add a CheckConstraint on"
        " both."
    )


def names_in(condition: object) -> Iterator[str]:
    """The fields a condition speaks of."""
    if isinstance(condition, Q):
        for part in condition.children:
            if isinstance(part, tuple):
                yield part[0].partition("__")[0]
            else:
                yield from names_in(part)
