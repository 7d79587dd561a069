"""Moving about in the browser: signing in as somebody, and keeping pictures of what was seen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import Client

from reports.accounts.models import User
from tests.support.environment import ROOT

PICTURES = ROOT / "test-results"


def sign_in(page: Any, live_server: Any, user: User) -> None:
    """Give the browser the session of somebody who has signed in; the sign-in page has its own
    tests.
    """
    page.context.clear_cookies()
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def picture(page: Any, name: str) -> None:
    """Keep the whole page as a picture; the folder is not part of the repository."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)
