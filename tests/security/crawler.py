"""Somebody who follows every link and sends every form of the running program, once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPMessage, HTTPResponse
from http.cookiejar import CookieJar
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import Resolver404, resolve
from lxml import html

from tests.security.addresses import Address
from tests.security.form_values import Typed, filled
from tests.support.passkey import SoftKey

# A form with one of these in its address ends something; it is sent when all others were.
ENDS = (
    "discard drop void withdraw end lift erase hand-back spoil replace forget revoke hand-over"
    " confirm return accept"
)
# These change who is signed in.
LAST = ("account/password/", "signin/", "signout/")
# How many rows a form is tried on in one round, until it is taken, and how many an address.
MOST_TRIES = 6
MOST_ROWS = 3
# What a page says that refuses what was typed.
ERRORS = b"error-summary"
# What scripts of the page send from a form to an address beside its own.
SENT_BY_SCRIPT = {
    "desk/detainers/new/<uuid:token>/<slug:slug>/": ("autosave/", "assess/"),
    "signout/": ("/account/stay/",),
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
        return self.status < 400 and not self.location.startswith("/signin/?")

    def __str__(self) -> str:
        return f"{self.method} {self.path} as {self.who}: {self.status}"

    @property
    def is_taken(self) -> bool:
        """Whether a form that was sent led on: no answer says what is to be put right."""
        return self.is_answered and not (self.is_page and ERRORS in self.body)

    @property
    def is_page(self) -> bool:
        return self.status in {200, 401, 422} and b"<html" in self.body[:500]

    @property
    def said(self) -> str:
        """What the page says of the refusal, in short."""
        if not self.body.strip():
            return str(self)
        page = html.fromstring(self.body)
        found = page.find_class("error-summary") or page.xpath("//main") or [page]
        return f"{self}. {' '.join(found[0].text_content().split())[:200]}"

    def links(self) -> Iterator[str]:
        """The paths of this site that the page leads to."""
        page = html.fromstring(self.body)
        for link in page.xpath("//a/@href"):
            target = urlsplit(urljoin(self.path, link))
            if not target.netloc and target.scheme in {"", "http"}:
                yield _with_query(target.path, target.query)

    def forms(self) -> Iterator[Any]:
        """The forms of the page that are posted."""
        page = html.fromstring(self.body)
        yield from (found for found in page.forms if found.method == "POST")


class Browser:
    """One person's cookies and security key, and the server they talk to."""

    def __init__(
        self,
        who: str,
        server: str,
        cookies: Mapping[str, str],
        *,
        may: frozenset[str],
        key: SoftKey | None = None,
    ) -> None:
        self.who, self.server, self.may = who, server, may
        self.key = key or SoftKey(urlsplit(server).hostname or "")
        self.cookies = dict(cookies)
        self.jar = CookieJar()
        self._open = build_opener(HTTPCookieProcessor(self.jar), _NoRedirect()).open

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, None, {})

    def get_data(self, path: str) -> Answer:
        """Ask as a script of the page does."""
        return self._ask("GET", path, None, {"Accept": "application/json"})

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


@dataclass(frozen=True)
class Found:
    """A form on a page, and where it is sent."""

    browser: Browser
    page: str
    action: str
    path: str


@dataclass
class Crawl:
    """What was asked of the server and answered, by the route of the address."""

    addresses: list[Address]
    # What each form must hold where guessing is not enough, by the route it is sent to.
    typed: Mapping[str, Typed]
    by_role: bool
    # Who alone can send a form, by its route.
    senders: Mapping[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    seen: dict[tuple[str, str, str], Answer] = field(default_factory=dict)
    asked: set[tuple[str, str]] = field(default_factory=set)
    waiting: dict[tuple[str, str], list[Found]] = field(default_factory=dict)
    # Rows that were linked to: the beginning of a route through a parameter, and of the path.
    rows: dict[str, list[str]] = field(default_factory=dict)
    post_only: set[str] = field(default_factory=set)
    refused: Counter[Found] = field(default_factory=Counter)
    # Where a form that was taken led: by whom it was sent.
    led_to: list[tuple[str, str]] = field(default_factory=list)
    _linked: list[str] = field(default_factory=list)

    def look_around(self, browser: Browser, start: list[str]) -> None:
        """Visit anew what this person was shown before, then what nobody was shown yet."""
        self.asked.clear()
        pages = [
            answer.path
            for key, answer in self.seen.items()
            if key[0] == "GET" and answer.who == browser.who and answer.is_page
        ]
        pages += [path for who, path in self.led_to if who == browser.who]
        for path in [*pages, *self._with_open_forms(browser)]:
            self._visit(browser, path)
        for path in start:
            self._follow(browser, path)
        while todo := self._linked + self._other_rows(browser):
            self._linked = []
            for path in todo:
                self._visit(browser, path)

    def _with_open_forms(self, browser: Browser) -> list[str]:
        """Pages at or above the address of a form that nobody sent rightly yet: perhaps this person
        may. Somebody else may have been shown them.
        """
        untaken = self.forms() - (set() if self.by_role else self.taken())
        pages = {address.route for address in self.addresses} - self.post_only
        above = {
            route
            for one in untaken & browser.may
            for route in [found for found in _above(one) if found in pages][:2]
        }
        found: list[str] = []
        for address in self.addresses:
            if address.route in above & browser.may:
                beginning = address.route[: address.route.rfind(">") + 1]
                rows = self.rows.get(beginning, [])[-MOST_ROWS:] if beginning else ["/"]
                found += [row + address.route[len(beginning) :] for row in rows]
        return found

    def _visit(self, browser: Browser, path: str) -> None:
        route = route_of(path)
        self._note_rows(route, path)
        if (browser.who, path) in self.asked:
            return
        self.asked.add((browser.who, path))
        key = ("GET", route, browser.who if self.by_role else "")
        answer = self._keep(key, browser.get(path))
        if answer.status == 405:
            self.post_only.add(route)
        if answer.location.startswith("/"):
            self._follow(browser, answer.location)
        if answer.is_page:
            self._take_forms(browser, answer)
            for link in answer.links():
                self._follow(browser, link)

    def _follow(self, browser: Browser, path: str) -> None:
        """Take up where a page leads, unless its route was shown already."""
        route = route_of(path)
        self._note_rows(route, path)
        known = self.seen.get(("GET", route, browser.who if self.by_role else ""))
        settled = known is not None and known.is_answered
        if route in browser.may and route not in self.post_only and not settled:
            self._linked.append(path)

    def _note_rows(self, route: str, path: str) -> None:
        for beginning, row in beginnings(route, urlsplit(path).path):
            found = self.rows.setdefault(beginning, [])
            if row not in found:
                found.append(row)

    def _other_rows(self, browser: Browser) -> list[str]:
        """Addresses that nobody was shown yet, for rows that other pages led to."""
        found = []
        for address in self.addresses:
            known = self.seen.get(("GET", address.route, browser.who if self.by_role else ""))
            if address.route not in self.post_only and (known is None or not known.is_answered):
                beginning = address.route[: address.route.rfind(">") + 1]
                rest = address.route[len(beginning) :]
                rows = self.rows.get(beginning, [])[-MOST_ROWS:]
                found += [row + rest for row in rows]
        return [
            path
            for path in found
            if (browser.who, path) not in self.asked and route_of(path) in browser.may
        ]

    def _keep(self, key: tuple[str, str, str], answer: Answer) -> Answer:
        """What is worth more stays: being shown something over being refused."""
        known = self.seen.get(key)
        if known is None or answer.is_answered or not known.is_answered:
            self.seen[key] = answer
        if answer.status >= 500:
            self.broken.append(str(answer))
        return answer

    def _take_forms(self, browser: Browser, page: Answer) -> None:
        for form in page.forms():
            path = target_of(form, page.path)
            beside = SENT_BY_SCRIPT.get(route_of(path), ())
            for sent in (path, *(urljoin(path, more) for more in beside)):
                key = (route_of(sent), browser.who if self.by_role else "")
                self._note_rows(key[0], sent)
                if key[0] and not self._is_taken(key) and not _is_closed(form):
                    self.waiting.setdefault(key, []).append(Found(browser, page.path, path, sent))

    def _several(self, found: list[Found]) -> list[Found]:
        """A form on a few rows by a few people, first where it was not refused yet."""
        wanted = [one for one in found if one.browser.who in self._senders(one)]
        return sorted(dict.fromkeys(wanted), key=lambda one: self.refused[one])[:MOST_TRIES]

    def _senders(self, found: Found) -> set[str]:
        return {self.senders.get(route_of(found.path), found.browser.who)}

    def _is_taken(self, key: tuple[str, str]) -> bool:
        sent = self.seen.get(("POST", *key))
        return sent is not None and sent.is_taken

    def send_forms(self, *, phase: int) -> int:
        """Send what waits and may be sent in this phase; how many forms were taken."""
        taken = 0
        for key, found in list(self.waiting.items()):
            if phase_of(key[0]) <= phase:
                taken += any(self._sent(key, one) for one in self._several(found))
        self.waiting.clear()
        return taken

    def _sent(self, key: tuple[str, str], found: Found) -> bool:
        """Open the page again and send its form; whether it was taken."""
        page = found.browser.get(found.page)
        if not page.is_page:
            return False
        for form in page.forms():
            if target_of(form, page.path) == found.action and not _is_closed(form):
                answer = self._send(found.browser, form, page, found.path)
                self.refused[found] += not answer.is_taken
                if answer.is_taken and answer.location.startswith("/"):
                    self.led_to.append((answer.who, answer.location))
                return answer.is_taken
        self.refused[found] += 1
        return False

    def _send(self, browser: Browser, form: Any, page: Answer, path: str) -> Answer:
        """Fill the form in and send it to this address."""
        route = route_of(path)
        sent = filled(form, self._by_key(browser, form) or self.typed.get(route))
        answer = browser.post(path, sent, referer=page.path)
        self._keep_best(("POST", route, browser.who if self.by_role else ""), answer)
        return answer

    def _by_key(self, browser: Browser, form: Any) -> Typed:
        """What the person's security key makes or signs, if the form's button asks for it, as
        `passkey.js` does.
        """
        for button in form.xpath(".//button[@data-passkey]"):
            if path := button.get("data-options-url"):
                key = ("GET", route_of(path), browser.who if self.by_role else "")
                options = self._keep(key, browser.get_data(path))
                return {"credential": browser.key.answer(json.loads(options.body))}
            data = form.getroottree().xpath("//script[@id=$id]", id=button.get("data-options"))
            return {"credential": browser.key.create(json.loads(data[0].text))}
        return {}

    def _keep_best(self, key: tuple[str, str, str], answer: Answer) -> None:
        known = self.seen.get(key)
        if known is None or not known.is_taken:
            self.seen[key] = answer
        if answer.status >= 500:
            self.broken.append(str(answer))

    def resume(self, browser: Browser, path: str) -> None:
        """Send a form after the session ended, and sign in right there, with a key."""
        door = browser.get("/signin/")
        token = filled(next(door.forms()), {"email": None, "password": None})
        self.sign_in(browser, browser.post(path, token, referer="/signin/"), way=0)

    def sign_in(self, browser: Browser, page: Answer, *, way: int) -> None:
        """Both steps, from the page of the first one. `way` is which form of the second step is
        sent: that of a key, or that of a code.
        """
        for which in (0, way):
            form = list(page.forms())[which]
            answer = self._send(browser, form, page, target_of(form, page.path))
            page = answer
            if answer.location.startswith("/"):
                key = ("GET", route_of(answer.location), browser.who if self.by_role else "")
                page = self._keep(key, browser.get(answer.location))

    def forms(self) -> set[str]:
        """Every route to which a form is sent, or that answers nothing else."""
        return self.post_only | {key[1] for key in self.seen if key[0] == "POST"}

    def taken(self) -> set[str]:
        """The routes whose form was filled in as it must be, and led on."""
        return {key[1] for key, answer in self.seen.items() if key[0] == "POST" and answer.is_taken}

    def why_not(self) -> str:
        """What was answered to the forms that nobody sent rightly."""
        answers = {key[1]: answer for key, answer in self.seen.items() if key[0] == "POST"}
        return "\n".join(
            f"{route}: {answers[route].said if route in answers else 'no page offered it'}"
            for route in sorted(self.forms() - self.taken())
        )

    def shown(self) -> set[str]:
        """The routes at which somebody was shown something, or sent on within the program."""
        return {
            key[1] for key, answer in self.seen.items() if key[0] == "GET" and answer.is_answered
        }


def _above(route: str) -> Iterator[str]:
    """The route and every one above it."""
    parts = route.rstrip("/").split("/")
    yield route
    for place in range(len(parts) - 1, 0, -1):
        yield "/".join(parts[:place]) + "/"


def phase_of(route: str) -> int:
    """When a form is sent: what ends something after what begins it, signing out at the end."""
    return 2 if route.startswith(LAST) else int(any(word in route for word in ENDS.split()))


def beginnings(route: str, path: str) -> Iterator[tuple[str, str]]:
    """The beginnings of an address that name a row: of its route, and the same of its path."""
    parts, words = route.split("/"), path.lstrip("/").split("/")
    for place, part in enumerate(parts):
        if part.startswith("<") and part.endswith(">") and len(words) > place:
            yield "/".join(parts[: place + 1]), "/" + "/".join(words[: place + 1])


def route_of(path: str) -> str:
    """The route an address belongs to; nothing for addresses that are not of the program."""
    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return ""


def target_of(form: Any, page: str) -> str:
    """Where a form is sent: with what the address of its page asks for, if it goes back there."""
    target = urlsplit(urljoin(page, form.get("action") or page))
    return _with_query(target.path, target.query)


def _with_query(path: str, query: str) -> str:
    return path + (f"?{query}" if query else "")


def _is_closed(form: Any) -> bool:
    """Whether the page refuses the act: its button is disabled, or one that sends nothing."""
    buttons = form.xpath(".//button[not(@type) or @type='submit']|.//input[@type='submit']")
    if not buttons:
        return bool(form.xpath(".//button[@aria-disabled='true']"))
    return all(button.get("disabled") is not None for button in buttons)
