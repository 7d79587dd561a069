"""Wrong passwords are counted: for the account typed, known or not, and for the place they come
from.
"""

import re
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.test import Client

from reports.accounts.models import SignInTries
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.web.shared.rate_limit import ACCOUNT_TRIES, ADDRESS_TRIES, SignInAttempt
from reports.web.shared.signing_in.sign_in_form import WAIT
from tests.factories.people import person
from tests.support.broker import let_time_pass

pytestmark = pytest.mark.django_db
PASSWORD = "a sentence to remember"
PLACES = count(1)


@pytest.fixture
def place():
    """An address that no other test comes from."""
    return f"10.77.0.{next(PLACES)}"


@pytest.fixture
def clerk(place):
    user = person(Role.CLERK, email=f"{place.replace('.', '-')}@hartford.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def try_in(place, email, typed="wrong"):
    return Client(REMOTE_ADDR=place).post("/signin/", {"email": email, "password": typed})


def said(answer, email):
    """What the page tells, without what differs from page to page."""
    page = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", answer.content.decode())
    return page.replace(email, "")


def test_five_wrong_tries_refuse_the_sixth_even_if_right(clerk, place):
    pages = [try_in(place, clerk.email) for _ in range(5)]
    assert [WAIT in page.content.decode() for page in pages] == [False] * 4 + [True]
    right = try_in(place, clerk.email.upper(), PASSWORD)
    assert right.status_code == pages[0].status_code == 200
    assert "_auth_user_id" not in right.client.session
    again = Client(REMOTE_ADDR=place).post(
        "/signin/resume/",
        {"email": clerk.email, "password": PASSWORD, "path": "/desk/", "kept": "[]"},
    )
    assert again.status_code == 401


def test_an_unknown_account_is_answered_alike_try_by_try(clerk, place):
    nobody = f"nobody-{place}@hartford.example"
    for _ in range(7):
        known, unknown = try_in(place, clerk.email), try_in(place, nobody)
        assert known.status_code == unknown.status_code
        assert said(known, clerk.email) == said(unknown, nobody)


def test_a_right_password_forgives_what_came_before(clerk, place):
    for _ in range(3):
        for _ in range(4):
            try_in(place, clerk.email)
        assert try_in(place, clerk.email, PASSWORD).status_code == 302


def test_of_every_account_the_tries_are_forgotten_and_those_of_the_place_are_not(place):
    accounts = 8  # whichever of the two hashes comes first
    for number in range(accounts):
        tried = {"email": f"{number}@hartford.example", "address": place}
        SignInAttempt(**tried).failed()
        SignInAttempt(**tried).succeeded()
    assert list(SignInTries.objects.values_list("tries", flat=True)) == [accounts]


def test_a_lock_ends_with_time_and_is_not_made_longer(clerk, place, time_machine_at):
    for _ in range(5):
        try_in(place, clerk.email)
    time_machine_at(timedelta(minutes=14))
    assert try_in(place, clerk.email, PASSWORD).status_code == 200
    time_machine_at(timedelta(minutes=2))
    assert try_in(place, clerk.email, PASSWORD).status_code == 302


@pytest.fixture
def time_machine_at():
    opened = []

    def go_on(by):
        travel = time_machine.travel(datetime.now(UTC) + by, tick=True)
        travel.start()
        opened.append(travel)
        let_time_pass(by)

    yield go_on
    for travel in reversed(opened):
        travel.stop()


def test_one_place_cannot_try_account_after_account(clerk, place):
    for number in range(ADDRESS_TRIES):
        try_in(place, f"guess-{number}@hartford.example")
    refused = try_in(place, clerk.email, PASSWORD)
    assert WAIT in refused.content.decode()
    assert try_in("10.78.0.1", clerk.email, PASSWORD).status_code == 302


def test_people_of_one_place_who_sign_in_rightly_are_not_counted(clerk, place):
    for _ in range(ADDRESS_TRIES + 3):
        assert try_in(place, clerk.email, PASSWORD).status_code == 302


def test_the_trail_tells_of_the_lock_once(clerk, place):
    for _ in range(ACCOUNT_TRIES + 2):
        try_in(place, clerk.email)
    locked = AuditEntry.objects.get(event="session.locked")
    assert (locked.chain, locked.subject_id, locked.detail) == ("opm", clerk.pk, {"by": "sign-in"})
    assert AuditEntry.objects.filter(event="session.refused").count() == ACCOUNT_TRIES
    for _ in range(ACCOUNT_TRIES):
        try_in(place, f"nobody-{place}@hartford.example")
    assert AuditEntry.objects.filter(event="session.locked", subject_id__isnull=True).count() == 1
