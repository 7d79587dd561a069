"""Mail through a server that takes it, puts it off, refuses it, or says nothing."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from reports.mail import sending
from reports.mail.queries import failed_deliveries, failed_recipients
from tests.mail.conftest import ANNA, AT, BEN, TO, Outcome, outcomes, run
from tests.support.mail_server import MailServer

pytestmark = pytest.mark.django_db


def test_each_address_gets_its_own_and_once(server: MailServer) -> None:
    assert run() is None
    assert run() is None
    assert (sorted(server.taken), server.connections) == (sorted(TO.values()), 1)


def test_a_greylisted_address_is_tried_again_and_nobody_is_told_it_is_wrong(
    server: MailServer,
) -> None:
    server.answers[TO[ANNA]] = ["451 try again later"]
    assert run() == timedelta(minutes=30)
    assert server.taken == [TO[BEN]]
    assert not failed_recipients(since=AT - timedelta(days=1))
    assert run(at=AT + timedelta(minutes=29)) == timedelta(minutes=1)
    assert run(at=AT + timedelta(minutes=30)) is None
    assert server.taken == [TO[BEN], TO[ANNA]]
    assert outcomes() == {ANNA: Outcome.SENT, BEN: Outcome.SENT}


def test_an_address_that_is_put_off_for_five_days_is_shown(server: MailServer) -> None:
    server.answers[TO[ANNA]] = ["452 full"] * 100
    at, pauses = AT, []
    while (pause := run(at=at)) is not None:
        pauses.append(pause)
        at += pause
    assert [pause.total_seconds() / 60 for pause in pauses[:6]] == [30, 30, 60, 120, 180, 180]
    assert timedelta(days=4, hours=20) < at - AT <= timedelta(days=5)
    assert [row.reply_code for row in failed_deliveries(since=AT)] == [452]


def test_one_refused_address_silences_no_other_and_is_final(server: MailServer) -> None:
    server.answers[TO[ANNA]] = ["550 no such person"]
    assert run() is None
    assert run() is None
    assert server.taken == [TO[BEN]]
    (failed,) = failed_deliveries(since=AT)
    assert (failed.recipient_id, failed.reply_code) == (ANNA, 550)
    assert TO[ANNA] not in str(vars(failed))


def test_what_is_no_address_silences_no_other(server: MailServer) -> None:
    assert run({ANNA: "anna@hartford.example\nBcc: x@y.example", BEN: TO[BEN]}) is None
    assert server.taken == [TO[BEN]]
    assert failed_recipients(since=AT) == {ANNA}


def test_a_server_that_says_nothing_is_left_alone_for_a_moment(server: MailServer) -> None:
    server.is_silent = True
    began = time.monotonic()
    assert run() == timedelta(seconds=sending.QUIET_SECONDS)
    assert run() is not None
    assert (time.monotonic() - began < 2, server.connections) == (True, 1)
    server.is_silent, sending._ServerAway.until = False, 0.0
    assert run(at=AT + timedelta(minutes=1)) is None
    assert sorted(server.taken) == sorted(TO.values())


def test_a_server_that_breaks_off_at_one_address_takes_the_others(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers[TO[ANNA]] = ["421 closing"] * 2
    assert run() is not None
    monkeypatch.setattr(sending._ServerAway, "until", 0.0)
    run(at=AT + timedelta(minutes=2))
    assert server.taken == [TO[BEN]]
