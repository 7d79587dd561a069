"""The facts that a notice is made from, frozen.

The caller fills these from detainer, agency head review, decision and access. There is no field for
a date of birth, an A-number, citizenship or birthplace: the notice carries name and number only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from reports.core.printable_text import strip_control_characters, unprintable_text
from reports.notices.kinds import NoticeKind

LONGEST_LINE = 300
LONGEST_WORDS = 6000


# Cover sheets: what lies behind them belongs to a notice and carries that notice's number.
COVERS = frozenset({NoticeKind.COPY_OF_REQUEST, NoticeKind.COPY_OF_SENT})


class UnprintableFacts(ValueError):
    """A fact cannot be printed. The message names the fact and never repeats its value."""


class NoticeBlocked(Exception):
    """The notice may not be created yet. The message says whom it waits for."""


@dataclass(frozen=True, kw_only=True)
class AgencyHeading:
    """The heading of the notice. `kind` is the agency kind of the law modules."""

    code: str
    name: str
    kind: str = "municipal_police"
    address_lines: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class PurposeDecision:
    """One requested action and the decision: `comply`, `decline` or `pending`, with the finding it
    responds to. `changed_from` is the choice of an earlier decision, made at `answered_at`, where
    this one differs.
    """

    purpose: str
    decision: str
    outcome: str = "no_rule"
    citation: str = ""
    changed_from: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Decider:
    """Who makes the decision that is still open, and by when."""

    title: str = ""
    decide_by: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseNotified:
    """What the federal agency was told about a release. `release_at` is the day and time that it
    was told, `spoken_words` only where nothing was sent in writing.
    """

    notified_at: datetime
    office: str
    release_at: datetime | None = None
    spoken_words: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeAddressee:
    """The recipient of a copy: the attorney, or the designee (`named`)."""

    name: str
    role: str = "lawyer"


@dataclass(frozen=True, kw_only=True)
class SupportContactWords:
    """A support contact in one language."""

    lang: str
    name: str
    contact: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SupportContactFacts:
    """One support contact that OPM maintains; none come with the program. `wordings` are OPM's own,
    by language.
    """

    name: str
    contact: str
    note: str = ""
    from_custody: bool = False
    wordings: tuple[SupportContactWords, ...] = ()

    def words_in(self, lang: str) -> SupportContactWords:
        """What OPM approved for this language, or the English text."""
        english = SupportContactWords(
            lang="en", name=self.name, contact=self.contact, note=self.note
        )
        return next((words for words in self.wordings if words.lang == lang), english)


@dataclass(frozen=True, kw_only=True)
class CorrectionAnswered:
    """The result of a correction request. `new_number` is empty where the notice stayed
    unchanged.
    """

    requested_at: datetime
    number: str
    new_number: str = ""


@dataclass(frozen=True, kw_only=True)
class NoticeFacts:
    """Everything a notice may say.

    `own_words` is the decider's reason, `own_words_translated` the same in the notice's language
    where somebody provided it. `notified_before` is what the federal agency had been told of a
    release before the act that the notice is about; `is_first_answer` says that no decision came
    before.
    """

    person_name: str
    family_name: str
    agency: AgencyHeading
    received_at: datetime
    federal_office: str
    decisions: tuple[PurposeDecision, ...] = ()
    form: str = ""
    decider: Decider = Decider()
    own_words: str = ""
    own_words_translated: str = ""
    release: ReleaseNotified | None = None
    notified_before: tuple[ReleaseNotified, ...] = ()
    is_first_answer: bool = True
    recipient: NoticeAddressee | None = None
    earlier_number: str = ""
    replaces_number: str = ""
    copy_attached: bool = True
    copy_pages: int = 0
    correction: CorrectionAnswered | None = None
    right_of_action: bool = False
    law_version: str = ""
    terrorist_database_ground: bool = False
    cleared_by_legal: bool = False
    help_lines: tuple[SupportContactFacts, ...] = ()
    specimen: bool = False
    blank: bool = False


def check_facts(facts: NoticeFacts, *, kind: NoticeKind) -> None:
    """Raise UnprintableFacts or NoticeBlocked where the facts cannot or may not be printed."""
    if not facts.person_name.strip():
        raise UnprintableFacts("The name is empty. Enter the person's name as the agency knows it.")
    for name, text in _texts(facts):
        check_text(name, text)
    _check_not_waiting(facts, kind=kind)
    if (
        kind in {NoticeKind.N2, NoticeKind.N2_COPY, NoticeKind.COPY_OF_SENT}
        and facts.release is None
    ):
        raise UnprintableFacts("A letter about release needs the moment the federal side was told.")
    if kind is NoticeKind.N2_COPY and facts.recipient is None:
        raise UnprintableFacts("A copy needs the lawyer or the person named.")
    if kind is NoticeKind.CORRECTION and facts.correction is None:
        raise UnprintableFacts("An answer about a correction needs the request that it answers.")


def _check_not_waiting(facts: NoticeFacts, *, kind: NoticeKind) -> None:
    """Handling rules of the terrorist-screening files may forbid a written reason (question Q7)."""
    if kind in COVERS or kind is NoticeKind.CORRECTION:
        return
    gives_reasons = kind is not NoticeKind.N1_RECEIPT or any(
        line.decision != "pending" for line in facts.decisions
    )
    if facts.terrorist_database_ground and gives_reasons and not facts.cleared_by_legal:
        raise NoticeBlocked(
            "The reason rests on a terrorist-screening record. Whether that may be written to the"
            " person is not settled (Q7): the head of the agency and counsel must release this"
            " letter first."
        )


def normalize_text(text: str) -> str:
    """Text in Unicode's composed form, so that the same name always gives the same bytes."""
    return strip_control_characters(unicodedata.normalize("NFC", text)).strip()


UNDECOMPOSED = str.maketrans("đĐłŁøØ", "dDlLoO")


def without_accents(name: str) -> str:
    """A name as somebody without the right keyboard would type it; characters of other scripts
    stay.
    """
    parts = unicodedata.normalize("NFKD", name.translate(UNDECOMPOSED))
    return unicodedata.normalize(
        "NFC", "".join(part for part in parts if not "\u0300" <= part <= "\u036f")
    )


def check_text(name: str, text: str) -> None:
    """Refuse what no notice can print: text that is too long, invisible, or reverses the direction
    of writing.
    """
    limit = (
        LONGEST_WORDS
        if name in {"own words", "own words translated", "spoken words"}
        else LONGEST_LINE
    )
    if len(text) > limit:
        raise UnprintableFacts(f"The {name} has more than {limit} letters. Shorten it.")
    if trouble := unprintable_text(text):
        raise UnprintableFacts(f"The {name} {trouble}")


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, name)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), field.name.replace("_", " "))


def right_of_action_holds(*, agency_kind: str, event_on: date) -> bool:
    """Public Act 25-29: a right of action against a municipality, for what its police or school
    police did since 2025-10-01 (Q21).
    """
    return event_on >= date(2025, 10, 1) and agency_kind in {"municipal_police", "school_police"}
