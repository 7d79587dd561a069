"""The agencies Connecticut has, read from the shipped register, with where each entry comes
from.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

from reports.accounts.models import Agency, AgencyKind
from reports.audit.actions import OPM_CHAIN, record
from reports.core.verbs import verb

REGISTER_FILE = Path(__file__).with_name("ct_agencies.csv")
MUNICIPAL_PROVENANCE = (
    "Name list from a public data set; may mix departments and towns, compare before use"
)
STATE_PROVENANCE = "Named in 54-192h(a)(9)-(11)"

# Code, name, kind, first day covered. Law, section 6.2: the last three days rest on secondary
# sources.
STATE_SIDE: tuple[tuple[str, str, AgencyKind, date], ...] = (
    ("ct-state-police", "Connecticut State Police", AgencyKind.STATE_POLICE, date(2014, 1, 1)),
    ("ct-correction", "Department of Correction", AgencyKind.CORRECTION, date(2014, 1, 1)),
    ("ct-judicial-marshals", "Judicial Marshals", AgencyKind.JUDICIAL_MARSHAL, date(2014, 1, 1)),
    ("ct-state-marshals", "State Marshals", AgencyKind.STATE_MARSHAL, date(2014, 1, 1)),
    ("ct-adult-probation", "Adult Probation", AgencyKind.ADULT_PROBATION, date(2019, 10, 1)),
    (
        "ct-juvenile-probation",
        "Juvenile Probation",
        AgencyKind.JUVENILE_PROBATION,
        date(2025, 10, 1),
    ),
    ("ct-bail-services", "Bail Services", AgencyKind.BAIL_SERVICES, date(2019, 10, 1)),
    (
        "ct-criminal-justice",
        "Division of Criminal Justice",
        AgencyKind.CRIMINAL_JUSTICE_DIVISION,
        date(2025, 10, 1),
    ),
    (
        "ct-pardons-paroles",
        "Board of Pardons and Paroles",
        AgencyKind.PARDONS_AND_PAROLES,
        date(2025, 10, 1),
    ),
    ("sp-uconn", "University of Connecticut Police", AgencyKind.SCHOOL_POLICE, date(2019, 10, 1)),
)


def _municipal_rows() -> list[Agency]:
    with REGISTER_FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Agency(
                code=row["code"],
                name=row["agency"],
                kind=AgencyKind.MUNICIPAL_POLICE,
                town=row["town"],
                town_code=int(row["town_code"]) if row["town_code"] else None,
                ori=row["ori"],
                ori_status=row["ori_status"],
                provenance=MUNICIPAL_PROVENANCE,
            )
            for row in csv.DictReader(lines)
        ]


def _state_rows() -> list[Agency]:
    return [
        Agency(
            code=code,
            name=name,
            kind=kind,
            valid_from=since,
            head_title="Head of agency",
            provenance=STATE_PROVENANCE,
        )
        for code, name, kind, since in STATE_SIDE
    ]


@verb(system=True)
def load_agencies(*, at: datetime, actor: str = "system:register") -> int:
    """Add the agencies that are missing; what OPM edited stays. Returns how many were added."""
    known = set(Agency.objects.values_list("code", flat=True))
    missing = [
        agency for agency in [*_municipal_rows(), *_state_rows()] if agency.code not in known
    ]
    Agency.objects.bulk_create(missing)
    if missing:
        record(
            chain=OPM_CHAIN,
            event="agency.register_loaded",
            actor=actor,
            at=at,
            detail={"added": len(missing)},
        )
    return len(missing)


def ensure_register(*, at: datetime) -> None:
    """Give an installation that has no agency yet the shipped register.

    The commands an operator starts with call it: people, roles and history files name agencies by
    code.
    """
    if not Agency.objects.exists():
        load_agencies(at=at)
