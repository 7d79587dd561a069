"""The columns are those of the contract, and a problem names its place."""

from __future__ import annotations

from dataclasses import fields

from reports.detainers.values import DetainerValues
from reports.imports.detainers.columns import COLUMNS, KNOWN, REQUIRED
from reports.imports.problems import RowProblem
from reports.persons.values import PersonValues

CONTRACT = (
    "external_id, received_at, channel, form, purposes, grounds, warrant, federal_office,"
    " federal_officer, family_name, given_names, date_of_birth, alien_number, race, ethnicity, sex,"
    " age, language, in_custody, booking_number, release_due_at, decision, decision_reason,"
    " decided_at, decided_by, outcome, notes"
)
# What is no value of the record as it was received.
REPORTED = {"external_id", "decision", "decision_reason", "decided_at", "decided_by", "outcome"}


def test_the_columns_are_those_of_the_contract():
    assert ", ".join(COLUMNS) == CONTRACT
    assert set(REQUIRED) <= set(COLUMNS) <= set(KNOWN)


def test_each_column_fills_a_value_of_the_same_name():
    values = {field.name for each in (DetainerValues, PersonValues) for field in fields(each)}
    assert set(COLUMNS) - REPORTED <= values


def test_a_problem_is_a_sentence_and_a_row_of_data():
    problem = RowProblem(4, "sex", "Q", "This is none of the words.", "Use M or F.")
    assert str(problem) == "Row 4, column sex: 'Q'. This is none of the words. Use M or F."
    assert problem.as_dict()["row"] == 4
    assert str(RowProblem(4, "", "", "Hidden.")).startswith("Row 4, column -:")
