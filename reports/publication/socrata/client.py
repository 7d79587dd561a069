"""The portal's publisher interface over HTTP: read a data set, upsert rows by their identifier,
replace all.

As documented at dev.socrata.com: `POST /resource/<id>.json` creates, updates and (`":deleted":
true`) deletes by row identifier and answers with counts; `PUT` replaces everything; 202 and 429
mean later. Every request may be repeated: an upsert that was carried out although its answer was
lost does nothing new the second time.
"""

from __future__ import annotations

import json
import ssl
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any, Final, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode

from reports.publication.socrata.exceptions import BatchRefused, PortalRefused, PortalUnreachable
from reports.publication.socrata.rows import DatasetRow
from reports.publication.socrata.target import Credentials

Answer = TypeVar("Answer", dict[str, Any], list[dict[str, Any]])

Check = Callable[[], None]

SECONDS: Final = 60
ATTEMPTS: Final = 6
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 120.0
PAGE: Final = 5000
LARGEST_ANSWER: Final = 64 * 1024 * 1024
REMARK: Final = 200
LATER: Final = frozenset({202, 429, 500, 502, 503, 504})
ABOUT_THE_ROWS: Final = frozenset({400, 409, 413, 422})


@dataclass(frozen=True)
class Schema:
    """A dataset's fields as the portal names them, and the one that identifies a row."""

    fields: frozenset[str]
    row_identifier: str


@dataclass(frozen=True)
class Counts:
    """What the portal counted in one batch. A row to delete that was not there counts as an
    error.
    """

    created: int = 0
    updated: int = 0
    deleted: int = 0
    errors: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.created + other.created,
            self.updated + other.updated,
            self.deleted + other.deleted,
            self.errors + other.errors,
        )


@dataclass(frozen=True)
class _Later:
    """Try again: why, and after how long if the portal says so."""

    why: str
    seconds: float | None = None


class _Stay(urllib.request.HTTPRedirectHandler):
    """Refuses redirects, which would send the key to another host."""

    def redirect_request(self, *_args: Any) -> None:
        return None


class Portal:
    """One portal, accessed with one key."""

    def __init__(self, address: str, credentials: Credentials) -> None:
        self.address = address
        self._credentials = credentials
        self._opener = urllib.request.build_opener(_Stay)

    def schema(self, dataset: str) -> Schema:
        """The fields of a data set and its row identifier, empty where it has none."""
        answer = _of_type(dict, self._ask("GET", f"/api/views/{dataset}.json", dataset))
        columns = {
            column.get("id"): str(column.get("fieldName", ""))
            for column in answer.get("columns", ())
        }
        return Schema(
            frozenset(columns.values()), columns.get(answer.get("rowIdentifierColumnId"), "")
        )

    def rows(self, dataset: str, fields: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Every row, page by page in the portal's own order."""
        offset = 0
        while True:
            query = {
                "$select": ",".join(fields),
                "$order": ":id",
                "$limit": PAGE,
                "$offset": offset,
            }
            page = _of_type(
                list, self._ask("GET", f"/resource/{dataset}.json?{urlencode(query)}", dataset)
            )
            yield from page
            if len(page) < PAGE:
                return
            offset += len(page)

    def upsert(self, dataset: str, rows: Sequence[DatasetRow], *, check: Check) -> Counts:
        """Create, update and delete by row identifier. Raises BatchRefused with the portal's
        reason.
        """
        return _counts(
            self._ask("POST", f"/resource/{dataset}.json", dataset, _body(rows), check=check)
        )

    def replace(self, dataset: str, rows: Sequence[DatasetRow], *, check: Check) -> Counts:
        """Replace everything that is there by these rows."""
        return _counts(
            self._ask("PUT", f"/resource/{dataset}.json", dataset, _body(rows), check=check)
        )

    def _ask(
        self,
        method: str,
        path: str,
        dataset: str,
        body: bytes | None = None,
        *,
        check: Check = lambda: None,
    ) -> Any:
        """One request, repeated where that may help; `check` raises before an attempt that is no
        longer wanted.
        """
        why = ""
        for attempt in range(ATTEMPTS):
            check()
            answer = self._once(method, path, dataset, body)
            if not isinstance(answer, _Later):
                return answer
            why = answer.why
            seconds = FIRST_PAUSE * 2**attempt if answer.seconds is None else answer.seconds
            if seconds > LONGEST_PAUSE:
                break
            if attempt + 1 < ATTEMPTS:
                pause(seconds)
        raise PortalUnreachable(
            f"{self.address} {why}. What was taken so far stays; push again later to go on."
        )

    def _once(self, method: str, path: str, dataset: str, body: bytes | None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - https, or loopback: checked where the settings are read
            self.address + path, data=body, headers=self._headers(), method=method
        )
        try:
            with self._opener.open(request, timeout=SECONDS) as response:
                if response.status in LATER:
                    return _Later("is still at work on it", _requested_pause(response.headers))
                return json.loads(response.read(LARGEST_ANSWER))
        except HTTPError as error:
            with error:
                return self._judged(error, dataset)
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(error, URLError) and isinstance(
                error.reason, ssl.SSLCertVerificationError
            ):
                raise PortalRefused(
                    f"{self.address} does not prove who it is: its certificate is refused."
                ) from None
            return _Later(f"gave no usable answer ({type(error).__name__})")

    def _headers(self) -> dict[str, str]:
        token = self._credentials.app_token
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers["Authorization"] = f"Basic {self._credentials.basic}"
        return headers | ({"X-App-Token": token} if token else {})

    def _judged(self, error: HTTPError, dataset: str) -> _Later:
        """A refusal in words that say what to do, or that another attempt may help."""
        if error.code in LATER:
            return _Later(f"answered {error.code}", _requested_pause(error.headers))
        remark = self._remark(error)
        if error.code in ABOUT_THE_ROWS:
            raise BatchRefused(remark or f"refused with {error.code}, without a reason")
        remark_text = f" It says: {remark}" if remark else ""
        raise PortalRefused(f"{self._advice(error.code, dataset)}{remark_text}")

    def _advice(self, code: int, dataset: str) -> str:
        if code == 401:
            return (
                f"{self.address} does not accept the API key (401). Make a key in the portal's"
                " developer settings, put id and secret into two files, and name them in"
                " TRUSTACT_SOCRATA_KEY_ID_FILE and TRUSTACT_SOCRATA_KEY_SECRET_FILE."
            )
        if code == 403:
            return (
                f"{self.address} knows the key but does not let it change {dataset} (403). Have the"
                " portal give its owner the right to update this data set, and check"
                " TRUSTACT_SOCRATA_APP_TOKEN_FILE."
            )
        if code == 404:
            return (
                f"{self.address} has no data set {dataset} (404). "
                "Check TRUSTACT_SOCRATA_TABLES and TRUSTACT_SOCRATA_COVERAGE."
            )
        return f"{self.address} answered {code}. Check TRUSTACT_SOCRATA_ADDRESS."

    def _remark(self, error: HTTPError) -> str:
        """The portal's own message, shortened, and without our key should it contain it."""
        try:
            answer = json.loads(error.read(LARGEST_ANSWER))
            text = (
                str(answer.get("message") or answer.get("code") or "")
                if isinstance(answer, dict)
                else ""
            )
        except (OSError, HTTPException, ValueError):
            text = ""
        for secret in self._credentials.secrets:
            text = text.replace(secret, "***")
        return "".join(letter if letter.isprintable() else " " for letter in text)[:REMARK].strip()


def _body(rows: Sequence[DatasetRow]) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


def pause(seconds: float) -> None:
    """Wait before another try."""
    time.sleep(seconds)


def _requested_pause(headers: Message) -> float | None:
    """`Retry-After` in seconds, or as a date, which is measured against the response's own
    clock.
    """
    header = headers.get("Retry-After", "")
    if header.strip().isdecimal():
        return float(header)
    try:
        until, sent_at = (
            parsedate_to_datetime(header),
            parsedate_to_datetime(headers.get("Date", "")),
        )
        return max(0.0, (until - sent_at).total_seconds())
    except (TypeError, ValueError):
        return None


def _counts(answer: Any) -> Counts:
    names = ("Rows Created", "Rows Updated", "Rows Deleted", "Errors")
    counted = _of_type(dict, answer)
    return Counts(*(int(counted.get(name) or 0) for name in names))


def _of_type(kind: type[Answer], answer: Any) -> Answer:
    if not isinstance(answer, kind):
        raise PortalRefused(
            "The answer is not what a Socrata portal gives. Check TRUSTACT_SOCRATA_ADDRESS."
        )
    return answer
