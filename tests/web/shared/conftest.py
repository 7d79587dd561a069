"""The kitchen-sink addresses and a signed-in person for tests of the page frame."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from reports.accounts.models import Agency, AgencyKind, Membership, User
from reports.accounts.roles import Role
from tests.support.sign_in import give_codes, walk_in

PASSWORD = "a sentence to remember"


@pytest.fixture(autouse=True)
def _kitchen(settings: Any) -> None:
    """Every test of this folder talks to the kitchen sink."""
    settings.ROOT_URLCONF = "tests.web.shared.kitchen"
    own = dict(settings.TEMPLATES[0])
    own["DIRS"] = [*own["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = [own]


@pytest.fixture
def clerk(db: None) -> User:
    """A records clerk of Hartford."""
    agency = Agency.objects.create(
        code="hartford", name="Hartford", kind=AgencyKind.MUNICIPAL_POLICE
    )
    user = User.objects.create_user("clerk@hartford.example", PASSWORD, name="Jo Clerk")
    Membership.objects.create(
        user=user, agency=agency, role=Role.CLERK.value, valid_from=date(2020, 1, 1)
    )
    give_codes(user)
    return user


@pytest.fixture
def desk(clerk: User, client: Client) -> Client:
    """The clerk's browser, signed in through the door."""
    answer = walk_in(client, clerk, PASSWORD)
    assert answer.status_code == 302
    return client
