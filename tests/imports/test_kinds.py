"""What a row said, in one form, and where two rows differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from reports.imports.kinds import columns_that_differ, facts_as_text


@dataclass(frozen=True)
class Inner:
    name: str
    at: datetime


@dataclass(frozen=True)
class Outer:
    inner: Inner
    number: object = 1


def test_the_same_facts_give_the_same_text_and_others_name_their_columns():
    at = datetime(2026, 3, 1, tzinfo=UTC)
    one, other = Outer(Inner("a", at)), Outer(Inner("b", at), 2)
    assert facts_as_text(one) == facts_as_text(Outer(Inner("a", at)))
    assert columns_that_differ(facts_as_text(one), facts_as_text(other)) == ["name", "number"]
    with pytest.raises(TypeError):
        facts_as_text(Outer(Inner("a", at), number=object()))
