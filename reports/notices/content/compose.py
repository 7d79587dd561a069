"""Which sentences appear in which notice, and in which order.

N1 answers "upon receiving" a detainer whatever the agency does; its decision notice follows once
there is a decision (whether that meets the law is Q26). N2 gives the written reason for notifying
the federal agency of a release. All under C.G.S. sec. 54-192h(e)(1). An unconfirmed interpretation
of a rule is never stated as certain: the notice says what was assessed and what was decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from reports.notices.codes import display_code
from reports.notices.content import answers, sections
from reports.notices.content.document import (
    SCHEMA,
    Label,
    NoticeColumn,
    NoticeContent,
    NoticeHeading,
    NoticeSection,
    Paragraph,
    Sentence,
)
from reports.notices.content.facts import (
    COVERS,
    NoticeFacts,
    check_facts,
    normalize_text,
)
from reports.notices.content.sections import (
    ABOUT_RELEASE,
    NOTICE_CITATION,
    REQUIRED_BY_NO_STATUTE,
)
from reports.notices.kinds import NoticeKind
from reports.notices.text.formatting import BLANK, LocaleText, Saying, isolated, locale_text
from reports.notices.text.languages import ENGLISH
from reports.notices.text.sentences import DRAFT, READ_TO_YOU, TEXTS

Part = Callable[[NoticeFacts, NoticeKind, LocaleText], Iterator[Paragraph]]


def build_content(
    facts: NoticeFacts,
    *,
    kind: NoticeKind,
    language: str,
    number: str,
    code: str,
    check_address: str,
    issued_on: date,
    production: bool = False,
) -> NoticeContent:
    """The whole wording of the notice, in `language` and in English. A blank notice may have no
    number yet, and then no code. In `production` a translation that nobody signed is not printed.
    """
    check_facts(facts, kind=kind)
    voices = [
        locale_text(name, blank=facts.blank, production=production)
        for name in dict.fromkeys((language, ENGLISH.code))
    ]
    titles = _in_each(voices, _title_key(facts, kind))
    labels = tuple(_labels(facts, voices))
    is_draft_above = any(one.has_printed_drafts for one in voices)
    address = check_address.rsplit("://", maxsplit=1)[-1]
    parts = _parts(facts, kind, number=number, code=display_code(code), address=address)
    passages = [_passage(name, partial(part, facts, kind), voices) for name, part in parts]
    sections_said = tuple(row for passage in passages for row in _rows(passage, voices))
    return NoticeContent(
        schema=SCHEMA,
        kind=kind.value,
        languages=tuple(one.lang for one in voices),
        heading=_heading(facts),
        number=number or BLANK,
        code=code,
        check_address=check_address,
        issued_on=issued_on.isoformat(),
        issued_on_shown=tuple(Sentence(lang=one.lang, text=one.day(issued_on)) for one in voices),
        person_name=BLANK if facts.blank else normalize_text(facts.person_name),
        family_name=normalize_text(facts.family_name),
        recipient_name=_recipient_name(facts, kind),
        titles=titles,
        marks=tuple(_marks(facts, voices, titles, labels, is_draft=is_draft_above)),
        labels=labels,
        sections=sections_said,
        citations=tuple(dict.fromkeys(_citations(facts, kind))),
        law_version=facts.law_version,
    )


def _title_key(facts: NoticeFacts, kind: NoticeKind) -> str:
    """The title does not call a sender federal whom nobody verified."""
    unverified = f"title.{kind}.unverified"
    return unverified if not facts.is_verified and unverified in TEXTS else f"title.{kind}"


def _citations(facts: NoticeFacts, kind: NoticeKind) -> Iterator[str]:
    """The paragraphs that the notice names. Those of a withheld reason would describe it."""
    if kind not in REQUIRED_BY_NO_STATUTE:
        yield NOTICE_CITATION
    if not facts.withholds_reason:
        yield from (line.citation for line in facts.decisions if line.citation)


def _recipient_name(facts: NoticeFacts, kind: NoticeKind) -> str:
    """The copy names its recipient, and a child's letter who gets it with them; every other notice
    goes to the person alone.
    """
    if kind is not NoticeKind.N2_COPY:
        return normalize_text(facts.child_addressee) if facts.is_child else ""
    return normalize_text(facts.recipient.name) if facts.recipient else ""


def receipt_for(letter: NoticeContent, *, production: bool = False) -> NoticeContent:
    """What the person may sign and the agency keeps: that this notice was served, in the notice's
    languages.

    The act requires no signature; it proves service (Q16), and the sheet says that nobody has to
    sign.
    """
    voices = [locale_text(lang, production=production) for lang in letter.languages]
    labels = [
        _label(voices, "receipt.got", number=isolated(letter.number)),
        _label(voices, "receipt.read"),
    ]
    fixed = [_label(voices, key) for key in TEXTS if key.startswith(("head.", "service."))]
    titles = _in_each(voices, "receipt.title")
    said = [titles, *(label.sayings for label in (*fixed, *labels))]
    return replace(
        letter,
        titles=titles,
        labels=(*fixed, *labels),
        marks=tuple(
            _language_marks(voices, said, is_draft=any(one.has_printed_drafts for one in voices))
        ),
        sections=(),
    )


def _heading(facts: NoticeFacts) -> NoticeHeading:
    """What the agency has not entered is a line to fill in by hand: it never delays a notice."""
    agency = facts.agency
    return NoticeHeading(
        name=normalize_text(agency.name) or BLANK,
        address_lines=tuple(map(normalize_text, agency.address_lines)) or (BLANK,),
        phone=normalize_text(agency.phone) or BLANK,
    )


def _in_each(voices: list[LocaleText], key: str, **values: str) -> tuple[Sentence, ...]:
    """The words in each language; only in English where the translation may not be printed."""
    said = [(one.lang, one.say(key, **values)) for one in voices]
    return tuple(
        Sentence(lang=lang, text=str(words)) for lang, words in said if not words.is_fallback
    )


def _label(voices: list[LocaleText], key: str, **values: str) -> Label:
    return Label(name=key, sayings=_in_each(voices, key, **values))


def _labels(facts: NoticeFacts, voices: list[LocaleText]) -> Iterator[Label]:
    """Labels of values, and the alternative text of each picture that follows."""
    for key in TEXTS:
        if key.startswith(("head.", "service.")):
            yield _label(voices, key)
    for page in range(1, facts.copy_pages + 1):
        sentences = _in_each(voices, "copy.page", page=str(page), count=str(facts.copy_pages))
        yield Label(name=f"copy.page.{page}", sayings=sentences)


def _marks(
    facts: NoticeFacts,
    voices: list[LocaleText],
    titles: tuple[Sentence, ...],
    labels: tuple[Label, ...],
    *,
    is_draft: bool,
) -> Iterator[Label]:
    """The marks above the letter. `is_draft` says that the title or a label is a draft."""
    if facts.specimen:
        yield _label(voices, "mark.specimen")
    if facts.blank:
        yield _label(voices, "mark.blank")
    if facts.replaces_number:
        yield _label(voices, "mark.replaces", number=facts.replaces_number)
    is_draft = is_draft or any(map(_is_draft_throughout, voices))
    said = [titles, *(label.sayings for label in labels)]
    yield from _language_marks(voices, said, is_draft=is_draft)


def _language_marks(
    voices: list[LocaleText], said: list[tuple[Sentence, ...]], *, is_draft: bool
) -> Iterator[Label]:
    """That translations are drafts; or, where a title or a label stands in English only, who can
    read it to the person.
    """
    if is_draft:
        yield _label(voices, DRAFT)
    if any(len(sayings) < len(voices) for sayings in said):
        sayings = tuple(_in_each(voices[:1], READ_TO_YOU))
        yield Label(name=READ_TO_YOU, sayings=sayings)


def _is_draft_throughout(one: LocaleText) -> bool:
    """Whether nobody has signed any of the words printed: one mark above says it of them all, as it
    does where the title or a label is a draft. Where some are signed, each passage that is not
    bears the mark.
    """
    return one.has_printed_drafts and not one.has_printed_signed


def _parts(
    facts: NoticeFacts, kind: NoticeKind, *, number: str, code: str, address: str
) -> list[tuple[str, Part]]:
    """The parts of the notice in their order, each by the name of its heading."""
    number, code = number or BLANK, code or BLANK
    call = ("call", partial(sections.section_contact, number=number))
    if kind in COVERS:
        return [
            ("happened", sections.summary),
            ("copy", partial(sections.section_copy_follows, number=number)),
            call,
        ]
    proof = partial(sections.section_proof, address=address, code=code)
    return [
        *_sections_of_notice(facts, kind),
        ("rights", sections.section_rights),
        call,
        ("proof", proof),
    ]


@dataclass(frozen=True)
class _Passage:
    """One part of the notice as each language says it, and where the words are drafts."""

    name: str
    headings: tuple[Saying, ...]
    paragraphs: tuple[list[Paragraph], ...]
    is_draft: tuple[bool, ...]


def _passage(
    name: str, part: Callable[[LocaleText], Iterator[Paragraph]], voices: list[LocaleText]
) -> _Passage:
    alone = [one.alone() for one in voices]
    headings = tuple(one.say(f"{name}.heading") for one in alone)
    paragraphs = tuple(list(part(one)) for one in alone)
    for one, passage in zip(voices, alone, strict=True):
        one.printed.update(passage.printed)
    return _Passage(name, headings, paragraphs, tuple(one.has_printed_drafts for one in alone))


def _sections_of_notice(facts: NoticeFacts, kind: NoticeKind) -> Iterator[tuple[str, Part]]:
    """The sections that differ from notice to notice, each by the name of its heading."""
    if kind is NoticeKind.CORRECTION:
        yield "happened", sections.section_corrected
        if facts.blank or normalize_text(facts.own_words):
            yield "why", sections.section_why_corrected
        return
    yield "happened", sections.section_what_happened
    if kind is NoticeKind.CANCELLATION:
        return
    yield (
        ("why", answers.section_reasons)
        if kind in ABOUT_RELEASE
        else ("asked", answers.section_answers)
    )


def _rows(passage: _Passage, voices: list[LocaleText]) -> Iterator[NoticeSection]:
    """One row per requested action, so that both languages stay level and no row is split across
    pages. A passage that is a draft among signed ones says so at its end.
    """
    by_language = [list(_split(paragraphs)) for paragraphs in passage.paragraphs]
    for one, rows, is_draft in zip(voices, by_language, passage.is_draft, strict=True):
        if is_draft and rows and one.has_printed_signed:
            rows[-1] = [*rows[-1], Paragraph(style="note", text=str(one.say(DRAFT)))]
    for place, level in enumerate(zip(*by_language, strict=True)):
        headings = passage.headings if place == 0 else (Saying(),) * len(voices)
        columns = tuple(map(_column, voices, level, headings))
        yield NoticeSection(name=passage.name, columns=columns)


def _column(one: LocaleText, row: list[Paragraph], heading: Saying) -> NoticeColumn:
    """A passage in one language. Where part of it stands in English, a sentence in the reader's own
    language says who can read it to them.
    """
    if one.lang != ENGLISH.code:
        row = _with_reader(row, one, in_english=heading.is_fallback)
    return NoticeColumn(
        lang=one.lang,
        heading=str(heading),
        paragraphs=tuple(row),
        heading_lang=ENGLISH.code if heading.is_fallback else "",
    )


def _with_reader(row: list[Paragraph], one: LocaleText, *, in_english: bool) -> list[Paragraph]:
    """The passage with the sentence right behind the last part that stands in English."""
    places = [place for place, part in enumerate(row) if part.lang == ENGLISH.code]
    if not places and not in_english:
        return row
    behind = places[-1] + 1 if places else 0
    note = Paragraph(style="note", text=str(one.say(READ_TO_YOU)))
    return [*row[:behind], note, *row[behind:]]


def _split(paragraphs: list[Paragraph]) -> Iterator[list[Paragraph]]:
    row: list[Paragraph] = []
    for paragraph in paragraphs:
        if row and paragraph.style in {"question", "lead"}:
            yield row
            row = []
        row.append(paragraph)
    if row:
        yield row
