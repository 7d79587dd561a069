"""Where things stand: how many files lie on one level, what a screen may do, which module has its
test, how much test there is. What is not yet so stands in `baseline.json`, whose lists may only
shrink and whose ratios may only rise: `python -m tests.architecture.test_layout` writes it anew.
"""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import Module, dotted, modules
from tests.support.environment import ROOT

MOST_FILES = 15
# Commands are named by the contract and stand where Django looks; migrations are history.
ANY_NUMBER = ("reports/management/commands", "reports/migrations")
FLAT_IN_WEB = {"__init__.py", "urls.py"}
LONG_ENOUGH_FOR_A_TEST = 40
# What no screen does, and where it belongs.
NOT_IN_WEB = {
    "queries": "a query belongs to the queries module of its capability",
    "transactions": "a write is one verb of its capability; the verb opens the transaction",
    "audit": "the verb records what it did; a screen records nothing",
    "locks": "locking belongs to the verb that writes",
}
BASELINE = Path(__file__).with_name("baseline.json")
# Every part of the program that has a ratio of its own; the rest counts in "all".
WATCHED = ("detainers", "access", "workflow", "notices", "persons", "submissions", "publication")


def baseline() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(BASELINE.read_text(encoding="utf-8"))
    return found


def _crowded() -> Iterator[tuple[str, int]]:
    for folder in sorted({path.parent for path in (ROOT / "reports").rglob("*.py")}):
        name = str(folder.relative_to(ROOT))
        if not any(fnmatch(name, exempt) for exempt in ANY_NUMBER):
            yield name, sum(path.name != "__init__.py" for path in folder.glob("*.py"))


def test_a_folder_can_be_taken_in_at_a_glance():
    found = [
        f"{folder} holds {count} modules; more than {MOST_FILES} are split into folders by subject"
        for folder, count in _crowded()
        if count > MOST_FILES
    ]
    assert not found, "\n".join(found)


def test_no_screen_stands_flat_in_web():
    found = [
        f"reports/web/{path.name} belongs into the folder of its audience (public, account,"
        " notice_holder, desk, opm, law, audit_log), or into web/shared where two need it"
        for path in (ROOT / "reports" / "web").glob("*.py")
        if path.name not in FLAT_IN_WEB
    ]
    assert not found, "\n".join(found)


def _done_in_web(module: Module) -> Counter[str]:
    found: Counter[str] = Counter()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            found["queries"] += 1
        elif isinstance(node, ast.Attribute) and node.attr in {"atomic", "on_commit"}:
            found["transactions"] += 1
        elif isinstance(node, ast.Attribute) and node.attr == "select_for_update":
            found["locks"] += 1
        elif isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] == "record":
            found["audit"] += 1
    return found


def measured_in_web() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {what: {} for what in NOT_IN_WEB}
    for module in modules("reports/web"):
        for what, count in _done_in_web(module).items():
            found[what][module.name] = count
    return found


@pytest.mark.parametrize("what", NOT_IN_WEB)
def test_a_screen_asks_and_calls_and_writes_nothing(what):
    allowed = baseline()[f"web {what}"]
    found = [
        f"{name} has {count} of {what}, {allowed.get(name, 0)} allowed: {NOT_IN_WEB[what]}"
        for name, count in measured_in_web()[what].items()
        if count > allowed.get(name, 0)
    ]
    assert not found, "\n".join(found)


def test_an_unknown_name_of_an_address_raises():
    """A link that quietly leads nowhere is found by the person who needs it."""
    found = [
        f"{module.name}:{node.lineno} catches NoReverseMatch; an address that may not exist is a"
        " mistake, let it raise"
        for module in modules("reports")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and node.type is not None
        and "NoReverseMatch" in ast.unparse(node.type)
    ]
    assert not found, "\n".join(found)


def _has_public_function(module: Module) -> bool:
    return any(
        isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
        for node in module.tree.body
    )


def test_of(name: str) -> Path:
    """Where the test of a module stands: reports/a/b.py is tested by tests/a/test_b.py."""
    path = Path(name).relative_to("reports")
    return ROOT / "tests" / path.with_name(f"test_{path.name}")


test_of.__test__ = False  # type: ignore[attr-defined]  # read by pytest


def measured_without_test() -> list[str]:
    return [
        module.name
        for module in modules("reports")
        if module.text.count("\n") > LONG_ENOUGH_FOR_A_TEST
        and _has_public_function(module)
        and not test_of(module.name).is_file()
    ]


def test_each_module_has_its_test_where_it_is_looked_for():
    allowed = baseline()["no mirrored test"]
    found = [
        f"{name} has no {test_of(name).relative_to(ROOT)}"
        for name in measured_without_test()
        if name not in allowed
    ]
    assert not found, "\n".join(found)


def test_what_is_done_leaves_the_baseline():
    """The lists only shrink: what no longer holds may not come back unseen."""
    kept = baseline()
    without_test = set(measured_without_test())
    found = [
        f"{name} has its test" for name in kept["no mirrored test"] if name not in without_test
    ]
    now = measured_in_web()
    found += [
        f"{name} has {now[what].get(name, 0)} of {what}, {allowed} kept"
        for what in NOT_IN_WEB
        for name, allowed in kept[f"web {what}"].items()
        if now[what].get(name, 0) < allowed
    ]
    advice = "write the baseline anew: .venv/bin/python -m tests.architecture.test_layout"
    assert not found, "\n".join([*found, advice])


def _lines(folder: Path) -> int:
    files = (path for path in folder.rglob("*.py") if "migrations" not in path.parts)
    return sum(bool(line.strip()) for path in files for line in path.read_text("utf-8").split("\n"))


def measured_ratios() -> dict[str, float]:
    """Lines of test for each line of source, of the watched parts and of everything."""
    pairs = {name: (ROOT / "tests" / name, ROOT / "reports" / name) for name in WATCHED}
    pairs["all"] = (ROOT / "tests", ROOT / "reports")
    return {
        name: int(100 * _lines(tests) / _lines(source)) / 100
        for name, (tests, source) in pairs.items()
    }


def test_tests_keep_up_with_the_source():
    floors = baseline()["tests to source"]
    found = [
        f"{name}: {ratio:.2f} lines of test for a line of source, {floors[name]:.2f} before; write"
        f" the missing tests under tests/{'' if name == 'all' else name}"
        for name, ratio in measured_ratios().items()
        if ratio < floors.get(name, 0)
    ]
    assert not found, "\n".join(found)


def measured() -> dict[str, Any]:
    """The baseline as the source stands now."""
    return {
        **{f"web {what}": found for what, found in measured_in_web().items()},
        "no mirrored test": measured_without_test(),
        "tests to source": measured_ratios(),
    }


if __name__ == "__main__":
    BASELINE.write_text(json.dumps(measured(), indent=2, sort_keys=True) + "\n", encoding="utf-8")
