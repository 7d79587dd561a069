"""`script/bench [name]`: runs benchmarks one by one, prints each as a ratio beside its reference,
keeps them as JSON.

Each benchmark has a process of its own, so that none inherits another's caches, and none of them is
a timed test: a missed goal is printed, not an error.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from script.lib import prepare
from script.lib.places import ROOT, VENV_PYTHON

FOLDER = ROOT / "benchmarks"


def main() -> int:
    names = sys.argv[1:] or available()
    unknown = sorted(set(names) - set(available()))
    if unknown:
        print(
            f"No benchmark {', '.join(unknown)}. There are: {', '.join(available())}",
            file=sys.stderr,
        )
        return 2
    prepare.prepare(for_tests=True)
    codes = [run_one(name) for name in names]
    return 1 if any(codes) else 0


def available() -> list[str]:
    """The names of all benchmarks."""
    return sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))


def run_one(name: str) -> int:
    """One benchmark in its own process."""
    target: Path = FOLDER / "results" / f"{name}.json"
    target.parent.mkdir(exist_ok=True)
    return subprocess.run(
        [VENV_PYTHON, "-m", "benchmarks.one", name, target], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
