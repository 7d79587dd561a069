"""Reading productions: those of a record, and one by its id."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from reports.accounts.models import Agency, User
from reports.core.refusals import NotFound
from reports.detainers.models import Attachment, Detainer
from reports.detainers.queries import viewable_agencies
from reports.records.production.models import Production


def get_attachment(user: User, attachment_id: UUID, *, on: date) -> Attachment:
    """An attachment of a record the person sees. Raises NotFound."""
    rows = Attachment.objects.filter(
        pk=attachment_id, detainer__agency__in=viewable_agencies(user, on=on)
    )
    found = rows.select_related("detainer__agency", "record_key").first()
    if found is None:
        raise NotFound(str(attachment_id))
    return found


def get_production(user: User, production_id: UUID, *, on: date) -> Production:
    """A production of a record the person sees. Raises NotFound."""
    rows = Production.objects.filter(
        pk=production_id, attachment__detainer__agency__in=viewable_agencies(user, on=on)
    )
    found = rows.select_related(
        "attachment__detainer__agency", "attachment__record_key", "record_key", "requested_by"
    ).first()
    if found is None:
        raise NotFound(str(production_id))
    return found


def productions_at(agency: Agency) -> list[Production]:
    """The agency's productions that wait for somebody: for an answer, or for the download of what
    was approved. One query; nothing is unsealed.
    """
    rows = Production.objects.filter(attachment__detainer__agency=agency)
    rows = rows.filter(
        Q(answered_at__isnull=True) | Q(is_approved=True, downloaded_at__isnull=True)
    )
    return list(rows.select_related("attachment__detainer__agency").order_by("requested_at"))


def productions_of(detainer: Detainer) -> list[Production]:
    """Every production of a record's attachments, newest first."""
    rows = Production.objects.filter(attachment__detainer=detainer)
    return list(rows.select_related("attachment__record_key", "record_key", "requested_by"))
