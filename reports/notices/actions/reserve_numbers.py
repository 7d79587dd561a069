"""Reserved numbers: a block is reserved while the system runs, and used on blank forms during an
outage.

Reserved numbers come from the same sequence as all others, so none is given twice and none is
missing: each is used by a notice entered later or by the service of the form itself, is still on
its blank form, or was discarded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.notices.actions.issue import take_number
from reports.notices.codes import new_code
from reports.notices.models import ReservedNumber
from reports.notices.policies import check_can_print

LARGEST_BLOCK = 40


@verb
def reserve_numbers(
    *, agency: Agency, count: int, by: User, at: datetime
) -> Sequence[ReservedNumber]:
    """Reserve the next numbers of the agency's year, each with a code, for blank forms."""
    check_can_print(by, agency, on=local_day(at))
    if not 0 < count <= LARGEST_BLOCK:
        raise StateRefused(f"Reserve between one and {LARGEST_BLOCK} numbers.")
    taken = [take_number(agency, at=at) for _ in range(count)]
    rows = [
        ReservedNumber(
            agency=agency,
            year=year,
            sequence=sequence,
            code=new_code(),
            reserved_at=at,
            reserved_by=by,
        )
        for year, sequence in taken
    ]
    ReservedNumber.objects.bulk_create(rows)
    _audit(rows[0], "notice.numbers_reserved", by, at, count=str(count))
    return rows


@verb
def discard_number(*, number: ReservedNumber, by: User, at: datetime) -> None:
    """Record that the blank form was thrown away. Its number stays taken and /verify/ says so."""
    check_can_print(by, number.agency, on=local_day(at))
    free = ReservedNumber.objects.free().filter(pk=number.pk)
    if not free.update(discarded_at=at, discarded_by=by):
        raise Conflict("This number was used or spoiled already.")
    _audit(number, "notice.number_spoiled", by, at)


def _audit(row: ReservedNumber, event: str, by: User, at: datetime, **detail: str) -> None:
    record(
        chain=row.agency.code,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="reserved_number",
        subject_id=row.pk,
        detail=detail,
    )
