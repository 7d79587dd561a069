"""Read notices: the list to issue and serve, support contacts, and correction requests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from reports.accounts.models import Agency, User
from reports.audit.queries import entries_about
from reports.core.refusals import NotFound
from reports.detainers.models import Decision, Detainer
from reports.detainers.queries import viewable_agencies
from reports.law.moments import local_day
from reports.notices.cases import cases
from reports.notices.content.facts import (
    SupportContactFacts,
    SupportContactWords,
)
from reports.notices.counts import served_on_time
from reports.notices.kinds import NoticeKind
from reports.notices.models import (
    ContactInquiry,
    CorrectionRequest,
    Enclosure,
    Notice,
    NoticeLink,
    NoticeService,
    ReasonRelease,
    ReservedNumber,
    SupportContact,
    SupportContactTranslation,
)
from reports.notices.owed import OwedNotice, owed, stale, unserved
from reports.notices.status import AWAITING_SERVICE, NoticeEvent, NoticeStatus
from reports.persons.merging import people_of

PLAIN = "notice.plain"
CHECK_EVERY = timedelta(days=182)


def register(agency: Agency, *, at: datetime) -> list[OwedNotice]:
    """Every notice still to be issued or served, the longest owed first."""
    found = cases(agency)
    not_made = [line for case in found for line in owed(case, at)]
    waiting = [line for case in found for line in unserved(case, at)]
    served = [line for case in found for line in stale(case, at) if line not in waiting]
    return sorted([*not_made, *waiting, *served], key=lambda line: line.owed_at)


def plain_because(notice: Notice) -> str:
    """What the renderer lacked when the notice's file was last rendered plainly; empty where the
    last file is complete.
    """
    drawn = entries_about(notice.pk).filter(event__in=(NoticeEvent.RENDERED, PLAIN))
    last = drawn.order_by("at", "seq").last()
    return str(last.detail.get("lacks", "")) if last and last.event == PLAIN else ""


def can_render_again(notice: Notice, *, lacks: str) -> bool:
    """Whether a file that was rendered plainly may still be replaced: nobody received it yet.
    `lacks` is the result of `plain_because`.
    """
    return bool(lacks) and notice.status == NoticeStatus.READY and not notice.links.exists()


def support_contacts() -> tuple[SupportContactFacts, ...]:
    """The support contacts that every notice prints: what OPM approved, in its order."""
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


def has_support_contacts() -> bool:
    """Whether any notice says who may help."""
    return SupportContact.objects.filter(approved_at__isnull=False, ended_at__isnull=True).exists()


def support_contacts_to_check(*, on: date) -> int:
    """How many printed support contacts nobody has checked for half a year."""
    rows = SupportContact.objects.filter(approved_at__isnull=False, ended_at__isnull=True)
    return sum(needs_check(row, on=on) for row in rows)


def needs_check(entry: SupportContact, *, on: date) -> bool:
    """Whether a printed contact was last checked too long ago to be trusted."""
    checked = entry.last_checked_at
    return entry.is_printed and checked is not None and local_day(checked) + CHECK_EVERY < on


def support_contacts_to_approve(user: User) -> int:
    """How many proposed support contacts wait for somebody other than who proposed them."""
    rows = SupportContact.objects.filter(approved_at__isnull=True, ended_at__isnull=True)
    return rows.exclude(proposed_by=user).count()


def support_contacts_kept() -> list[Any]:
    """Support contacts that were not ended, printed or waiting, in OPM's order, with the people
    behind each and how many of its languages are `printed` and `waiting`.
    """
    kept = Q(wordings__ended_at__isnull=True)
    printed = Count("wordings", filter=kept & Q(wordings__approved_at__isnull=False))
    waiting = Count("wordings", filter=kept & Q(wordings__approved_at__isnull=True))
    rows = SupportContact.objects.filter(ended_at__isnull=True)
    # Counting drops the order that these rows have otherwise.
    rows = rows.annotate(printed=printed, waiting=waiting).order_by("position", "name")
    return list(rows.select_related("proposed_by", "approved_by"))


def get_support_contact(entry_id: UUID) -> SupportContact:
    """A support contact, ended or not. Raises NotFound."""
    found: SupportContact | None = SupportContact.objects.filter(pk=entry_id).first()
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
    """A support contact's translations that were not ended, with the people behind them."""
    rows = entry.wordings.filter(ended_at__isnull=True)
    return list(rows.select_related("proposed_by", "approved_by"))


def get_support_contact_translation(entry_id: UUID, wording_id: UUID) -> SupportContactTranslation:
    """A support contact's text in one language. Raises NotFound."""
    rows = SupportContactTranslation.objects.filter(pk=wording_id, entry=entry_id)
    found: SupportContactTranslation | None = rows.first()
    if found is None:
        raise NotFound(str(wording_id))
    return found


def reason_is_released(decision: Decision) -> bool:
    """Whether the agency head, on counsel's advice, released this decision's reason to be printed
    (Q7).
    """
    return ReasonRelease.objects.filter(decision=decision).exists()


def open_corrections(agency: Agency) -> QuerySet[CorrectionRequest]:
    """Correction requests that nobody has answered, the first due first."""
    rows = CorrectionRequest.objects.filter(notice__agency=agency, answered_at__isnull=True)
    return rows.select_related("record_key", "notice__agency", "notice__detainer").order_by(
        "due_at"
    )


def reserved_numbers_of(agency: Agency) -> list[ReservedNumber]:
    """The agency's newest 200 numbers for blank forms, newest first, with what used each."""
    rows = agency.reserved_numbers.select_related("agency", "notice__agency", "notice_by_hand")
    return list(rows.order_by("-year", "-sequence")[:200])


def free_numbers(agency: Agency) -> list[ReservedNumber]:
    """The reserved numbers that may still be used, in their order."""
    rows = ReservedNumber.objects.free().filter(agency=agency)
    return list(rows.select_related("agency"))


def get_reserved_number(agency: Agency, number_id: UUID) -> ReservedNumber:
    """One of the agency's reserved numbers. Raises NotFound."""
    found = agency.reserved_numbers.select_related("agency").filter(pk=number_id).first()
    if found is None:
        raise NotFound(str(number_id))
    return found


def why_it_waits(detainer: Detainer, kind: str) -> str:
    """Why a notice of this kind was last deferred; empty where it never was."""
    entries = entries_about(detainer.pk).filter(event="notice.waits")
    reasons = [
        str(entry.detail.get("why", "")) for entry in entries if entry.detail.get("kind") == kind
    ]
    return reasons[-1] if reasons else ""


def count_unserved(agency: Agency) -> int:
    """How many issued notices of the agency are not served yet."""
    return Notice.objects.of(agency).waiting().count()


def waiting_notices(agency: Agency) -> list[Notice]:
    """The issued notices that are not served yet, the longest owed first."""
    rows = Notice.objects.of(agency).waiting().filter(stale_at__isnull=True)
    rows = rows.select_related("agency")
    return list(rows.order_by("owed_at", "sequence"))


def get_notice(user: User, notice_id: UUID, *, on: date) -> Notice:
    """The notice if the person may see its agency's records. Raises NotFound."""
    rows = Notice.objects.with_content().select_related(
        "issued_by",
        "voided_by",
        "detainer__agency",
        "detainer__person__record_key",
        "file",
        "file__record_key",
        "supersedes__agency",
        "superseded_by__agency",
        "access__reply",
    )
    found = rows.filter(pk=notice_id, agency__in=viewable_agencies(user, on=on)).first()
    if found is None:
        raise NotFound(str(notice_id))
    return found


def notices_to_print(wanted: Iterable[UUID]) -> dict[UUID, Notice]:
    """Notices by id, with their files and what their separators show."""
    return _printable().in_bulk(list(wanted))


def notices_of_person(detainer: Detainer) -> list[Notice]:
    """Every rendered notice to the person of a record, the oldest first."""
    people = people_of(detainer.person_id).values("pk")
    rows = _printable().filter(detainer__person__in=people, file__isnull=False)
    rows = rows.exclude(status__in=AWAITING_SERVICE, stale_at__isnull=False)
    return list(rows.order_by("issued_at", "sequence"))


def _printable() -> QuerySet[Notice]:
    return Notice.objects.with_content().select_related(
        "detainer__person", "file", "file__record_key"
    )


def services_of(notice: Notice) -> list[NoticeService]:
    """Every attempt to serve a notice, with who entered it."""
    return list(notice.services.select_related("record_key", "entered_by"))


def get_service(notice: Notice, service_id: UUID) -> NoticeService:
    """One attempt to serve this notice. Raises NotFound."""
    rows = notice.services.select_related("record_key", "proof__record_key")
    found = rows.filter(pk=service_id).first()
    if found is None:
        raise NotFound(str(service_id))
    found.notice = notice
    return found


def contact_inquiries(access_id: UUID) -> list[ContactInquiry]:
    """The person's answers when asked for an attorney or designee to notify of this release."""
    rows = ContactInquiry.objects.filter(access=access_id)
    return list(rows.select_related("record_key", "entered_by"))


def get_enclosure(notice: Notice, enclosure_id: UUID) -> Enclosure:
    """One of the notice's enclosures. Raises NotFound."""
    rows = notice.papers.select_related("file", "file__record_key")
    found = rows.filter(pk=enclosure_id).first()
    if found is None:
        raise NotFound(str(enclosure_id))
    return found


def links_of(notice: Notice) -> list[NoticeLink]:
    """The mailed links to a notice, newest first."""
    return list(notice.links.select_related("record_key"))


def get_link(notice: Notice, link_id: UUID) -> NoticeLink:
    """One mailed link to this notice. Raises NotFound."""
    found = notice.links.filter(pk=link_id).first()
    if found is None:
        raise NotFound(str(link_id))
    found.notice = notice
    return found


def find_open_link(token_sha256: str, *, at: datetime) -> NoticeLink | None:
    """The mailed link with this token, unless it was withdrawn or expired."""
    rows = NoticeLink.objects.filter(
        token_sha256=token_sha256, withdrawn_at__isnull=True, expires_at__gt=at
    )
    return rows.select_related(
        "notice__agency", "notice__record_key", "made_by", "record_key"
    ).first()


def get_correction_request(user: User, request_id: UUID, *, on: date) -> CorrectionRequest:
    """A correction request at an agency whose records the person may see. Raises NotFound."""
    rows = CorrectionRequest.objects.select_related(
        "record_key",
        "confirmed_by",
        "answer__agency",
        "notice__agency",
        "notice__record_key",
        "notice__superseded_by__agency",
        "notice__detainer__person__record_key",
        "notice__detainer__record_key",
        "notice__detainer__agency",
        "notice__access",
    )
    agencies = viewable_agencies(user, on=on)
    found = rows.filter(pk=request_id, notice__agency__in=agencies).first()
    if found is None:
        raise NotFound(str(request_id))
    return found


def served_notices(
    agency: Agency, owed_within: tuple[datetime, datetime] | None = None, *, late: bool
) -> QuerySet[Notice]:
    """Served notices, the newest first, without their wording: all, or those that became due from
    one time until before another; with the filter for late ones, only those.
    """
    rows = Notice.objects.of(agency).filter(status=NoticeStatus.SERVED)
    rows = rows.select_related("agency", "detainer").defer("content")
    if owed_within is not None:
        since, before = owed_within
        rows = rows.filter(owed_at__gte=since, owed_at__lt=before)
    if late:
        rows = rows.exclude(kind=NoticeKind.CORRECTION).filter(~served_on_time())
    return rows.order_by("-issued_at")
