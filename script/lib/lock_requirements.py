"""`script/lock`: from requirements.in and requirements-dev.in to locks with versions and hashes.

A lock names no package index, so any mirror will do. Above each direct dependency stands the line
from the .in file that says what it is for.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from script.lib.places import ROOT, VAR

PAIRS = (("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt"))
PYTHON = "3.11"
NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)")
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==")
HEADER = (
    "# Written by script/lock from {source}: exact versions with hashes, for Python 3.11 to 3.13.\n"
    "# A line above a package says what it is for; packages without one are needed by others.\n"
)


@dataclass(frozen=True)
class Direct:
    """A direct dependency and what it is for."""

    name: str
    purpose: str


def main() -> int:
    if "--check" in sys.argv[1:]:
        complaints = [
            complaint for source, lock in PAIRS for complaint in check(ROOT / source, ROOT / lock)
        ]
        print("\n".join(complaints))
        return 1 if complaints else 0
    for source, lock in PAIRS:
        write(ROOT / source, ROOT / lock)
    return 0


def direct_dependencies(source: Path) -> list[Direct]:
    """The packages a .in file names, each with the comment just above it."""
    found: list[Direct] = []
    comment = ""
    for line in source.read_text(encoding="utf-8").splitlines():
        name = NAME.match(line)
        if line.startswith("#"):
            comment = line.removeprefix("#").strip()
        elif name:
            found.append(Direct(name=normal(name[1]), purpose=comment))
            comment = ""
        elif not line.strip():
            comment = ""
    return found


def normal(name: str) -> str:
    """A package's name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def write(source: Path, lock: Path) -> None:
    """Resolve, keeping present pins where they still fit, and add the purposes."""
    command = [
        *uv(),
        "pip",
        "compile",
        "--universal",
        "--python-version",
        PYTHON,
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--no-header",
        "--no-annotate",
        "--quiet",
        source.name,
        "-o",
        lock.name,
    ]
    subprocess.run([*command, *sys.argv[1:]], cwd=ROOT, check=True)
    purposes = {direct.name: direct.purpose for direct in direct_dependencies(source)}
    lines = explained(lock.read_text(encoding="utf-8").splitlines(), purposes)
    lock.write_text(HEADER.format(source=source.name) + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{lock.name} written")


def uv() -> list[str]:
    """The resolver: the machine's, or one fetched into a folder of its own."""
    found = shutil.which("uv")
    if found:
        return [found]
    folder = VAR / "tools" / "uv"
    if not (folder / "bin" / "uv").exists():
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "uv"],
            check=True,
        )
    return [str(folder / "bin" / "uv")]


def explained(lines: Iterable[str], purposes: dict[str, str]) -> Iterator[str]:
    """The lock's lines with a comment above each direct dependency, and no other comments."""
    for line in lines:
        if line.lstrip().startswith("#"):
            continue
        pinned = PINNED.match(line)
        if pinned and normal(pinned[1]) in purposes:
            yield f"# {purposes[normal(pinned[1])]}"
        yield line


def check(source: Path, lock: Path) -> Iterator[str]:
    """What is wrong with a lock: unexplained or missing packages, no hashes, an address."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    if any("://" in line or "index-url" in line or "find-links" in line for line in lines):
        yield f"{lock.name} names a package index. Write it with script/lock."
    above = {
        normal(match[1]): lines[number - 1]
        for number, line in enumerate(lines)
        if (match := PINNED.match(line))
    }
    for direct in direct_dependencies(source):
        if not direct.purpose:
            yield f"{source.name}: say in a comment above {direct.name} what it is for."
        elif above.get(direct.name) != f"# {direct.purpose}":
            yield f"{lock.name}: {direct.name} is missing or unexplained. Run script/lock."
    yield from _without_hash(lock.name, lines)


def _without_hash(name: str, lines: list[str]) -> Iterator[str]:
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if PINNED.match(line) and "--hash" not in following:
            yield f"{name}: {line.split()[0]} has no hash. Run script/lock."


if __name__ == "__main__":
    sys.exit(main())
