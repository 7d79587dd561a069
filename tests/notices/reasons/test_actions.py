"""The list of reasons that OPM legal keeps, and its translations."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.notices.models import StandardReason, StandardReasonTranslation
from reports.notices.reasons import actions as acts
from reports.notices.reasons.queries import (
    current_standard_reasons,
    get_reason_translation,
    get_standard_reason,
    standard_reasons_kept,
)
from tests.factories.detainers import NOW
from tests.factories.people import person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
WORDS = "We decided by the law and by what is on record."


def lawyers() -> tuple[User, User]:
    return person(Role.OPM_LEGAL), person(Role.OPM_LEGAL, email="second@opm.example")


def offered(text: str = WORDS) -> StandardReason:
    """A reason that decisions can choose."""
    one, other = lawyers()
    reason = acts.propose_standard_reason(text=text, by=one, at=NOW)
    acts.approve_standard_reason(reason=reason, by=other, at=NOW)
    return get_standard_reason(reason.pk)


def translated(reason: StandardReason, text: str, language: str = "es") -> None:
    one, other = lawyers()
    row = acts.propose_reason_translation(
        reason=reason, language=language, text=text, translator="Tr. Example", by=one, at=NOW
    )
    acts.approve_reason_translation(translation=row, by=other, at=NOW)


def test_a_reason_can_be_chosen_once_a_second_person_approved_it():
    one, other = lawyers()
    reason = acts.propose_standard_reason(text=f"  {WORDS} ", by=one, at=NOW)
    assert current_standard_reasons() == []
    with pytest.raises(StateRefused, match="Someone else"):
        acts.approve_standard_reason(reason=reason, by=one, at=NOW)
    acts.approve_standard_reason(reason=reason, by=other, at=NOW)
    assert [row.text for row in current_standard_reasons()] == [WORDS]
    with pytest.raises(Conflict):
        acts.approve_standard_reason(reason=reason, by=other, at=NOW)
    acts.end_standard_reason(reason=reason, by=one, at=LATER)
    assert current_standard_reasons() == []
    assert standard_reasons_kept() == []
    with pytest.raises(Conflict):
        acts.end_standard_reason(reason=reason, by=one, at=LATER)
    events = set(AuditEntry.objects.values_list("event", flat=True))
    assert {f"standard_reason.{step}" for step in ("proposed", "approved", "ended")} <= events


def test_a_translation_names_its_translator_and_takes_the_place_of_the_last_one():
    reason = offered()
    translated(reason, "Decidimos.")
    translated(reason, "Decidimos según la ley.")
    [kept] = standard_reasons_kept()
    assert [(row.text, row.translator) for row in kept.kept] == [
        ("Decidimos según la ley.", "Tr. Example")
    ]
    row = get_reason_translation(reason.pk, kept.kept[0].pk)
    acts.end_reason_translation(translation=row, by=lawyers()[0], at=LATER)
    assert not StandardReasonTranslation.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"language": "en"}, "Choose a language"),
        ({"language": "xx"}, "Choose a language"),
        ({"translator": " "}, "Name the translator"),
        ({"text": " "}, "words are missing"),
        ({"text": "Decidimos\u202e"}, "turns the direction"),
    ],
)
def test_what_no_letter_could_print_is_refused(changes, sentence):
    given = {"language": "es", "text": "Decidimos.", "translator": "Tr. Example"} | changes
    reason = offered()
    with pytest.raises(StateRefused, match=sentence):
        acts.propose_reason_translation(reason=reason, by=lawyers()[0], at=NOW, **given)


def test_an_ended_reason_gets_no_translation():
    reason = offered()
    acts.end_standard_reason(reason=reason, by=lawyers()[0], at=LATER)
    with pytest.raises(StateRefused, match="was ended"):
        translated(get_standard_reason(reason.pk), "Decidimos.")


def test_only_opm_legal_keeps_the_list():
    with pytest.raises(PermissionRefused):
        acts.propose_standard_reason(text=WORDS, by=person(Role.OPM_ADMIN), at=NOW)
