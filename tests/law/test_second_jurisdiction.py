"""A second, invented jurisdiction runs through the same mechanism: nothing outside a package
assumes Connecticut.
"""

import ast
from datetime import date
from pathlib import Path

import pytest

from reports.law.engine.evaluation import change_days, engine_for
from reports.law.facts import FactsError, read_facts
from reports.law.memo import build_memo
from reports.law.register.confirmation_status import law_status
from reports.law.register.state_json import StateError, dump_state, load_state
from reports.law.state import SHIPPED_STATE, Confirmation, LawState, Settlement
from reports.law.vocabulary import Outcome
from tests.law.example_state import ATLANTIS

PACKAGE = Path(__file__).parents[2] / "reports" / "law"
MECHANISM = sorted(PACKAGE.glob("*.py"))
FRONT_DOOR = {"assess.py"}
SPEAKS_OF_CONNECTICUT = {"__init__.py", "assess.py"}


def assessed(*purposes, grounds=(), on="2021-01-01", form=None, state=SHIPPED_STATE):
    given = {
        "on": on,
        "agency_kind": "harbour_watch",
        "purposes": purposes,
        "grounds": grounds,
        "form": form,
    }
    facts = read_facts(given, ATLANTIS.vocabulary)
    return facts, engine_for(ATLANTIS, state).assess(facts)


def test_its_own_words_rules_questions_and_duties_apply():
    _, assessment = assessed("mooring", "ferry", grounds=("trident",))
    mooring, ferry = assessment.findings
    assert (mooring.outcome, mooring.citation, mooring.questions) == (
        "required",
        "Atlantis Code 7(b)",
        ("A1",),
    )
    assert (ferry.outcome, ferry.questions) == ("unsettled", ("A2",))
    assert [duty.duty for duty in assessment.duties] == ["sound_horn"]
    assert assessment.law_version == "2020-05-05"


def test_its_interactions_overlays_forms_and_contradictions_apply():
    _, assessment = assessed("mooring", grounds=("trident", "pearl"))
    assert assessment.findings[0].questions == ("A1", "A3")
    assert assessment.problems[0].code == "pearl"
    _, later = assessed("ferry", on="2022-01-01")
    assert (later.findings[0].outcome, later.overlays) == ("not_prohibited", ("TIDE",))
    _, on_scroll = assessed("ferry", form="scroll")
    assert (on_scroll.is_detainer, on_scroll.duties) == (False, ())
    _, before = assessed("mooring", on="2020-05-04")
    assert (before.findings[0].outcome, before.findings[0].reason) == (
        "no_rule",
        "There was no act.",
    )


def test_an_agency_may_be_covered_later_than_its_act_starts():
    assert change_days(ATLANTIS, SHIPPED_STATE) == [
        date(2020, 5, 5),
        date(2020, 6, 6),
        date(2022, 1, 1),
    ]
    assert [assessed("mooring", on=day)[1].covered for day in ("2020-06-05", "2020-06-06")] == [
        False,
        True,
    ]


def test_connecticut_s_words_are_unknown_there():
    with pytest.raises(FactsError) as caught:
        read_facts(
            {
                "on": "2021-01-01",
                "agency_kind": "municipal_police",
                "purposes": ["hold"],
                "grounds": [],
            },
            ATLANTIS.vocabulary,
        )
    assert caught.value.errors[0].allowed == ("harbour_watch",)


def test_its_state_register_and_memo_work_alike():
    settled = Settlement(
        "S",
        "A2",
        "King",
        "king",
        date(2021, 1, 1),
        purposes=("ferry",),
        grounds=("none",),
        outcome=Outcome.PROHIBITED,
    )
    state = LawState(
        confirmations=(Confirmation("no_mooring", "King", date(2021, 1, 1)),),
        settlements=(settled,),
    )
    assert load_state(dump_state(state), ATLANTIS) == state
    with pytest.raises(StateError):
        load_state(
            dump_state(LawState((Confirmation("hold_needs_a_ground", "x", date(2021, 1, 1)),))),
            ATLANTIS,
        )
    assert sum(entry.verified for entry in law_status(ATLANTIS, state)) == 1
    facts, assessment = assessed("mooring", "ferry", state=state)
    memo = build_memo(engine_for(ATLANTIS, state), facts, assessment)
    assert "Mooring: the act prohibits it on these facts. No trident is on record." in memo.text
    assert "It would be required with: Trident." in memo.text
    assert memo.findings[1].citation == "Atlantis Code 8; King"
    assert memo.duties[0].when == "at_once"


@pytest.mark.parametrize(
    "module",
    [path for path in MECHANISM if path.name not in FRONT_DOOR],
    ids=lambda path: path.name,
)
def test_no_mechanism_imports_a_jurisdiction(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in imported if name.startswith("reports.law.connecticut")}
    assert not {
        name
        for name in imported
        if name.startswith("reports.") and not name.startswith("reports.law")
    }


@pytest.mark.parametrize(
    "name",
    [
        "engine/evaluation",
        "engine/effective_law",
        "facts",
        "findings",
        "memo",
        "state",
        "register/state_json",
        "register/confirmation_status",
        "engine/jurisdiction",
    ],
)
def test_no_mechanism_of_assessment_speaks_of_connecticut(name):
    source = (PACKAGE / f"{name}.py").read_text(encoding="utf-8")
    assert "onnecticut" not in source
    assert "54-192h" not in source
