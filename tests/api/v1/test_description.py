"""The description: of what there is, for programs and for people."""

from __future__ import annotations

import jsonschema
import pytest

from reports.accounts.api_scopes import ApiScope
from reports.api.v1.description import SCHEME

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_it_is_openapi_3_1_of_the_contracts_operations(document):
    assert document["openapi"].startswith("3.1")
    assert {name for name, _ in operations(document)} >= {
        "POST /api/v1/assess",
        "GET /api/v1/detainers",
        "POST /api/v1/detainers",
        "GET /api/v1/detainers/{detainer_id}",
        "PATCH /api/v1/detainers/{detainer_id}",
        "POST /api/v1/detainers/{detainer_id}/attachments",
        "GET /api/v1/accesses",
        "POST /api/v1/accesses",
        "GET /api/v1/notices",
        "GET /api/v1/notices/{notice_id}",
        "GET /api/v1/notices/{notice_id}/pdf",
        "GET /api/v1/submissions",
        "GET /api/v1/vocabulary",
    }


def test_each_operation_names_its_scope_and_its_problems(document):
    scopes = {str(scope) for scope in ApiScope}
    for name, operation in operations(document):
        (needed,) = operation["security"]
        assert set(needed[SCHEME]) <= scopes, name
        assert "application/problem+json" in operation["responses"]["422"]["content"], name
        if name.startswith("POST"):
            assert "Idempotency-Key" in {one["name"] for one in operation["parameters"]}, name


def test_its_schemas_are_schemas(document):
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_people_read_the_same_without_anything_from_elsewhere(client, document):
    answer = client.get("/api/v1/docs")
    page = answer.content.decode()
    for name, _ in operations(document):
        assert name in page
    assert "<script src=" not in page.replace('<script src="/static/', "")
    assert not answer.cookies
