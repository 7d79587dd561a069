"""The door: who gets in, where they land, what is never said, and forms in mid-air when a session
ends.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from reports.accounts.models import User
from reports.accounts.sign_in_links import one_time_link
from reports.audit.models import AuditEntry
from reports.web.account.landing import safe_path
from reports.web.account.sign_in import kept_fields
from tests.support.sign_in import next_code, walk_in
from tests.web.shared.conftest import PASSWORD
from tests.web.shared.pages import parsed


def fields_of(page: bytes) -> dict[str, str]:
    found = parsed(page).xpath("//form//input[@name] | //form//textarea[@name]")
    return {
        field.get("name"): field.get("value") or (field.text or "").removeprefix("\n")
        for field in found
    }


def test_address_in_any_case_and_the_way_back(clerk: User, client: Client) -> None:
    clerk.email = "CLERK@hartford.example"
    answer = walk_in(client, clerk, PASSWORD, next="/floor/?a=1")
    assert answer.headers["Location"] == "/floor/?a=1"
    assert "Jo Clerk" in client.get("/floor/").content.decode()


def test_wrong_password_and_unknown_address_read_the_same(clerk: User, client: Client) -> None:
    pages = [
        client.post("/signin/", {"email": email, "password": "wrong"})
        .content.decode()
        .replace(email, "")
        for email in (clerk.email, "nobody@hartford.example")
    ]
    cut = [
        page.split("csrfmiddlewaretoken")[1].split("error-summary", 1)[1].split("</form>")[0]
        for page in pages
    ]
    assert cut[0] == cut[1]


def test_the_trail_knows_who_came_and_who_was_refused(clerk: User, client: Client) -> None:
    client.post("/signin/", {"email": clerk.email, "password": "wrong"})
    walk_in(client, clerk, PASSWORD)
    client.post("/signout/")
    entries = list(
        AuditEntry.objects.filter(event__startswith="session.")
        .order_by("at")
        .values_list("chain", "event", "actor")
    )
    assert entries == [
        ("opm", "session.refused", "system:sign-in"),
        ("hartford", "session.started", str(clerk.pk)),
        ("hartford", "session.ended", str(clerk.pk)),
    ]


@pytest.mark.parametrize(
    "asked",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:evil",
        "\thttps://evil.example",
        "evil",
        "",
    ],
)
def test_the_way_back_never_leads_away(asked: str) -> None:
    assert safe_path(asked) == ""


def test_signing_out_is_an_act_and_clears_the_browser(desk: Client) -> None:
    assert desk.get("/signout/").status_code == 405
    answer = desk.post("/signout/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert desk.get("/floor/").status_code == 302


def test_a_reader_is_sent_to_the_door(client: Client, db: None) -> None:
    assert client.get("/floor/?x=1").headers["Location"] == "/signin/?next=%2Ffloor%2F%3Fx%3D1"


def test_a_form_in_mid_air_is_kept_and_sent_on(clerk: User, client: Client) -> None:
    typed = {
        "name": "Nuñez-Đặng\nsecond line",
        "purposes": ["hold", "interview"],
        "password": "typed here",
        "quote": '"><b>',
    }
    lost = client.post("/echo/", typed)
    assert lost.status_code == 401
    assert "typed here" not in lost.content.decode()
    assert "<b>" not in lost.content.decode()

    step = client.post(
        "/signin/resume/", fields_of(lost.content) | {"email": clerk.email, "password": PASSWORD}
    )
    assert step.status_code == 401
    again = client.post("/signin/resume/", fields_of(step.content) | {"code": next_code(clerk)})
    assert again.status_code == 200
    form = parsed(again.content).xpath("//form[@action='/echo/']")[0]
    values = [(field.get("name"), field.text or "") for field in form.xpath(".//textarea")]
    sent_on = client.post(
        "/echo/",
        {name: [v.removeprefix("\n") for n, v in values if n == name] for name, _ in values},
    ).json()
    assert sent_on == {
        "name": ["Nuñez-Đặng\nsecond line"],
        "purposes": ["hold", "interview"],
        "quote": ['"><b>'],
    }


def test_a_wrong_password_in_mid_air_loses_nothing(clerk: User, client: Client) -> None:
    lost = client.post("/echo/", {"name": "Nuñez"})
    again = client.post(
        "/signin/resume/", fields_of(lost.content) | {"email": clerk.email, "password": "wrong"}
    )
    assert again.status_code == 401
    assert fields_of(again.content)["kept"] == fields_of(lost.content)["kept"]


def test_values_from_elsewhere_are_dropped() -> None:
    assert kept_fields("[1]") == kept_fields("{") == kept_fields("null") == []


def test_another_site_cannot_plant_a_form(clerk: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    planted = strict.post("/echo/", {"name": "planted"})
    assert planted.status_code == 403
    assert "planted" not in planted.content.decode()


def in_another_tab(clerk: User) -> tuple[Client, str]:
    """A browser that checks tokens, signed in; and the token of a form opened before its person
    signed in again.
    """
    strict = Client(enforce_csrf_checks=True)

    def sign_in() -> None:
        token = fields_of(strict.get("/signin/").content)["csrfmiddlewaretoken"]
        typed = {"email": clerk.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
        assert strict.post("/signin/", typed, headers=OURS).status_code == 302
        code = {"code": next_code(clerk), "csrfmiddlewaretoken": token}
        assert strict.post("/signin/code/", code, headers=OURS).status_code == 302

    sign_in()
    older = fields_of(strict.get("/account/password/").content)["csrfmiddlewaretoken"]
    strict.post("/signout/", {"csrfmiddlewaretoken": older}, headers=OURS)
    sign_in()
    return strict, older


OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


def test_signing_in_again_in_another_tab_keeps_what_was_typed(clerk: User) -> None:
    browser, older = in_another_tab(clerk)
    typed = {"name": "Nuñez", "csrfmiddlewaretoken": older}
    answer = browser.post("/echo/", typed, headers=OURS)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "another tab" in page
    assert clerk.name in page
    sent_on = fields_of(answer.content)
    assert sent_on["name"] == "Nuñez"
    again = browser.post("/echo/", sent_on, headers=OURS)
    assert again.status_code == 200
    assert again.json()["name"] == ["Nuñez"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_comes_from_elsewhere_is_not_handed_back(clerk: User, headers: dict[str, str]) -> None:
    browser, older = in_another_tab(clerk)
    typed = {"name": "planted", "csrfmiddlewaretoken": older}
    answer = browser.post("/echo/", typed, headers=headers)
    assert answer.status_code == 403
    assert "planted" not in answer.content.decode()


def test_a_script_that_saves_drafts_is_told_in_one_word(client: Client, db: None) -> None:
    answer = client.post("/echo/", {"a": "1"}, headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.content) == (401, b"Signed out.")


def test_a_one_time_link_works_once(clerk: User, client: Client) -> None:
    path = one_time_link(clerk).removeprefix(settings.PUBLIC_ADDRESS)
    form = client.get(path, follow=True)
    assert "Choose a password" in form.content.decode()
    where = form.redirect_chain[-1][0]
    short = client.post(where, {"new_password1": "short", "new_password2": "short"})
    assert "15 characters" in short.content.decode()
    answer = client.post(
        where, {"new_password1": "a fresh long sentence", "new_password2": "a fresh long sentence"}
    )
    assert answer.headers["Location"] == "/signin/code/", "the factor of the account is asked for"
    assert client.post("/signin/code/", {"code": next_code(clerk)}).status_code == 302
    assert client.get("/floor/").status_code == 200
    assert "no longer works" in Client().get(path, follow=True).content.decode()


def test_the_demo_lists_its_people_and_nobody_else_does(
    clerk: User, client: Client, settings: Any
) -> None:
    settings.DEMO = False
    assert "Look around as" not in client.get("/signin/").content.decode()
    settings.DEMO = True
    assert "clerk@hartford.example" in client.get("/signin/").content.decode()
