"""ICE accesses as rows of a file, 54-192h(e)(2) and (e)(3), in the columns of their import.

Only acts that stand: an entry that was voided or replaced would come in again as an act that took
place.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet

from reports.access.models import Access
from reports.exports.log.cells import YES_NO, moment_cell, number_cell
from reports.imports.accesses.columns import KNOWN

COLUMNS: Final = KNOWN
AT_A_TIME = 500

Row = tuple[str, ...]


def access_rows(rows: QuerySet[Access]) -> Iterator[Row]:
    """Row after row; memory stays flat however many there are."""
    found = rows.select_related(
        "record_key", "person__record_key", "detainer", "imported", "act_against__record_key"
    )
    found = found.prefetch_related("person__versions")
    for access in found.iterator(chunk_size=AT_A_TIME):
        cells = _cells(access)
        yield tuple(cells[name] for name in COLUMNS)


def _cells(access: Access) -> dict[str, str]:
    person, detainer = access.named, access.detainer
    imported, against = getattr(access, "imported", None), getattr(access, "act_against", None)
    return {
        "external_id": imported.external_id if imported else "",
        "detainer": (detainer.external_id or detainer.reference) if detainer else "",
        "occurred_at": moment_cell(access.occurred_at),
        "kind": access.kind,
        "basis": access.basis,
        "is_about_release": YES_NO[access.is_about_release] if access.kind == "C" else "",
        "notified_release_at": moment_cell(access.notified_release_at),
        "description": access.description,
        "minutes_spent": number_cell(access.minutes_spent),
        "cost": "" if access.cost_cents is None else f"{Decimal(access.cost_cents) / 100:.2f}",
        "resources": access.resources,
        "family_name": person.family_name,
        "given_names": person.given_names,
        "date_of_birth": person.date_of_birth.isoformat() if person.date_of_birth else "",
        "race": access.race,
        "ethnicity": access.ethnicity,
        "sex": access.sex,
        "age": number_cell(access.age),
        "reason_against_decision": against.reason if against else "",
    }
