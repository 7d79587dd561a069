"""`script/soak rooms`: what it tries and how it counts."""

from __future__ import annotations

import configparser
from pathlib import Path

from script.lib import mutate_rooms
from tests.support.environment import ROOT


def test_every_room_and_its_tests_are_there():
    read = configparser.ConfigParser()
    read.read_string(mutate_rooms.configuration(mutate_rooms.ROOMS))
    sources = read["mutmut"]["source_paths"].split()
    assert len(sources) == len(mutate_rooms.ROOMS)
    tests = read["mutmut"]["pytest_add_cli_args_test_selection"].split()
    assert all((ROOT / name).exists() for name in [*sources, *tests])


def test_the_copy_holds_what_is_tracked_and_what_was_installed(tmp_path: Path):
    mutate_rooms.copy_program(tmp_path)
    assert (tmp_path / "reports" / "lifecycle.py").is_file()
    assert (tmp_path / "templates").is_dir()
    assert not (tmp_path / ".git").exists()


def test_what_survives_is_counted_by_room_and_function():
    found = {
        "reports.access.actions.x_record__mutmut_1": 1,
        "reports.access.actions.x_record__mutmut_2": 0,
        "reports.lifecycle.x_move__mutmut_1": 33,
    }
    rows = {row["room"]: row for row in mutate_rooms.counted(found)}
    assert (rows["access"]["tried"], rows["access"]["noticed"]) == (2, 1)
    assert rows["access"]["survived"] == {"reports.access.actions.x_record": 1}
    # No test runs it: nothing noticed.
    assert (rows["lifecycle"]["tried"], rows["lifecycle"]["noticed"]) == (1, 0)
