"""What differs between the kinds of records that come in by file: their columns, how a row is
read, and the verb that records it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from reports.accounts.models import Agency, User
from reports.accounts.roles import Permission
from reports.imports.problems import RowProblem


class RowOutcome(StrEnum):
    """What became of a row."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class RowResult:
    """What became of a row, and the record; a conflict says why, and at which column."""

    outcome: RowOutcome
    record: Any = None
    sentence: str = ""
    column: str = "external_id"


class FindRow(Protocol):
    """What is on record of a row already; None where it is new."""

    def __call__(
        self, agency: Agency, facts: Any, *, copy: int = 0, batch: Any = None
    ) -> RowResult | None: ...


class StoreRow(Protocol):
    """The verb that records a row once. Raises Refused."""

    def __call__(
        self,
        *,
        agency: Agency,
        facts: Any,
        by: User,
        at: datetime,
        copy: int = 0,
        batch: Any = None,
        row: int = 0,
    ) -> RowResult: ...


class CheckMay(Protocol):
    """Who may record such rows. Raises PermissionRefused."""

    def __call__(self, user: User, agency: Agency, *, on: date) -> None: ...


@dataclass(frozen=True)
class ImportKind:
    """One kind of records. `known` are its columns, in the order in which they are offered; `days`
    those that hold days or moments; `aliases` what files call them otherwise, by our name.
    """

    name: str
    record: str
    title: str
    known: Sequence[str]
    required: Sequence[str]
    days: Sequence[str]
    titles: dict[str, str]
    aliases: dict[str, tuple[str, ...]]
    permission: Permission
    check_may: CheckMay
    read_row: Callable[..., tuple[Any | None, list[RowProblem]]]
    find: FindRow
    store: StoreRow


def facts_as_text(facts: Any) -> str:
    """What the row said, in one form: the same row gives the same text in every file."""
    return json.dumps(asdict(facts), default=_plain, sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def columns_that_differ(before: str, now: str) -> list[str]:
    """The names of the values in which two texts of `facts_as_text` differ."""
    flat = [_flat(json.loads(each)) for each in (before, now)]
    return sorted(name for name in flat[0] | flat[1] if flat[0].get(name) != flat[1].get(name))


def _flat(facts: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in facts.items():
        found |= value if isinstance(value, dict) else {name: value}
    return found
