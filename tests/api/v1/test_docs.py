"""The description to read: nothing from elsewhere, no session."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_the_page_and_the_document_are_the_same_for_everybody(client):
    for where in ("/api/v1/docs", "/api/v1/openapi.json"):
        answer = client.get(where)
        assert (answer.status_code, answer.cookies) == (200, {})
        assert "public" in answer.headers["Cache-Control"]


def test_who_has_it_is_not_sent_it_again(client):
    etag = client.get("/api/v1/openapi.json").headers["ETag"]
    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": etag}).status_code == 304
