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

from script.lib.mutate_law import CORES, KILLED_CODES, function_of, last_words, results_of
from script.lib.places import ROOT

ROOMS = ("access", "detainers", "workflow", "notices", "lifecycle")
TESTS = ("access", "detainers", "workflow", "notices", "lifecycle", "reconciliation", "records")
COPIED = ("reports", "trustact_site", "templates", "tests", "script", "docs", "manage.py")
INSTALLED = ("assets", "fonts", "tools", "test-databases")


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
    return "[mutmut]\n" + "\n".join(lines) + "\n"


def _list_of(name: str, values: Iterable[str]) -> str:
    return f"{name}=\n" + "\n".join(f"    {value}" for value in values)


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


def tried(place: Path, *, size: int, seed: int) -> dict[str, int | None]:
    """The exit code of the tests for each change tried. The first run makes the changes and finds
    out which tests run which function; 0 of `size` means all.
    """
    run_mutmut(place, ["no_such_change*"])
    names = sorted(results_of(place))
    drawn = random.Random(seed)  # noqa: S311 - a sample that can be drawn again, no secret
    chosen = drawn.sample(names, min(size, len(names))) if size else names
    run_mutmut(place, chosen)
    found = results_of(place)
    return {name: found[name] for name in chosen if found[name] is not None}


def run_mutmut(place: Path, names: list[str]) -> None:
    """Make the changes, and try these. What it says is shown only where that failed."""
    log = place / "mutmut.log"
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", CORES, *names]
    with log.open("ab") as said:
        run = subprocess.run(
            command,
            cwd=place,
            check=False,
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TRUSTACT_TEST_DATABASE": "sqlite"},
        )
    if run.returncode:
        print(last_words(log), file=sys.stderr)


def room_of(name: str) -> str:
    """`reports.access.actions.x_record__mutmut_3` is a change of `access`."""
    return name.split(".")[1]


def counted(found: dict[str, int | None]) -> list[dict[str, object]]:
    """For each room: tried, noticed and the functions in which changes survived."""
    rows = []
    for room in ROOMS:
        ours = {name: code for name, code in found.items() if room_of(name) == room}
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
