"""Facts assessed, reports listed, words told."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from reports.accounts.api_scopes import ApiScope
from reports.api.v1.operations.others import WORDS
from tests.api.v1.calling import program
from tests.factories.people import agency
from tests.submissions.helpers import certified

pytestmark = pytest.mark.django_db
FACTS = {
    "on": "2026-03-01",
    "agency_kind": "municipal_police",
    "purposes": ["hold", "notify_release"],
    "grounds": ["administrative_warrant"],
    "id": "any text",
}


@pytest.fixture
def rms():
    return program()


def test_the_answer_is_that_of_the_command(rms, tmp_path, capsys):
    (tmp_path / "facts.json").write_text(json.dumps(FACTS))
    call_command("assess", str(tmp_path / "facts.json"))
    answer = rms.post("/assess", FACTS)
    assert answer.status_code == 200
    assert answer.json() == json.loads(capsys.readouterr().out)


def test_facts_that_are_wrong_are_named(rms):
    answer = rms.post("/assess", {**FACTS, "purposes": ["dance"], "on": "2026-13-01"})
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} >= {"purposes", "on"}


def test_a_key_goes_with_one_set_of_facts(rms):
    assert rms.post("/assess", FACTS, Idempotency_Key="k").status_code == 200
    again = rms.post("/assess", FACTS, Idempotency_Key="k")
    assert again.json()["id"] == "any text"
    assert rms.post("/assess", {**FACTS, "id": "b"}, Idempotency_Key="k").status_code == 422


def test_reports_are_listed_to_their_agency(rms):
    made = certified(agency())
    (shown,) = rms.get("/submissions").json()["items"]
    assert (shown["id"], shown["half_year"]) == (str(made.pk), made.period.half_year)
    other = program(at_agency=agency("bristol"))
    assert other.get("/submissions").json()["items"] == []


def test_words_are_told_to_any_token():
    shown = program(ApiScope.READ_NOTICES).get("/vocabulary").json()
    assert set(shown) == set(WORDS)
    assert {"value": "W", "title": "White"} in shown["race"]
