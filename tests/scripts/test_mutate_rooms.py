"""`script/soak rooms`: what it tries, how it counts, and when it is enough."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from script.lib import mutate_rooms
from tests.support.environment import ROOT


def row(room, *, tried, noticed, explained=0):
    return {"room": room, "tried": tried, "noticed": noticed, "explained": explained}


def test_every_room_has_modules_and_every_module_tests():
    for room in mutate_rooms.ROOMS:
        modules = mutate_rooms.modules_of(room)
        assert modules
        for module in modules:
            assert all((ROOT / name).exists() for name in mutate_rooms.tests_naming(module))


def test_a_module_is_tried_with_the_tests_that_name_it():
    assert "tests/notices/test_owed.py" in mutate_rooms.tests_naming("reports/notices/owed.py")
    assert "tests/lifecycle" in mutate_rooms.tests_naming("reports/lifecycle.py")


def test_a_change_sleeps_until_it_is_named(tmp_path: Path):
    module = "reports/lifecycle.py"
    (tmp_path / "reports").mkdir()
    names = mutate_rooms.changed(tmp_path, [module])
    assert names
    assert all(name.startswith("reports.lifecycle.x") for name in names)
    code = (tmp_path / module).read_text(encoding="utf-8")
    compile(code, module, "exec")
    assert all(name.rpartition(".")[2] in code for name in names)


def test_a_module_that_no_test_names_is_tried_with_the_tests_of_its_room(monkeypatch):
    monkeypatch.setattr(mutate_rooms, "TESTS", ())
    assert mutate_rooms.tests_naming("reports/notices/style.py") == ["tests/notices"]
    assert mutate_rooms.tests_naming("reports/lifecycle.py") == ["tests/lifecycle"]


def test_a_seed_draws_the_same_from_every_room():
    first, again = (mutate_rooms.drawn_modules(random.Random(7), size=60) for _ in range(2))
    assert first == again
    assert {Path(name).parts[1].removesuffix(".py") for name in first} == set(mutate_rooms.ROOMS)
    names = [f"reports.{room}.x_f__mutmut_{n}" for room in mutate_rooms.ROOMS for n in range(30)]
    chosen = mutate_rooms.drawn_changes(names, random.Random(7), size=60)
    assert len(chosen) == len(set(chosen)) == 60
    assert mutate_rooms.drawn_changes(names, random.Random(7), size=0) == names


def test_the_copy_holds_what_is_tracked_and_what_was_installed(tmp_path: Path):
    mutate_rooms.copy_program(tmp_path)
    assert (tmp_path / "reports" / "lifecycle.py").is_file()
    assert (tmp_path / "templates").is_dir()
    assert not (tmp_path / ".git").exists()


def test_what_survives_is_counted_by_room_and_named(tmp_path, monkeypatch):
    listed = tmp_path / "reasons.txt"
    listed.write_text("reports.access.actions.x_record 1: no test can tell\n", encoding="utf-8")
    monkeypatch.setattr(mutate_rooms, "REASONS", listed)
    found = {
        "reports.access.actions.x_record__mutmut_1": 1,
        "reports.access.actions.x_record__mutmut_2": 0,
        "reports.access.actions.x_record__mutmut_3": 0,
        "reports.lifecycle.x_move__mutmut_1": 0,
    }
    rows = {one["room"]: one for one in mutate_rooms.counted(found)}
    assert (rows["access"]["tried"], rows["access"]["noticed"]) == (3, 1)
    assert rows["access"]["explained"] == 1
    assert rows["access"]["survived"] == [
        "reports.access.actions.x_record__mutmut_2",
        "reports.access.actions.x_record__mutmut_3",
    ]
    assert (rows["lifecycle"]["tried"], rows["lifecycle"]["noticed"]) == (1, 0)
    assert mutate_rooms.share([rows["access"]]) == 0.5


def test_every_reason_names_a_function_that_is_there():
    for function, _ in mutate_rooms.reasons(mutate_rooms.REASONS):
        module, _, name = function.rpartition(".")
        source = (ROOT / module.replace(".", "/")).with_suffix(".py").read_text(encoding="utf-8")
        defined = name.removeprefix("x_").removeprefix("xǁ").rpartition("ǁ")[2]
        assert f"def {defined}(" in source, f"{function} is not there any more"


@pytest.mark.parametrize(
    ("rows", "is_sample", "enough"),
    [
        ([row("access", tried=0, noticed=0)], False, False),
        # Too few to judge a room by, and enough for the whole.
        ([row("access", tried=10, noticed=4), row("notices", tried=40, noticed=36)], True, True),
        ([row("access", tried=60, noticed=20)], False, False),
        ([row("access", tried=60, noticed=60)], False, True),
        ([row("access", tried=40, noticed=4)], True, False),
        # Stopped before it could tell anything.
        ([row("access", tried=3, noticed=0)], True, True),
        # What no test can notice counts neither way.
        ([row("access", tried=40, noticed=4, explained=36)], True, True),
    ],
)
def test_a_room_is_held_to_its_bar_and_a_sample_to_one_of_its_own(
    rows, is_sample, enough, monkeypatch
):
    monkeypatch.setattr(mutate_rooms, "ENOUGH", 0.8)
    monkeypatch.setattr(mutate_rooms, "ENOUGH_OF_A_SAMPLE", 0.6)
    assert mutate_rooms.is_enough(rows, is_sample=is_sample) is enough
