"""Answers kept under their keys, with the act and as long as is said."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.api.v1.kept_answers import (
    KEPT_FOR,
    CallAnswer,
    KeyReused,
    answer_once,
    fingerprint,
    forget_old_answers,
)
from reports.api.v1.models import KeptAnswer
from reports.core.clock import now
from tests.api.v1.calling import program

pytestmark = pytest.mark.django_db


def answered(account, key="k", content="a", act=None, at=None):
    return answer_once(
        key=key,
        fingerprint=fingerprint("test", content),
        act=act or (lambda: CallAnswer(201, {"id": "1"})),
        by=account,
        at=at or now(),
    )


def test_the_second_time_nothing_is_done():
    account, done = program().token.account, []

    def act():
        done.append(1)
        return CallAnswer(201, {"id": str(len(done))})

    first, again = answered(account, act=act), answered(account, act=act)
    assert (first.body, again.body, again.is_replay, len(done)) == (
        {"id": "1"},
        {"id": "1"},
        True,
        1,
    )
    with pytest.raises(KeyReused):
        answered(account, content="b", act=act)


def test_without_a_key_nothing_is_kept():
    answered(program().token.account, key="")
    assert not KeptAnswer.objects.exists()


def test_an_act_that_fails_leaves_its_key_free():
    account = program().token.account

    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        answered(account, act=fail)
    assert not answered(account).is_replay


def test_a_fingerprint_tells_nothing():
    assert "Kanarienvogel" not in fingerprint("test", {"family_name": "Kanarienvogel"})
    assert fingerprint("a", {"x": 1, "y": 2}) == fingerprint("a", {"y": 2, "x": 1})
    assert fingerprint("a", 1) != fingerprint("b", 1)


def test_old_answers_are_forgotten():
    account, at = program().token.account, now()
    answered(account, key="old", at=at - KEPT_FOR - timedelta(seconds=1))
    answered(account, key="new", at=at)
    assert forget_old_answers(at=at) == 1
    assert KeptAnswer.objects.get().key == "new"
