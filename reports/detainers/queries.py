"""Reading detainers. What is not yours does not exist; every read of a person's record is in the
trail.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from reports.accounts.models import Agency, User
from reports.accounts.policies import can
from reports.accounts.queries import agencies_for
from reports.accounts.roles import Permission
from reports.core.refusals import NotFound
from reports.detainers.models import AssessmentRecord, Detainer


def viewable_agencies(user: User, *, on: date) -> list[Agency]:
    """The agencies whose detainers the person may see."""
    return [a for a in agencies_for(user, on=on) if can(user, Permission.VIEW_DETAINERS, a, on=on)]


def get_detainer(user: User, detainer_id: UUID, *, on: date) -> Detainer:
    """The detainer if the person may see its agency's records. Raises NotFound."""
    agencies = viewable_agencies(user, on=on)
    rows = Detainer.objects.with_person().select_related("entered_by")
    found = rows.filter(pk=detainer_id, agency__in=agencies).first()
    if found is None:
        raise NotFound(str(detainer_id))
    return found


def list_detainers(
    agency: Agency,
    *,
    status: str = "",
    outcome: str = "",
    purpose: str = "",
    received_from: date | None = None,
    received_to: date | None = None,
) -> QuerySet[Detainer]:
    """The agency's detainers, newest first, narrowed by what is given."""
    rows = Detainer.objects.with_person().of(agency)
    wanted = {
        "status": "" if status == "open" else status,
        "outcome": outcome,
        "received_at__date__gte": received_from,
        "received_at__date__lte": received_to,
    }
    rows = rows.filter(**{lookup: value for lookup, value in wanted.items() if value})
    if purpose:
        rows = rows.filter(pk__in=_ids_with_purpose(agency, purpose))
    return rows.still_open() if status == "open" else rows


def _ids_with_purpose(agency: Agency, purpose: str) -> list[UUID]:
    """SQLite has no JSON containment; the agency's own list is short enough to look through."""
    pairs = Detainer.objects.of(agency).values_list("pk", "purposes")
    return [pk for pk, purposes in pairs.iterator() if purpose in purposes]


def facts_of_open_detainers() -> Iterator[dict[str, Any]]:
    """The facts last assessed of every open detainer: codes only, without agency, number or
    person.
    """
    newest = (
        AssessmentRecord.objects.filter(detainer=OuterRef("pk"))
        .order_by("-assessed_at")
        .values("facts")[:1]
    )
    rows = (
        Detainer.objects.still_open()
        .annotate(latest_facts=Subquery(newest))
        .values_list("latest_facts", flat=True)
    )
    for facts in rows.iterator():
        given: dict[str, Any] = json.loads(facts) if isinstance(facts, str) else facts
        yield given
