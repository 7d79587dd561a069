"""`demo_session`: a session for scripts, in the demo only."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.demo.accounts import ACCOUNTS
from tests.factories.people import person

pytestmark = pytest.mark.django_db

EMAIL = ACCOUNTS[0].email


def printed(email: str) -> str:
    said = StringIO()
    call_command("demo_session", email, stdout=said)
    return said.getvalue().strip()


def test_the_line_it_prints_signs_in(settings):
    settings.DEMO = True
    person(Role.CLERK, email=EMAIL)
    header, _, cookie = printed(EMAIL).partition(": ")
    assert header == "Cookie"
    name, _, value = cookie.partition("=")
    client = Client()
    client.cookies[name] = value
    assert client.get("/desk/").status_code == 200
    assert AuditEntry.objects.filter(event="session.started").count() == 1


def test_outside_the_demo_there_is_none(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="only in the demo"):
        printed(EMAIL)


def test_only_for_the_accounts_the_demo_invented(settings):
    settings.DEMO = True
    person(Role.CLERK, email="somebody@else.example")
    with pytest.raises(CommandError, match="no demo account"):
        printed("somebody@else.example")


def test_before_the_demo_is_loaded_it_says_so(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="not loaded"):
        printed(EMAIL)
