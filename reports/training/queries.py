"""Reading trainings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max

from reports.accounts.models import Agency
from reports.training.models import AgencyTraining


def last_trained(agencies: Iterable[Agency]) -> dict[UUID, date]:
    """The day of each agency's latest training; one query."""
    rows = AgencyTraining.objects.filter(agency__in=list(agencies)).order_by().values("agency_id")
    return {row["agency_id"]: row["last"] for row in rows.annotate(last=Max("held_on"))}
