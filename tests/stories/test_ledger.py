"""The ledgers know nothing of the program, and work out by themselves what is true."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from tests.stories.ledger import (
    COPY,
    DECISION,
    FIRST,
    NO,
    RELEASE,
    TAKEN_BACK,
    YES,
    Act,
    Request,
    moment,
)
from tests.stories.walker import at

HERE = Path(__file__).parent


def imported(path: Path) -> set[str]:
    """The modules that a file imports, by their first names."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("name", ["ledger.py", "report_ledger.py"])
def test_a_ledger_imports_nothing_of_the_program(name):
    outside = {"tests.stories.ledger"}
    roots = {module.split(".")[0] for module in imported(HERE / name) - outside}
    assert roots <= {"__future__", "collections", "dataclasses", "datetime", "zoneinfo"}


def request() -> Request:
    """A request that is written down as it comes."""
    made = Request(at("10:00"), at("10:00"), ("hold", "notify_release"), in_custody=True)
    made.receive()
    return made


def kinds(made: Request) -> list[str]:
    return [letter.kind for letter in made.current()]


def test_moments_are_written_as_people_here_write_them():
    assert moment(at("13:56")) == "March 2, 2026 at 1:56 PM"
    assert moment(at("00:05", 6)) == "March 8, 2026 at 12:05 AM"


def test_each_act_has_its_letter_and_what_is_told_stays_told():
    made = request()
    yes = made.decide(at("13:30"), at("13:30"), "Yes.", hold=NO, notify_release=YES)
    told = made.do(Act("B", at("13:56"), at("09:00", 1), by_reply=True))
    made.decide(at("14:10"), at("14:10"), "No.", hold=NO, notify_release=NO)
    assert kinds(made) == [FIRST, RELEASE, COPY, DECISION]
    assert made.in_force(told.at) is yes
    (release,) = made.current(RELEASE)
    assert "Yes." in release.says
    assert "No." not in release.says
    assert made.disagreements(at("15:00")) == set()


def test_a_decision_written_down_late_changes_what_was_in_force():
    made = request()
    made.do(Act("B", at("12:00"), at("09:00", 1), by_reply=True))
    assert made.disagreements(at("12:00")) == {"access_undecided"}
    made.decide(at("11:00"), at("13:00"), "No.", hold=NO, notify_release=NO)
    assert made.disagreements(at("13:00")) == {"reply_against_decision"}


def test_what_is_void_is_owed_and_what_is_taken_back_is_told():
    made = request()
    made.void(FIRST)
    assert [kind for kind, _ in made.owed()] == [FIRST]
    made.make_again(FIRST)
    made.end("cancelled", at("15:00"))
    assert kinds(made) == [FIRST, TAKEN_BACK]
    made.reopen()
    assert made.listed(at("15:01"))[TAKEN_BACK, "stale"] == 1


def test_late_is_a_day_after_the_act():
    made = request()
    made.decide(at("11:00"), at("11:00"), "No.", hold=NO, notify_release=NO)
    assert not made.listed(at("10:00") + timedelta(days=1))
    assert made.listed(at("10:01") + timedelta(days=1)) == {(FIRST, "late"): 1}
    made.hand_over(FIRST)
    assert made.listed(at("11:01") + timedelta(days=1)) == {(DECISION, "late"): 1}
