"""Verbs of the lawbook. What changes an outcome is proposed by one lawyer and approved by
another.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar
from uuid import uuid4

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb
from reports.law.assess import JURISDICTION
from reports.law.moments import local_day
from reports.law.register.entry_text import fingerprints, texts
from reports.law.register.state_json import settlement_problems
from reports.lawbook.models import (
    LawbookVersion,
    OffenseEntry,
    OverlayDateRecord,
    RuleConfirmation,
    SettlementRecord,
)
from reports.lawbook.queries import ProposedEntry, is_of_today

EntryType = TypeVar("EntryType", bound=SettlementRecord | OverlayDateRecord | OffenseEntry)


def _check(by: User, at: datetime) -> None:
    check_can(by, Permission.MAINTAIN_LAW, None, on=local_day(at))


def _changed(event: str, subject: ProposedEntry | RuleConfirmation, by: User, at: datetime) -> None:
    """Tell every process to read the lawbook again, and the audit log what happened."""
    LawbookVersion.objects.update_or_create(name="lawbook", defaults={"token": uuid4()})
    record(
        chain=OPM_CHAIN,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type=type(subject).__name__.lower(),
        subject_id=subject.pk,
    )


@verb(fresh=True)
def confirm_entry(
    *, entry: str, known: frozenset[str], compared_on: date, note: str, by: User, at: datetime
) -> RuleConfirmation:
    """Confirm that an entry of the register says what the official text says. `known` names the
    register's entries.
    """
    _check(by, at)
    if entry not in known:
        raise StateRefused("The law register has no such entry. Choose one from the register.")
    if compared_on > local_day(at):
        raise StateRefused("The text cannot have been compared in the future. Correct the day.")
    if any(
        is_of_today(row)
        for row in RuleConfirmation.objects.filter(entry=entry, withdrawn_at__isnull=True)
    ):
        raise Conflict(
            "This entry is confirmed already. Withdraw that confirmation before you confirm it"
            " anew."
        )
    confirmation = RuleConfirmation.objects.create(
        entry=entry,
        confirmed_by=by,
        confirmed_at=at,
        compared_on=compared_on,
        note=note,
        reading=fingerprints(JURISDICTION).get(entry, ""),
        wording=texts(JURISDICTION).get(entry, ""),
    )
    _changed("law.confirmed", confirmation, by, at)
    return confirmation


@verb(fresh=True)
def withdraw_confirmation(*, confirmation: RuleConfirmation, by: User, at: datetime) -> None:
    """Take a confirmation back; the entry reads as unconfirmed from now on."""
    _check(by, at)
    changed = RuleConfirmation.objects.filter(pk=confirmation.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=at, withdrawn_by=by
    )
    if not changed:
        raise Conflict("This confirmation was withdrawn already.")
    _changed("law.confirmation_withdrawn", confirmation, by, at)


def validation_errors(entry: ProposedEntry) -> list[str]:
    """Why an entry cannot be recorded as it stands, one sentence each; empty when it can."""
    if isinstance(entry, SettlementRecord):
        return [
            fault.removeprefix(f"{entry.pk}: ")
            for fault in settlement_problems(entry.as_law(), JURISDICTION)
        ]
    if isinstance(entry, OverlayDateRecord):
        known = {overlay.code for overlay in JURISDICTION.overlays}
        return (
            [] if entry.overlay in known else ["this act is not one of those laid over the statute"]
        )
    return _offense_errors(entry)


def _offense_errors(entry: OffenseEntry) -> list[str]:
    same = OffenseEntry.objects.filter(
        list_name=entry.list_name,
        section__iexact=entry.section,
        subdivision__iexact=entry.subdivision,
        from_on=entry.from_on,
        withdrawn_at__isnull=True,
    )
    checks = {
        "there is no such list": entry.list_name not in {spec.name for spec in JURISDICTION.lists},
        "the entry ends before it begins": bool(
            entry.from_on and entry.until_on and entry.until_on < entry.from_on
        ),
        "the list has this section, subdivision and day already, or somebody proposed it": (
            same.exists()
        ),
    }
    return [fault for fault, holds in checks.items() if holds]


def check_valid(entry: ProposedEntry) -> None:
    """Raise StateRefused naming everything that is wrong with a proposal."""
    faults = validation_errors(entry)
    if faults:
        raise StateRefused(
            f"This cannot be recorded: {'; '.join(faults)}. Correct it and propose it again."
        )


@verb(fresh=True)
def propose(entry: EntryType, *, by: User, at: datetime) -> EntryType:
    """Keep a proposal; it has no effect before another lawyer approves it."""
    _check(by, at)
    check_valid(entry)
    entry.proposed_by, entry.proposed_at = by, at
    entry.full_clean(exclude=["proposed_by"])
    entry.save(force_insert=True)
    record(
        chain=OPM_CHAIN,
        event="law.proposed",
        actor=str(by.pk),
        at=at,
        subject_type=type(entry).__name__.lower(),
        subject_id=entry.pk,
    )
    return entry


@verb(fresh=True)
def approve(entry: ProposedEntry, *, by: User, at: datetime) -> None:
    """Let a proposal take effect. Another lawyer than the one who proposed it."""
    _check(by, at)
    if entry.proposed_by_id == by.pk:
        raise StateRefused("Another OPM lawyer must approve what you proposed: two pairs of eyes.")
    changed = (
        type(entry)
        .objects.filter(pk=entry.pk, approved_at__isnull=True, withdrawn_at__isnull=True)
        .update(approved_at=at, approved_by=by)
    )
    if not changed:
        raise Conflict("This proposal was approved or withdrawn already.")
    _changed("law.approved", entry, by, at)


@verb(fresh=True)
def withdraw(entry: ProposedEntry, *, reason: str, by: User, at: datetime) -> None:
    """End an entry or a proposal. Assessments made while it stood stay as they were."""
    _check(by, at)
    if not reason.strip():
        raise StateRefused("Say why the entry is withdrawn; the reason stays with it.")
    changed = (
        type(entry)
        .objects.filter(pk=entry.pk, withdrawn_at__isnull=True)
        .update(withdrawn_at=at, withdrawn_by=by, withdrawal_reason=reason)
    )
    if not changed:
        raise Conflict("This entry was withdrawn already.")
    _changed("law.withdrawn", entry, by, at)
