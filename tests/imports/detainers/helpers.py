"""Files of detainers, made for the test. Invented."""

from __future__ import annotations

import csv
import io
from typing import Any

from reports.imports.detainers.columns import COLUMNS

GOOD = {
    "external_id": "RMS-1",
    "received_at": "2026-03-01T09:00",
    "channel": "fax",
    "form": "I-247A",
    "purposes": "hold;notify_release",
    "warrant": "administrative",
    "federal_office": "ICE ERO Hartford",
    "family_name": "Okafor",
    "given_names": "Chidi",
    "date_of_birth": "1990-05-04",
    "race": "B",
    "sex": "M",
    "language": "en",
}


def row(**changes: str) -> dict[str, str]:
    return {**GOOD, **changes}


def another(number: int, **changes: str) -> dict[str, str]:
    """A request about another person."""
    names = {"family_name": f"Family{number}", "given_names": f"Given{number}"}
    born = {"date_of_birth": f"19{60 + number % 40}-0{1 + number % 9}-11"}
    return row(**{"external_id": f"RMS-{number}", **names, **born, **changes})


def as_csv(*rows: dict[str, str], columns: Any = COLUMNS, **how: Any) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*columns, *how.pop("more", ())], restval="", **how)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
