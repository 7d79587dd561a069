"""The answers to what was requested and their reasons, in one language.

The reason comes from the decision's findings with their citations and from the agency head's own
words; an unverified interpretation is never given as certain. A reason that rests on a
terrorist-screening record is not described before the agency head releases it (Q7): the notice goes
out without it and says that the reason follows. C.G.S. sec. 54-192h(e)(1).
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.notices.content.document import Paragraph
from reports.notices.content.facts import (
    NoticeFacts,
    PurposeDecision,
    StandardReasonFacts,
    normalize_text,
)
from reports.notices.content.grounds import GroundSentences, withholds_own_words
from reports.notices.content.paragraphs import text
from reports.notices.kinds import NoticeKind
from reports.notices.text.formatting import Day, LocaleText, Phrase, Saying, Time
from reports.notices.text.languages import ENGLISH
from reports.notices.text.sentences import TEXTS


def requested(facts: NoticeFacts, line: PurposeDecision, one: LocaleText) -> Saying:
    """One requested action. To a free person nothing is said of custody."""
    free = f"asked.{line.purpose}.free"
    is_free = not facts.in_custody and free in TEXTS
    return one.say(free if is_free else f"asked.{line.purpose}")


def section_answers(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    """Each requested action, the decision on it and its reason."""
    if facts.blank:
        yield from _answers_by_hand(facts, kind, one)
        return
    grounds = GroundSentences(facts, kind, one)
    for line in facts.decisions:
        yield text(requested(facts, line, one), "question")
        yield text(one.say(f"answer.{line.decision}"), "answer")
        yield from _change(line, one)
        if line.decision != "pending" and not facts.withholds_reason:
            yield from _reason(line, one, grounds)
    if not facts.decisions or any(line.decision == "pending" for line in facts.decisions):
        yield from _pending(facts, one)
    yield from _own_words(facts, kind, one)


def _change(line: PurposeDecision, one: LocaleText) -> Iterator[Paragraph]:
    """That an earlier decision gave another answer, and which."""
    if line.changed_from and line.answered_at:
        yield text(
            one.say(
                "changed.answer",
                day=Day(line.answered_at),
                time=Time(line.answered_at),
                answer=Phrase(f"answer.{line.changed_from}"),
            )
        )


def _answers_by_hand(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    choices = (
        ("comply", "decline") if kind is NoticeKind.N1_INTENT else ("comply", "decline", "pending")
    )
    for line in facts.decisions:
        yield text(requested(facts, line, one), "question")
        for choice in choices:
            yield text(one.say(f"answer.{choice}"), "choice")
    if "pending" in choices:
        yield from _pending(facts, one)
    yield from reason_by_hand(one)


def reason_by_hand(one: LocaleText) -> Iterator[Paragraph]:
    yield text(one.say("why.own_words"), "lead")
    yield from [text("", "fill")] * 3


def _pending(facts: NoticeFacts, one: LocaleText) -> Iterator[Paragraph]:
    title = one.value(normalize_text(facts.decider.title))
    decider = Phrase("decider.head", {"title": title}) if title else Phrase("decider.head_untitled")
    yield text(one.say("pending.who", decider=decider), "lead")
    yield text(one.say("pending.second_letter"))


def section_reasons(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    """The written reason for notifying of a release."""
    if facts.blank:
        yield from reason_by_hand(one)
        return
    decided = [line for line in facts.decisions if line.decision != "pending"]
    if facts.withholds_reason:
        yield text(one.say("why.follows"))
        return
    if not decided:
        yield text(one.say("why.no_decision"))
        yield from reason_by_hand(one)
        return
    grounds = GroundSentences(facts, kind, one)
    for line in decided:
        yield text(requested(facts, line, one), "question")
        yield from _reason(line, one, grounds)
    yield from _own_words(facts, kind, one)


def _reason(
    line: PurposeDecision, one: LocaleText, grounds: GroundSentences
) -> Iterator[Paragraph]:
    """How the law was read for one requested action, and what is on record for it."""
    yield text(one.say(f"why.{line.decision}.{line.outcome}", cite=citations_of(line.citation)))
    yield from grounds.about(line)


def citations_of(citation: str) -> str:
    """Citations as a lawyer would look them up. Public acts are left unchanged."""
    return f"Conn. Gen. Stat. §\u00a0{citation}" if citation[:1].isdigit() else citation


def _own_words(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    if facts.withholds_reason:
        yield text(one.say("why.follows"), "lead")
        return
    decided = any(line.decision != "pending" for line in facts.decisions)
    if quotes := list(_quotes(facts, kind, one)):
        yield text(one.say("why.own_words"), "lead")
        yield from quotes
    if normalize_text(facts.own_words) and withholds_own_words(facts, kind):
        yield text(one.say("why.own_words_not_printed"), "note" if quotes else "lead")
    if decided:
        yield text(one.say("why.our_reading"), "note")


def _quotes(facts: NoticeFacts, kind: NoticeKind, one: LocaleText) -> Iterator[Paragraph]:
    """The reasons chosen from OPM's list and the decider's own words, as far as they are printed.
    After an erasure neither is: both were written while the conviction was on record.
    """
    if not facts.own_words_withheld:
        for reason in facts.standard_reasons:
            yield from _chosen(reason, one)
    words = normalize_text(facts.own_words)
    if words and not withholds_own_words(facts, kind):
        yield from quoted(facts, words, one)


def _chosen(reason: StandardReasonFacts, one: LocaleText) -> Iterator[Paragraph]:
    translated = reason.text_in(one.lang)
    if one.lang == ENGLISH.code or not translated:
        yield text(normalize_text(reason.text), "quote", _english_in(one))
    else:
        yield text(normalize_text(translated), "quote")


def _english_in(one: LocaleText) -> str:
    return "" if one.lang == ENGLISH.code else ENGLISH.code


def quoted(facts: NoticeFacts, words: str, one: LocaleText) -> Iterator[Paragraph]:
    is_for_reader = facts.own_words_language in {"", one.lang}
    translated = normalize_text(facts.own_words_translated) if is_for_reader else ""
    if one.lang == "en":
        yield text(words, "quote")
    elif translated:
        yield text(translated, "quote")
    else:
        yield text(words, "quote", "en")
        yield text(one.say("why.own_words_english"), "note")
