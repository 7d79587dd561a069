"""The code of a second factor, and the one that stands for the demo's invented people."""

from __future__ import annotations

import pytest

from reports.demo.accounts import ACCOUNTS, CODE
from reports.web.shared.signing_in.code_form import demo_code, is_invented
from tests.factories.people import person
from tests.support.sign_in import give_codes, next_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def invented():
    return give_codes(person("clerk", email=ACCOUNTS[0].email))


@pytest.mark.parametrize(("demo", "shown"), [(True, CODE), (False, "")])
def test_the_code_of_the_demo_is_shown_in_the_demo_alone(settings, invented, demo, shown):
    settings.DEMO = demo
    assert (is_invented(invented), demo_code(invented)) == (demo, shown)


def test_whoever_was_added_to_the_demo_has_none(settings):
    settings.DEMO = True
    assert demo_code(person("clerk", email="real@hartford.example")) == ""


def test_outside_the_demo_its_code_opens_nothing(client, invented):
    invented.set_password("lantern orchard velvet 52")
    invented.save()
    client.post("/signin/", {"email": invented.email, "password": "lantern orchard velvet 52"})
    assert client.post("/signin/code/", {"code": CODE}).status_code == 200
    spaced = f"{next_code(invented)[:4]} {next_code(invented)[4:]}"
    assert client.post("/signin/code/", {"code": spaced}).status_code == 302
