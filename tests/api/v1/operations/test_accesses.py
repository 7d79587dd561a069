"""ICE access by a program: recorded when it has been done, with what the person is owed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.access.models import Access
from reports.core.clock import now
from reports.notices.models import Notice
from tests.api.v1.calling import program
from tests.factories import detainers as make
from tests.factories.people import agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def rms():
    return program()


@pytest.fixture
def decided():
    found = make.detainer(at=now() - timedelta(hours=30))
    make.decided(found, at=now() - timedelta(hours=1))
    return found


def act(**changes):
    return {"kind": "D", "basis": "other", "occurred_at": now().isoformat(), **changes}


def test_an_act_with_no_request_behind_it(rms):
    answer = rms.post("/accesses", act(family_name="Kanarienvogel", sex="F", age=31))
    assert answer.status_code == 201, answer.content
    found = Access.objects.get()
    assert (found.kind, found.sex, found.age, found.named.family_name) == (
        "D",
        "F",
        31,
        "Kanarienvogel",
    )


def test_an_act_under_a_request_takes_the_person_from_it(rms, decided):
    sent = act(kind="B", basis="detainer", detainer_id=str(decided.pk))
    answer = rms.post("/accesses", {**sent, "reason_against_decision": "As ordered."})
    assert answer.status_code == 201, answer.content
    found = Access.objects.get()
    assert (found.person_id, found.race, found.age) == (
        decided.person_id,
        decided.named.race,
        decided.age,
    )
    assert answer.json()["is_notice_owed"]
    assert Notice.objects.filter(access=found).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "family_name"),
        ({"basis": "detainer", "family_name": "A"}, "detainer_id"),
        ({"kind": "C", "family_name": "A"}, "is_about_release"),
        ({"family_name": "A", "occurred_at": "soon"}, "occurred_at"),
        ({"family_name": "A", "cost_cents": -1}, "cost_cents"),
        ({"family_name": "A\u0007"}, "family_name"),
        ({"family_name": "A", "date_of_birth": "1990-02-30"}, "date_of_birth"),
    ],
)
def test_what_is_wrong_is_named(rms, changes, field):
    answer = rms.post("/accesses", act(**changes))
    assert answer.status_code == 422
    assert field in {error["field"] for error in answer.json()["errors"]}
    assert not Access.objects.exists()


def test_what_a_verb_refuses_is_a_conflict(rms):
    later = (now() + timedelta(days=1)).isoformat()
    answer = rms.post("/accesses", act(family_name="A", occurred_at=later))
    assert answer.status_code == 409
    assert "future" in answer.json()["detail"]


def test_one_key_acts_once(rms):
    sent = act(family_name="Kanarienvogel")
    answers = [rms.post("/accesses", sent, Idempotency_Key="k") for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert Access.objects.count() == 1


def test_a_list_names_nobody_and_nothing_of_another_agency(rms, decided):
    rms.post("/accesses", act(family_name="Kanarienvogel"))
    (shown,) = rms.get("/accesses").json()["items"]
    assert (shown["kind"], shown["is_current"]) == ("D", True)
    assert "family_name" not in shown
    other = program(at_agency=agency("bristol"))
    assert other.get("/accesses").json()["items"] == []
    theirs = act(detainer_id=str(decided.pk), basis="detainer")
    assert other.post("/accesses", theirs).status_code == 404
