"""What is sent has the names and words of the import."""

from __future__ import annotations

from dataclasses import fields

from reports.access.values import AccessValues
from reports.api.v1.schemas import AccessIn, DetainerChange, DetainerIn, DetainerOut
from reports.imports.detainers.columns import COLUMNS, KNOWN, REQUIRED

DECIDED = {"decision", "decision_reason", "decided_at", "decided_by"}


def test_names_are_those_of_the_columns():
    assert set(DetainerIn.model_fields) == set(KNOWN) - DECIDED
    assert set(DetainerOut.model_fields) >= set(COLUMNS) - DECIDED
    kept = {"external_id", "unit"}
    assert set(DetainerChange.model_fields) == set(KNOWN) - DECIDED - kept | {"reason"}


def test_what_a_file_must_have_a_call_must_have():
    needed = {name for name, field in DetainerIn.model_fields.items() if field.is_required()}
    assert needed == set(REQUIRED)


def test_an_act_is_said_in_full():
    assert {one.name for one in fields(AccessValues)} <= set(AccessIn.model_fields)
