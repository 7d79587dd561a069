"""Somebody who follows every link and sends every form of the running program, once."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPMessage, HTTPResponse
from http.cookiejar import CookieJar
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import Resolver404, resolve
from lxml import html

from reports.core.clock import now
from reports.law.moments import local
from tests.web.desk import typing

# A form with one of these in its address ends something; it is sent when all others were.
ENDS = (
    "discard drop void withdraw end lift erase hand-back spoil replace forget revoke hand-over"
    " confirm return accept"
)
LAST = ("account/", "signout/")
# What a field of this name must hold to be taken.
KNOWN: Mapping[str, str] = {
    "email": "somebody.new@hartford.example",
    "phone": "860-555-0142",
    "half_year": "2025H1",
    "how": "in_person",
    "outcome": "served",
    "recipient": "person",
    "value": "5",
    "count": "2",
    "cost": "12.50",
    "age": "30",
    "url": "https://example.org/",
}


class _NoRedirect(HTTPRedirectHandler):
    """An answer is looked at as it is given."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follow nothing."""
        del req, fp, code, msg, headers, newurl


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    who: str
    method: str
    path: str
    status: int
    body: bytes
    location: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether this person was let in and shown something, or sent on within the program."""
        return self.status < 400 and not self.location.startswith("/signin/")

    def __str__(self) -> str:
        return f"{self.method} {self.path} as {self.who}: {self.status}"

    @property
    def is_taken(self) -> bool:
        """Whether a form that was sent led on."""
        return self.is_answered and (self.status != 200 or not self.is_page)

    @property
    def is_page(self) -> bool:
        return self.status in {200, 422} and b"<html" in self.body[:500]

    def links(self) -> Iterator[str]:
        """The paths of this site that the page leads to."""
        page = html.fromstring(self.body)
        for link in page.xpath("//a/@href"):
            target = urlsplit(urljoin(self.path, link))
            if not target.netloc and target.scheme in {"", "http"}:
                yield target.path + (f"?{target.query}" if target.query else "")

    def forms(self) -> Iterator[Any]:
        """The forms of the page that are posted."""
        page = html.fromstring(self.body)
        yield from (found for found in page.forms if found.method == "POST")


class Browser:
    """One person's cookies, and the server they talk to."""

    def __init__(
        self, who: str, server: str, cookies: Mapping[str, str], *, may: frozenset[str]
    ) -> None:
        self.who, self.server, self.may = who, server, may
        self.cookies = dict(cookies)
        self.jar = CookieJar()
        self._open = build_opener(HTTPCookieProcessor(self.jar), _NoRedirect()).open

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, sent: list[tuple[str, Any]], *, referer: str) -> Answer:
        """Send a form as a browser does."""
        headers = {"Referer": self.server + referer}
        if any(hasattr(value, "read") for _, value in sent):
            data: dict[str, Any] = {}
            for name, value in sent:
                data.setdefault(name, []).append(value)
            headers["Content-Type"] = MULTIPART_CONTENT
            return self._ask("POST", path, encode_multipart(BOUNDARY, data), headers)
        return self._ask("POST", path, urlencode(sent).encode(), headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        known = {**self.cookies, **{cookie.name: cookie.value or "" for cookie in self.jar}}
        cookie = "; ".join(f"{name}={value}" for name, value in known.items())
        asked = Request(  # noqa: S310  the server of this test
            self.server + path,
            data=body,
            headers={**headers, "Cookie": cookie},
            method=method,
        )
        try:
            said: HTTPResponse | HTTPError = self._open(asked, timeout=60)
        except HTTPError as error:
            said = error
        with said:
            return Answer(
                self.who,
                method,
                path,
                said.status or 0,
                said.read(),
                said.headers.get("Location") or "",
            )


@dataclass
class Crawl:
    """What was asked of the server and answered, by the route of the address."""

    broken: list[str] = field(default_factory=list)
    asked: set[tuple[str, str]] = field(default_factory=set)
    seen: dict[tuple[str, str, str], Answer] = field(default_factory=dict)
    waiting: dict[str, tuple[Browser, str, list[tuple[str, Any]], str]] = field(
        default_factory=dict
    )

    def visit(self, browser: Browser, path: str, *, by_role: bool) -> Answer | None:
        """Ask for the page unless its route was answered already; take up its links and forms."""
        key = ("GET", route_of(path), browser.who if by_role else "")
        if key[1] not in browser.may or self._is_settled(key, browser.who, path):
            return None
        self.asked.add((browser.who, path))
        answer = self._keep(key, browser.get(path))
        if answer.is_page:
            self._take_forms(browser, answer, by_role=by_role)
        return answer

    def _keep(self, key: tuple[str, str, str], answer: Answer) -> Answer:
        self.seen[key] = answer
        if answer.status >= 500:
            self.broken.append(str(answer))
        return answer

    def _is_settled(self, key: tuple[str, str, str], who: str, path: str) -> bool:
        """Whether somebody was shown the page, and its form, if any, was taken; or this person has
        asked for it in vain.
        """
        page, sent = self.seen.get(key), self.seen.get(("POST", *key[1:]))
        if (who, path) in self.asked:
            return True
        return page is not None and page.is_answered and (sent is None or sent.is_taken)

    def _take_forms(self, browser: Browser, page: Answer, *, by_role: bool) -> None:
        for form in page.forms():
            path = urlsplit(urljoin(page.path, form.action or page.path)).path
            key = route_of(path) + (f" {browser.who}" if by_role else "")
            sent = self.seen.get(("POST", route_of(path), browser.who if by_role else ""))
            is_open = key not in self.waiting and not (sent and sent.is_taken)
            if route_of(path) and is_open and not _is_closed(form):
                self.waiting[key] = (browser, path, filled(form), page.path)

    def send_forms(self, *, by_role: bool) -> list[Answer]:
        """Send what waits, the ends of things last."""
        fresh = []
        for _, (browser, path, sent, referer) in sorted(self.waiting.items(), key=_place):
            key = ("POST", route_of(path), browser.who if by_role else "")
            fresh.append(self._keep(key, browser.post(path, sent, referer=referer)))
        self.waiting.clear()
        return fresh

    def taken(self) -> set[str]:
        """The routes whose form was filled in as it must be, and led on."""
        return {key[1] for key, answer in self.seen.items() if key[0] == "POST" and answer.is_taken}


def _place(found: tuple[str, Any]) -> int:
    """When a form is sent: what ends something after what begins it, signing out at the end."""
    return 2 if found[0].startswith(LAST) else int(any(word in found[0] for word in ENDS.split()))


def route_of(path: str) -> str:
    """The route an address belongs to; nothing for addresses that are not of the program."""
    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return ""


def _is_closed(form: Any) -> bool:
    """Whether the page refuses the act: its button is disabled."""
    buttons = form.xpath(".//button[not(@type) or @type='submit']|.//input[@type='submit']")
    return bool(buttons) and all(button.get("disabled") is not None for button in buttons)


def filled(form: Any) -> list[tuple[str, Any]]:
    """The form as somebody sends it who fills in everything."""
    sent: list[tuple[str, Any]] = []
    asked: set[str] = set()
    for element in form.xpath(".//input|.//select|.//textarea"):
        name = element.get("name")
        if name and element.get("disabled") is None:
            sent.extend((name, value) for value in _values(element, form, asked))
    buttons = form.xpath(".//button[@name and (not(@type) or @type='submit')]")[:1]
    return [*sent, *((button.get("name"), button.get("value") or "1") for button in buttons)]


def _values(element: Any, form: Any, asked: set[str]) -> Iterator[Any]:
    kind, name = element.get("type", "text"), element.get("name")
    if element.tag == "select":
        yield from _chosen(element)
    elif kind in {"radio", "checkbox"}:
        yield from _ticked(element, form, asked)
    elif kind == "file":
        yield _file(element)
    elif kind not in {"submit", "button", "reset", "image"}:
        yield (element.value or "").strip() or _typed(element, name)


def _chosen(element: Any) -> list[str]:
    chosen = element.xpath(".//option[@selected]/@value")
    options = [value for value in element.xpath(".//option/@value") if value]
    return [value for value in chosen if value] or options[:1]


def _ticked(element: Any, form: Any, asked: set[str]) -> Iterator[str]:
    """What is ticked; of a group in which nothing is, the first."""
    name = element.get("name")
    if element.get("checked") is not None:
        yield element.get("value") or "on"
        return
    group = form.xpath(f'.//input[@name="{name}"]')
    if name not in asked and not any(one.get("checked") is not None for one in group):
        asked.add(name)
        yield element.get("value") or "on"


def _file(element: Any) -> Any:
    wanted = (element.get("accept") or "").split(",")[0]
    kind = wanted if wanted.startswith(".") else mimetypes.guess_extension(wanted) or ""
    if kind in {".csv", ".txt", ".json", ".jsonl", ".xlsx"}:
        return SimpleUploadedFile(f"rows{kind}", b"a,b\n1,2\n", content_type="text/csv")
    return typing.scan()


def _typed(element: Any, name: str) -> str:
    """A word, number or day that the field may hold."""
    kind = element.get("type", "text")
    there = local(now() - timedelta(minutes=5))
    if kind == "date" or name.endswith(("_day", "_on")):
        return there.strftime("%Y-%m-%d")
    if kind == "time" or name.endswith("_time"):
        return there.strftime("%H:%M")
    if kind == "number" or element.get("inputmode") in {"numeric", "decimal"}:
        return element.get("min") or "1"
    if kind == "email":
        return KNOWN["email"]
    known = next((value for word, value in KNOWN.items() if word == name), "")
    words = "" if kind in {"hidden", "password", "search"} else "A word in its place"
    return (known or words)[: int(element.get("maxlength") or 400)]
