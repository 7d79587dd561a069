"""Published files and the catalog: stable addresses, validators, no cookies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from reports.core.csv_export import as_csv
from reports.core.refusals import NotFound
from reports.law.half_years import HalfYear
from reports.law.moments import local_day
from reports.publication.content.edition import coverage_rows
from reports.publication.editions.stored import newest_or_missing, read_edition
from reports.publication.figures.cells import EVENTS
from reports.publication.files.catalog import catalog
from reports.publication.files.csv_files import COVERAGE_COLUMNS
from reports.publication.models.editions import Edition, EditionFile
from reports.publication.queries import (
    file_bytes,
    get_public_edition,
    get_public_file,
    published_editions,
)
from reports.web.shared.guards import public
from reports.web.shared.http_caching import (
    CONTACT,
    FOREVER,
    SHORT,
    gone,
    safe_from_any_origin,
    site_url,
    validated,
)

SHOWN_IN_PLACE = frozenset({"application/json", "application/pdf", "text/plain"})


@public(cache_seconds=FOREVER)
@safe_from_any_origin
def edition_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A file of an edition; status 410, with the reason, when the edition was withdrawn."""
    edition = get_public_edition(number)
    if not edition.is_readable:
        return gone(edition)
    return _served(
        request, get_public_file(edition, name), seconds=FOREVER, stem=f"trust-act-edition-{number}"
    )


@public(cache_seconds=SHORT)
@safe_from_any_origin
def latest_file(request: HttpRequest, name: str) -> HttpResponse:
    """The same file of whichever edition is newest."""
    edition = newest_or_missing()
    response = _served(
        request, get_public_file(edition, name), seconds=SHORT, stem="trust-act-latest"
    )
    response["Content-Location"] = f"/data/editions/{edition.number}/{name}"
    return response


def _served(request: HttpRequest, file: EditionFile, *, seconds: int, stem: str) -> HttpResponse:
    kind = (
        f"{file.content_type}; charset=utf-8"
        if file.content_type.startswith("text/")
        else file.content_type
    )
    response = validated(
        request, file_bytes(file), etag=file.sha256, content_type=kind, seconds=seconds
    )
    place = "inline" if file.content_type in SHOWN_IN_PLACE else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{stem}-{file.name}"'
    return response


@public(cache_seconds=SHORT)
@safe_from_any_origin
def agency_csv(request: HttpRequest, code: str) -> HttpResponse:
    """One agency's half-years, as in coverage.csv."""
    edition = newest_or_missing()
    content = read_edition(edition)
    if code not in content.agency_names:
        raise NotFound(code)
    rows = [row for row in coverage_rows(content) if row["agency_code"] == code]
    data = as_csv(COVERAGE_COLUMNS, rows)
    kind = "text/csv; charset=utf-8"
    response = validated(
        request, data, etag=f"{edition.number}-{code}", content_type=kind, seconds=SHORT
    )
    response["Content-Disposition"] = f'attachment; filename="{EVENTS}-{code}.csv"'
    return response


@public(cache_seconds=SHORT)
@safe_from_any_origin
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """Who reported, narrowed to the departments that the front page's search shows."""
    edition = newest_or_missing()
    wanted = request.GET.get("town", "").strip()[:60]
    rows = [
        row
        for row in coverage_rows(read_edition(edition))
        if match_agencies(wanted, row["agency"], row["agency_code"])
    ]
    etag = f"{edition.number}-{hashlib.sha256(wanted.encode()).hexdigest()[:16]}"
    kind = "text/csv; charset=utf-8"
    response = validated(
        request, as_csv(COVERAGE_COLUMNS, rows), etag=etag, content_type=kind, seconds=SHORT
    )
    response["Content-Disposition"] = 'attachment; filename="coverage-selection.csv"'
    return response


def match_agencies(wanted: str, *names: str) -> bool:
    """Whether every search word occurs in one of the names."""
    return all(any(word in name.casefold() for name in names) for word in wanted.casefold().split())


@public(cache_seconds=SHORT)
@safe_from_any_origin
def catalog_entry(request: HttpRequest) -> HttpResponse:
    """`/data.json`, for open data portals to harvest."""
    editions = [_for_catalog(edition) for edition in published_editions() if edition.is_readable]
    entry: Mapping[str, Any] = catalog(editions, address=site_url(request), contact=CONTACT)
    data = (json.dumps(entry, indent=1) + "\n").encode()
    etag = f"catalog-{editions[0]['number'] if editions else 0}-{len(editions)}"
    return validated(request, data, etag=etag, content_type="application/json", seconds=SHORT)


def _for_catalog(edition: Edition) -> dict[str, Any]:
    content = read_edition(edition)
    first, last = HalfYear.parse(content.halves[0]), HalfYear.parse(content.halves[-1])
    published: date = local_day(edition.published_at) if edition.published_at else date.min
    return {
        "number": edition.number,
        "published_on": published.isoformat(),
        "temporal": f"{first.starts_on.isoformat()}/{last.ends_on.isoformat()}",
        "files": [file.name for file in edition.files.all()],
    }
