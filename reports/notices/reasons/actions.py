"""The list of reasons that a decision may choose from. OPM legal keeps it, one person proposing and
another approving; none come with the program.

A reason is in English; a translation is the same reason in one language of the notices, done by a
translator who is named. Nothing is edited: changed words are a new proposal, so a decision keeps
the words that were chosen.
"""

from __future__ import annotations

from datetime import datetime

from reports.accounts.models import User
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.law.moments import local_day
from reports.notices.models import StandardReason, StandardReasonTranslation
from reports.notices.policies import check_can_approve_text, check_can_maintain_contacts
from reports.notices.printing.printable import check_printable_words
from reports.notices.text.languages import ENGLISH, LANGUAGES

Row = StandardReason | StandardReasonTranslation


@verb
def propose_standard_reason(*, text: str, by: User, at: datetime) -> StandardReason:
    """Store a proposal. It can be chosen once somebody else approved it."""
    check_can_maintain_contacts(by, on=local_day(at))
    words = _checked(text, ENGLISH.code)
    wait_for_turn("standard reason proposed")
    StandardReason.objects.check_new(text=words)
    row = StandardReason.objects.create(text=words, proposed_at=at, proposed_by=by)
    _audit("standard_reason.proposed", row, by, at)
    return row


@verb
def propose_reason_translation(
    *, reason: StandardReason, language: str, text: str, translator: str, by: User, at: datetime
) -> StandardReasonTranslation:
    """Store a translation. It is printed once somebody else approved it."""
    check_can_maintain_contacts(by, on=local_day(at))
    if language not in LANGUAGES or language == ENGLISH.code:
        raise StateRefused("Choose a language of the notices.")
    if not translator.strip():
        raise StateRefused("Name the translator: who did these words answers for them.")
    if reason.ended_at is not None:
        raise StateRefused("This reason was ended. Propose it again first.")
    wait_for_turn("standard reason proposed")
    proposed = {
        "reason": reason,
        "language": language,
        "text": _checked(text, language),
        "translator": translator.strip(),
    }
    StandardReasonTranslation.objects.check_new(**proposed)
    row = StandardReasonTranslation.objects.create(
        **proposed,
        proposed_at=at,
        proposed_by=by,
    )
    _audit("standard_reason.translation_proposed", row, by, at)
    return row


def _checked(text: str, language: str) -> str:
    words = text.strip()
    if not words:
        raise StateRefused("The words are missing.")
    check_printable_words([words], language, name="own words")
    return words


@verb
def approve_standard_reason(*, reason: StandardReason, by: User, at: datetime) -> None:
    """Let decisions choose it. Not by the person who proposed it."""
    check_can_approve_text(by, reason, on=local_day(at))
    StandardReason.objects.filter(pk=reason.pk).approve(by=by, at=at)
    _audit("standard_reason.approved", reason, by, at)


@verb
def approve_reason_translation(
    *, translation: StandardReasonTranslation, by: User, at: datetime
) -> None:
    """Print the translation from now on. It replaces the present one of its language."""
    check_can_approve_text(by, translation, on=local_day(at))
    printed = StandardReasonTranslation.objects.filter(
        reason=translation.reason_id,
        language=translation.language,
        approved_at__isnull=False,
        ended_at__isnull=True,
    )
    printed.exclude(pk=translation.pk).update(ended_at=at, ended_by=by)
    StandardReasonTranslation.objects.filter(pk=translation.pk).approve(by=by, at=at)
    _audit("standard_reason.translation_approved", translation, by, at)


@verb
def end_standard_reason(*, reason: StandardReason, by: User, at: datetime) -> None:
    """Take a reason, or a proposal, off the list. Decisions that chose it keep it."""
    check_can_maintain_contacts(by, on=local_day(at))
    StandardReason.objects.filter(pk=reason.pk).end(by=by, at=at)
    _audit("standard_reason.ended", reason, by, at)


@verb
def end_reason_translation(
    *, translation: StandardReasonTranslation, by: User, at: datetime
) -> None:
    """Withdraw the words of one language; the English words are printed again."""
    check_can_maintain_contacts(by, on=local_day(at))
    StandardReasonTranslation.objects.filter(pk=translation.pk).end(by=by, at=at)
    _audit("standard_reason.translation_ended", translation, by, at)


def _audit(event: str, row: Row, by: User, at: datetime) -> None:
    is_translation = isinstance(row, StandardReasonTranslation)
    record(
        chain=OPM_CHAIN,
        event=event,
        actor=str(by.pk),
        at=at,
        detail={"language": row.language} if isinstance(row, StandardReasonTranslation) else {},
        subject_id=row.pk,
        subject_type="standard_reason_translation" if is_translation else "standard_reason",
    )
