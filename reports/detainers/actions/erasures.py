"""What follows when the agency is told that a conviction was erased (C.G.S. 54-142a).

From that minute the conviction is used no more: it leaves every record of the person in the agency,
with every ground that no other conviction gives, and each is assessed again. The record keeps when
it was told, and nothing of what was erased.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.verbs import verb
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.assessment import store_assessment
from reports.detainers.convictions import (
    convictions_of,
    grounds_given,
    is_same_conviction,
    values_of_row,
)
from reports.detainers.models import Conviction, Detainer
from reports.law.moments import local_day
from reports.lawbook.queries import law_state
from reports.outbox.actions import enqueue
from reports.persons.merging import people_of

ALARM_JOB = "conviction_erased_alarm"
OF_CONVICTIONS = "_conviction"


@verb
def erase_conviction(*, conviction: Conviction, by: User, at: datetime) -> list[Detainer]:
    """Remove an erased conviction wherever the agency recorded it for this person, and every ground
    that no other conviction gives. Returns the records that had it; each head is told.
    """
    detainer = conviction.detainer
    check_can(by, Permission.LOG_DETAINER, detainer.agency, on=local_day(at))
    same = list(_same_convictions(conviction))
    records = {row.detainer.pk: row.detainer for row in same}
    Conviction.objects.filter(pk__in=[row.pk for row in same]).delete()
    for record in records.values():
        _stop_using(record, by=by, at=at)
    return list(records.values())


def _same_convictions(conviction: Conviction) -> Iterator[Conviction]:
    erased, detainer = values_of_row(conviction), conviction.detainer
    people = people_of(detainer.person_id).values_list("pk", flat=True)
    rows = Conviction.objects.filter(
        detainer__person__in=list(people), detainer__agency=detainer.agency_id
    )
    for row in rows.select_related("record_key", "detainer__agency"):
        if row.pk == conviction.pk or is_same_conviction(erased, values_of_row(row)):
            yield row


def _stop_using(detainer: Detainer, *, by: User, at: datetime) -> None:
    given = grounds_given(convictions_of(detainer), law_state())
    detainer.grounds = [
        ground
        for ground in detainer.grounds
        if not ground.endswith(OF_CONVICTIONS) or ground in given
    ]
    detainer.conviction_erased_at = at
    detainer.save(update_fields=["grounds", "conviction_erased_at"])
    audit_detainer(detainer, "conviction.erased", by=by, at=at)
    store_assessment(detainer, on=local_day(detainer.received_at), at=at)
    enqueue(kind=ALARM_JOB, object_id=detainer.pk, at=at)
