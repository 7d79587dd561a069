"""Addresses of the interface: each behind a token, none twice."""

from __future__ import annotations

import pytest

from reports.api.v1.urls import urlpatterns
from reports.web.shared.guards import declaration_of
from tests.api.v1.calling import program

pytestmark = pytest.mark.django_db


def test_only_the_description_needs_no_token():
    public = {
        str(entry.pattern)
        for entry in urlpatterns
        if declaration_of(entry.callback).access == "public"
    }
    assert public == {"openapi.json", "docs"}


def test_other_addresses_and_methods_are_problems_too(client):
    caller = program()
    for method, path, status in (("GET", "/nowhere", 404), ("DELETE", "/detainers", 405)):
        answer = caller.call(method, path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (
            status,
            "application/problem+json",
        )
    assert client.get("/api/v1/nowhere").status_code == 401
