"""Exercises: made by OPM training from the what-if page, tried by anybody, kept from learners once
the law changed.
"""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.demo.exercises import LESSONS
from reports.demo.seed import found
from reports.law.assess import parse_facts
from reports.lawbook.actions import approve, propose
from reports.lawbook.models import SettlementRecord
from reports.training.actions import make_exercise, withdraw_exercise
from reports.training.models import Exercise
from reports.training.queries import is_current
from tests.factories.people import person
from tests.web.law.test_law_pages import text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
FACTS = {
    "on": "2026-03-01",
    "agency_kind": "municipal_police",
    "purposes": ["hold", "notify_release"],
    "grounds": ["felony_ab_conviction"],
}
ADDRESS = (
    "?on=2026-03-01&agency_kind=municipal_police&purposes=hold&purposes=notify_release"
    "&grounds=felony_ab_conviction"
)
RIGHT = {"hold": "not_prohibited", "notify_release": "unsettled"}


@pytest.fixture
def trainer(client):
    user = person(Role.OPM_TRAINING)
    client.force_login(user)
    return user


def made(**changes):
    values = {
        "title": "A conviction",
        "situation": "A fax asks for a hold.",
        "facts": parse_facts(FACTS),
        "expected": RIGHT,
        "lesson": "A ground lifts a ban.",
        "by": person(Role.OPM_TRAINING),
        "at": NOW,
    } | changes
    return make_exercise(**values)


def test_only_training_makes_exercises():
    with pytest.raises(PermissionRefused):
        made(by=person(Role.OPM_LEGAL))


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"hold": "not_prohibited"}, "for each thing that is asked"),
        ({**RIGHT, "interview": "prohibited"}, "for each thing that is asked"),
        ({**RIGHT, "hold": "fine"}, "An outcome is one of"),
        ({**RIGHT, "hold": "prohibited"}, "but the act reads “Not prohibited”"),
    ],
)
def test_an_exercise_that_would_teach_an_error_is_refused(expected, said):
    with pytest.raises(StateRefused, match=said):
        made(expected=expected)


def test_facts_that_do_not_fit_together_make_no_exercise():
    facts = parse_facts({**FACTS, "grounds": ["felony_ab_conviction", "charged_or_arrested"]})
    with pytest.raises(StateRefused, match="do not fit together"):
        made(facts=facts)


def test_a_withdrawn_exercise_is_gone_and_stays_gone(client):
    exercise = made()
    withdraw_exercise(exercise=exercise, by=person(Role.OPM_TRAINING), at=NOW)
    with pytest.raises(Conflict):
        withdraw_exercise(exercise=exercise, by=person(Role.OPM_TRAINING), at=NOW)
    assert client.get(reverse("law:exercise", args=[exercise.pk])).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Exercise.objects.update(withdrawn_by=None)


def test_anybody_tries_an_exercise_and_nothing_about_them_is_kept(client):
    exercise = made()
    where = reverse("law:exercise", args=[exercise.pk])
    assert "A ground lifts a ban." not in text(client.get(where))
    page = client.get(where, {"hold": "not_prohibited", "notify_release": "prohibited"})
    said = text(page)
    assert "1 of 2 as the act reads" in said
    assert "A ground lifts a ban." in said
    assert "54-192h(b)(1)(B)" in said
    assert not page.cookies


def test_an_answer_left_out_is_asked_for(client):
    page = client.get(reverse("law:exercise", args=[made().pk]), {"hold": "prohibited"})
    assert "notify_release" in page.context["form"].errors
    assert not page.context["answers"]


def test_an_exercise_is_kept_from_learners_once_the_act_reads_otherwise(client):
    exercise = made()
    assert "A conviction" in text(client.get(reverse("law:exercises")))
    settled = SettlementRecord(
        question="Q2",
        citation="Opinion",
        decided_by="Attorney General",
        from_on=date(2026, 1, 1),
        purposes=["notify_release"],
        grounds=["felony_ab_conviction"],
        outcome="not_prohibited",
    )
    first, second = (
        person(Role.OPM_LEGAL, email="a@opm.example"),
        person(Role.OPM_LEGAL, email="b@opm.example"),
    )
    approve(propose(settled, by=first, at=NOW), by=second, at=NOW)
    assert not is_current(exercise)
    assert "A conviction" not in text(client.get(reverse("law:exercises")))
    client.force_login(person(Role.OPM_TRAINING))
    assert "The reading changed since" in text(client.get(reverse("law:exercises")))


def test_a_trainer_makes_one_of_what_the_what_if_page_shows(client, trainer):
    page = client.get(reverse("law:what_if") + ADDRESS)
    assert reverse("law:exercise_new") in page.content.decode()
    where = reverse("law:exercise_new") + ADDRESS
    words = {"title": "A conviction", "situation": "A fax.", "lesson": ""}
    refused = client.post(where, {**words, "hold": "prohibited", "notify_release": "unsettled"})
    assert "the act reads “Not prohibited”" in text(refused)
    assert client.post(where, {**words, **RIGHT}).status_code == 302
    exercise = Exercise.objects.get()
    assert exercise.facts["grounds"] == ["felony_ab_conviction"]
    assert client.post(reverse("law:exercise_withdraw", args=[exercise.pk])).status_code == 302
    assert not Exercise.objects.standing().exists()


def test_without_facts_the_trainer_is_sent_to_choose_them(client, trainer):
    assert client.get(reverse("law:exercise_new")).url == reverse("law:what_if")


def test_nobody_else_is_offered_to_make_one(client):
    assert (
        reverse("law:exercise_new")
        not in client.get(reverse("law:what_if") + ADDRESS).content.decode()
    )
    assert client.get(reverse("law:exercise_new") + ADDRESS).status_code == 302


def test_the_demo_s_exercises_hold(client):
    found(at=NOW)
    assert Exercise.objects.count() == len(LESSONS)
    assert all(is_current(exercise) for exercise in Exercise.objects.all())
    assert "An officer asks to talk" in text(client.get(reverse("law:exercises")))
