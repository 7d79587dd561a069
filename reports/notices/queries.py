"""The register of notices, the help contacts they name, and the corrections asked for."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from reports.accounts.models import Agency
from reports.detainers.models import Decision
from reports.notices.content.facts import SupportContactFacts, SupportContactWords
from reports.notices.models import (
    CorrectionRequest,
    ReasonRelease,
    SupportContact,
    SupportContactTranslation,
)
from reports.notices.owed import OwedNotice, cases, owed, unserved


def register(agency: Agency, *, at: datetime) -> list[OwedNotice]:
    """Every letter still to be made or handed over, the longest owed first."""
    found = cases(agency)
    not_made = [line for case in found for line in owed(case, at)]
    waiting = [line for case in found for line in unserved(case, at)]
    return sorted([*not_made, *waiting], key=lambda line: line.owed_at)


def support_contacts() -> tuple[SupportContactFacts, ...]:
    """Whom every letter names as somebody who may help: what OPM approved, in its order. Ships
    empty.
    """
    rows = SupportContact.objects.filter(approved_at__isnull=False, ended_at__isnull=True)
    printed = SupportContactTranslation.objects.filter(
        approved_at__isnull=False, ended_at__isnull=True
    )
    rows = rows.prefetch_related(Prefetch("wordings", printed, to_attr="printed"))
    return tuple(
        SupportContactFacts(
            name=row.name,
            contact=row.contact,
            note=row.note,
            from_custody=row.from_custody,
            wordings=tuple(
                SupportContactWords(
                    lang=printed.language,
                    name=printed.name,
                    contact=printed.contact,
                    note=printed.note,
                )
                for printed in row.printed
            ),
        )
        for row in rows
    )


def reason_is_released(decision: Decision) -> bool:
    """Whether the head, on counsel's advice, released this decision's reason to be written (Q7)."""
    return ReasonRelease.objects.filter(decision=decision).exists()


def open_corrections(agency: Agency) -> QuerySet[CorrectionRequest]:
    """Requests for correction that nobody has answered, the first due first."""
    rows = CorrectionRequest.objects.filter(notice__agency=agency, answered_at__isnull=True)
    return rows.select_related("record_key", "notice__agency", "notice__detainer").order_by(
        "due_at"
    )
