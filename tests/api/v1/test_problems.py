"""Errors as problem+json, without what was sent."""

from __future__ import annotations

import json

import pytest

from reports.api.v1.problems import TITLES, problem_response
from tests.api.v1.calling import program

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", TITLES)
def test_a_problem_has_its_parts(status):
    answer = problem_response(status, "Why.", [("age", "Too old.")])
    content = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (content["status"], content["type"], content["detail"]) == (
        status,
        "about:blank",
        "Why.",
    )
    assert content["errors"] == [{"field": "age", "message": "Too old."}]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"\xff", 400), (b"[]", 422), (b"null", 422), (b'"x"', 422)],
)
def test_a_body_that_is_no_object_is_told(body, status):
    caller = program()
    for path in ("/detainers", "/accesses"):
        answer = caller.client.generic(
            "POST",
            f"/api/v1{path}",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {caller.secret}"},
        )
        assert answer.status_code in {status, 422}, (path, answer.content)
        assert json.loads(answer.content)["status"] == answer.status_code
