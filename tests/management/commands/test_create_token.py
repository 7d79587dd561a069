"""`create_token`: the token is shown once, and the agency is told."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from reports.accounts.api_identity import find_token
from reports.core.clock import now
from reports.outbox.models import Job
from tests.factories.people import agency

pytestmark = pytest.mark.django_db


def test_the_token_alone_stands_on_standard_output(capsys):
    agency()
    call_command("create_token", agency="hartford")
    secret = capsys.readouterr().out.strip()
    found = find_token(secret, at=now())
    assert (found.agency.code, found.is_sandbox) == ("hartford", False)
    assert Job.objects.filter(kind="program_mail").exists()


def test_as_json_with_what_it_may_do(capsys):
    agency()
    call_command("create_token", "--agency=hartford", "--sandbox", "--scope=notices:read", "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["sandbox"], found["scopes"]) == (True, ["notices:read"])
    assert find_token(found["token"], at=now()).is_sandbox


def test_an_unknown_agency_is_bad_input():
    agency()
    with pytest.raises(CommandError) as refused:
        call_command("create_token", agency="nowhere")
    assert refused.value.returncode == 2
