"""Which sentences stand in which letter, and in which order.

N1 answers "upon receiving" a detainer whatever the agency does; its intent sheet follows once the decision falls
(whether that meets the law is Q26). N2 gives the written reason for telling the federal side of a release. All under
C.G.S. sec. 54-192h(e)(1). An unconfirmed reading of a rule is never given as certain: the letter says what was read
and what was decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from reports.notices.codes import shown_code
from reports.notices.content import SCHEMA, Column, Heading, Label, NoticeContent, Paragraph, Saying, Section
from reports.notices.facts import NoticeFacts, NoticeKind, PurposeDecision, check_facts, tidy
from reports.notices.texts import TEXTS
from reports.notices.voice import BLANK, Voice, voice, whole

NOTICE_CITATION = "54-192h(e)(1)"
Part = Callable[[NoticeFacts, NoticeKind, Voice], Iterator[Paragraph]]
ABOUT_RELEASE = frozenset({NoticeKind.N2, NoticeKind.N2_COPY})


def build_content(
    facts: NoticeFacts, *, kind: NoticeKind, language: str, number: str, code: str, check_address: str, issued_on: date
) -> NoticeContent:
    """The whole letter in words, in `language` and in English."""
    check_facts(facts, kind=kind)
    voices = [voice(name, blank=facts.blank) for name in dict.fromkeys((language, "en"))]
    return NoticeContent(
        schema=SCHEMA,
        kind=kind.value,
        languages=tuple(one.lang for one in voices),
        heading=_heading(facts),
        number=BLANK if facts.blank else number,
        code="" if facts.blank else code,
        check_address=check_address,
        issued_on=issued_on.isoformat(),
        issued_on_shown=tuple(Saying(lang=one.lang, text=one.day(issued_on)) for one in voices),
        person_name=BLANK if facts.blank else tidy(facts.person_name),
        family_name=tidy(facts.family_name),
        recipient_name=tidy(facts.recipient.name) if facts.recipient and kind is NoticeKind.N2_COPY else "",
        titles=_in_each(voices, f"title.{kind}"),
        marks=tuple(_marks(facts, voices)),
        labels=tuple(_label(voices, key) for key in TEXTS if key.startswith(("head.", "service."))),
        sections=tuple(
            _sections(
                facts,
                kind,
                voices,
                number=BLANK if facts.blank else number,
                code=BLANK if facts.blank else shown_code(code),
                address=check_address.rsplit("://", maxsplit=1)[-1],
            )
        ),
        citations=tuple(
            dict.fromkeys([NOTICE_CITATION, *(line.citation for line in facts.decisions if line.citation)])
        ),
        law_version=facts.law_version,
    )


def _heading(facts: NoticeFacts) -> Heading:
    if facts.blank:
        return Heading(name=BLANK, address_lines=(BLANK,), phone=BLANK)
    agency = facts.agency
    return Heading(
        name=tidy(agency.name), address_lines=tuple(map(tidy, agency.address_lines)), phone=tidy(agency.phone)
    )


def _in_each(voices: list[Voice], key: str, **values: str) -> tuple[Saying, ...]:
    return tuple(Saying(lang=one.lang, text=one.say(key, **values)) for one in voices)


def _label(voices: list[Voice], key: str, **values: str) -> Label:
    return Label(name=key, sayings=_in_each(voices, key, **values))


def _marks(facts: NoticeFacts, voices: list[Voice]) -> Iterator[Label]:
    if facts.specimen:
        yield _label(voices, "mark.specimen")
    if facts.blank:
        yield _label(voices, "mark.blank")
    if facts.replaces_number:
        yield _label(voices, "mark.replaces", number=facts.replaces_number)
    if not all(one.words.reviewed for one in voices):
        yield _label(voices, "mark.draft")


def _sections(
    facts: NoticeFacts, kind: NoticeKind, voices: list[Voice], *, number: str, code: str, address: str
) -> Iterator[Section]:
    def proof(facts: NoticeFacts, kind: NoticeKind, one: Voice) -> Iterator[Paragraph]:
        return _proof(one, address=address, code=code)

    def call(facts: NoticeFacts, kind: NoticeKind, one: Voice) -> Iterator[Paragraph]:
        return _call(facts, one, number=number)

    answers: tuple[str, Part] = ("why", _reasons) if kind in ABOUT_RELEASE else ("asked", _answers)
    parts: tuple[tuple[str, Part], ...] = (
        ("happened", _happened),
        answers,
        ("rights", _rights),
        ("call", call),
        ("proof", proof),
    )
    for name, part in parts:
        yield from _rows(name, [(one, list(part(facts, kind, one))) for one in voices])


def _rows(name: str, said: list[tuple[Voice, list[Paragraph]]]) -> Iterator[Section]:
    """One row for each thing asked, so that both languages stand level and no row is torn by the end of a page."""
    languages = [one for one, _ in said]
    for place, rows in enumerate(zip(*(_split(paragraphs) for _, paragraphs in said), strict=True)):
        columns = tuple(
            Column(lang=one.lang, heading="" if place else one.say(f"{name}.heading"), paragraphs=tuple(row))
            for one, row in zip(languages, rows, strict=True)
        )
        yield Section(name=name, columns=columns)


def _split(paragraphs: list[Paragraph]) -> Iterator[list[Paragraph]]:
    row: list[Paragraph] = []
    for paragraph in paragraphs:
        if row and paragraph.style in {"question", "lead"}:
            yield row
            row = []
        row.append(paragraph)
    if row:
        yield row


def _text(text: str, style: str = "text", lang: str = "") -> Paragraph:
    return Paragraph(style=style, text=text, lang=lang)


def _happened(facts: NoticeFacts, kind: NoticeKind, one: Voice) -> Iterator[Paragraph]:
    if kind in ABOUT_RELEASE:
        yield from _told(facts, kind, one)
        return
    office = one.value(tidy(facts.federal_office))
    day, time = one.day(facts.received_at), one.time(facts.received_at)
    if kind is NoticeKind.N1_INTENT:
        yield _text(one.say("happened.intent", day=day, office=office))
        if facts.earlier_number:
            yield _text(one.say("happened.earlier_letter", number=whole(facts.earlier_number)))
    else:
        yield _text(one.say("happened.received", day=day, time=time, office=office))
        yield _text(one.say("happened.detainer"))
        if facts.copy_attached:
            yield _text(one.say("happened.copy"))
    yield _text(one.say("happened.not_federal"))


def _told(facts: NoticeFacts, kind: NoticeKind, one: Voice) -> Iterator[Paragraph]:
    release = facts.release
    assert release is not None  # noqa: S101  check_facts has refused it
    if kind is NoticeKind.N2_COPY and facts.recipient:
        role = "lawyer" if facts.recipient.role == "lawyer" else "named"
        yield _text(one.say(f"happened.copy_for_{role}", name=one.value(tidy(facts.person_name))))
    office, told = one.value(tidy(release.office)), release.told_at
    yield _text(one.say("happened.told", day=one.day(told), time=one.time(told), office=office))
    if release.release_at:
        moment = release.release_at
        yield _text(one.say("happened.told_release", day=one.day(moment), time=one.time(moment)))
    if release.spoken_words:
        yield _text(one.say("happened.told_by_voice", words=tidy(release.spoken_words)))
    else:
        yield _text(one.say("happened.told_copy"))
    yield _text(one.say("happened.not_federal"))


def _answers(facts: NoticeFacts, kind: NoticeKind, one: Voice) -> Iterator[Paragraph]:
    if facts.blank:
        yield from _answers_by_hand(facts, kind, one)
        return
    for line in facts.decisions:
        yield _text(one.say(f"asked.{line.purpose}"), "question")
        yield _text(one.say(f"answer.{line.decision}"), "answer")
        if line.decision != "pending":
            yield _text(_reason(line, one))
    if not facts.decisions or any(line.decision == "pending" for line in facts.decisions):
        yield from _pending(facts, one)
    yield from _own_words(facts, one)


def _answers_by_hand(facts: NoticeFacts, kind: NoticeKind, one: Voice) -> Iterator[Paragraph]:
    choices = ("comply", "decline") if kind is NoticeKind.N1_INTENT else ("comply", "decline", "pending")
    for line in facts.decisions:
        yield _text(one.say(f"asked.{line.purpose}"), "question")
        for choice in choices:
            yield _text(one.say(f"answer.{choice}"), "choice")
    if "pending" in choices:
        yield from _pending(facts, one)
    yield from _reason_by_hand(one)


def _reason_by_hand(one: Voice) -> Iterator[Paragraph]:
    yield _text(one.say("why.own_words"), "lead")
    yield from [_text("", "fill")] * 3


def _pending(facts: NoticeFacts, one: Voice) -> Iterator[Paragraph]:
    title = one.value(tidy(facts.decider.title))
    decider = one.say("decider.head", title=title) if title else one.say("decider.head_untitled")
    until = facts.decider.decide_by
    if until:
        yield _text(one.say("pending.who_when", decider=decider, day=one.day(until), time=one.time(until)), "lead")
    else:
        yield _text(one.say("pending.who", decider=decider), "lead")
    yield _text(one.say("pending.second_letter"))


def _reasons(facts: NoticeFacts, kind: NoticeKind, one: Voice) -> Iterator[Paragraph]:
    if facts.blank:
        yield from _reason_by_hand(one)
        return
    for line in facts.decisions:
        if line.decision != "pending":
            yield _text(one.say(f"asked.{line.purpose}"), "question")
            yield _text(_reason(line, one))
    yield from _own_words(facts, one)


def _reason(line: PurposeDecision, one: Voice) -> str:
    return one.say(f"why.{line.decision}.{line.outcome}", cite=cited(line.citation))


def cited(citation: str) -> str:
    """As a lawyer would look it up. Public acts stand as they are."""
    return f"Conn. Gen. Stat. §\u00a0{citation}" if citation[:1].isdigit() else citation


def _own_words(facts: NoticeFacts, one: Voice) -> Iterator[Paragraph]:
    decided = any(line.decision != "pending" for line in facts.decisions)
    words = tidy(facts.own_words)
    if words:
        yield _text(one.say("why.own_words"), "lead")
        yield from _quoted(facts, words, one)
    if decided:
        yield _text(one.say("why.our_reading"), "note")


def _quoted(facts: NoticeFacts, words: str, one: Voice) -> Iterator[Paragraph]:
    translated = tidy(facts.own_words_translated)
    if one.lang == "en":
        yield _text(words, "quote")
    elif translated:
        yield _text(translated, "quote")
    else:
        yield _text(words, "quote", "en")
        yield _text(one.say("why.own_words_english"), "note")


def _rights(facts: NoticeFacts, kind: NoticeKind, one: Voice) -> Iterator[Paragraph]:
    keys = ["lawyer", "show", "read_aloud", "copy", "correct", "complain"]
    if kind is NoticeKind.N2_COPY:
        keys = ["copy", "correct", "complain"]
    if facts.right_of_action:
        keys.append("court")
    for key in keys:
        yield _text(one.say(f"rights.{key}"), "item")


def _call(facts: NoticeFacts, one: Voice, *, number: str) -> Iterator[Paragraph]:
    heading = _heading(facts)
    name, phone = heading.name, heading.phone
    yield _text(
        one.say("call.agency", agency=name, phone=phone) if phone else one.say("call.agency_no_phone", agency=name)
    )
    yield _text(one.say("call.number", number=whole(number)))
    if facts.help_lines:
        yield _text(one.say("call.help"))
    for line in facts.help_lines:
        yield _text(f"{tidy(line.name)}: {tidy(line.contact)}", "item", "en")


def _proof(one: Voice, *, address: str, code: str) -> Iterator[Paragraph]:
    yield _text(one.say("proof.law", cite=cited(NOTICE_CITATION)))
    yield _text(one.say("proof.check", address=whole(address), code=whole(code)))
    yield _text(one.say("proof.no_phone"))
