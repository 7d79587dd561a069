"""The state of the law as JSON: read back exactly, or refused with every fault."""

import json
import re
from datetime import date

import pytest

from reports.law.connecticut import CONNECTICUT
from reports.law.register.state_json import (
    StateError,
    dump_state,
    load_state,
    settlement_problems,
    state_from_dict,
)
from reports.law.state import (
    SHIPPED_STATE,
    Confirmation,
    LawState,
    Offense,
    OffenseList,
    OverlayDate,
    Settlement,
)
from reports.law.vocabulary import Outcome

FULL = LawState(
    confirmations=(
        Confirmation(
            "hold_needs_a_ground", "A. Lawyer", date(2026, 1, 5), "compared with chapter 965"
        ),
    ),
    settlements=(
        Settlement(
            id="S1",
            question="Q2",
            citation="Opinion",
            decided_by="court",
            from_on=date(2026, 1, 1),
            until_on=date(2026, 12, 31),
            purposes=("notify_release",),
            grounds=("judicial_warrant",),
            outcome=Outcome.PROHIBITED,
            note="n",
        ),
        Settlement(
            "S2",
            "Q1",
            "Opinion",
            "court",
            date(2026, 1, 1),
            purposes=("interview",),
            is_detainer=False,
        ),
        Settlement(
            "S3",
            "Q11",
            "Order",
            "court",
            date(2026, 1, 1),
            rule="no_federal_function",
            outcome=Outcome.NO_RULE,
        ),
    ),
    overlay_dates=(OverlayDate("O1", date(2025, 11, 20), "PA 25-999"),),
    lists=(
        OffenseList(
            "listed_offenses_2025",
            (
                Offense(
                    "53a-0", "(a)(1)", "title", "C", date(2025, 10, 1), date(2030, 1, 1), "PA 25-29"
                ),
                Offense("53a-1"),
            ),
        ),
    ),
)
EMPTY = {
    "schema": "law-state/1",
    "confirmations": [],
    "settlements": [],
    "overlay_dates": [],
    "lists": [],
}


def problems_of(**parts):
    with pytest.raises(StateError) as caught:
        state_from_dict(EMPTY | parts, CONNECTICUT)
    return caught.value.problems


def test_a_full_state_is_read_back_as_it_was():
    again = load_state(dump_state(FULL), CONNECTICUT)
    assert again == FULL
    assert isinstance(again.settlements[0].outcome, Outcome)


def test_the_shipped_state_is_empty_json():
    assert json.loads(dump_state(SHIPPED_STATE)) == EMPTY
    assert dump_state(SHIPPED_STATE).endswith("}\n")


def test_the_parts_of_a_state_are_written_plainly():
    shown = FULL.as_dict()
    assert shown["confirmations"] == [
        {
            "entry": "hold_needs_a_ground",
            "name": "A. Lawyer",
            "on": "2026-01-05",
            "note": "compared with chapter 965",
        }
    ]
    assert shown["settlements"][1]["is_detainer"] is False
    assert shown["settlements"][0]["outcome"] == "prohibited"
    assert "outcome" not in shown["settlements"][1]
    assert shown["lists"][0]["entries"][1] == {"section": "53a-1"}


def test_a_state_is_written_for_people_to_read():
    assert (
        dump_state(SHIPPED_STATE)
        == '{\n  "schema": "law-state/1",\n  "confirmations": [],\n  "settlements": [],\n'
        '  "overlay_dates": [],\n  "lists": []\n}\n'
    )


def test_what_is_no_state_is_told_what_one_is():
    with pytest.raises(StateError, match=r"^the state is not JSON$") as caught:
        load_state("{", CONNECTICUT)
    assert isinstance(caught.value.__cause__, ValueError)
    with pytest.raises(
        StateError, match=r'^the state must be an object with "schema": "law-state/1"$'
    ):
        load_state("[]", CONNECTICUT)


def test_other_scripts_stay_readable():
    state = LawState(confirmations=(Confirmation("construction", "Đặng", date(2026, 1, 5)),))
    assert "Đặng" in dump_state(state)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "1", "{}", '{"schema": "law-state/2"}', "[" * 100_000]
)
def test_another_thing_than_a_state_is_refused(text):
    with pytest.raises(StateError):
        load_state(text, CONNECTICUT)


def test_missing_parts_are_empty():
    assert state_from_dict({"schema": "law-state/1"}, CONNECTICUT) == SHIPPED_STATE


@pytest.mark.parametrize(
    "parts",
    [
        {"confirmations": [{"entry": "construction"}]},
        {"confirmations": [{"entry": "construction", "name": "x", "on": "2026-02-30"}]},
        {"confirmations": ["x"]},
        {"settlements": [{"id": "x"}]},
        {"settlements": [{"id": "x", "outcome": "perhaps"}]},
        {"lists": [{}]},
        {"lists": 5},
        {"overlay_dates": [{"overlay": "O1", "effective_on": 5, "citation": "x"}]},
    ],
)
def test_unreadable_parts_are_refused_with_a_reason(parts):
    (problem,) = problems_of(**parts)
    assert re.match(r"the state cannot be read: (Type|Key|Value|Attribute)Error .", problem)


def test_unknown_names_are_each_named():
    confirmed = {"entry": "nothing", "name": "x", "on": "2026-01-01"}
    dated = {"overlay": "O9", "effective_on": "2026-01-01", "citation": "x"}
    assert problems_of(
        confirmations=[confirmed], overlay_dates=[dated], lists=[{"name": "list"}]
    ) == (
        'confirmation of an unknown entry "nothing"',
        'date of an unknown overlay "O9"',
        'unknown list "list"',
    )


def settlement(**changed):
    given = {
        "id": "S1",
        "question": "Q2",
        "citation": "Opinion",
        "decided_by": "court",
        "from_on": date(2026, 1, 1),
        "purposes": ("notify_release",),
        "grounds": ("judicial_warrant",),
        "outcome": Outcome.NOT_PROHIBITED,
    }
    return Settlement(**(given | changed))


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"question": "Q99"}, 'S1: unknown question "Q99"'),
        ({"citation": " "}, "S1: a settlement needs a citation"),
        ({"until_on": date(2025, 12, 31)}, "S1: a settlement ends before it begins"),
        ({"purposes": ("hodl",)}, "S1: unknown purposes"),
        ({"grounds": ("wish",)}, "S1: unknown grounds"),
        ({"rule": "no_such"}, 'S1: unknown rule "no_such"'),
        ({"purposes": ()}, "S1: an outcome may be settled only for named purposes and grounds"),
        ({"grounds": ()}, "S1: an outcome may be settled only for named purposes and grounds"),
        (
            {"outcome": None},
            (
                "S1: nothing is settled: give an outcome, an answer on what counts as a detainer,"
                " or a note"
            ),
        ),
    ],
)
def test_a_settlement_is_refused_with_its_fault(changed, problem):
    assert settlement_problems(settlement(**changed), CONNECTICUT) == [problem]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"until_on": date(2026, 1, 1)},
        {"grounds": ("none",)},
        {"rule": "release_messages", "purposes": (), "grounds": ()},
        {"outcome": None, "note": "closed", "purposes": (), "grounds": ()},
        {"outcome": None, "is_detainer": False},
        {"purposes": tuple(CONNECTICUT.vocabulary.purpose_words)},
        {"grounds": ("none", *CONNECTICUT.vocabulary.ground_words)},
        {"outcome": None, "is_detainer": True},
    ],
)
def test_a_sound_settlement_has_no_fault(changed):
    assert settlement_problems(settlement(**changed), CONNECTICUT) == []


def test_faults_of_settlements_refuse_the_state_and_are_all_in_the_message():
    bad = settlement(question="Q99", citation=" ")
    with pytest.raises(
        StateError, match='unknown question "Q99"; S1: a settlement needs a citation'
    ):
        load_state(dump_state(LawState(settlements=(bad,))), CONNECTICUT)


@pytest.mark.parametrize(
    ("entry", "section", "subdivision", "day", "matches"),
    [
        (Offense("53a-60"), "53a-60", "", None, True),
        (Offense("53a-60"), " 53A-60 ", "(a)(1)", None, True),
        (Offense("53a-60"), "53a-60a", "", None, False),
        (Offense("53a-60", "(a)(1)"), "53a-60", "(A)(1) ", None, True),
        (Offense("53a-60", "(a)(1)"), "53a-60", "", None, False),
        (Offense("53a-60", from_on=date(2020, 1, 1)), "53a-60", "", date(2019, 12, 31), False),
        (Offense("53a-60", from_on=date(2020, 1, 1)), "53a-60", "", date(2020, 1, 1), True),
        (Offense("53a-60", until_on=date(2020, 1, 1)), "53a-60", "", date(2020, 1, 1), True),
        (Offense("53a-60", until_on=date(2020, 1, 1)), "53a-60", "", date(2020, 1, 2), False),
        (Offense("53a-60", from_on=date(2020, 1, 1)), "53a-60", "", None, False),
    ],
)
def test_an_offense_matches_its_section_subdivision_and_days(
    entry, section, subdivision, day, matches
):
    assert entry.matches(section, subdivision, day) is matches
