"""Debian's Chromium, driven by Playwright.

A page that logs an error, asks another machine for anything or breaks the content security policy
fails its test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from tests.support.network import is_this_machine

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# Root may not use the sandbox; the rest keeps the browser from calling home.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--font-render-hinting=none",
)


class BrowserMissing(Exception):
    """No browser is installed on this machine."""


def program() -> str:
    """The browser's program: TRUSTACT_TEST_CHROMIUM, or what the machine has."""
    named = os.environ.get("TRUSTACT_TEST_CHROMIUM", "")
    found = next(
        (path for path in map(shutil.which, (named, *PROGRAMS) if named else PROGRAMS) if path),
        None,
    )
    if found is None:
        raise BrowserMissing("No browser. Run: apt-get install chromium")
    return found


@contextmanager
def running_browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=list(ARGUMENTS))
        yield browser
        browser.close()


class Complaints:
    """What a page did that no page of ours may do."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.expected: list[str] = []

    def expect(self, part: str) -> None:
        """Let a complaint that contains this text pass, such as the 404 a test asks for."""
        self.expected.append(part)

    def listen_to(self, page: Page) -> None:
        """Hear the page's console, errors and requests."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))
        page.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and not is_this_machine(
            parts.hostname or ""
        ):
            self.heard.append(f"asked another machine: {parts.hostname}")

    def remaining(self) -> list[str]:
        """Complaints that nobody expected."""
        return [text for text in self.heard if not any(part in text for part in self.expected)]


def new_context(
    browser: Browser, *, base_url: str, width: int = 1280, height: int = 900
) -> BrowserContext:
    """A visitor with no cookies, in Connecticut's time and language."""
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": width, "height": height},
        locale="en-US",
        timezone_id="America/New_York",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    return context
