"""`script/mutate_law`: changes `reports/law` in small ways and counts how many changes its tests
notice.

Works on a copy holding only the law and its tests, so nothing else is imported and nothing here is
touched. Ends with exit code 1 under 95 % noticed, out of time, or, tried whole, for a survivor
without a reason in `tests/law/survivors.txt`. All four thousand changes take two free cores about
half an hour; `--sample` tries a fifth of them, another fifth each time, and says which.
TRUSTACT_MUTATION_MINUTES moves the bound for busy machines.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from script.lib.places import ROOT

ENOUGH = 0.95
MINUTES = int(os.environ.get("TRUSTACT_MUTATION_MINUTES", "60"))
DIGITS = "0123456789"
SAMPLED_DIGITS = 2
CORES = "2"
KILLED_CODES = frozenset({1, 3, 24, -24, 36, 37, 152, 255})
REASONS = ROOT / "tests" / "law" / "survivors.txt"
LEFT_OUT = ("test_commands.py", "test_all_combinations.py", "test_properties.py")
CONFIGURATION = """\
[mutmut]
source_paths=reports/law
also_copy=
    reports/__init__.py
do_not_mutate=reports/law/connecticut/sources.py
pytest_add_cli_args_test_selection=tests/law
use_setproctitle=false
track_dependencies=false
use_git_change_detection=false

[tool:pytest]
addopts = -q -x -p no:django -p no:xdist -p no:cacheprovider --import-mode=importlib
pythonpath = .
"""
# What one test made the engine remember must not hide a change from the next.
FORGETTING = """\
import sys

import pytest

import reports.law.assess


@pytest.fixture(autouse=True)
def nothing_remembered():
    for name, module in list(sys.modules.items()):
        if name.startswith("reports.law"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
"""


def main(words: Sequence[str] | None = None) -> int:
    digits = _digits(sys.argv[1:] if words is None else words)
    with tempfile.TemporaryDirectory(prefix="mutate-law-") as folder:
        place = Path(folder)
        copy_law(place)
        complete = run_mutmut(place, digits)
        return report(chosen(results_of(place), digits), complete=complete, whole=digits == DIGITS)


def _digits(words: Sequence[str]) -> str:
    """The last digits of the numbers of the changes to try."""
    parser = argparse.ArgumentParser(prog="script/mutate_law")
    parser.add_argument("--sample", action="store_true", help="a fifth of the changes, by chance")
    parser.add_argument("--digits", default="", help="the fifth that an earlier run named")
    asked = parser.parse_args(words)
    if asked.digits:
        return str(asked.digits)
    if not asked.sample:
        return DIGITS
    return "".join(sorted(secrets.SystemRandom().sample(DIGITS, SAMPLED_DIGITS)))


def chosen(results: dict[str, int | None], digits: str) -> dict[str, int | None]:
    """The changes that were to be tried."""
    return {name: code for name, code in results.items() if name[-1] in digits}


def copy_law(place: Path) -> None:
    """Only what the law and its tests need; tests that need Django or a minute stay behind."""
    unwanted = shutil.ignore_patterns("__pycache__", *LEFT_OUT)
    for part in ("reports/law", "tests/law"):
        shutil.copytree(ROOT / part, place / part, ignore=unwanted)
    for package in ("reports", "tests"):
        (place / package / "__init__.py").touch()
    (place / "setup.cfg").write_text(CONFIGURATION, encoding="utf-8")
    (place / "tests" / "law" / "conftest.py").write_text(FORGETTING, encoding="utf-8")


def run_mutmut(place: Path, digits: str = DIGITS) -> bool:
    """Whether it came to its end within the time given. Its progress, thousands of lines, is shown
    only where not.
    """
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", CORES]
    if digits != DIGITS:
        command += [f"*__mutmut_*{digit}" for digit in digits]
    log = place / "mutmut.log"
    print(f"Changing the law in small ways, numbers that end in {digits} ...", flush=True)
    with log.open("wb") as said:
        try:
            run = subprocess.run(
                command,
                cwd=place,
                timeout=MINUTES * 60,
                check=False,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        except subprocess.TimeoutExpired:
            print(f"\nNot done in {MINUTES} minutes.")
            return False
    if run.returncode:
        print(f"{last_words(log)}\nmutmut ended with {run.returncode}.")
    return run.returncode == 0


def last_words(log: Path) -> str:
    """The end of what mutmut said; each turn of its progress line counts as a line."""
    return "\n".join(
        log.read_text(encoding="utf-8", errors="replace").replace("\r", "\n").splitlines()[-60:]
    )


def results_of(place: Path) -> dict[str, int | None]:
    """The exit code of the tests for each change known, None where they were not run."""
    found: dict[str, int | None] = {}
    for kept in sorted((place / "mutants" / "reports").rglob("*.meta")):
        found |= json.loads(kept.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def report(results: dict[str, int | None], *, complete: bool, whole: bool = True) -> int:
    """Print what survived and how much was noticed; 0 where that is enough. The whole also fails
    for a survivor without a reason; a sample names it.
    """
    survivors = Counter(
        function_of(name) for name, code in results.items() if code not in {*KILLED_CODES, None}
    )
    explained = reasons()
    allowed = {function: (count, reason) for (function, count), reason in explained.items()}
    unexplained = False
    for function, count in sorted(survivors.items()):
        most, reason = allowed.get(function, (0, ""))
        fits = count == most if whole else count <= most
        unexplained |= not fits
        print(f"survived: {function} {count}: {reason if fits else 'NO REASON GIVEN'}")
    tried = sum(code is not None for code in results.values())
    share = 1 - survivors.total() / tried if tried else 0.0
    print(
        f"{tried - survivors.total()} of {tried} changes tried were noticed, {share:.1%};"
        f" {len(results)} to be tried"
    )
    done = complete and tried == len(results)
    return 0 if done and share >= ENOUGH and not (whole and unexplained) else 1


def function_of(name: str) -> str:
    return name.rpartition("__mutmut_")[0]


def reasons(path: Path | None = None) -> dict[tuple[str, int], str]:
    """Survivors somebody looked at: function, how many, and why no test can or need notice."""
    listed = path or REASONS
    if not listed.exists():
        return {}
    lines = (
        line
        for line in listed.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    return dict(map(_named, lines))


def _named(line: str) -> tuple[tuple[str, int], str]:
    which, _, reason = line.partition(": ")
    function, count = which.split()
    return (function, int(count)), reason


if __name__ == "__main__":
    sys.exit(main())
