"""A disagreement planted for every rule of agreement; `check_agreement` names each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.records.agreement.test_rules import PLANTED
from tests.stories.ledger import NO, YES
from tests.stories.walker import Town

UNGROUNDED: dict[str, Any] = {"grounds": (), "convictions": ()}


def held_past_release(town: Town) -> None:
    """Nothing supports a hold, and the hour of release has passed."""
    town.receives("hold", **UNGROUNDED, releasing="14:00", releasing_day=0)
    town.later("14:01")


def act_against_decision(town: Town) -> None:
    """Declined and told all the same, with a reason the head has not read."""
    asked = town.receives("notify_release")
    town.says_no(asked, "11:00")
    town.tells(asked, "12:00", why="A judge's warrant was shown.")


def reply_against_decision(town: Town) -> None:
    """The no had been said before the reply, and was written down after it."""
    asked = town.receives("notify_release")
    town.tells(asked, "12:00")
    town.decided_before(asked, "13:00", decided="11:00", notify_release=NO)


def access_against_decision(town: Town) -> None:
    """The same with an interview."""
    asked = town.receives("interview")
    town.gives("D", "12:00", to=asked)
    town.decided_before(asked, "13:00", decided="11:00", interview=NO)


def taken_without_decision(town: Town) -> None:
    """Nobody decided to keep the person for federal officers, and they took the person."""
    asked = town.receives("hold")
    town.ends(asked, "federal", "12:00")


def access_after_the_end(town: Town) -> None:
    """The person was gone when the interview took place."""
    asked = town.receives("interview")
    town.decides(asked, "11:00", interview=YES)
    town.ends(asked, "released", "12:00")
    town.gives("D", "13:00", to=asked)


def access_undecided(town: Town) -> None:
    """Nobody had decided on the interview."""
    town.gives("D", "11:00", to=town.receives("interview"))


def telling_without_access(town: Town) -> None:
    """The reply stands, and its access was marked as never given."""
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    town.voids_act(asked, town.tells(asked, "12:00"), "12:30")


def findings_changed(town: Town) -> None:
    """The conviction that the decision rests on was another person's."""
    asked = town.receives("hold")
    town.says_yes(asked, "11:00")
    town.loses_its_ground(asked, "14:00")


def cancellation_unmatched(town: Town) -> None:
    """Box 16 names a request that nobody here knows."""
    town.receives("notify_release", cancels_on=town.day_before(40))


PLANTS: Mapping[str, Callable[[Town], None]] = {
    plant.__name__: plant
    for plant in (
        held_past_release,
        act_against_decision,
        reply_against_decision,
        access_against_decision,
        taken_without_decision,
        access_after_the_end,
        access_undecided,
        telling_without_access,
        findings_changed,
        cancellation_unmatched,
    )
}


@pytest.mark.parametrize("rule", PLANTS)
def test_the_command_names_what_was_planted(town, rule):
    PLANTS[rule](town)
    assert {named for _, named in town.named()} == {rule}


def test_every_rule_has_its_plant():
    assert set(PLANTS) == set(PLANTED)
