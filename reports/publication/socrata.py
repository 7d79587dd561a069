"""The tables on a Socrata open data portal (data.ct.gov is one): upserted by row identifier, so that a rerun is safe.

Speaks the Socrata Open Data API: JSON arrays by POST to the dataset's resource address, answered with counts; rows that
an edition no longer has are sent with `:deleted`. Nothing goes there that is not in tables.csv.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from reports.publication.edition import EditionContent, long_rows
from reports.publication.files.delimited import TABLE_COLUMNS

KEY = "row_key"
BATCH = 5000
PAGE = 20_000
SECONDS = 60
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class PortalRefused(Exception):
    """The portal did not take the rows. The text says what it answered, never a credential."""


@dataclass(frozen=True)
class Portal:
    """The resource address of a dataset whose row identifier is `row_key`, and the credentials for it."""

    resource: str
    app_token: str = ""
    key_id: str = ""
    key_secret: str = ""

    def __post_init__(self) -> None:
        parts = urlsplit(self.resource)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise ValueError("The dataset's address must begin with https://.")
        if not parts.path.startswith("/resource/") or not parts.path.endswith(".json"):
            raise ValueError("The dataset's address looks like https://HOST/resource/abcd-1234.json.")


@dataclass
class Pushed:
    """What the portal says it did."""

    created: int = 0
    updated: int = 0
    deleted: int = 0

    def add(self, said: dict[str, Any]) -> None:
        self.created += int(said.get("Rows Created", 0))
        self.updated += int(said.get("Rows Updated", 0))
        self.deleted += int(said.get("Rows Deleted", 0))


def portal_rows(content: EditionContent) -> Iterator[dict[str, Any]]:
    """The rows of tables.csv under a key that is the same in every edition; missing numbers are null, never 0."""
    for row in long_rows(content):
        key = "|".join(row[name] for name in TABLE_COLUMNS[:-2])
        yield {KEY: key, **row, "count": int(row["count"]) if row["count"] else None, "edition": content.number}


def push(content: EditionContent, portal: Portal) -> Pushed:
    """Bring the dataset to what the edition says: new and changed rows in, rows that are gone out."""
    rows = list(portal_rows(content))
    wanted = {row[KEY] for row in rows}
    gone = [{KEY: key, ":deleted": True} for key in sorted(_keys_there(portal) - wanted)]
    done = Pushed()
    for batch in _batches([*rows, *gone]):
        said = _ask(portal, data=json.dumps(batch).encode())
        if int(said.get("Errors", 0)):
            raise PortalRefused(f"The portal refused {said['Errors']} rows. Is {KEY} the dataset's row identifier?")
        done.add(said)
    return done


def _keys_there(portal: Portal) -> set[str]:
    found: set[str] = set()
    while True:
        query = {"$select": KEY, "$order": KEY, "$limit": PAGE, "$offset": len(found)}
        page = _ask(portal, query=urlencode(query))
        found |= {row[KEY] for row in page if KEY in row}
        if len(page) < PAGE:
            return found


def _batches(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


class _Stay(HTTPRedirectHandler):
    """Credentials go to the address that was configured and to no other."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def _ask(portal: Portal, *, data: bytes | None = None, query: str = "") -> Any:
    address = f"{portal.resource}?{query}" if query else portal.resource
    request = Request(address, data=data, method="POST" if data is not None else "GET")  # noqa: S310 - checked above
    request.add_header("Accept", "application/json")
    if data is not None:
        request.add_header("Content-Type", "application/json")
    if portal.app_token:
        request.add_header("X-App-Token", portal.app_token)
    if portal.key_id:
        pair = base64.b64encode(f"{portal.key_id}:{portal.key_secret}".encode()).decode()
        request.add_header("Authorization", f"Basic {pair}")
    try:
        with build_opener(_Stay).open(request, timeout=SECONDS) as answer:
            return json.loads(answer.read() or b"{}")
    except HTTPError as refused:
        raise PortalRefused(f"The portal answered {refused.code}: {_reason(refused)}") from None
    except (URLError, TimeoutError, json.JSONDecodeError) as failed:
        raise PortalRefused(
            f"The portal cannot be reached or does not answer in JSON: {type(failed).__name__}."
        ) from None


def _reason(refused: HTTPError) -> str:
    try:
        return str(json.loads(refused.read()).get("message", ""))[:200] or refused.reason
    except (ValueError, AttributeError, OSError):
        return str(refused.reason)
