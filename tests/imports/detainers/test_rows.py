"""A row as the values that the verbs take, or everything wrong with it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reports.imports.detainers.rows import read_row
from reports.imports.written_days import WrittenDays
from tests.imports.detainers.helpers import row

AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
CALENDAR = WrittenDays(date(2026, 3, 2))


def read(**changes):
    return read_row(7, row(**changes), calendar=CALENDAR, at=AT)


def errors(**changes):
    facts, problems = read(**changes)
    found = [(problem.column, problem.level) for problem in problems if problem.level == "error"]
    assert (facts is None) is bool(found)
    assert all(problem.row == 7 and problem.rule for problem in problems)
    return [column for column, _ in found]


def test_a_good_row_is_read_whole():
    facts, problems = read(
        grounds="Felony AB conviction;court_order_1225",
        race="White",
        ethnicity="n",
        in_custody="Yes",
        release_due_at="3/5/2026 0900",
        alien_number="A 012-345-678",
        age="",
        notes="Fax was hard to read.",
    )
    assert not [problem for problem in problems if problem.level == "error"]
    assert facts.values.received_at == datetime(2026, 3, 1, 14, tzinfo=UTC)
    assert facts.values.purposes == ("hold", "notify_release")
    assert facts.values.grounds == ("felony_ab_conviction", "court_order_1225")
    assert (facts.person.race, facts.person.ethnicity, facts.values.in_custody) == ("W", "N", True)
    assert facts.person.date_of_birth == date(1990, 5, 4)
    assert facts.values.release_due_at == datetime(2026, 3, 5, 14, tzinfo=UTC)
    assert facts.external_id == "RMS-1"


@pytest.mark.parametrize(
    ("changes", "columns"),
    [
        ({"received_at": ""}, ["received_at"]),
        ({"received_at": "2026-03-01"}, ["received_at"]),
        ({"received_at": "2027-03-01T10:00"}, ["received_at"]),
        ({"received_at": "2013-03-01T10:00"}, ["received_at"]),
        ({"channel": "pigeon"}, ["channel"]),
        ({"channel": ""}, ["channel"]),
        ({"form": "I-999"}, ["form"]),
        ({"purposes": "hold;fly"}, ["purposes"]),
        ({"purposes": ";"}, ["purposes"]),
        ({"grounds": "none of yours"}, ["grounds"]),
        ({"grounds": "judicial_warrant"}, ["grounds"]),
        ({"warrant": "maybe"}, ["warrant"]),
        ({"federal_office": ""}, ["federal_office"]),
        ({"federal_office": "x" * 121}, ["federal_office"]),
        ({"external_id": "x" * 81}, ["external_id"]),
        ({"family_name": "", "given_names": ""}, ["family_name"]),
        ({"family_name": "A\u202eB"}, ["family_name"]),
        ({"date_of_birth": "2030-01-01"}, ["date_of_birth"]),
        ({"date_of_birth": "soon"}, ["date_of_birth"]),
        ({"alien_number": "12"}, ["alien_number"]),
        ({"race": "Z"}, ["race"]),
        ({"ethnicity": "Z"}, ["ethnicity"]),
        ({"sex": "Q"}, ["sex"]),
        ({"age": "-1"}, ["age"]),
        ({"age": "126"}, ["age"]),
        ({"age": "3.5"}, ["age"]),
        ({"language": "English please"}, ["language"]),
        ({"in_custody": "perhaps"}, ["in_custody"]),
        ({"release_due_at": "2026-03-05T09:00"}, ["in_custody"]),
        ({"decision": "hold=decline"}, ["decided_at", "decision_reason"]),
        ({"decision": "hold=never"}, ["decision", "decided_at", "decision_reason"]),
        ({"decision": "transfer=comply"}, ["decision", "decided_at", "decision_reason"]),
        ({"outcome": "flown"}, ["outcome"]),
        ({"outcome": "released", "outcome_at": "2027-01-01T10:00"}, ["outcome_at"]),
        ({"channel": "pigeon", "age": "x", "sex": "Q"}, ["channel", "sex", "age"]),
    ],
)
def test_every_wrong_value_is_named_by_its_column(changes, columns):
    assert sorted(errors(**changes)) == sorted(columns)


def test_a_problem_carries_value_rule_and_cure():
    _, problems = read(channel="pigeon")
    (problem,) = (found for found in problems if found.level == "error")
    assert (problem.value, problem.rule) == ("pigeon", "This is none of the words allowed.")
    assert "fax, email, phone" in problem.cure
    assert "Row 7, column channel: 'pigeon'" in str(problem)


def test_a_decision_is_kept_as_reported():
    facts, _ = read(
        decision="hold=decline",
        decision_reason="No judge signed it.",
        decided_at="2026-03-01T10:00",
        decided_by="Chief Jones",
    )
    assert facts.decision.choices == {"hold": "decline", "notify_release": "pending"}
    assert (facts.decision.reason, facts.decision.decided_by) == (
        "No judge signed it.",
        "Chief Jones",
    )
    early = {"decision_reason": "No.", "decided_at": "2026-02-01T10:00"}
    assert errors(decision="hold=decline", **early) == ["decided_at"]


def test_an_outcome_without_its_moment_is_said_and_left_out():
    facts, problems = read(outcome="released")
    assert facts.outcome is None
    assert ("outcome", "warning") in [(found.column, found.level) for found in problems]
    facts, _ = read(outcome="Released", outcome_at="2026-03-01T12:00")
    assert facts.outcome.outcome == "released"
    facts, problems = read(outcome="to_court", outcome_at="2026-03-01T12:00")
    assert facts.outcome is None
    facts, _ = read(outcome="to_court", outcome_at="2026-03-01T12:00", moved_to="GA 14")
    assert facts.outcome.moved_to == "GA 14"


def test_a_day_long_ago_is_taken_from_a_file():
    assert errors(received_at="2024-03-01T09:00") == []


def test_a_unit_is_said_not_to_be_kept():
    _, problems = read(unit="Patrol")
    assert ("unit", "warning") in [(found.column, found.level) for found in problems]
