"""The support contacts printed on every notice. OPM maintains them, one person proposing and
another approving; none come with the program.

A contact is in English; a translation is the same contact in one language of the notices. Both are
proposed by one person and approved by another, and nothing is edited: a changed text is a new
proposal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.accounts.models import User
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.law.moments import local_day
from reports.notices.models import Help, SupportContact, SupportContactTranslation
from reports.notices.policies import check_can_approve_text, check_can_maintain_contacts
from reports.notices.printing.printable import check_printable_words
from reports.notices.text.languages import ENGLISH, LANGUAGES

MOST_ENTRIES = 6


@dataclass(frozen=True, kw_only=True)
class SupportContactValues:
    """Who helps, how to reach them, and what else to know, in one language."""

    name: str
    contact: str
    note: str = ""

    def tidied(self) -> dict[str, str]:
        return {
            "name": self.name.strip(),
            "contact": self.contact.strip(),
            "note": self.note.strip(),
        }


@verb
def propose_support_contact(
    *,
    values: SupportContactValues,
    from_custody: bool,
    position: int,
    by: User,
    at: datetime,
    kind: str = Help.OTHER,
    languages: Sequence[str] = (),
) -> SupportContact:
    """Store a proposal. It is printed only after somebody else approves it."""
    check_can_maintain_contacts(by, on=local_day(at))
    _check_printable(values, ENGLISH.code)
    wait_for_turn("support contact proposed")
    proposed = {
        **values.tidied(),
        "from_custody": from_custody,
        "position": position,
        "kind": kind,
        "languages": ",".join(languages),
    }
    SupportContact.objects.check_new(**proposed)
    entry = SupportContact.objects.create(
        **proposed,
        proposed_at=at,
        proposed_by=by,
    )
    _audit("help.proposed", entry, by, at)
    return entry


@verb
def propose_translation(
    *, entry: SupportContact, language: str, values: SupportContactValues, by: User, at: datetime
) -> SupportContactTranslation:
    """Store a contact's text in another language. It is printed only after somebody else approves
    it.
    """
    check_can_maintain_contacts(by, on=local_day(at))
    if language not in LANGUAGES or language == ENGLISH.code:
        raise StateRefused(
            "Choose a language of the notices. The English line is proposed as a line of its own."
        )
    if entry.ended_at is not None:
        raise StateRefused("This help line was ended. Propose it again first.")
    _check_printable(values, language)
    wait_for_turn("support contact proposed")
    proposed = {"entry": entry, "language": language, **values.tidied()}
    SupportContactTranslation.objects.check_new(**proposed)
    wording = SupportContactTranslation.objects.create(**proposed, proposed_at=at, proposed_by=by)
    _audit("help.wording_proposed", wording, by, at, language=language)
    return wording


def _check_printable(values: SupportContactValues, language: str) -> None:
    """The text goes onto every notice, so a character without a glyph would stop them all. It is
    rendered once to find out.
    """
    if not values.name.strip() or not values.contact.strip():
        raise StateRefused("A help line has a name and a way to reach it. Fill in both.")
    check_printable_words(list(values.tidied().values()), language, name="help line")


@verb
def approve_support_contact(*, entry: SupportContact, by: User, at: datetime) -> None:
    """Print a contact from now on. Not by the person who proposed it."""
    check_can_approve_text(by, entry, on=local_day(at))
    if (
        SupportContact.objects.filter(approved_at__isnull=False, ended_at__isnull=True).count()
        >= MOST_ENTRIES
    ):
        raise StateRefused(
            f"A notice has room for {MOST_ENTRIES} help lines. End one before you approve another."
        )
    SupportContact.objects.filter(pk=entry.pk).approve(by=by, at=at)
    _audit("help.approved", entry, by, at)


@verb
def confirm_support_contact(*, entry: SupportContact, by: User, at: datetime) -> None:
    """Say that somebody called and it is right as printed. Raises Conflict where it is not
    printed.
    """
    check_can_maintain_contacts(by, on=local_day(at))
    rows = SupportContact.objects.filter(
        pk=entry.pk, approved_at__isnull=False, ended_at__isnull=True
    )
    if not rows.update(checked_at=at, checked_by=by):
        raise Conflict("This help line is not printed. Approve it first.")
    _audit("help.checked", entry, by, at)


@verb
def approve_translation(*, wording: SupportContactTranslation, by: User, at: datetime) -> None:
    """Print the translation from now on. It replaces the present one of its language."""
    check_can_approve_text(by, wording, on=local_day(at))
    printed = SupportContactTranslation.objects.filter(
        entry=wording.entry_id,
        language=wording.language,
        approved_at__isnull=False,
        ended_at__isnull=True,
    )
    printed.exclude(pk=wording.pk).update(ended_at=at, ended_by=by)
    SupportContactTranslation.objects.filter(pk=wording.pk).approve(by=by, at=at)
    _audit("help.wording_approved", wording, by, at, language=wording.language)


@verb
def end_support_contact(*, entry: SupportContact, by: User, at: datetime) -> None:
    """Leave a contact, or a proposal, off future notices. Notices already issued stay unchanged."""
    check_can_maintain_contacts(by, on=local_day(at))
    SupportContact.objects.filter(pk=entry.pk).end(by=by, at=at)
    _audit("help.ended", entry, by, at)


@verb
def end_translation(*, wording: SupportContactTranslation, by: User, at: datetime) -> None:
    """Withdraw the text of one language; the English text is printed again."""
    check_can_maintain_contacts(by, on=local_day(at))
    SupportContactTranslation.objects.filter(pk=wording.pk).end(by=by, at=at)
    _audit("help.wording_ended", wording, by, at, language=wording.language)


def _audit(
    event: str,
    row: SupportContact | SupportContactTranslation,
    by: User,
    at: datetime,
    **detail: str,
) -> None:
    record(
        chain=OPM_CHAIN,
        event=event,
        actor=str(by.pk),
        at=at,
        detail=detail,
        subject_id=row.pk,
        subject_type="help_wording" if isinstance(row, SupportContactTranslation) else "help_entry",
    )
