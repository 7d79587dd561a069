"""Paths and names that the documents mention exist."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.environment import ROOT

PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "README.md"]
QUOTED = re.compile(r"`([^`\n]+)`")
A_PATH = re.compile(
    r"(?:reports|tests|script|templates|trustact_site|deploy|docs)/[\w./-]*|[\w./-]+/[\w-]+\.py"
)
A_NAME = re.compile(r"(reports(?:\.\w+)+)(?:\(.*\))?")


def quoted(page: Path) -> Iterator[tuple[int, str]]:
    text = page.read_text(encoding="utf-8")
    for found in QUOTED.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, found[1]


def resolves(name: str) -> bool:
    """Whether a dotted name is a module, or something that a module defines."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_named_in_a_document_exist(page):
    gone = [
        f"{page.name}:{line}: {text}"
        for line, text in quoted(page)
        if A_PATH.fullmatch(text) and not (ROOT / text).exists()
    ]
    assert not gone, f"{gone}: name the file from the root of the repository, as it is now"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_names_of_the_program_named_in_a_document_exist(page):
    gone = [
        f"{page.name}:{line}: {text}"
        for line, text in quoted(page)
        if (found := A_NAME.fullmatch(text)) and not resolves(found[1])
    ]
    assert not gone, f"{gone}: name what is there now"


def test_no_two_decisions_have_one_number():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))
