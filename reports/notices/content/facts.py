"""The facts that a notice is made from, frozen.

The caller fills these from detainer, agency head review, decision and access. There is no field for
a date of birth, an A-number, citizenship or birthplace: the notice carries name and number only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any

from reports.core.printable_text import (
    has_known_script,
    strip_control_characters,
    unprintable_text,
    without_unprintable,
)
from reports.notices.content.recorded import RecordedGround
from reports.notices.kinds import NoticeKind
from reports.notices.text.formatting import BLANK

LONGEST_LINE = 300
LONGEST_WORDS = 6000


# Cover sheets: what lies behind them belongs to a notice and carries that notice's number.
COVERS = frozenset({NoticeKind.COPY_OF_REQUEST, NoticeKind.COPY_OF_SENT})


class UnprintableFacts(ValueError):
    """A fact cannot be printed. The message names the fact and never repeats its value."""


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
    this one differs. `grounds` are those on record that bear on it; `has_no_ground` says that the
    finding rests on there being none that the act names.
    """

    purpose: str
    decision: str
    outcome: str = "no_rule"
    citation: str = ""
    changed_from: str = ""
    answered_at: datetime | None = None
    grounds: tuple[RecordedGround, ...] = ()
    has_no_ground: bool = False


@dataclass(frozen=True, kw_only=True)
class Decider:
    """Who makes the decision that is still open, and by when."""

    title: str = ""


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
class ReasonInLanguage:
    """A reason of OPM's list in one language of the notices."""

    lang: str
    text: str


@dataclass(frozen=True, kw_only=True)
class StandardReasonFacts:
    """A reason that the decision chose from OPM's list, with the translations OPM approved."""

    text: str
    translations: tuple[ReasonInLanguage, ...] = ()

    def text_in(self, lang: str) -> str:
        """The words in a language; empty where there are none."""
        return next((each.text for each in self.translations if each.lang == lang), "")


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

    `own_words` is the decider's reason, `own_words_translated` the same in `own_words_language`
    where somebody provided it; `standard_reasons` were chosen from OPM's list. `own_words_withheld`
    says that the words may name what no notice prints. `agrees_to_facts` is the person's agreement
    that a copy says what the conviction or the warrant is. `notified_before` is what the federal
    agency had been told of a release before the act that the notice is about; `is_first_answer`
    says that no decision came before. `is_verified` says that the agency knows who sent the
    request, `is_detainer` that the request is surely one in the sense of 54-192h(a)(2).
    `child_addressee` is who gets a child's letter with them, and `child_role` what they are to
    the child, as in `ChildRecipient`; without a name it goes to the child alone.
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
    own_words_language: str = ""
    standard_reasons: tuple[StandardReasonFacts, ...] = ()
    own_words_withheld: bool = False
    agrees_to_facts: bool = False
    release: ReleaseNotified | None = None
    notified_before: tuple[ReleaseNotified, ...] = ()
    is_first_answer: bool = True
    cancelled_at: datetime | None = None
    is_verified: bool = True
    is_detainer: bool = True
    in_custody: bool = True
    recipient: NoticeAddressee | None = None
    is_child: bool = False
    child_addressee: str = ""
    child_role: str = ""
    earlier_number: str = ""
    replaces_number: str = ""
    copy_attached: bool = True
    is_written: bool = True
    copy_pages: int = 0
    correction: CorrectionAnswered | None = None
    right_of_action: bool = False
    law_version: str = ""
    terrorist_database_ground: bool = False
    cleared_by_legal: bool = False
    help_lines: tuple[SupportContactFacts, ...] = ()
    specimen: bool = False
    blank: bool = False

    @property
    def withholds_reason(self) -> bool:
        """Whether a reason was given that may not be written yet: handling rules of the
        terrorist-screening files may forbid it (Q7), and the agency head has not released it.
        """
        gives_reason = any(line.decision != "pending" for line in self.decisions)
        return self.terrorist_database_ground and gives_reason and not self.cleared_by_legal


def made_printable(facts: NoticeFacts) -> NoticeFacts:
    """The facts with what no notice could print left out, so that no wording delays a notice: an
    invisible character is dropped, and a line that is too long or in a script that no font has
    becomes a line to fill in by hand.
    """
    printable: NoticeFacts = _printable(facts, "")
    return replace(
        printable,
        person_name=printable.person_name.strip() or BLANK,
        family_name=without_unprintable(facts.family_name)[:LONGEST_LINE],
        federal_office=printable.federal_office.strip() or BLANK,
    )


def _printable(value: Any, name: str) -> Any:
    if isinstance(value, str):
        words = without_unprintable(value)
        fits = len(words) <= _longest(name) and has_known_script(words)
        return words if fits else BLANK
    if isinstance(value, tuple):
        return tuple(_printable(part, name) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        found = {
            field.name: _printable(getattr(value, field.name), field.name.replace("_", " "))
            for field in fields(value)
        }
        return replace(value, **found)
    return value


def check_facts(facts: NoticeFacts, *, kind: NoticeKind) -> None:
    """Raise UnprintableFacts where the facts cannot be printed."""
    _check_kind(facts, kind)
    if not facts.person_name.strip():
        raise UnprintableFacts("The name is empty. Enter the person's name as the agency knows it.")
    for name, text in _texts(facts):
        check_text(name, text)


def _check_kind(facts: NoticeFacts, kind: NoticeKind) -> None:
    """Each kind of notice has a fact that it is about."""
    if (
        kind in {NoticeKind.N2, NoticeKind.N2_COPY, NoticeKind.COPY_OF_SENT}
        and facts.release is None
    ):
        raise UnprintableFacts("A letter about release needs the moment the federal side was told.")
    if kind is NoticeKind.N2_COPY and facts.recipient is None:
        raise UnprintableFacts("A copy needs the lawyer or the person named.")
    if kind is NoticeKind.CANCELLATION and facts.cancelled_at is None:
        raise UnprintableFacts("This notice needs the day on which the request was taken back.")
    if kind is NoticeKind.CORRECTION and facts.correction is None:
        raise UnprintableFacts("An answer about a correction needs the request that it answers.")


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
    limit = _longest(name)
    if len(text) > limit:
        raise UnprintableFacts(f"The {name} has more than {limit} letters. Shorten it.")
    if trouble := unprintable_text(text):
        raise UnprintableFacts(f"The {name} {trouble}")


def _longest(name: str) -> int:
    is_prose = name in {"own words", "own words translated", "spoken words"}
    return LONGEST_WORDS if is_prose else LONGEST_LINE


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
