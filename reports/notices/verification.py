"""What anyone may learn of a notice from its verification code or from its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from django.db.models import Q

from reports.notices.content.facts import without_accents
from reports.notices.models import (
    NAME_INDEX,
    Notice,
    ReservedNumber,
)
from reports.notices.status import NoticeStatus
from reports.sealing.actions import blind_index


@dataclass(frozen=True)
class Verified:
    """Everything that /verify/ shows: no personal data."""

    standing: str
    agency_name: str
    issued_at: datetime
    number: str
    replaced_by: str = ""


CURRENT = "current"


STANDINGS = {NoticeStatus.VOIDED: "void", NoticeStatus.SUPERSEDED: "superseded"}


def find_by_code(code: str) -> Notice | None:
    """The notice with this code, without unsealing anything."""
    return (
        Notice.objects.defer("content", "void_reason")
        .select_related("agency", "superseded_by")
        .filter(code=code)
        .first()
    )


def verified(notice: Notice) -> Verified:
    """What anyone who holds the code may know."""
    later: Notice | None = getattr(notice, "superseded_by", None)
    return Verified(
        standing=STANDINGS.get(NoticeStatus(notice.status), CURRENT),
        agency_name=notice.agency.display_name,
        issued_at=notice.issued_at,
        number=notice.number,
        replaced_by=later.number if later else "",
    )


def find_by_file(sha256: str) -> Notice | None:
    """The notice whose file, or whose copy behind a cover, has these bytes."""
    if not sha256:
        return None
    rows = Notice.objects.defer("content", "void_reason").select_related("agency", "superseded_by")
    return rows.filter(Q(pdf_sha256=sha256) | Q(papers__pdf_sha256=sha256)).first()


def has_file(notice: Notice, sha256: str) -> bool:
    """Whether these bytes are the notice or one of its enclosures."""
    return sha256 == notice.pdf_sha256 or notice.papers.filter(pdf_sha256=sha256).exists()


def find_reserved(code: str) -> ReservedNumber | None:
    """The reserved number with this code that no printed notice has used: free, served
    as the form itself, or discarded.
    """
    rows = ReservedNumber.objects.select_related("agency")
    return rows.filter(code=code, notice__isnull=True).first()


def name_matches(notice: Notice, family_name: str) -> bool:
    """Whether the notice was issued with this family name. Needs the key ring; reveals only yes or
    no.
    """
    index = blind_index(
        agency_code=notice.agency.code, purpose=NAME_INDEX, value=without_accents(family_name)
    )
    return bool(index) and compare_digest(index, notice.family_name_index)
