"""Rows sent in batches; a refused batch is halved until the faulty rows are known, each with the
reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from reports.publication.socrata.client import Counts, Portal
from reports.publication.socrata.exceptions import BatchRefused
from reports.publication.socrata.rows import DatasetRow, RowDifference, Wanted
from reports.publication.socrata.target import DataSet

Item = TypeVar("Item")

MOST_FAULTS: Final = 10
NO_REASON: Final = "the portal counted an error and gave no reason"


@dataclass(frozen=True)
class Fault:
    """A row that the portal refuses: its line in the published file, which number it is, and
    why.
    """

    line: int
    row_id: str
    key: str
    reason: str


class TooManyFaults(Exception):
    """Something is wrong with all rows alike; the rest is not tried one by one."""


@dataclass
class Sending:
    """One dataset being updated. `still_wanted`, called before every attempt, raises once the push
    must stop.
    """

    portal: Portal
    dataset: DataSet
    batch: int
    still_wanted: Callable[[], None]
    counts: Counts = field(default_factory=Counts)
    faults: list[Fault] = field(default_factory=list)
    requests: int = 0

    def send(self, change: RowDifference) -> None:
        """New and changed rows first, then deletions: a published number is never missing in
        between.
        """
        try:
            for rows in _batches([*change.add, *change.change], self.batch):
                self._rows(rows)
        except TooManyFaults:
            return
        for ids in _batches(change.delete, self.batch):
            self._deletions(ids)

    def replace(self, rows: Sequence[Wanted]) -> None:
        """Everything in one request, for the first load or when a dataset is beyond repair."""
        self.requests += 1
        self.counts += self.portal.replace(
            self.dataset.id, [one.row for one in rows], check=self.still_wanted
        )

    def _rows(self, rows: Sequence[Wanted]) -> None:
        self.requests += 1
        try:
            counted = self.portal.upsert(
                self.dataset.id, [one.row for one in rows], check=self.still_wanted
            )
        except BatchRefused as refused:
            self._narrow(rows, str(refused))
            return
        self.counts += counted
        if counted.errors:
            self._narrow(rows, NO_REASON)

    def _narrow(self, rows: Sequence[Wanted], reason: str) -> None:
        if len(rows) > 1:
            middle = len(rows) // 2
            self._rows(rows[:middle])
            self._rows(rows[middle:])
            return
        self.faults.append(self._fault(rows[0], reason))
        if len(self.faults) >= MOST_FAULTS:
            raise TooManyFaults

    def _fault(self, one: Wanted, reason: str) -> Fault:
        columns = self.dataset.columns
        key = " ".join(one.values[name] for name in columns.kind.keys if one.values[name])
        return Fault(one.line, str(one.row[columns.row_id]), key, reason)

    def _deletions(self, ids: Sequence[str]) -> None:
        """A deletion repeated after a lost response counts as an error there; what is left over
        shows when read back.
        """
        self.requests += 1
        rows: list[DatasetRow] = [
            {self.dataset.columns.row_id: row_id, ":deleted": True} for row_id in ids
        ]
        self.counts += self.portal.upsert(self.dataset.id, rows, check=self.still_wanted)


def _batches(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
