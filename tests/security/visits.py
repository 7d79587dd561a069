"""What each person was answered at each address, asked once and looked at by several tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from django.db import connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.security.addresses import Address

EACH_TIME = re.compile(
    rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|value="[0-9a-f-]{36}"'
)
# The session's clock is written once a minute, whatever the page.
NOT_DATA = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", 'UPDATE "django_session"')


@dataclass(frozen=True)
class Visit:
    """One request and what came of it."""

    address: Address
    method: str
    status: int
    body: bytes
    queries: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.address.route}: {self.status}"


@contextmanager
def undone() -> Iterator[None]:
    """Whatever a request does is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(browser: Client, method: str, path: str) -> HttpResponseBase:
    """One request whose effects are taken back."""
    with undone():
        answer: HttpResponseBase = browser.generic(
            method, path, "", content_type="application/x-www-form-urlencoded"
        )
    return answer


def visit(browser: Client, method: str, address: Address, path: str) -> Visit:
    """The request with the queries it took."""
    with CaptureQueriesContext(connection) as asked:
        answer = ask(browser, method, path)
    said = (_words(found["sql"]) for found in asked)
    queries = tuple(words for words in said if not words.startswith(NOT_DATA))
    return Visit(address, method, answer.status_code, body_of(answer), queries)


def _words(query: Any) -> str:
    """A query as text; psycopg keeps those put together from parts as an object."""
    return query if isinstance(query, str) else str(query.as_string(None))


def body_of(answer: HttpResponseBase) -> bytes:
    """The bytes of an answer; a streamed one is read."""
    if isinstance(answer, StreamingHttpResponse):
        return b"".join(cast(Iterator[bytes], answer.streaming_content))
    return answer.content if isinstance(answer, HttpResponse) else b""


def told(answer: HttpResponseBase, path: str) -> tuple[int, str, bytes]:
    """What an answer says, without what differs every time and without the address that was asked
    for.
    """
    way = answer.headers.get("Location", "").replace(quote(path, safe=""), "").replace(path, "")
    return answer.status_code, way, EACH_TIME.sub(b"", body_of(answer)).replace(path.encode(), b"")
