"""`script/soak rooms`: changes the rooms that hold the program's rules in small ways and counts
how many changes their own tests notice.

Works on a copy of what is committed or added. Each changed function is tried with the tests that
run it, on SQLite. All changes take hours; `--size N` takes about N of them by chance.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from script.lib.mutate_law import CORES, KILLED_CODES, function_of, last_words
from script.lib.places import ROOT

ROOMS = ("access", "detainers", "workflow", "notices", "lifecycle")
TESTS = ("access", "detainers", "workflow", "notices", "lifecycle", "reconciliation", "records")
COPIED = ("reports", "trustact_site", "templates", "tests", "script", "docs", "manage.py")
INSTALLED = ("assets", "fonts", "tools", "test-databases")
NEWLINE = "\n"


def configuration(rooms: Iterable[str]) -> str:
    """What mutmut is told: the rooms' sources, and the tests that mirror them."""
    sources = [f"reports/{room}" for room in rooms if (ROOT / "reports" / room).is_dir()]
    sources += [f"reports/{room}.py" for room in rooms if (ROOT / f"reports/{room}.py").exists()]
    listed = {
        "source_paths": sources,
        "also_copy": [*COPIED, "var", "pyproject.toml"],
        "pytest_add_cli_args_test_selection": [f"tests/{room}" for room in TESTS],
        "pytest_add_cli_args": ["-p", "no:xdist", "-p", "no:cacheprovider"],
        "use_setproctitle": ["false"],
        "track_dependencies": ["false"],
        "use_git_change_detection": ["false"],
    }
    lines = [
        f"{name}={values[0]}" if len(values) == 1 else _list_of(name, values)
        for name, values in listed.items()
    ]
    return "[mutmut]\n" + NEWLINE.join(lines) + NEWLINE


def _list_of(name: str, values: Iterable[str]) -> str:
    return f"{name}=\n" + NEWLINE.join(f"    {value}" for value in values)


def copy_program(place: Path) -> None:
    """Tracked files, and links to what set-up installed."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    for name in filter(None, tracked):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    (place / "var").mkdir()
    for name in INSTALLED:
        if (ROOT / "var" / name).exists():
            (place / "var" / name).symlink_to((ROOT / "var" / name).resolve())


def tried(place: Path, *, size: int, seed: int) -> dict[str, int]:
    """The exit code of the tests for each change tried. The first run makes the changes and finds
    out which tests run which function; 0 of `size` means all.
    """
    names = _mutmut(place, ["no_such_change*"])
    drawn = random.Random(seed)  # noqa: S311 - a sample that can be drawn again, no secret
    chosen = sorted(drawn.sample(names, min(size, len(names)))) if size else names
    _mutmut(place, chosen)
    return {name: code for name, code in results(place).items() if name in set(chosen)}


def _mutmut(place: Path, names: list[str]) -> list[str]:
    log = place / "mutmut.log"
    with log.open("ab") as said:
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", CORES, *names]
        subprocess.run(
            command,
            cwd=place,
            check=False,
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TRUSTACT_TEST_DATABASE": "sqlite"},
        )
    found = known(place)
    if not found:
        print(last_words(log), file=sys.stderr)
    return found


def known(place: Path) -> list[str]:
    """Every change that can be tried, by name."""
    return sorted(
        name
        for kept in (place / "mutants" / "reports").rglob("*.meta")
        for name in json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"]
    )


def results(place: Path) -> dict[str, int]:
    """Exit codes of the changes that were tried."""
    found: dict[str, int] = {}
    for kept in (place / "mutants" / "reports").rglob("*.meta"):
        codes = json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"]
        found |= {name: code for name, code in codes.items() if code is not None}
    return found


def room_of(name: str) -> str:
    """`reports.access.actions.x_record__mutmut_3` is a change of `access`."""
    return name.split(".")[1]


def counted(results_: dict[str, int]) -> list[dict[str, object]]:
    """For each room: tried, noticed and the functions in which changes survived."""
    rows = []
    for room in ROOMS:
        ours = {name: code for name, code in results_.items() if room_of(name) == room}
        survived = Counter(
            function_of(name) for name, code in ours.items() if code not in KILLED_CODES
        )
        noticed = len(ours) - survived.total()
        rows.append({"room": room, "tried": len(ours), "noticed": noticed, "survived": survived})
    return rows


def main(size: int, seed: int) -> int:
    """Try `size` changes drawn from `seed`, 0 for all of them, and print one line a room, as JSON.
    1 where nothing could be tried.
    """
    with tempfile.TemporaryDirectory(prefix="mutate-rooms-") as folder:
        place = Path(folder)
        copy_program(place)
        (place / "setup.cfg").write_text(configuration(ROOMS), encoding="utf-8")
        found = tried(place, size=size, seed=seed)
    for row in counted(found):
        print(json.dumps(row))
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
