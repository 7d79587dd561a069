"""Calls made from the description itself, right and wrong ones: none ends in an error of the
program, and no answer is other than the description says.
"""

from __future__ import annotations

from functools import cache

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from reports.accounts.api_scopes import ApiScope
from reports.api.v1.api import api
from reports.api.v1.description import describe
from tests.api.v1.calling import program

pytestmark = pytest.mark.django_db
HELD = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
OPERATIONS = [
    (method, path) for path, methods in describe(api)["paths"].items() for method in methods
]


@pytest.fixture(autouse=True)
def _connection_of_the_test():
    """Requests end without closing the connection in whose transaction the test is, as with
    Django's own client.
    """
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@cache
def described():
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


def hold_up(operation, caller, examples):
    """Ask so many times, well and badly formed."""
    method, path = operation
    found = described()[path][method.upper()]
    modes = [found.as_strategy(mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(modes))
    def ask(case):
        case.call_and_validate(headers={"Authorization": f"Bearer {caller.secret}"}, checks=HELD)

    ask()


@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
def test_every_operation_keeps_to_its_description(operation, settings):
    settings.REQUESTS_EACH_MINUTE = 100_000
    hold_up(operation, program(), examples=4)


@pytest.mark.long
@pytest.mark.parametrize("scope", list(ApiScope))
@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
def test_so_it_does_with_every_scope(operation, scope, settings):
    settings.REQUESTS_EACH_MINUTE = 100_000
    hold_up(operation, program(scope), examples=25)


@pytest.mark.long
@pytest.mark.parametrize("operation", OPERATIONS, ids=" ".join)
def test_and_at_length(operation, settings):
    settings.REQUESTS_EACH_MINUTE = 100_000
    hold_up(operation, program(), examples=150)
