"""Goal 11: a form of thirty fields at most 8x the signed-in template floor (stretch 5x), a list of
fifty and a POST of three rows with a trail entry at most 5x each.

The floor is the emptiest page a signed-in person can be shown: session, person, navigation, frame.
Every page goes through the whole program, middleware included, called as a web server calls it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from benchmarks.harness import Result, paired

DATABASE = "sqlite"
ROUNDS = 41
PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def run() -> list[Result]:
    from django.conf import settings
    from django.test import override_settings

    logging.disable(logging.WARNING)
    storages = {**settings.STORAGES, "staticfiles": PLAIN_FILES}
    with override_settings(
        ROOT_URLCONF="benchmarks.form_pages", STORAGES=storages, ALLOWED_HOSTS=["127.0.0.1"]
    ):
        return measured()


def measured() -> list[Result]:
    cookie = signed_in_cookie()
    call = caller(cookie)
    body = urlencode({"town": "town-7", "text_0": "x", "csrfmiddlewaretoken": "t" * 32}).encode()
    pages: list[tuple[str, Callable[[], object], float, str]] = [
        ("form of 30 fields, our layout objects", lambda: call("/form/"), 8.0, "stretch 5x"),
        (
            "form of 30 fields, crispy's own layout objects",
            lambda: call("/stock/"),
            8.0,
            "stretch 5x",
        ),
        ("list of 50", lambda: call("/list/"), 5.0, ""),
        ("POST of 3 rows and a trail entry", lambda: call("/post/", body), 5.0, ""),
    ]
    for _, page, _, _ in pages:
        page()
    return [
        result(name, page, call, at_most=bound, stretch=stretch)
        for name, page, bound, stretch in pages
    ]


def result(
    name: str,
    page: Callable[[], object],
    call: Callable[[str], object],
    *,
    at_most: float,
    stretch: str,
) -> Result:
    ratio = paired(lambda: call("/floor/"), page, ROUNDS)
    return Result(
        name=name,
        goal=f"at most {at_most:g}x" + (f" ({stretch})" if stretch else ""),
        reference="the signed-in template floor",
        measured=name,
        ratio=ratio,
        at_most=at_most,
    )


def signed_in_cookie() -> str:
    """A clerk's session, and enough agencies for a list of fifty."""
    from django.test import Client

    from reports.accounts.models import Agency, Membership, User
    from reports.core.clock import today
    from tests.support.sign_in import sign_in

    Agency.objects.bulk_create(
        Agency(
            code=f"a-{number:03}",
            name=f"Agency {number}",
            kind="municipal_police",
            town="Town",
            town_code=number,
        )
        for number in range(60)
    )
    user = User.objects.create_user("bench@example.org", name="Bench")
    Membership.objects.create(
        user=user, agency=Agency.objects.all()[0], role="clerk", valid_from=today()
    )
    client = Client()
    sign_in(client, user)
    return f"session={client.cookies['session'].value}"


def caller(cookie: str) -> Callable[..., object]:
    """Calls the program as a web server does and reads the whole answer."""
    from django.core.wsgi import get_wsgi_application

    program = get_wsgi_application()
    token = "t" * 32

    def call(path: str, body: bytes = b"") -> bytes:
        said: list[str] = []
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "POST" if body else "GET",
            "PATH_INFO": path,
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": f"{cookie}; csrftoken={token}",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
            "wsgi.url_scheme": "http",
        }
        answer = program(environ, started(said))
        content = b"".join(answer)
        answer.close()
        # A page that sends its reader elsewhere would be measured as a quick one.
        if said[0].split()[0] != ("302" if body else "200"):
            raise RuntimeError(f"{path} answered {said[0]}")
        return content

    return call


def started(said: list[str]) -> Any:
    """What a server hands to the program to be told the status."""

    def start_response(
        status: str, _headers: object, _error: object = None, /
    ) -> Callable[[bytes], object]:
        said.append(status)
        return bytes

    return start_response
