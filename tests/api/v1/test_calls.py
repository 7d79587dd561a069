"""What operations share."""

from __future__ import annotations

import pytest

from reports.api.v1.calls import cells_of, check_readable, check_version, etag_of, warnings_of
from reports.api.v1.problems import Problem
from reports.imports.problems import RowProblem

ERROR = RowProblem(0, "age", "200", "Too old.", "Correct it.")
WARNING = RowProblem(0, "unit", "x", "Not kept.", "", "warning")


def test_values_are_read_like_cells():
    sent = {"a": None, "b": True, "c": False, "d": ["x", "y"], "e": 31, "f": "text"}
    assert cells_of(sent) == {"a": "", "b": "yes", "c": "no", "d": "x;y", "e": "31", "f": "text"}


def test_errors_end_a_call_and_warnings_do_not():
    check_readable([WARNING])
    assert warnings_of([ERROR, WARNING]) == [{"field": "unit", "message": "Not kept."}]
    with pytest.raises(Problem) as refused:
        check_readable([ERROR, WARNING])
    assert refused.value.errors == (("age", "Too old. Correct it."),)


def test_a_version_is_asked_for_and_compared():
    content = {"age": 31}
    check_version(f'"other", {etag_of(content)}', content)
    for sent, status in (("", 428), ('"other"', 412), ("*", 412)):
        with pytest.raises(Problem) as refused:
            check_version(sent, content)
        assert refused.value.status == status
    assert etag_of({"age": 32}) != etag_of(content)
