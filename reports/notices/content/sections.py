"""What each section of a notice says, in one language.

The reason is written from the decision's findings with their citations, and from the agency head's
own words; an unconfirmed interpretation of a rule is never stated as certain. C.G.S. sec.
54-192h(e)(1).
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.notices.content.document import Paragraph
from reports.notices.content.facts import (
    NoticeFacts,
    PurposeDecision,
    ReleaseNotified,
    SupportContactFacts,
    SupportContactWords,
    normalize_text,
)
from reports.notices.kinds import NoticeKind
from reports.notices.text.formatting import BLANK, LocaleText, isolated, locale_text

NOTICE_CITATION = "54-192h(e)(1)"
ABOUT_RELEASE = frozenset({NoticeKind.N2, NoticeKind.N2_COPY, NoticeKind.COPY_OF_SENT})


def text(words: str, style: str = "text", lang: str = "") -> Paragraph:
    return Paragraph(style=style, text=words, lang=lang)


def section_what_happened(
    facts: NoticeFacts, kind: NoticeKind, one: LocaleText
) -> Iterator[Paragraph]:
    """What was received, or what the federal agency was told, and that this notice is not from
    it.
    """
    if kind in ABOUT_RELEASE:
        yield from _release_paragraphs(facts, kind, one)
        return
    if kind is NoticeKind.N1_INTENT:
        yield from _decision_paragraphs(facts, one)
    else:
        yield _received(facts, one)
        yield text(one.say("happened.detainer"))
        if facts.copy_attached:
            yield text(one.say("happened.copy"))
    for told in facts.notified_before:
        yield from _notified_paragraphs(told, one)
    yield text(one.say("happened.not_federal"))


def _received(facts: NoticeFacts, one: LocaleText) -> Paragraph:
    office = one.value(normalize_text(facts.federal_office))
    day, time = one.day(facts.received_at), one.time(facts.received_at)
    return text(one.say("happened.received", day=day, time=time, office=office))


def _decision_paragraphs(facts: NoticeFacts, one: LocaleText) -> Iterator[Paragraph]:
    """That the agency decided. Only the first decision follows a notice that said it had not."""
    if facts.is_first_answer:
        office = one.value(normalize_text(facts.federal_office))
        yield text(one.say("happened.intent", day=one.day(facts.received_at), office=office))
    else:
        yield _received(facts, one)
        yield text(one.say("happened.decided_now"))
    if facts.earlier_number:
        yield text(one.say("happened.earlier_letter", number=isolated(facts.earlier_number)))


def _release_paragraphs(
    facts: NoticeFacts, kind: NoticeKind, one: LocaleText
) -> Iterator[Paragraph]:
    release = facts.release
    assert release is not None  # noqa: S101  check_facts has refused it
    if kind is NoticeKind.N2_COPY and facts.recipient:
        role = "lawyer" if facts.recipient.role == "lawyer" else "named"
        yield text(
            one.say(f"happened.copy_for_{role}", name=one.value(normalize_text(facts.person_name)))
        )
    yield from _notification_paragraphs(facts, one)
    if release.spoken_words:
        yield text(one.say("happened.told_by_voice", words=normalize_text(release.spoken_words)))
    else:
        yield text(one.say("happened.told_copy"))
    yield text(one.say("happened.not_federal"))


def _notification_paragraphs(facts: NoticeFacts, one: LocaleText) -> Iterator[Paragraph]:
    assert facts.release is not None  # noqa: S101  check_facts has refused it
    yield from _notified_paragraphs(facts.release, one)


def _notified_paragraphs(release: ReleaseNotified, one: LocaleText) -> Iterator[Paragraph]:
    """That the federal agency was told, when, and of which day and time."""
    office, notified_at = one.value(normalize_text(release.office)), release.notified_at
    yield text(
        one.say(
            "happened.told", day=one.day(notified_at), time=one.time(notified_at), office=office
        )
    )
    if release.release_at:
        moment = release.release_at
        yield text(one.say("happened.told_release", day=one.day(moment), time=one.time(moment)))


def section_answers(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    """Each requested action, the decision on it and its reason."""
    if facts.blank:
        yield from _answers_by_hand(facts, kind, one)
        return
    for line in facts.decisions:
        yield text(one.say(f"asked.{line.purpose}"), "question")
        yield text(one.say(f"answer.{line.decision}"), "answer")
        yield from _change(line, one)
        if line.decision != "pending":
            yield text(_reason(line, one))
    if not facts.decisions or any(line.decision == "pending" for line in facts.decisions):
        yield from _pending(facts, one)
    yield from _own_words(facts, one)


def _change(line: PurposeDecision, one: LocaleText) -> Iterator[Paragraph]:
    """That an earlier decision gave another answer, and which."""
    if line.changed_from and line.answered_at:
        yield text(
            one.say(
                "changed.answer",
                day=one.day(line.answered_at),
                time=one.time(line.answered_at),
                answer=one.say(f"answer.{line.changed_from}"),
            )
        )


def _answers_by_hand(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    choices = (
        ("comply", "decline") if kind is NoticeKind.N1_INTENT else ("comply", "decline", "pending")
    )
    for line in facts.decisions:
        yield text(one.say(f"asked.{line.purpose}"), "question")
        for choice in choices:
            yield text(one.say(f"answer.{choice}"), "choice")
    if "pending" in choices:
        yield from _pending(facts, one)
    yield from _reason_by_hand(one)


def _reason_by_hand(one: LocaleText) -> Iterator[Paragraph]:
    yield text(one.say("why.own_words"), "lead")
    yield from [text("", "fill")] * 3


def _pending(facts: NoticeFacts, one: LocaleText) -> Iterator[Paragraph]:
    title = one.value(normalize_text(facts.decider.title))
    decider = one.say("decider.head", title=title) if title else one.say("decider.head_untitled")
    until = facts.decider.decide_by
    if until:
        yield text(
            one.say("pending.who_when", decider=decider, day=one.day(until), time=one.time(until)),
            "lead",
        )
    else:
        yield text(one.say("pending.who", decider=decider), "lead")
    yield text(one.say("pending.second_letter"))


def section_reasons(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    """The written reason for notifying of a release."""
    if facts.blank:
        yield from _reason_by_hand(one)
        return
    decided = [line for line in facts.decisions if line.decision != "pending"]
    if not decided:
        yield text(one.say("why.no_decision"))
        yield from _reason_by_hand(one)
        return
    for line in decided:
        yield text(one.say(f"asked.{line.purpose}"), "question")
        yield text(_reason(line, one))
    yield from _own_words(facts, one)


def _reason(line: PurposeDecision, one: LocaleText) -> str:
    return one.say(f"why.{line.decision}.{line.outcome}", cite=citations_of(line.citation))


def citations_of(citation: str) -> str:
    """Citations as a lawyer would look them up. Public acts are left unchanged."""
    return f"Conn. Gen. Stat. §\u00a0{citation}" if citation[:1].isdigit() else citation


def _own_words(facts: NoticeFacts, one: LocaleText) -> Iterator[Paragraph]:
    decided = any(line.decision != "pending" for line in facts.decisions)
    words = normalize_text(facts.own_words)
    if words:
        yield text(one.say("why.own_words"), "lead")
        yield from _quoted(facts, words, one)
    if decided:
        yield text(one.say("why.our_reading"), "note")


def _quoted(facts: NoticeFacts, words: str, one: LocaleText) -> Iterator[Paragraph]:
    translated = normalize_text(facts.own_words_translated)
    if one.lang == "en":
        yield text(words, "quote")
    elif translated:
        yield text(translated, "quote")
    else:
        yield text(words, "quote", "en")
        yield text(one.say("why.own_words_english"), "note")


def section_rights(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    """What the person can do now."""
    keys = ["lawyer", "show", "read_aloud", "copy", "correct", "complain"]
    if kind is NoticeKind.N2_COPY:
        keys = ["copy", "correct", "complain"]
    if kind is NoticeKind.CORRECTION:
        keys = ["show", "read_aloud", "copy", "complain"]
    if facts.right_of_action:
        keys.append("court")
    for key in keys:
        yield text(one.say(f"rights.{key}"), "item")


def section_contact(
    facts: NoticeFacts, kind: NoticeKind, one: LocaleText, *, number: str
) -> Iterator[Paragraph]:
    """Whom to ask, by which number, and who else may help."""
    name, phone = normalize_text(facts.agency.name), normalize_text(facts.agency.phone)
    if facts.blank and not name:
        name, phone = BLANK, BLANK
    yield text(
        one.say("call.agency", agency=name, phone=phone)
        if phone
        else one.say("call.agency_no_phone", agency=name)
    )
    yield text(one.say("call.number", number=isolated(number)))
    if facts.help_lines:
        yield text(one.say("call.help"))
    for line in facts.help_lines:
        yield from _helper(line, one)


def _helper(line: SupportContactFacts, one: LocaleText) -> Iterator[Paragraph]:
    """The text that OPM approved for this language; else the English text, marked as English."""
    words = line.words_in(one.lang)
    custody = one.say("call.from_custody") if line.from_custody else ""
    if words.lang == one.lang:
        text_line = _helps(words, one)
        yield text(f"{text_line.removesuffix('.')}. {custody}" if custody else text_line, "item")
        return
    yield text(one.apart(_helps(words, locale_text(words.lang))), "item", words.lang)
    if custody:
        yield text(custody, "note")


def _helps(words: SupportContactWords, one: LocaleText) -> str:
    text_line = (
        f"{one.apart(normalize_text(words.name))}: {one.apart(normalize_text(words.contact))}"
    )
    return f"{text_line}. {one.apart(normalize_text(words.note))}" if words.note else text_line


def section_proof(
    facts: NoticeFacts, kind: NoticeKind, one: LocaleText, *, address: str, code: str
) -> Iterator[Paragraph]:
    """Why the person gets this notice, and how anyone can check that it is genuine."""
    yield text(one.say("proof.law", cite=citations_of(NOTICE_CITATION)))
    yield text(one.say("proof.check", address=isolated(address), code=isolated(code)))
    yield text(one.say("proof.no_phone"))


def summary(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    """What the pictures show, in words: a picture cannot be searched, copied or read by a
    machine.
    """
    if kind is NoticeKind.COPY_OF_SENT:
        yield from _notification_paragraphs(facts, one)
        return
    office, came = one.value(normalize_text(facts.federal_office)), facts.received_at
    yield text(one.say("happened.received", day=one.day(came), time=one.time(came), office=office))
    yield from (text(one.say(f"asked.{line.purpose}"), "item") for line in facts.decisions)


def section_copy_follows(
    facts: NoticeFacts, kind: NoticeKind, one: LocaleText, *, number: str
) -> Iterator[Paragraph]:
    """What lies behind a cover sheet. The copy may show what the notice itself never does, so this
    says so.
    """
    yield text(one.say("copy.sent" if kind is NoticeKind.COPY_OF_SENT else "copy.request"))
    yield text(one.say("copy.count", count=BLANK if facts.blank else str(facts.copy_pages)))
    yield text(one.say("copy.belongs", number=isolated(number)))
    yield text(one.say("copy.private"), "lead")
    yield text(one.say("copy.aloud"), "note")


def section_corrected(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    """The answer to a correction request. No statute requires one."""
    given = facts.correction
    assert given is not None  # noqa: S101  check_facts has refused it
    yield text(
        one.say(
            "correction.asked",
            day=one.day(given.requested_at),
            number=isolated(_value(given.number, one)),
        )
    )
    if given.new_number and not facts.blank:
        yield text(one.say("correction.done", number=isolated(given.new_number)), "answer")
        return
    if facts.blank:
        yield text(one.say("correction.done", number=isolated(BLANK)), "choice")
    yield text(one.say("correction.kept"), "choice" if facts.blank else "answer")


def section_why_corrected(
    facts: NoticeFacts, kind: NoticeKind, one: LocaleText
) -> Iterator[Paragraph]:
    """The reason in the agency's own words, where it gave one."""
    if facts.blank:
        yield from _reason_by_hand(one)
    elif words := normalize_text(facts.own_words):
        yield text(one.say("why.own_words"), "lead")
        yield from _quoted(facts, words, one)


def _value(value: str, one: LocaleText) -> str:
    return one.value(normalize_text(value))
