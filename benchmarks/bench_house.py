"""The code base in numbers: its rooms, who writes what, and what one posted detainer passes.

The last page of the intake is posted with everything valid; every function of ours that is entered
is counted, with the file it stands in.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from script.lib import house
from script.lib.places import ROOT

DATABASE = "sqlite"
REPORTS = f"{ROOT / 'reports'}/"
PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# What the redesign set out to reach: figure -> (the most, or the least if negative).
AT_MOST = {
    "most .py files at one level": 15,
    "functions over 50 lines": 0,
    "longest file": 350,
    ".objects. in web": 0,
    "transactions in web": 0,
    "row locks in web": 0,
    "files in web that record in the audit log": 0,
    "circles of files": 0,
    "circles of sibling folders": 0,
    "lines packed past the formatter (reports)": 0,
    "lines packed past the formatter (tests)": 12,
    "template lines over 120 columns": 0,
    "public class names used more than once": 0,
    "Transition classes": 1,
    "files of a posted detainer": 75,  # docs/adr/0020
    "functions of a posted detainer": 300,
    "calls of a posted detainer": 8000,
}


class Entered:
    """Functions of ours that were entered, how often, and how often the file changed."""

    def __init__(self) -> None:
        self.functions: Counter[tuple[str, str]] = Counter()
        self.changes = 0
        self._last = ""

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        name = frame.f_code.co_filename
        if event != "call" or not name.startswith(REPORTS):
            return
        self.functions[name, frame.f_code.co_qualname] += 1
        self.changes += name != self._last
        self._last = name

    @property
    def files(self) -> set[str]:
        """The files entered, from the project's root."""
        return {name.removeprefix(f"{ROOT}/") for name, _ in self.functions}


def run() -> list[dict[str, Any]]:
    """One line for each figure, with its goal where there is one."""
    counted = house.figures() | _enforced() | _posted()
    return [_line(name, value) for name, value in counted.items()]


def _line(name: str, value: float | str) -> dict[str, Any]:
    goal = AT_MOST.get(name)
    is_met = None if goal is None or isinstance(value, str) else value <= goal
    return {"name": name, "value": value, "goal": goal, "is_met": is_met}


def _enforced() -> dict[str, float | str]:
    """Rows of the tables of moves whose permission is asked wherever the status is moved."""
    from tests.architecture.lifecycle_source import permissions_enforced

    enforced, rows = permissions_enforced()
    return {"moves whose permission is enforced": f"{enforced} of {rows}"}


def _posted() -> dict[str, float | str]:
    from django.conf import settings
    from django.test import override_settings

    storages = {**settings.STORAGES, "staticfiles": PLAIN_FILES}
    with override_settings(STORAGES=storages, ALLOWED_HOSTS=["testserver"]):
        _recorded()  # the first one imports and fills caches
        entered = _recorded()
    capabilities = Counter(name.split("/")[1] for name in entered.files)
    return {
        "files of a posted detainer": len(entered.files),
        "files of web of a posted detainer": capabilities["web"],
        "functions of a posted detainer": len(entered.functions),
        "calls of a posted detainer": entered.functions.total(),
        "changes of file of a posted detainer": entered.changes,
    }


def _recorded() -> Entered:
    from django.test import Client

    from reports.accounts.roles import Role
    from tests.factories.people import person
    from tests.support.sign_in import sign_in
    from tests.web.desk import typing

    client = sign_in(Client(), person(Role.CLERK))
    token = typing.begin(client)
    typing.fill(client, token)
    with entering() as entered:
        response = typing.record(client, token, same_person="other")
    if response.status_code != 302:
        raise RuntimeError(f"the detainer was not recorded: {response.status_code}")
    return entered


@contextmanager
def entering() -> Iterator[Entered]:
    """Watch which functions of ours are entered."""
    entered = Entered()
    sys.setprofile(entered)
    try:
        yield entered
    finally:
        sys.setprofile(None)
