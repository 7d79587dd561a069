"""Reading holds: those of an agency, and those that touch one record."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from reports.accounts.models import Agency, User
from reports.core.refusals import NotFound
from reports.detainers.models import Detainer
from reports.detainers.queries import viewable_agencies
from reports.persons.merging import about_person
from reports.records.holds.models import LegalHold


def holds_of(agency: Agency) -> QuerySet[LegalHold]:
    """Every hold of an agency, standing ones first, with the detainers of whom it is about."""
    rows = LegalHold.objects.filter(agency=agency).select_related(
        "detainer", "placed_by", "lifted_by", "person"
    )
    newest_first = Prefetch("person__detainers", queryset=Detainer.objects.order_by("-received_at"))
    return rows.order_by("lifted_at", "-placed_at").prefetch_related(newest_first)


def shown_detainer(hold: LegalHold) -> Detainer | None:
    """The record a hold is shown by: the one it is on, else the newest of the person's."""
    return hold.detainer or next(iter(hold.person.detainers.all()), None)


def holds_on(detainer: Detainer) -> list[LegalHold]:
    """Standing holds on this record or on everything about its person; no query where its key is
    not held.
    """
    if not detainer.record_key.is_shred_blocked:
        return []
    about = Q(detainer=detainer) | (
        Q(detainer__isnull=True) & about_person(detainer.person.root_id)
    )
    return list(LegalHold.objects.standing().filter(about).select_related("placed_by"))


def get_hold(user: User, hold_id: UUID, *, on: date) -> LegalHold:
    """A hold of an agency whose records the person sees. Raises NotFound."""
    found = (
        LegalHold.objects.filter(pk=hold_id, agency__in=viewable_agencies(user, on=on))
        .select_related("agency", "person__record_key", "detainer")
        .first()
    )
    if found is None:
        raise NotFound(str(hold_id))
    return found
