"""Read accesses. A record of another agency is treated as not existing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from reports.access.models import Access, AccessQuerySet, ActAgainstDecision
from reports.accounts.models import Agency, User
from reports.accounts.policies import can
from reports.accounts.queries import agencies_for
from reports.accounts.roles import Permission
from reports.core.refusals import NotFound
from reports.detainers.queries import viewable_agencies


def get_access(user: User, access_id: UUID, *, on: date) -> Access:
    """The access if the person may see the records of its agency. Raises NotFound."""
    agencies = [
        a for a in agencies_for(user, on=on) if can(user, Permission.VIEW_DETAINERS, a, on=on)
    ]
    found = (
        Access.objects.filter(pk=access_id, agency__in=agencies)
        .select_related("agency", "record_key", "person__record_key", "detainer")
        .first()
    )
    if found is None:
        raise NotFound(str(access_id))
    return found


def list_accesses(agency: Agency) -> AccessQuerySet:
    """Every access of the agency, newest first, with its detainer and its correction."""
    return (
        Access.objects.of(agency)
        .select_related("detainer")
        .prefetch_related("corrections")
        .order_by("-occurred_at")
    )


def get_act_against_decision(user: User, act_id: UUID, *, on: date) -> ActAgainstDecision:
    """An act against a decision on a record the person may see. Raises NotFound."""
    rows = ActAgainstDecision.objects.filter(detainer__agency__in=viewable_agencies(user, on=on))
    rows = rows.select_related(
        "record_key", "detainer__agency", "decision", "reply", "access", "entered_by"
    )
    found = rows.filter(pk=act_id).first()
    if found is None:
        raise NotFound(str(act_id))
    return found
