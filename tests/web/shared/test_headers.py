"""Headers on every kind of answer, and what may be kept by caches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

EVERY = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
PATHS = [
    "/",
    "/desk/",
    "/cached/",
    "/signin/",
    "/healthz",
    "/nowhere/",
    "/missing/",
    "/refused/",
    "/sealed/",
    "/broken/",
    "/echo/",
    "/static/reports/site.css",
]


def answers(client: Client, path: str) -> Any:
    client.raise_request_exception = False
    answer = client.get(path)
    answer.close()
    return answer


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(desk: Client, path: str) -> None:
    headers = answers(desk, path).headers
    assert {name: headers.get(name) for name in EVERY} == EVERY
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Request-ID"]
    assert "Server" not in headers


@pytest.mark.parametrize(
    "path", [path for path in PATHS if path not in {"/cached/", "/static/reports/site.css"}]
)
def test_nothing_else_is_kept_by_a_cache(desk: Client, path: str) -> None:
    assert answers(desk, path).headers["Cache-Control"] == "no-store"


def test_a_public_page_is_the_same_for_everyone(
    desk: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]  # a fixture, untyped
        mine = desk.get("/cached/")
    theirs = Client().get("/cached/")
    for answer in (mine, theirs):
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies
    without_nonce = [answer.content.split(b"<script")[0] for answer in (mine, theirs)]
    assert without_nonce[0] == without_nonce[1]
    assert b"Jo Clerk" not in mine.content


def test_the_nonce_is_new_each_time_and_stands_on_every_script(client: Client) -> None:
    first, second = client.get("/"), client.get("/")
    nonces = [
        answer.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
        for answer in (first, second)
    ]
    assert nonces[0] != nonces[1]
    for answer, nonce in zip((first, second), nonces, strict=True):
        page = answer.content.decode()
        assert page.count("<script") == page.count(f'nonce="{nonce}"')
        assert "<style" not in page
        assert " style=" not in page


def test_a_request_id_is_kept_only_if_it_is_one(client: Client) -> None:
    assert (
        client.get("/healthz", headers={"X-Request-ID": "abcdef12-3456"}).headers["X-Request-ID"]
        == "abcdef12-3456"
    )
    assert (
        client.get("/healthz", headers={"X-Request-ID": "bad\tid with words"}).headers[
            "X-Request-ID"
        ]
        != "bad\tid with words"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/desk/x.css",
        "/desk/.css",
        "/desk.css",
        "/desk/%2e%2e/x.js",
        "/desk;x.css",
        "/desk/%0ax.css",
    ],
)
def test_a_private_page_has_no_second_address_that_a_cache_would_keep(
    desk: Client, path: str
) -> None:
    assert answers(desk, path).status_code == 404
