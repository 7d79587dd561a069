"""Pages for what went wrong: the sentence of a refusal, one 404, no traces."""

from __future__ import annotations

import pytest
from django.template import TemplateDoesNotExist
from django.test import Client, RequestFactory

from reports.web.shared import error_pages


def body(client: Client, path: str) -> tuple[int, bytes]:
    client.raise_request_exception = False
    answer = client.get(path)
    return answer.status_code, answer.content


def test_missing_forbidden_and_never_existing_read_the_same(desk: Client) -> None:
    first = body(desk, "/missing/")
    assert first[0] == 404
    assert (
        first == body(desk, "/nowhere/") == body(desk, "/missing/") == body(Client(), "/nowhere/")
    )
    assert b"secret-name" not in first[1]


def test_a_refusal_says_its_sentence(desk: Client) -> None:
    status, page = body(desk, "/refused/")
    assert status == 403
    assert b"The notice is served already. Issue a new one instead." in page


def test_a_permission_that_is_not_held_names_the_role(desk: Client) -> None:
    status, page = body(desk, "/publishers/")
    assert status == 403
    assert b"OPM publisher" in page


def test_without_keys_the_page_says_so(desk: Client) -> None:
    status, page = body(desk, "/sealed/")
    assert status == 503
    assert b"Names cannot be shown by this process" in page


def test_a_fault_shows_an_id_and_nothing_else(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/broken/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert answer.headers["X-Request-ID"] in page
    assert "Canary" not in page
    assert "Traceback" not in page
    assert "/reports/" not in page.replace("/static/reports/", "")


def test_a_database_that_is_away_asks_to_wait(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/away/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert b"secret-host" not in answer.content


def test_the_last_page_stands_even_without_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> str:
        raise TemplateDoesNotExist("500")

    monkeypatch.setattr(error_pages, "render_to_string", gone)
    answer = error_pages.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"Something went wrong" in answer.content


def test_a_foreign_form_is_refused_in_plain_words(clerk: object) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/signin/", {"email": "a@b.c", "password": "x"})
    assert answer.status_code == 403
    assert b"This form was not accepted" in answer.content


def test_other_error_pages_draw() -> None:
    request = RequestFactory().get("/")
    assert error_pages.bad_request(request).status_code == 400
    assert error_pages.permission_denied(request).status_code == 403
    away = error_pages.unavailable(request)
    assert (away.status_code, away.headers["Retry-After"]) == (503, "30")


def test_the_method_is_checked(desk: Client) -> None:
    assert desk.get("/echo/").status_code == 405
