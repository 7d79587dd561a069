"""How often each combination of attributes occurs, stored as numbers: twenty bytes for each,
however many lines.

Only the record-level file needs it. numpy is loaded with disclosure control, when an edition is
built.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from reports.publication.figures.aggregate import line_attributes
from reports.submissions.content import ReportLine

Visible = Mapping[int, Container[str]]  # by place in SHOWN_FIRST: the values that may be shown


class CombinationCounts:
    """The combinations of one half-year. One added twice counts twice."""

    def __init__(self) -> None:
        self._codes = array(
            "H"
        )  # of each combination the codes of its values, in the order of SHOWN_FIRST
        self._counts = array("I")
        self._known: list[dict[str, int]] = [{} for _ in SHOWN_FIRST]  # the code of each value

    def add(self, combination: Combination, count: int) -> None:
        """Raises OverflowError at more than 65,536 values of one attribute."""
        self._codes.extend(
            [
                known.setdefault(value, len(known))
                for known, value in zip(self._known, combination, strict=True)
            ]
        )
        self._counts.append(count)

    def rarest(self, visible: Visible) -> int:
        """How often the rarest combination occurs once everything else is generalized; 0 where
        there is none.
        """
        return int(min(self._grouped(visible)[1], default=0))

    def coarsened(self, visible: Visible) -> Counter[Combination]:
        """Each combination as it may be shown, and how often it occurs."""
        names = {place: [COARSENED, *self._known[place]] for place in sorted(visible, reverse=True)}
        keys, counts = self._grouped(visible)
        return Counter(
            {_combination(int(key), names): int(n) for key, n in zip(keys, counts, strict=True)}
        )

    def _grouped(self, visible: Visible) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """One number for each combination that can be told apart, and how often it occurs."""
        codes = np.frombuffer(self._codes, dtype=np.uint16).reshape(-1, len(SHOWN_FIRST))
        keys = np.zeros(len(codes), np.int64)
        for place in sorted(visible):
            known = self._known[place]
            numbers = np.array(
                [n if value in visible[place] else 0 for n, value in enumerate(known, start=1)],
                np.int64,
            )
            keys = keys * (len(known) + 1) + numbers[codes[:, place]]
        found, where = np.unique(keys, return_inverse=True)
        sums = np.bincount(
            where, weights=np.frombuffer(self._counts, dtype=np.uint32), minlength=len(found)
        )
        return found, sums.astype(np.int64)


def _combination(key: int, names: Mapping[int, list[str]]) -> Combination:
    """The combination with this number; `names` by place, the last place first."""
    values = [COARSENED] * len(SHOWN_FIRST)
    for place, known in names.items():
        key, number = divmod(key, len(known))
        values[place] = known[number]
    return tuple(values)


def count_combinations(
    groups: Iterable[tuple[str, Combination, int]], *, municipal: frozenset[str]
) -> dict[str, CombinationCounts]:
    """The same from counts that a database has made."""
    found: dict[str, CombinationCounts] = defaultdict(CombinationCounts)
    for half, values, count in groups:
        if values[AGENCY] in municipal:
            found[half].add(values, count)
    return {half: found[half] for half in sorted(found)}


def combination(line: ReportLine) -> Combination:
    """The most that a row could show."""
    values = {
        **line_attributes(line),
        "agency_code": line.agency_code,
        "month": f"{line.access_on:%Y-%m}",
    }
    return tuple(values[name] for name in SHOWN_FIRST)


COARSENED = "c"


SHOWN_FIRST = (
    "access_kind",
    "basis",
    "agency_code",
    "sex",
    "ethnicity",
    "race",
    "age_band",
    "month",
)


AGENCY = SHOWN_FIRST.index("agency_code")


Combination = tuple[str, ...]  # values in the order of SHOWN_FIRST
