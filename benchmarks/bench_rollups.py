"""Goal 8: what keeping sums costs where submissions are accepted: one by one, and loaded in bulk,
on PostgreSQL.

The same verbs with and without the sums being kept; each round accepts, or loads, something never
seen before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from unittest import mock

from benchmarks.harness import Result, paired

DATABASE = "postgresql"
LINES_EACH = 10
AT_ONCE, ROUNDS, WARM_UP = 10, 41, 2
LOADED, LOADS = 100, 9


def run() -> list[Result]:
    return [single(), bulk()]


def single() -> Result:
    """OPM accepts one submission after another."""
    from reports.accounts.roles import Role
    from reports.submissions.actions.review import accept
    from tests.submissions.helpers import LATER, a_person

    reviewer = a_person(Role.OPM_REVIEWER)
    waiting = certified(2 * AT_ONCE * (ROUNDS + WARM_UP))

    def accepting() -> None:
        for _ in range(AT_ONCE):
            accept(submission=next(waiting), by=reviewer, at=LATER)

    ratio = paired(lambda: without(accepting), accepting, rounds=ROUNDS, warm_up=WARM_UP)
    return Result(
        name="accepting a submission of ten lines, its sums kept",
        goal="at most 1.05x the same without sums",
        reference=f"{AT_ONCE} acceptances without sums",
        measured=f"{AT_ONCE} acceptances",
        ratio=ratio,
        at_most=1.05,
    )


def bulk() -> Result:
    """OPM loads an earlier half-year of many agencies."""
    from reports.submissions.actions.import_accepted import import_accepted
    from tests.submissions.helpers import LATER

    halves = iter([f"{year}H{half}" for year in range(1990, 2020) for half in (1, 2)])
    codes = [f"loaded-{number}" for number in range(LOADED)]
    agencies(codes)

    def loading() -> None:
        half = next(halves)
        import_accepted(groups={(code, half): lines(half) for code in codes}, at=LATER)

    ratio = paired(lambda: without(loading), loading, rounds=LOADS, warm_up=1)
    return Result(
        name=f"loading {LOADED} earlier submissions of ten lines, their sums kept",
        goal="at most 4x without sums",
        reference="import_history without sums",
        measured="import_history",
        ratio=ratio,
        at_most=4.0,
    )


def without(work: Callable[[], None]) -> None:
    """The same with the one call left out that keeps sums."""
    with not_kept():
        work()


def nothing(*_: object) -> None:
    """Keeps no sums."""


@contextmanager
def not_kept() -> Iterator[None]:
    where = ("reviewing", "importing")
    patches = [
        mock.patch(f"reports.submissions.actions.{name}.store_totals", nothing) for name in where
    ]
    with patches[0], patches[1]:
        yield


def agencies(codes: list[str]) -> list[Any]:
    from reports.accounts.models import Agency

    return Agency.objects.bulk_create(
        Agency(code=code, name=code.title(), kind="municipal_police") for code in codes
    )


def certified(many: int) -> Iterator[Any]:
    """Submissions that wait for OPM, each of an agency of its own."""
    from reports.submissions.compilation import describe, freeze
    from reports.submissions.models import Submission
    from tests.submissions.helpers import AFTER, half_year

    period, content = half_year("2025H1"), lines("2025H1")
    made = []
    for agency in agencies([f"waiting-{number}" for number in range(many)]):
        submission = Submission(
            agency=agency,
            period=period,
            version=1,
            status="certified",
            compiled_at=AFTER,
            received_at=AFTER,
        )
        describe(submission, content)
        submission.save()
        freeze(submission, content)
        made.append(submission)
    return iter(made)


def lines(half_year: str) -> list[Any]:
    from reports.submissions.content import ReportLine

    first = date(int(half_year[:4]), 1 if half_year.endswith("1") else 7, 1)
    return [
        ReportLine(
            first + timedelta(days=7 * n),
            "ABCDEF"[n % 6],
            "detainer" if n % 3 else "other",
            "WBAIU"[n % 5],
            "HMNU"[n % 4],
            "MFX"[n % 3],
            20 + 5 * n,
            f"person:{n % 7}",
        )
        for n in range(LINES_EACH)
    ]
