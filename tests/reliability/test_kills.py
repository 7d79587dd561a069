"""Processes killed at any moment lose nothing that was acknowledged and do nothing twice."""

from __future__ import annotations

import pytest

from tests.reliability.conftest import Installation

pytestmark = pytest.mark.long

POINTS = (
    "promised",
    "committed",
    "leased",
    "claimed",
    "handler_begun",
    "work_done",
    "effect_written",
    "effect_committed",
    "before_done",
    "after_done",
    "failed",
    "nowhere",
)


def test_work_survives_a_kill_at_every_named_place(installation: Installation) -> None:
    found = installation.run("outbox", ",".join(POINTS), 20)
    assert found["killed"] >= 20 * (len(POINTS) - 1)
    assert found["promised"] >= 2 * 20 * len(POINTS)
    assert (
        found["acknowledged_but_missing"],
        found["not_done"],
        found["lost"],
        found["duplicates"],
    ) == (0, 0, 0, 0)


def test_rotation_survives_twenty_kills(installation: Installation) -> None:
    found = installation.run("rotation", 10_000, 20)
    assert found["killed"] >= 5
    assert (found["opened"], found["not_current"]) == (10_000, 0)


def test_the_last_good_backup_survives_twenty_kills(installation: Installation) -> None:
    found = installation.run("backups", 20)
    assert found["killed"] >= 15
    assert (found["left"], found["files"]) == ([], 30)


def test_acknowledged_entries_survive_the_death_of_their_writer(installation: Installation) -> None:
    found = installation.run("writers", 200)
    assert (found["killed"], found["missing"], found["problems"]) == (200, 0, [])
    assert found["acknowledged"] >= 200
    assert found["unacknowledged"] <= 200 + found["acknowledged"]
