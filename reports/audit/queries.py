"""Reading the audit log: heads for publications and anchors, entries about one subject or of one
chain.
"""

from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from reports.audit.models import AuditEntry, ChainHead


def heads(*, using: str = DEFAULT_DB_ALIAS) -> list[ChainHead]:
    return list(ChainHead.objects.using(using).order_by("chain"))


def length_of(chain: str) -> int:
    """How many entries a chain has."""
    return ChainHead.objects.filter(pk=chain).values_list("seq", flat=True).first() or 0


def entries_about(subject_id: UUID) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(subject_id=subject_id).order_by("at", "chain", "seq")


def entries_of(chain: str) -> QuerySet[AuditEntry]:
    """Newest first, as the review screen shows them."""
    return AuditEntry.objects.filter(chain=chain).order_by("-seq")
