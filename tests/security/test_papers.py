"""The papers on security name only what is there."""

from __future__ import annotations

import re

import pytest

from tests.support.environment import ROOT

PAPERS = sorted((ROOT / "docs" / "security").glob("*.md"))
NAMED = re.compile(r"`((?:tests|reports|docs)/[a-z0-9_/.]+)`")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_every_file_that_is_named_is_there(paper):
    named = NAMED.findall(paper.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_each_control_is_held_by_a_test():
    table = (ROOT / "docs" / "security" / "cjis.md").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if re.match(r"\| [A-Z]{2}-", line)]
    assert len(rows) >= 15
    assert [row for row in rows if "`tests/" not in row] == []
