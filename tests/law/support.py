"""Short ways to write facts, and the decision table as data."""

import csv
from datetime import date
from pathlib import Path

from reports.law.assess import DetainerFacts, Finding, LawState, assess
from reports.law.state import SHIPPED_STATE

HERE = Path(__file__).parent
VERSIONS = ("2014-01-01", "2019-10-01", "2025-10-01")
DAY_2014 = date(2015, 6, 1)
DAY_2019 = date(2021, 6, 1)
DAY_2025 = date(2026, 3, 1)


def facts_of(
    *purposes: str,
    grounds: tuple[str, ...] = (),
    on: date = DAY_2025,
    agency_kind: str = "municipal_police",
    minor: bool = False,
    form: str | None = None,
) -> DetainerFacts:
    return DetainerFacts(on, agency_kind, purposes or ("hold",), grounds, minor, form)


def finding_of(
    purpose: str, *grounds: str, on: date = DAY_2025, state: LawState = SHIPPED_STATE
) -> Finding:
    return assess(facts_of(purpose, grounds=grounds, on=on), state).findings[0]


def table_rows() -> list[dict[str, str]]:
    with (HERE / "decision_table.csv").open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))
