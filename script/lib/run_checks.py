"""`script/check`: everything that can be said about the code without running it. All checks run;
any failure fails. `--house` prints the code base in numbers instead, as `script/bench house` does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from script.lib import prepare, run_benchmarks
from script.lib.places import ROOT, VENV

TOOLS = VENV / "bin"
AT_ONCE = 2


@dataclass(frozen=True)
class Check:
    """One question about the code, and the command that answers it."""

    name: str
    command: Sequence[str]


@dataclass(frozen=True)
class Answer:
    """What the command said."""

    check: Check
    code: int
    words: str
    seconds: float


CHECKS = (
    Check("types", ("mypy",)),
    Check("format", ("ruff", "format", "--check", ".")),
    Check("lint", ("ruff", "check", ".")),
    Check("import directions", ("lint-imports", "--no-cache")),
    Check("missing migrations", ("python", "manage.py", "makemigrations", "--check", "--dry-run")),
    Check("system checks", ("python", "manage.py", "check", "--fail-level", "WARNING")),
    Check("diagrams", ("python", "manage.py", "draw_states", "--check")),
    Check("dead code", ("python", "-m", "script.lib.dead_code")),
    Check("dependencies", ("deptry", ".")),
    Check("templates", ("djlint", "templates", "--lint", "--quiet")),
    Check("template format", ("djlint", "templates", "--check", "--quiet")),
    Check(
        "security",
        ("bandit", "-q", "-ll", "-ii", "-c", "pyproject.toml", "-r", "reports", "trustact_site"),
    ),
    Check("lock", ("python", "-m", "script.lib.lock_requirements", "--check")),
    Check("bill of materials", ("python", "-m", "script.lib.bill_of_materials")),
    Check("secrets and addresses", ("python", "-m", "script.lib.tracked_files")),
)


def main() -> int:
    words = sys.argv[1:]
    if words not in ([], ["--house"]):
        print("script/check takes nothing but --house, the code base in numbers.", file=sys.stderr)
        return 2
    prepare.prepare(for_tests=True)
    if words:
        return run_benchmarks.run_one("house")
    failed = [answer for answer in answers() if not report(answer)]
    print(f"\n{len(CHECKS) - len(failed)} checks passed, {len(failed)} failed")
    return 1 if failed else 0


def answers() -> Iterator[Answer]:
    """All answers, in the order asked, two commands at a time."""
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        yield from pool.map(ask, CHECKS)


def ask(check: Check) -> Answer:
    """Run one command with the project's own tools and none of the machine's settings."""
    program, *arguments = check.command
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TRUSTACT_")}
    own = {"TRUSTACT_DATA": str(ROOT / "var" / "check"), "NO_COLOR": "1"}
    began = time.monotonic()
    done = subprocess.run(
        [TOOLS / program, *arguments],
        cwd=ROOT,
        env=clean | own,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Answer(
        check=check, code=done.returncode, words=done.stdout, seconds=time.monotonic() - began
    )


def report(answer: Answer) -> bool:
    """Say how it went; the command's own words only where it failed."""
    verdict = "ok" if answer.code == 0 else "FAILED"
    print(f"{answer.check.name:<24} {verdict:<7} {answer.seconds:5.1f} s", flush=True)
    if answer.code:
        print(f"\n{answer.words.strip()}\n", flush=True)
    return answer.code == 0


if __name__ == "__main__":
    sys.exit(main())
