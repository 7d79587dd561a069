"""The sums of a submission counted line by line, with nothing of the program's own counting."""

from __future__ import annotations

from collections import Counter
from typing import Any

from reports.submissions.content import ReportLine
from reports.submissions.models import Submission, SubmissionTotals
from reports.submissions.totals.definition import COLUMNS

BANDS = (
    (17, "0_17"),
    (24, "18_24"),
    (34, "25_34"),
    (44, "35_44"),
    (54, "45_54"),
    (64, "55_64"),
    (125, "65_up"),
)


def sums_by_hand(lines: list[ReportLine]) -> dict[str, int]:
    """What `SubmissionTotals` should hold."""
    found: Counter[str] = Counter(events=len(lines), persons=len({line.person for line in lines}))
    found.update(f"events_{line.access_kind.lower()}_{line.basis}" for line in lines)
    last: dict[str, Any] = {}
    for line in lines:
        age = -1 if line.age is None else line.age
        said = (line.access_on, line.race, line.ethnicity, line.sex, age)
        last[line.person] = max(said, last.get(line.person, said))
    for _, race, ethnicity, sex, age in last.values():
        band = "u" if age < 0 else next(name for highest, name in BANDS if age <= highest)
        words = (("race", race), ("ethnicity", ethnicity), ("sex", sex), ("age_band", band))
        found.update(f"{name}_{value.lower()}" for name, value in words)
    return {column: found[column] for column in COLUMNS}


def kept_sums(submission: Submission) -> dict[str, int]:
    """What is kept. Raises where nothing is."""
    return dict(SubmissionTotals.objects.filter(pk=submission.pk).values(*COLUMNS).get())
