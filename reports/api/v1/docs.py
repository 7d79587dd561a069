"""The description of the interface, for programs and for people: one document, twice shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.api.v1.api import api
from reports.api.v1.description import SCHEME, describe
from reports.web.shared.guards import public
from reports.web.shared.html.components import Column, PageHeader, Table, TableCell
from reports.web.shared.http_caching import SHORT, safe_from_any_origin, validated

FIELDS = (Column("Name"), Column("Needed"), Column("What", width="wide"))


@cache
def _document() -> bytes:
    return json.dumps(describe(api), default=str).encode()


@public(cache_seconds=SHORT)
@safe_from_any_origin
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1."""
    data = _document()
    etag = f"openapi-v1-{hashlib.sha256(data).hexdigest()[:16]}"
    return validated(request, data, etag=etag, content_type="application/json", seconds=SHORT)


@public(cache_seconds=SHORT)
def docs(request: HttpRequest) -> HttpResponse:
    """The same, to read: every operation with its scope, parameters and fields."""
    document = json.loads(_document())
    context = {
        "header": PageHeader(title=document["info"]["title"], lead=document["info"]["description"]),
        "operations": list(_operations(document)),
    }
    return render(request, "public/api_v1.html", context)


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for where, methods in document["paths"].items():
        for method, operation in methods.items():
            fields = [*_parameters(operation), *_fields(document, operation)]
            yield {
                "id": operation["operationId"].rpartition("_")[2],
                "name": f"{method.upper()} {where}",
                "text": operation.get("description", operation["summary"]),
                "scope": ", ".join(operation["security"][0][SCHEME]),
                "fields": _table(fields),
                "answers": ", ".join(sorted(map(str, operation["responses"]))),
            }


def _table(fields: list[tuple[str, bool, str]]) -> Table | None:
    rows = [
        [TableCell(name), TableCell("yes" if needed else ""), TableCell(what)]
        for name, needed, what in fields
    ]
    return Table("Parameters and fields", FIELDS, rows, caption_hidden=True) if rows else None


def _parameters(operation: dict[str, Any]) -> Iterator[tuple[str, bool, str]]:
    for one in operation.get("parameters", ()):
        said = one.get("description") or one["schema"].get("type", "")
        yield f"{one['name']} ({one['in']})", bool(one.get("required")), str(said)


def _fields(document: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, bool, str]]:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema = _resolved(document, content["schema"])
        for name, field in schema.get("properties", {}).items():
            yield name, name in schema.get("required", ()), _what(document, field)


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name] if name else schema
    return found


def _what(document: dict[str, Any], field: dict[str, Any]) -> str:
    """A field in a line: what it is for, or the words it takes."""
    parts = [field, *field.get("anyOf", ())]
    for part in parts:
        found = _resolved(document, part)
        words = found.get("enum") or _resolved(document, found.get("items", {})).get("enum")
        if words:
            several = "any of" if "items" in found else "one of"
            return f"{several}: {', '.join(map(str, words))}"
    said = [part["description"] for part in parts if "description" in part]
    return said[0] if said else " or ".join(str(part["type"]) for part in parts if "type" in part)
