"""Towns for stories. Everything they do is committed, as in life."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from reports import documents
from reports.documents import RenderResult
from tests.stories.walker import Town

NUMBERS = itertools.count(1)


@pytest.fixture
def new_town(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Town]]:
    """Another town; letters are drawn as one empty page, which no story reads. When the story is
    told, every screen is looked at once more.
    """
    towns: list[Town] = []
    monkeypatch.setattr(documents, "render", lambda page: RenderResult(b"%PDF-1.7 one page"))

    def founded(**agency: Any) -> Town:
        towns.append(Town(f"story-{next(NUMBERS)}", monkeypatch, **agency))
        return towns[-1]

    yield founded
    for town in towns:
        town.screens_agree()


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """A town with a clerk and a head, on a Monday in March."""
    return new_town()
