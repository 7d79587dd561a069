"""`script/soak NAME`: what is too large for the long tier, with its last figures kept.

The long tier runs a sample of the same tests with a new seed. Here they run whole; what came of it
is kept in `benchmarks/results/soak-NAME.json` with the commit and the seed.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from script.lib import prepare
from script.lib.places import ROOT, VENV_PYTHON

RESULTS = ROOT / "benchmarks" / "results"
LINES = 10_000_000
TESTED = {
    "worlds": "random worlds through four linked editions, attacked from outside and by agencies",
    "half-years": "half-years worked by many hands in random order",
}
OTHERS = {
    "lines": "ten million submission lines counted, on PostgreSQL",
    "law": "every change of the law tried, to see whether its tests notice",
    "rooms": "changes of the rooms that hold the rules tried, to see whether their tests notice",
}


def main() -> int:
    asked = _arguments()
    prepare.prepare(for_tests=True)
    RESULTS.mkdir(exist_ok=True)
    if asked.name == "lines":
        return _count_lines()
    if asked.name == "law":
        return _mutate_law()
    if asked.name == "rooms":
        return _mutate_rooms(size=asked.size, seed=asked.seed)
    return _run_tests(asked.name, size=asked.size, seed=asked.seed)


def _arguments() -> argparse.Namespace:
    listed = "\n".join(f"  {name:<12}{text}" for name, text in (TESTED | OTHERS).items())
    parser = argparse.ArgumentParser(
        prog="script/soak",
        description=f"What is too large for the long tier:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", choices=sorted(TESTED | OTHERS))
    parser.add_argument("--size", type=int, default=0, help="examples instead of the whole")
    parser.add_argument("--seed", type=int, default=0, help="a seed that was printed before")
    return parser.parse_args()


def _run_tests(name: str, *, size: int, seed: int) -> int:
    chosen = seed or secrets.randbelow(2**31)
    print(f"{name} from seed {chosen}", flush=True)
    with tempfile.TemporaryDirectory(prefix="trustact-soak-") as folder:
        figures = Path(folder) / "figures"
        command: list[str | Path] = [
            *(VENV_PYTHON, "-m", "pytest", "-q", "-s", "-m", "long", "--soak", name),
            *("--soak-size", str(size), "--soak-seed", str(chosen)),
            *("--soak-results", figures),
        ]
        environment = {"TRUSTACT_TEST_DATABASE": "postgresql", **os.environ}
        began = time.monotonic()
        code = subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode
        counted = _lines_of(figures)
    _keep(name, code=code, seed=chosen, seconds=time.monotonic() - began, tests=counted)
    return code


def _lines_of(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _count_lines() -> int:
    environment = {**os.environ, "TRUSTACT_BENCH_LINES": str(LINES)}
    target = RESULTS / "soak-lines.json"
    command: list[str | Path] = [VENV_PYTHON, "-m", "benchmarks.one", "publication", target]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode


def _mutate_law() -> int:
    began = time.monotonic()
    run = subprocess.run(
        [VENV_PYTHON, "-m", "script.lib.mutate_law"],
        check=False,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    print(run.stdout)
    said = [{"said": line} for line in run.stdout.splitlines()]
    _keep("law", code=run.returncode, seed=0, seconds=time.monotonic() - began, tests=said)
    return run.returncode


def _mutate_rooms(*, size: int, seed: int) -> int:
    chosen = seed or secrets.randbelow(2**31)
    began = time.monotonic()
    run = subprocess.run(
        [VENV_PYTHON, "-m", "script.lib.mutate_rooms", f"--size={size}", f"--seed={chosen}"],
        check=False,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    for row in rows:
        print(f"{row['room']}: {row['noticed']} of {row['tried']} changes noticed")
    seconds = time.monotonic() - began
    _keep("rooms", code=run.returncode, seed=chosen, seconds=seconds, tests=rows)
    return run.returncode


def _keep(name: str, *, code: int, seed: int, seconds: float, tests: list[dict[str, Any]]) -> None:
    """Write down what came of it: `code` 0 where nothing failed."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    kept = {
        "soak": name,
        "on": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit,
        "seed": seed,
        "seconds": round(seconds),
        "failed": code != 0,
        "tests": tests,
    }
    target = RESULTS / f"soak-{name}.json"
    target.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    print(f"Kept in {target.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
