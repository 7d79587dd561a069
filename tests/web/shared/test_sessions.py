"""Session clocks: half an hour idle, twelve hours in all, kept on the server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from reports.accounts.models import User
from tests.support.sign_in import walk_in
from tests.web.shared.conftest import PASSWORD

START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def signed_in(client: Client, user: User) -> None:
    walk_in(client, user, PASSWORD)


@pytest.mark.parametrize(("minutes", "seconds", "status"), [(29, 59, 200), (30, 1, 302)])
def test_half_an_hour_idle_ends_the_session(
    clerk: User, client: Client, minutes: int, seconds: int, status: int
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        signed_in(client, clerk)
        clock.shift(timedelta(minutes=minutes, seconds=seconds))
        assert client.get("/floor/").status_code == status


@pytest.mark.parametrize(("minutes", "status"), [(11 * 60 + 59, 200), (12 * 60 + 1, 302)])
def test_twelve_hours_end_it_however_busy_one_is(
    clerk: User, client: Client, minutes: int, status: int
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        signed_in(client, clerk)
        for passed in range(20, minutes, 20):
            clock.move_to(START + timedelta(minutes=passed))
            assert client.get("/floor/").status_code == 200
        clock.move_to(START + timedelta(minutes=minutes))
        assert client.get("/floor/").status_code == status


def test_an_ended_session_is_gone_from_the_server_and_the_door_says_why(
    clerk: User, client: Client
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        signed_in(client, clerk)
        key = client.session.session_key
        clock.shift(timedelta(minutes=31))
        answer = client.get("/floor/", follow=True)
        assert "half an hour" in answer.content.decode()
        assert not Session.objects.filter(session_key=key).exists()


def test_the_clock_is_written_at_most_once_a_minute(clerk: User, client: Client) -> None:
    with time_machine.travel(START, tick=False) as clock:
        signed_in(client, clerk)
        seen = []
        for seconds in (20, 40, 61, 80, 130):
            clock.move_to(START + timedelta(seconds=seconds))
            client.get("/floor/")
            seen.append(client.session["last_seen"] - int(START.timestamp()))
    assert seen == [0, 0, 61, 61, 130]


def test_staying_signed_in_moves_the_clock(clerk: User, client: Client) -> None:
    with time_machine.travel(START, tick=False) as clock:
        signed_in(client, clerk)
        clock.shift(timedelta(minutes=28))
        assert client.post("/account/stay/").json() == {"seconds": 1800}
        clock.shift(timedelta(minutes=28))
        assert client.get("/floor/").status_code == 200
        assert client.get("/account/stay/").status_code == 405


def test_signing_in_makes_a_new_session(clerk: User, client: Client) -> None:
    client.get("/signin/")
    session = client.session
    session["planted"] = "by somebody"
    session.save()
    client.cookies["session"] = session.session_key or ""
    signed_in(client, clerk)
    assert client.session.session_key != session.session_key


def test_a_disabled_account_is_out_at_its_next_request(desk: Client, clerk: User) -> None:
    assert desk.get("/floor/").status_code == 200
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert desk.get("/floor/").status_code == 302


def test_a_new_password_ends_other_sessions(clerk: User, desk: Client) -> None:
    other = Client()
    signed_in(other, clerk)
    new = "quite another sentence"
    answer = desk.post(
        "/account/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    )
    assert answer.status_code == 302, answer.content
    assert desk.get("/floor/").status_code == 200
    assert other.get("/floor/").status_code == 302
