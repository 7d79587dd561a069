"""`script/soak rooms`: changes the rooms that hold the program's rules in small ways and counts
how many changes their tests notice.

Works on a copy of what is committed or added. A change is tried with the tests that name its
module, on SQLite; what only a test of another module would notice counts as survived. All changes
take hours. `--size N` draws about N of them from a few modules of every room, and with a seed that
was printed the same ones. `--sample`, for the long tier, also holds the whole to a bar.

Ends with exit code 1 where nothing could be tried, where a room of which enough changes were tried
falls under the bar, or a sample under its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from pathlib import Path
from typing import Any

from mutmut.mutation.file_mutation import mutate_file_contents

from script.lib.mutate_law import function_of, reasons
from script.lib.places import ROOT

ROOMS = ("access", "detainers", "workflow", "notices", "lifecycle")
# Where tests are looked for that name a module of these rooms.
TESTS = ("access", "detainers", "workflow", "notices", "lifecycle", "reconciliation", "records")
COPIED = ("reports", "trustact_site", "templates", "tests", "script", "docs", "manage.py")
INSTALLED = ("assets", "fonts", "tools", "test-databases")
REASONS = ROOT / "tests" / "support" / "room_survivors.txt"
# The share of changes that must be noticed in a room of which enough were tried.
ENOUGH = 0.60
ENOUGH_TRIED = 50
# A score of changes scatters, and some no test can notice. Where four of five are noticed, less
# than half of twenty comes by chance once in two thousand samples; where tests were taken away, it
# comes soon. Fewer than the least tell nothing.
ENOUGH_OF_A_SAMPLE = 0.50
SAMPLE, LEAST_OF_A_SAMPLE = 20, 10
CHANGES_A_MODULE = 6
# How long a sample may try changes; what was tried until then is judged.
SAMPLE_SECONDS = 240
# Tests of one module take seconds; a change that makes a loop endless ends here.
SECONDS_A_TRIAL = 150
CORES = os.cpu_count() or 1
PYTEST = ("-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider")
NO_TEST_FAILED = 0  # of pytest; whatever else ends a run was noticed


def modules_of(room: str) -> list[str]:
    """The room's modules that hold more than names, from the root."""
    place = ROOT / "reports" / room
    found = place.rglob("*.py") if place.is_dir() else [place.with_suffix(".py")]
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in found
        if "migrations" not in path.parts and "def " in path.read_text(encoding="utf-8")
    )


def drawn_modules(chance: random.Random, *, size: int) -> list[str]:
    """Modules of each room, the longer the likelier; all of them where `size` is 0."""
    chosen: list[str] = []
    for room in ROOMS:
        left = modules_of(room)
        wanted = ceil(size / len(ROOMS) / CHANGES_A_MODULE) if size else len(left)
        for _ in range(min(wanted, len(left))):
            lengths = [len((ROOT / name).read_bytes()) for name in left]
            [one] = chance.choices(left, lengths) if size else left[:1]
            left.remove(one)
            chosen.append(one)
    return chosen


def dotted_name(module: str) -> str:
    """`reports/access/actions.py` is imported as `reports.access.actions`."""
    return ".".join(Path(module).with_suffix("").parts).removesuffix(".__init__")


def tests_naming(module: str) -> list[str]:
    """The files of tests that import the module, with its mirror; where none does, and for a room
    of one module, those of the room.
    """
    path = Path(module).relative_to("reports")
    dotted = dotted_name(module)
    above, _, name = dotted.rpartition(".")
    named = re.compile(rf"\b{re.escape(dotted)}\b|from {re.escape(above)} import [^\n]*\b{name}\b")
    mirror = Path("tests") / path.with_name(f"test_{path.name}")
    found = {
        test.relative_to(ROOT).as_posix()
        for room in TESTS
        for test in (ROOT / "tests" / room).rglob("test_*.py")
        if named.search(test.read_text(encoding="utf-8"))
    }
    if (ROOT / mirror).exists():
        found.add(mirror.as_posix())
    if len(path.parts) == 1:  # a room of one module
        found.add(f"tests/{path.stem}")
    return sorted(found) or [f"tests/{path.parts[0].removesuffix('.py')}"]


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


def changed(place: Path, modules: Iterable[str]) -> list[str]:
    """Put every change of these modules into the copy, asleep; their names. The one that the
    environment names is awake, and with none of them named the module is as it was.
    """
    names: list[str] = []
    for module in modules:
        source = (ROOT / module).read_text(encoding="utf-8")
        made = mutate_file_contents(module, source)
        (place / module).write_text(made.code, encoding="utf-8")
        dotted = dotted_name(module)
        names += [f"{dotted}.{name}" for name in made.mutant_names]
    return names


def tried(
    place: Path, chance: random.Random, modules: Sequence[str], *, size: int, seconds: float | None
) -> dict[str, int | None]:
    """The exit code of the tests for each change tried, none where they did not end in time.
    `seconds` bound the whole; 0 of `size` means all changes of these modules. Each is tried in a
    process of its own, and only where the tests pass without it.
    """
    chosen = drawn_changes(changed(place, modules), chance, size=size)
    ends = time.monotonic() + (seconds or float("inf"))
    of_module = {dotted_name(module): module for module in modules}
    with ThreadPoolExecutor(CORES) as pool:
        passing = dict(
            zip(
                modules,
                pool.map(lambda module: outcome(place, module, "", ends=ends) == 0, modules),
                strict=True,
            )
        )
        for module in (one for one in modules if not passing[one]):
            print(f"{module}: its tests do not pass unchanged, or not in time.", file=sys.stderr)
        able = [name for name in chosen if passing[of_module[name.rpartition(".")[0]]]]
        codes = pool.map(
            lambda name: outcome(place, of_module[name.rpartition(".")[0]], name, ends=ends), able
        )
        found = dict(zip(able, codes, strict=True))
    late = sum(code is None for code in found.values())
    if late:
        print(f"{late} changes were not tried to their end.", file=sys.stderr)
    return {name: code for name, code in found.items() if code is not None}


def outcome(place: Path, module: str, name: str, *, ends: float) -> int | None:
    """The exit code of the tests that name `module`, with the change awake; none where they did
    not end within the time of a trial or before `ends`.
    """
    left = min(SECONDS_A_TRIAL, ends - time.monotonic())
    if left <= 0:
        return None
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", *PYTEST, *tests_naming(module)],
        cwd=place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TRUSTACT_TEST_DATABASE": "sqlite", "MUTANT_UNDER_TEST": name},
        start_new_session=True,
    ) as run:
        try:
            return run.wait(timeout=left)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            return None


def drawn_changes(names: list[str], chance: random.Random, *, size: int) -> list[str]:
    """As many of each room, as far as it has them."""
    if not size:
        return names
    chosen: list[str] = []
    for room in ROOMS:
        ours = [name for name in names if room_of(name) == room]
        chosen += chance.sample(ours, min(ceil(size / len(ROOMS)), len(ours)))
    return chosen


def room_of(name: str) -> str:
    """`reports.access.actions.x_record__mutmut_3` is a change of `access`."""
    return name.split(".")[1]


def counted(found: dict[str, int | None]) -> list[dict[str, Any]]:
    """For each room: tried, noticed, the changes that survived and how many of them have a reason
    in `tests/support/room_survivors.txt`.
    """
    allowed = dict(reasons(REASONS))
    rows = []
    for room in ROOMS:
        ours = {name: code for name, code in found.items() if room_of(name) == room}
        survived = sorted(name for name, code in ours.items() if code == NO_TEST_FAILED)
        by_function = Counter(map(function_of, survived))
        explained = sum(
            min(count, by_function[function])
            for function, count in allowed
            if function in by_function
        )
        noticed = len(ours) - len(survived)
        rows.append(
            {
                "room": room,
                "tried": len(ours),
                "noticed": noticed,
                "explained": explained,
                "survived": survived,
            }
        )
    return rows


def share(rows: Iterable[dict[str, Any]]) -> float:
    """Noticed of what a test could notice."""
    listed = list(rows)
    able = sum(row["tried"] - row["explained"] for row in listed)
    return sum(row["noticed"] for row in listed) / able if able else 0.0


def is_enough(rows: list[dict[str, Any]], *, is_sample: bool) -> bool:
    """Whether every room of which enough was tried reaches the bar, and a sample as a whole its
    own.
    """
    if not any(row["tried"] for row in rows):
        return False
    judged = [row for row in rows if row["tried"] >= ENOUGH_TRIED]
    if any(share([row]) < ENOUGH for row in judged):
        return False
    tells = sum(row["tried"] for row in rows) >= LEAST_OF_A_SAMPLE
    return not (is_sample and tells and share(rows) < ENOUGH_OF_A_SAMPLE)


def main(words: Sequence[str] | None = None) -> int:
    """Try changes, and print one line a room, as JSON; 1 where that is not enough."""
    parser = argparse.ArgumentParser(prog="script/soak rooms")
    parser.add_argument("--size", type=int, default=0, help="about so many changes, by chance")
    parser.add_argument("--seed", type=int, default=0, help="a seed that was printed before")
    parser.add_argument("--sample", action="store_true", help=f"{SAMPLE} changes, held to a bar")
    asked = parser.parse_args(words)
    size = asked.size or (SAMPLE if asked.sample else 0)
    seed = asked.seed or secrets.randbelow(2**31)
    print(f"rooms, --size {size} --seed {seed}", file=sys.stderr, flush=True)
    chance = random.Random(seed)  # noqa: S311 - a sample that can be drawn again, no secret
    with tempfile.TemporaryDirectory(prefix="mutate-rooms-") as folder:
        place = Path(folder)
        copy_program(place)
        modules = drawn_modules(chance, size=size)
        bound = SAMPLE_SECONDS if asked.sample else None
        found = tried(place, chance, modules, size=size, seconds=bound)
    rows = counted(found)
    for row in rows:
        print(json.dumps(row))
    return 0 if is_enough(rows, is_sample=asked.sample) else 1


if __name__ == "__main__":
    sys.exit(main())
