"""What each section of a notice says, in one language.

The reason is written from the decision's findings with their citations, and from the agency head's
own words; an unconfirmed interpretation of a rule is never stated as certain. C.G.S. sec.
54-192h(e)(1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.notices.content.answers import (
    citations_of,
    quoted,
    reason_by_hand,
    requested,
)
from reports.notices.content.document import Paragraph
from reports.notices.content.facts import (
    NoticeFacts,
    ReleaseNotified,
    SupportContactFacts,
    SupportContactWords,
    normalize_text,
)
from reports.notices.content.paragraphs import text
from reports.notices.kinds import NoticeKind
from reports.notices.text.formatting import (
    BLANK,
    Day,
    LocaleText,
    Time,
    isolated,
    locale_text,
)

NOTICE_CITATION = "54-192h(e)(1)"
ABOUT_RELEASE = frozenset({NoticeKind.N2, NoticeKind.N2_COPY, NoticeKind.COPY_OF_SENT})


def section_what_happened(
    facts: NoticeFacts, kind: NoticeKind, one: LocaleText
) -> Iterator[Paragraph]:
    """What was received, or what the federal agency was told, and that this notice is not from
    it.
    """
    if facts.is_child and kind is not NoticeKind.N2_COPY:
        yield from _child_paragraphs(facts, one)
    if kind in ABOUT_RELEASE:
        yield from _release_paragraphs(facts, kind, one)
        return
    if kind is NoticeKind.CANCELLATION:
        yield from _cancellation_paragraphs(facts, one)
    elif kind is NoticeKind.N1_INTENT:
        yield from _decision_paragraphs(facts, one)
    else:
        yield _received(facts, one)
        is_known = facts.is_detainer and facts.is_verified
        yield text(one.say("happened.detainer" if is_known else "happened.not_order"))
        yield text(one.say(_copy_key(facts)))
    for told in facts.notified_before:
        yield from _notified_paragraphs(told, one)
    yield text(one.say("happened.not_federal"))


def _child_paragraphs(facts: NoticeFacts, one: LocaleText) -> Iterator[Paragraph]:
    """What a child's letter says first, to whoever receives it: the child alone, or the one it is
    addressed to, and why.
    """
    if not normalize_text(facts.child_addressee) or not facts.child_role:
        yield text(one.say("happened.child_alone"))
        return
    name = one.value(normalize_text(facts.person_name))
    yield text(one.say(f"happened.child_{facts.child_role}", name=name))
    yield text(one.say("happened.child", name=name))


def _cancellation_paragraphs(facts: NoticeFacts, one: LocaleText) -> Iterator[Paragraph]:
    """That the request was taken back, and which request it was."""
    assert facts.cancelled_at is not None  # noqa: S101  check_facts has refused it
    yield text(one.say("happened.taken_back", day=Day(facts.cancelled_at)))
    yield _received(facts, one)
    if facts.earlier_number:
        yield text(one.say("happened.earlier_letter", number=isolated(facts.earlier_number)))


def _copy_key(facts: NoticeFacts) -> str:
    """What can truthfully be said of the copy: it is here, it follows, or there is none."""
    if facts.copy_attached:
        return "happened.copy"
    return "happened.copy_later" if facts.is_written else "happened.no_paper"


def _received(facts: NoticeFacts, one: LocaleText) -> Paragraph:
    """That the request came; and where nobody verified the sender, who they said they were."""
    office = one.value(normalize_text(facts.federal_office))
    day, time = Day(facts.received_at), Time(facts.received_at)
    key = "happened.received" if facts.is_verified else "happened.received_unverified"
    return text(one.say(key, day=day, time=time, office=office))


def _decision_paragraphs(facts: NoticeFacts, one: LocaleText) -> Iterator[Paragraph]:
    """That the agency decided. Only the first decision follows a notice that said it had not."""
    if facts.is_first_answer and facts.is_verified:
        office = one.value(normalize_text(facts.federal_office))
        yield text(one.say("happened.intent", day=Day(facts.received_at), office=office))
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
        if facts.is_child:
            yield text(one.say("happened.child", name=one.value(normalize_text(facts.person_name))))
    yield from _notification_paragraphs(facts, one)
    if release.spoken_words:
        yield text(one.say("happened.told_by_voice", words=normalize_text(release.spoken_words)))
    else:
        is_here = facts.copy_attached or facts.specimen or facts.blank
        yield text(one.say("happened.told_copy" if is_here else "happened.told_copy_later"))
    yield text(one.say("happened.not_federal"))


def _notification_paragraphs(facts: NoticeFacts, one: LocaleText) -> Iterator[Paragraph]:
    assert facts.release is not None  # noqa: S101  check_facts has refused it
    yield from _notified_paragraphs(facts.release, one)


def _notified_paragraphs(release: ReleaseNotified, one: LocaleText) -> Iterator[Paragraph]:
    """That the federal agency was told, when, and of which day and time."""
    office, notified_at = one.value(normalize_text(release.office)), release.notified_at
    yield text(
        one.say("happened.told", day=Day(notified_at), time=Time(notified_at), office=office)
    )
    if release.release_at:
        moment = release.release_at
        yield text(one.say("happened.told_release", day=Day(moment), time=Time(moment)))


REQUIRED_BY_NO_STATUTE = frozenset({NoticeKind.CANCELLATION, NoticeKind.CORRECTION})
ALL_RIGHTS = ("lawyer", "show", "read_aloud", "copy", "correct", "complain")
RIGHTS = {
    NoticeKind.N2_COPY: ("copy", "correct", "complain"),
    NoticeKind.CORRECTION: ("show", "read_aloud", "copy", "complain"),
    NoticeKind.CANCELLATION: ("show", "read_aloud", "copy", "correct", "complain"),
}


def section_rights(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    """What the person can do now."""
    keys = list(RIGHTS.get(kind, ALL_RIGHTS))
    if not facts.in_custody:
        keys = [key for key in keys if key != "lawyer"]
    if facts.right_of_action:
        keys.append("court")
    if not facts.is_written:
        keys = ["copy_letter" if key == "copy" else key for key in keys]
    for key in keys:
        yield text(one.say(f"rights.{key}"), "item")


def section_contact(
    facts: NoticeFacts, kind: NoticeKind, one: LocaleText, *, number: str
) -> Iterator[Paragraph]:
    """Whom to ask, by which number, and who else may help."""
    name = normalize_text(facts.agency.name) or BLANK
    phone = normalize_text(facts.agency.phone) or BLANK
    yield text(one.say("call.agency", agency=name, phone=phone))
    yield text(one.say("call.number", number=isolated(number)))
    if facts.help_lines:
        yield text(one.say("call.help"))
    for line in facts.help_lines:
        shown = line if facts.in_custody else replace(line, from_custody=False)
        yield from _helper(shown, one)


def _helper(line: SupportContactFacts, one: LocaleText) -> Iterator[Paragraph]:
    """The text that OPM approved for this language; else the English text, marked as English."""
    words = line.words_in(one.lang)
    custody = one.say("call.from_custody") if line.from_custody else None
    if words.lang == one.lang:
        text_line = _helps(words, one)
        is_joined = custody and not custody.is_fallback
        yield text(f"{text_line.removesuffix('.')}. {custody}" if is_joined else text_line, "item")
        if custody and not is_joined:
            yield text(custody, "note")
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
    if kind not in REQUIRED_BY_NO_STATUTE:
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
    yield _received(facts, one)
    yield from (text(requested(facts, line, one), "item") for line in facts.decisions)


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
            day=Day(given.requested_at),
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
        yield from reason_by_hand(one)
    elif words := normalize_text(facts.own_words):
        yield text(one.say("why.own_words"), "lead")
        yield from quoted(facts, words, one)


def _value(value: str, one: LocaleText) -> str:
    return one.value(normalize_text(value))
