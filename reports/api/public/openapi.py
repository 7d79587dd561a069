"""The public API described for programs: OpenAPI 3.1, made from the columns and filters that the
API itself uses.
"""

from __future__ import annotations

from typing import Any

from reports.publication.figures.cells import NOT_REPORTED, WITHHELD
from reports.publication.figures.tables import TABLES
from reports.publication.files.catalog import DESCRIPTION, MEANINGS
from reports.publication.files.csv_files import COVERAGE_COLUMNS, TABLE_COLUMNS
from reports.publication.files.license import license_in_force
from reports.publication.presentation.filing_status import FILING_STATUSES, REVIEW_STATES
from reports.publication.status import PUBLIC

Schema = dict[str, Any]
VERSION = "1.0.0"
NUMBERS = frozenset({"count", "accesses"})
CLOSED: dict[str, list[str]] = {
    "symbol": ["", WITHHELD, NOT_REPORTED],
    "unit": ["events", "persons"],
    "table": [table.name for table in TABLES],
    "filing_status": list(FILING_STATUSES),
    "review_state": ["", *REVIEW_STATES],
}


def document(
    *,
    address: str,
    contact: str,
    filters_of_tables: tuple[str, ...],
    filters_of_coverage: tuple[str, ...],
) -> Schema:
    """The whole description."""
    number = {
        "name": "number",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
        "description": "Number of an edition, from 1.",
    }
    gone = {
        "404": _problem("There is no such edition."),
        "410": _problem("The edition was withdrawn."),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "TRUST Act published data",
            "version": VERSION,
            "description": DESCRIPTION,
            "license": {"name": license_in_force().title, "url": license_in_force().path},
            "contact": {"name": "Connecticut Office of Policy and Management", "email": contact},
        },
        "servers": [{"url": address}],
        "paths": {
            "/api/public/v1/editions": _get(
                "Every edition ever published, newest first", "Editions"
            ),
            "/api/public/v1/editions/{number}/tables": _get(
                "The numbers of an edition: the rows of tables.csv",
                "Tables",
                [number, *_filters(filters_of_tables)],
                gone,
            ),
            "/api/public/v1/coverage": _get(
                "Who reported, by the newest edition: the rows of coverage.csv",
                "Coverage",
                _filters(filters_of_coverage),
            ),
        },
        "components": {"schemas": _schemas()},
    }


def _schemas() -> Schema:
    error = _object({"field": {"type": "string"}, "message": {"type": "string"}})
    return {
        "Editions": _object({"editions": {"type": "array", "items": _edition()}}),
        "Tables": _rows(TABLE_COLUMNS, {"type": "integer"}),
        "Coverage": _rows(COVERAGE_COLUMNS, {"type": ["integer", "null"]}),
        "Problem": _object(
            {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "errors": {"type": "array", "items": error},
            }
        ),
    }


def _get(
    summary: str, schema: str, parameters: list[Schema] | None = None, more: Schema | None = None
) -> Schema:
    known = {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": "The ETag of what you have already.",
    }
    filtered = (
        {"422": _problem("A filter that is not known; the answer names those that are.")}
        if parameters
        else {}
    )
    return {
        "get": {
            "summary": summary,
            "operationId": f"get{schema}",
            "parameters": [*(parameters or []), known],
            "responses": {
                "200": {
                    "description": "Found.",
                    "headers": {"ETag": {"schema": {"type": "string"}}},
                    "content": {
                        "application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}
                    },
                },
                "304": {"description": "Nothing has changed since."},
                **(more or {}),
                **filtered,
            },
        }
    }


def _problem(description: str) -> Schema:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


def _filters(names: tuple[str, ...]) -> list[Schema]:
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": _column(name),
            "description": MEANINGS[name][1],
        }
        for name in names
    ]


def _column(name: str) -> Schema:
    if name in NUMBERS:
        return {"type": ["integer", "null"]}
    return {"type": "string", **({"enum": CLOSED[name]} if name in CLOSED else {})}


def _rows(columns: tuple[str, ...], edition: Schema) -> Schema:
    row = _object({name: {**_column(name), "description": MEANINGS[name][1]} for name in columns})
    return _object({"edition": edition, "rows": {"type": "array", "items": row}})


def _edition() -> Schema:
    text, file = (
        {"type": "string"},
        {
            "name": {"type": "string"},
            "url": {"type": "string"},
            "sha256": {"type": "string"},
            "size": {"type": "integer"},
        },
    )
    return _object(
        {
            "number": {"type": "integer"},
            "half_year": text,
            "status": {"type": "string", "enum": sorted(PUBLIC)},
            "published_at": {"type": ["string", "null"], "format": "date-time"},
            "reason": {"type": "string", "description": "Why it was withdrawn; empty otherwise."},
            "url": text,
            "files": {"type": "array", "items": _object(file)},
        }
    )


def _object(properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}
