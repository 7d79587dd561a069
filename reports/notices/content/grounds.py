"""The ground of a decision and its facts, in one language: what is on record, not what it proves.

A terrorist-screening ground has no sentence and is never described (Q7). A copy for somebody else
names the ground and not the offense or the warrant, unless the person agreed (54-142c, 54-192h(e)).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from reports.notices.content.document import Paragraph
from reports.notices.content.facts import NoticeFacts, PurposeDecision, normalize_text
from reports.notices.content.paragraphs import text
from reports.notices.content.recorded import PrintedConviction, PrintedWarrant, RecordedGround
from reports.notices.kinds import NoticeKind
from reports.notices.text.formatting import Day, LocaleText
from reports.notices.text.sentences import TEXTS

OF_CONVICTIONS = "_conviction"


def says_facts(facts: NoticeFacts, kind: NoticeKind) -> bool:
    """Whether the notice may say what the conviction or the warrant is. A copy for the attorney or
    the one named does so only with the person's agreement.
    """
    return kind is not NoticeKind.N2_COPY or facts.agrees_to_facts


def withholds_own_words(facts: NoticeFacts, kind: NoticeKind) -> bool:
    """Whether the decider's words are left out: they may name what the notice may not print."""
    if facts.own_words_withheld:
        return True
    return not says_facts(facts, kind) and any(
        ground.ground.endswith(OF_CONVICTIONS) or ground.is_private
        for line in facts.decisions
        for ground in line.grounds
    )


@dataclass
class GroundSentences:
    """Tells the grounds in one column of a notice, and the facts of each where it first stands."""

    facts: NoticeFacts
    kind: NoticeKind
    one: LocaleText
    detailed: set[RecordedGround] = field(default_factory=set)

    def about(self, line: PurposeDecision) -> Iterator[Paragraph]:
        """What is on record for one requested action."""
        for ground in line.grounds:
            yield from self._ground(ground)
        if line.has_no_ground:
            yield text(self.one.say("ground.none"))

    def _ground(self, ground: RecordedGround) -> Iterator[Paragraph]:
        key = "ground.not_printed" if ground.is_private else f"ground.{ground.ground}"
        if key not in TEXTS:
            return
        yield text(self.one.say(key))
        if ground.is_private:
            return
        if ground.is_in_doubt:
            yield text(self.one.say("ground.doubt"), "note")
        if says_facts(self.facts, self.kind) and ground not in self.detailed:
            yield from _facts(ground, self.one)
            self.detailed.add(ground)


def _facts(ground: RecordedGround, one: LocaleText) -> Iterator[Paragraph]:
    for conviction in ground.convictions:
        yield from _conviction(conviction, one)
    if ground.warrant:
        yield from _warrant(ground.warrant, one)


def _conviction(conviction: PrintedConviction, one: LocaleText) -> Iterator[Paragraph]:
    yield from _item("fact.offense", conviction.offense, one)
    yield from _item("fact.class", conviction.felony_class, one)
    yield from _day("fact.judgment_day", conviction.judgment_on, one)
    yield from _item("fact.court", conviction.court, one)
    yield from _item("fact.docket", conviction.docket, one)
    yield from _item("fact.source", conviction.source, one)
    if conviction.checked_on:
        yield text(one.say("fact.checked", day=Day(conviction.checked_on)), "item")


def _warrant(warrant: PrintedWarrant, one: LocaleText) -> Iterator[Paragraph]:
    yield from _item("fact.court", warrant.court, one)
    yield from _item("fact.judge", warrant.judge, one)
    yield from _item("fact.docket", warrant.docket, one)
    if warrant.issued_on:
        yield text(one.say("fact.warrant_day", value=Day(warrant.issued_on)), "item")
    for key in (f"fact.names.{warrant.is_for}", f"fact.commands.{warrant.commands}"):
        if key in TEXTS:
            yield text(one.say(key), "item")


def _item(key: str, value: str, one: LocaleText) -> Iterator[Paragraph]:
    """A fact that was recorded. A blank is not a value."""
    if words := normalize_text(value):
        yield text(one.say(key, value=words), "item")


def _day(key: str, value: str, one: LocaleText) -> Iterator[Paragraph]:
    """A day in the language's own form; a year, or whatever else was typed, as it was typed."""
    try:
        yield text(one.say(key, value=Day(date.fromisoformat(value))), "item")
    except ValueError:
        yield from _item(key, value, one)
