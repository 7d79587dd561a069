"""Assessments by the line: every line answered in order, bad ones with their errors."""

import json
from datetime import date

import pytest

from reports.law.assess import SHIPPED_STATE, FactsError
from reports.law.json_lines import assess_line, assess_object, id_of, read_object
from reports.law.state import Confirmation, LawState
from tests.law.test_assessment import EXAMPLE, EXPECTED

GOOD = json.dumps(EXAMPLE).encode()


def answered(raw):
    understood, answer = assess_line(raw, SHIPPED_STATE)
    return understood, json.loads(answer)


def test_a_good_line_is_answered_with_its_assessment():
    understood, answer = answered(GOOD)
    assert understood
    assert answer == assess_object(GOOD, SHIPPED_STATE)
    assert answer["id"] == EXPECTED["id"]


def test_the_state_of_the_law_is_applied():
    state = LawState(
        confirmations=(Confirmation("hold_needs_a_ground", "A. Lawyer", date(2026, 1, 1)),)
    )
    understood, answer = assess_line(GOOD, state)
    assert understood
    assert [finding["verified"] for finding in json.loads(answer)["findings"]] == [True, False]


def test_a_byte_order_mark_does_no_harm():
    assert answered(b"\xef\xbb\xbf" + GOOD)[0]


@pytest.mark.parametrize("raw", [b"nope", b"", b"\xff\xfe", b'{"a":', b"[" * 100_000, b"9" * 5000])
def test_what_is_not_json_is_said_to_be_not_json(raw):
    understood, answer = answered(raw)
    assert not understood
    assert answer["id"] is None
    assert answer["errors"][0]["field"] in {"input", "facts"}


def test_not_json_is_one_error_of_the_input():
    error = {"field": "input", "message": "is not one JSON object in UTF-8."}
    assert answered(b"{") == (False, {"id": None, "errors": [error]})
    with pytest.raises(FactsError):
        read_object(b"{")


def test_a_bad_line_keeps_its_id_where_it_is_text():
    assert answered(b'{"id": "row 7", "on": 1}')[1]["id"] == "row 7"
    assert answered(b'{"id": 7}')[1]["id"] is None
    assert id_of(b'["id"]') is None
    assert id_of(b"x") is None


def test_errors_name_the_fields():
    errors = answered(b'{"id": "x"}')[1]["errors"]
    assert [error["field"] for error in errors] == ["on", "agency_kind", "purposes", "grounds"]


def test_text_of_any_script_is_echoed():
    line = json.dumps(EXAMPLE | {"id": "Nuñez-Đặng \ud800"}).encode()
    assert answered(line)[1]["id"] == "Nuñez-Đặng \ud800"
