"""The help block: who may help, printed on every letter. OPM maintains it with two pairs of eyes; it ships empty."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reports.accounts.exceptions import Moved, StateRefused
from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.notices.actions.moving import local_day
from reports.notices.models import HelpEntry

MOST_ENTRIES = 6


@transaction.atomic
def propose_help(*, name: str, contact: str, from_custody: bool, position: int, by: User, at: datetime) -> HelpEntry:
    """Keep a proposal; it is printed nowhere before somebody else approves it."""
    check_can(by, Permission.MAINTAIN_LAW, None, on=local_day(at))
    if not name.strip() or not contact.strip():
        raise StateRefused("A help line has a name and a way to reach it. Fill in both.")
    entry = HelpEntry.objects.create(
        name=name.strip(), contact=contact.strip(), from_custody=from_custody, position=position, proposed_at=at,
        proposed_by=by,
    )  # fmt: skip
    _note("help.proposed", entry, by, at)
    return entry


@transaction.atomic
def approve_help(*, entry: HelpEntry, by: User, at: datetime) -> None:
    """Let a help line be printed from now on. Somebody else than the one who proposed it."""
    check_can(by, Permission.MAINTAIN_LAW, None, on=local_day(at))
    if entry.proposed_by_id == by.pk:
        raise StateRefused("Somebody else at OPM must approve what you proposed: two pairs of eyes.")
    if HelpEntry.objects.filter(approved_at__isnull=False, ended_at__isnull=True).count() >= MOST_ENTRIES:
        raise StateRefused(f"A letter has room for {MOST_ENTRIES} help lines. End one before you approve another.")
    waiting = HelpEntry.objects.filter(pk=entry.pk, approved_at__isnull=True, ended_at__isnull=True)
    if not waiting.update(approved_at=at, approved_by=by):
        raise Moved("This help line was approved or ended already.")
    _note("help.approved", entry, by, at)


@transaction.atomic
def end_help(*, entry: HelpEntry, by: User, at: datetime) -> None:
    """Take a help line, or a proposal, off the letters to come. Letters already issued stay as they were."""
    check_can(by, Permission.MAINTAIN_LAW, None, on=local_day(at))
    if not HelpEntry.objects.filter(pk=entry.pk, ended_at__isnull=True).update(ended_at=at, ended_by=by):
        raise Moved("This help line was ended already.")
    _note("help.ended", entry, by, at)


def _note(event: str, entry: HelpEntry, by: User, at: datetime) -> None:
    record(
        chain=OPM_CHAIN, event=event, actor=str(by.pk), at=at, subject_type="help_entry", subject_id=entry.pk
    )  # fmt: skip
