"""The register of notices, the help contacts they name, and the corrections asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from reports.accounts.models import Agency
from reports.core.refusals import NotFound
from reports.detainers.models import Decision
from reports.notices.content.facts import SupportContactFacts, SupportContactWords
from reports.notices.models import (
    CorrectionRequest,
    ReasonRelease,
    ReservedNumber,
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


def support_contacts_kept() -> list[Any]:
    """Support contacts that nobody has ended, printed or waiting, with the people behind each and
    how many of its languages are `printed` and `waiting`.
    """
    kept = Q(wordings__ended_at__isnull=True)
    printed = Count("wordings", filter=kept & Q(wordings__approved_at__isnull=False))
    waiting = Count("wordings", filter=kept & Q(wordings__approved_at__isnull=True))
    rows = SupportContact.objects.filter(ended_at__isnull=True)
    rows = rows.annotate(printed=printed, waiting=waiting)
    return list(rows.select_related("proposed_by", "approved_by"))


def get_support_contact(entry_id: UUID) -> SupportContact:
    """A support contact, ended or not. Raises NotFound."""
    found = SupportContact.objects.filter(pk=entry_id).first()
    if found is None:
        raise NotFound(str(entry_id))
    return found


def get_kept_support_contact(entry_id: UUID) -> SupportContact:
    """A support contact that was not ended. Raises NotFound."""
    found = get_support_contact(entry_id)
    if found.ended_at is not None:
        raise NotFound(str(entry_id))
    return found


def translations_of(entry: SupportContact) -> list[SupportContactTranslation]:
    """A support contact's words in other languages that nobody has ended, with the people behind
    them.
    """
    rows = entry.wordings.filter(ended_at__isnull=True)
    return list(rows.select_related("proposed_by", "approved_by"))


def get_support_contact_translation(entry_id: UUID, wording_id: UUID) -> SupportContactTranslation:
    """A support contact's words in one language. Raises NotFound."""
    found = SupportContactTranslation.objects.filter(pk=wording_id, entry=entry_id).first()
    if found is None:
        raise NotFound(str(wording_id))
    return found


def reason_is_released(decision: Decision) -> bool:
    """Whether the head, on counsel's advice, released this decision's reason to be written (Q7)."""
    return ReasonRelease.objects.filter(decision=decision).exists()


def open_corrections(agency: Agency) -> QuerySet[CorrectionRequest]:
    """Requests for correction that nobody has answered, the first due first."""
    rows = CorrectionRequest.objects.filter(notice__agency=agency, answered_at__isnull=True)
    return rows.select_related("record_key", "notice__agency", "notice__detainer").order_by(
        "due_at"
    )


def reserved_numbers_of(agency: Agency) -> list[ReservedNumber]:
    """The agency's numbers for blank sheets, newest 200 first, with what took each."""
    rows = agency.reserved_numbers.select_related("agency", "notice__agency")
    return list(rows.order_by("-year", "-sequence")[:200])


def free_numbers(agency: Agency) -> list[ReservedNumber]:
    """The reserved numbers that may still be used, in their order."""
    rows = agency.reserved_numbers.filter(notice__isnull=True, discarded_at__isnull=True)
    return list(rows.select_related("agency"))


def get_reserved_number(agency: Agency, number_id: UUID) -> ReservedNumber:
    """One of the agency's reserved numbers. Raises NotFound."""
    found = agency.reserved_numbers.select_related("agency").filter(pk=number_id).first()
    if found is None:
        raise NotFound(str(number_id))
    return found
