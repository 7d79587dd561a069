"""The public API, version 1: the published editions as JSON. No token, no cookie, conditional
requests, any origin.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from reports.api.public.openapi import document
from reports.core.refusals import NotFound
from reports.publication.content.edition import coverage_rows, long_rows
from reports.publication.editions.stored import newest_or_missing, read_edition
from reports.publication.figures.tables import NOT_COUNTED
from reports.publication.models.editions import Edition
from reports.publication.queries import (
    get_public_edition,
    newest_readable_edition,
    published_editions,
)
from reports.web.shared.guards import public
from reports.web.shared.html.components import Crumb, PageHeader
from reports.web.shared.http_caching import (
    CONTACT,
    SHORT,
    open_to_all,
    safe_from_any_origin,
    site_url,
    validated,
)
from reports.web.shared.languages import page_address

FILTERS_OF_TABLES = ("table", "unit", "half_year", "agency_code", "row_variable", "row_value")
FILTERS_OF_COVERAGE = ("half_year", "agency_code", "kind", "filing_status")
EXAMPLE = "persons_by_sex"


def answer(request: HttpRequest, content: Any, *, etag: str) -> HttpResponse:
    """JSON with a validator."""
    data = (json.dumps(content) + "\n").encode()
    return validated(request, data, etag=etag, content_type="application/json", seconds=SHORT)


def problem(status: int, title: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """An error as problem+json, with one entry per field."""
    content = {"type": "about:blank", "title": title, "status": status, "errors": errors or []}
    return open_to_all(
        HttpResponse(json.dumps(content), status=status, content_type="application/problem+json")
    )


@public(cache_seconds=SHORT)
def by_example(request: HttpRequest) -> HttpResponse:
    """The API for people: what can be asked, with answers as they come today."""
    edition = newest_readable_edition()
    header = PageHeader(
        title=_("Public API"),
        lead=_("The published figures as JSON. No key, no sign-in, from any site."),
        crumbs=(Crumb(_("Downloads"), page_address("data")),),
    )
    context = {
        "header": header,
        "site": site_url(request),
        "edition": edition,
        "filters_of_tables": FILTERS_OF_TABLES,
        "filters_of_coverage": FILTERS_OF_COVERAGE,
        "not_counted": _(NOT_COUNTED),
        **(_examples(edition) if edition else {}),
    }
    return render(request, "public/api.html", context)


def _examples(edition: Edition) -> dict[str, str]:
    """Answers cut short, from the edition that stands."""
    content = read_edition(edition)
    listed = _edition(edition)
    rows = (
        row
        for row in long_rows(content)
        if row["table"] == EXAMPLE and row["half_year"] == content.half_year
    )
    covered = (row for row in coverage_rows(content) if row["half_year"] == content.half_year)
    return {
        "example_editions": _json_text({"editions": [{**listed, "files": listed["files"][:1]}]}),
        "example_tables": _json_text(
            {
                "edition": edition.number,
                "rows": [_with_number(row, "count") for row in islice(rows, 2)],
            }
        ),
        "example_coverage": _json_text(
            {
                "edition": edition.number,
                "rows": [_with_number(row, "accesses") for row in islice(covered, 1)],
            }
        ),
        "example_table": EXAMPLE,
    }


def _json_text(answer: dict[str, Any]) -> str:
    return json.dumps(answer, indent=1, ensure_ascii=False)


@public(cache_seconds=SHORT)
@safe_from_any_origin
def openapi(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    content = document(
        address=site_url(request),
        contact=CONTACT,
        filters_of_tables=FILTERS_OF_TABLES,
        filters_of_coverage=FILTERS_OF_COVERAGE,
    )
    return answer(
        request,
        content,
        etag=f"openapi-{hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]}",
    )


@public(cache_seconds=SHORT)
@safe_from_any_origin
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition ever published, newest first."""
    found = published_editions()
    etag = "-".join(["editions", *(f"{edition.number}{edition.status[0]}" for edition in found)])
    return answer(request, {"editions": [_edition(edition) for edition in found]}, etag=etag)


def _edition(edition: Edition) -> dict[str, Any]:
    base = f"/data/editions/{edition.number}/"
    return {
        "number": edition.number,
        "half_year": edition.half_year,
        "status": edition.status,
        "published_at": edition.published_at.isoformat() if edition.published_at else None,
        "reason": edition.public_reason,
        "url": base,
        "files": [
            {
                "name": file.name,
                "url": f"{base}{file.name}",
                "sha256": file.sha256,
                "size": file.size,
            }
            for file in edition.files.all()
            if edition.is_readable
        ],
    }


@public(cache_seconds=SHORT)
@safe_from_any_origin
def tables(request: HttpRequest, number: int) -> HttpResponse:
    """The rows of tables.csv, narrowed by the columns named in the address."""
    try:
        edition = get_public_edition(number)
    except NotFound:
        return problem(404, "There is no such edition.")
    if not edition.is_readable:
        return problem(410, "This edition was withdrawn.")
    return _rows(
        request,
        edition,
        long_rows(read_edition(edition)),
        filters=FILTERS_OF_TABLES,
        number="count",
    )


@public(cache_seconds=SHORT)
@safe_from_any_origin
def coverage(request: HttpRequest) -> HttpResponse:
    """The rows of coverage.csv of the newest edition."""
    try:
        edition = newest_or_missing()
    except NotFound:
        return answer(request, {"edition": None, "rows": []}, etag="coverage-none")
    return _rows(
        request,
        edition,
        coverage_rows(read_edition(edition)),
        filters=FILTERS_OF_COVERAGE,
        number="accesses",
    )


def _rows(
    request: HttpRequest,
    edition: Edition,
    rows: Iterable[dict[str, str]],
    *,
    filters: tuple[str, ...],
    number: str,
) -> HttpResponse:
    unknown = sorted(set(request.GET) - set(filters))
    if unknown:
        errors = [
            {"field": name, "message": f"Filter by one of: {', '.join(filters)}."}
            for name in unknown
        ]
        return problem(422, "Unknown filter.", errors)
    wanted = {name: request.GET[name] for name in filters if name in request.GET}
    found = [
        _with_number(row, number)
        for row in rows
        if all(row[name] == value for name, value in wanted.items())
    ]
    filter_key = "-".join(f"{name}.{value}" for name, value in wanted.items())
    etag = f"{edition.content_sha256[:32]}-{filter_key}"
    return answer(request, {"edition": edition.number, "rows": found}, etag=etag)


def _with_number(row: dict[str, str], name: str) -> dict[str, str | int | None]:
    return {**row, name: int(row[name]) if row[name] else None}
