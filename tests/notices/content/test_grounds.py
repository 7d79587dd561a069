"""The ground and its facts, in each notice that gives a reason, and what no notice prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reports.notices.content.document import to_json
from reports.notices.content.facts import NoticeAddressee, NoticeFacts, PurposeDecision
from reports.notices.content.recorded import PrintedConviction, PrintedWarrant, RecordedGround
from reports.notices.content.specimens import CONVICTED, specimen_facts
from reports.notices.kinds import NoticeKind
from reports.notices.text.languages import LANGUAGES
from reports.notices.text.sentences import GROUNDS, TEXTS
from tests.notices.spoken import spoken_text
from tests.notices.test_composition import compose, english

WARRANT = PrintedWarrant(
    court="United States District Court",
    judge="A. Example",
    docket="3:26-mj-1",
    issued_on=date(2026, 2, 27),
    is_for="this_person",
    commands="arrest",
)


def facts_with(
    *grounds: RecordedGround, kind: NoticeKind = NoticeKind.N2, **changes
) -> NoticeFacts:
    line = PurposeDecision(
        purpose="hold",
        decision="comply",
        outcome="not_prohibited",
        citation="54-192h(b)(1)(A)",
        grounds=grounds,
    )
    return replace(specimen_facts(kind, "en"), decisions=(line,), **changes)


@pytest.mark.parametrize("kind", [NoticeKind.N1_INTENT, NoticeKind.N2])
def test_a_conviction_is_told_as_recorded_with_its_source_and_day_of_checking(kind):
    text = english(facts_with(CONVICTED, kind=kind), kind)
    for sentence in (
        "We have on record that you were convicted of a felony of class A or B.",
        "Crime: Burglary in the first degree (53a-101)",
        "Class of the felony: B",
        "Day of the judgment: May 14, 2019",
        "Court: Superior Court, Example",
        "Case number: EX-CR18-0000000-S",
        "Where we have this from: Judicial Branch look-up",
        "As checked on March 1, 2026. Court records can change from day to day.",
        "A court has a final judgment on record.",
    ):
        assert sentence in text


def test_what_was_not_recorded_is_not_printed():
    bare = RecordedGround(
        ground="felony_ab_conviction",
        convictions=(PrintedConviction(offense="Burglary", judgment_on="2019"),),
    )
    text = english(facts_with(bare), NoticeKind.N2)
    assert "Day of the judgment: 2019" in text
    for label in ("Class of", "Court:", "Case number", "Where we have", "As checked"):
        assert label not in text


def test_a_judges_warrant_is_told_with_whom_it_names_and_what_it_is_for():
    ground = RecordedGround(ground="judicial_warrant", warrant=WARRANT)
    text = english(facts_with(ground), NoticeKind.N2)
    for sentence in (
        "We have on record a warrant that a judge signed.",
        "Court: United States District Court",
        "Judge: A. Example",
        "Day of the warrant: February 27, 2026",
        "The warrant names you.",
        "The warrant is for an arrest.",
    ):
        assert sentence in text
    another = replace(ground, warrant=replace(WARRANT, is_for="another_person", commands="other"))
    text = english(facts_with(another), NoticeKind.N2)
    assert "The warrant names another person." in text
    assert "The warrant is for" not in text


def test_a_ground_in_doubt_is_never_given_as_certain():
    text = english(facts_with(replace(CONVICTED, is_in_doubt=True)), NoticeKind.N2)
    assert "It is not clear if this counts under the law." in text


def test_the_facts_stand_once_and_the_ground_for_each_purpose():
    facts = specimen_facts(NoticeKind.N1_INTENT, "en")
    text = english(facts)
    assert len(facts.decisions) == 2
    assert text.count("We have on record that you were convicted") == 2
    assert text.count("Crime: ") == 1


def test_where_the_act_names_a_ground_and_none_is_on_record_the_notice_says_so():
    line = PurposeDecision(
        purpose="hold",
        decision="decline",
        outcome="prohibited",
        citation="54-192h(b)(1)(A)",
        has_no_ground=True,
    )
    text = english(replace(specimen_facts(NoticeKind.N1_INTENT, "en"), decisions=(line,)))
    assert "We have on record none of the grounds that this law names for this." in text


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_each_language_says_the_ground_and_the_facts(language):
    facts = facts_with(CONVICTED, RecordedGround(ground="judicial_warrant", warrant=WARRANT))
    content = compose(facts, NoticeKind.N2, language)
    columns = [column for part in content.sections for column in part.columns]
    told = [part for column in columns if column.lang == language for part in column.paragraphs]
    assert sum("Superior Court, Example" in part.text for part in told) == 1
    assert {part.lang for part in told if part.style == "item"} == {""}
    own = spoken_text(content, lang=language)
    assert TEXTS["ground.felony_ab_conviction"] not in own
    assert "2026" in own


@pytest.mark.parametrize("role", ["lawyer", "named"])
def test_a_copy_names_the_ground_and_never_the_offense(role):
    facts = facts_with(
        CONVICTED,
        kind=NoticeKind.N2_COPY,
        recipient=NoticeAddressee(name="Ruth Okafor", role=role),
        own_words="The burglary of 2019 decided it.",
    )
    text = english(facts, NoticeKind.N2_COPY)
    assert "convicted of a felony of class A or B" in text
    assert "urglary" not in to_json(compose(facts, NoticeKind.N2_COPY, "es"))
    assert "The words of the person who decided are not printed here." in text
    agreed = english(replace(facts, agrees_to_facts=True), NoticeKind.N2_COPY)
    assert "Crime: Burglary" in agreed
    assert "The burglary of 2019 decided it." in agreed


def test_a_copy_without_a_conviction_keeps_the_deciders_words():
    facts = facts_with(RecordedGround(ground="written_consent"), kind=NoticeKind.N2_COPY)
    assert "A court has a final judgment on record." in english(facts, NoticeKind.N2_COPY)


def test_what_may_not_be_printed_is_not_named():
    private = RecordedGround(ground="felony_ab_conviction", is_private=True)
    text = english(facts_with(private), NoticeKind.N2)
    assert "There is something on record that we do not print here." in text
    assert "convicted" not in text


def test_words_from_before_an_erasure_are_not_printed():
    text = english(facts_with(own_words_withheld=True), NoticeKind.N2)
    assert "A court has a final judgment" not in text
    assert "The words of the person who decided are not printed here." in text


@pytest.mark.parametrize("ground", ["terrorist_database_match", "terrorism_investigation"])
def test_a_terrorist_ground_has_no_words_at_all(ground):
    assert not [key for key in GROUNDS if "terror" in key]
    assert not [words for words in TEXTS.values() if "terror" in words.lower()]
    facts = facts_with(RecordedGround(ground=ground), own_words="", terrorist_database_ground=True)
    assert "terror" not in to_json(compose(facts, NoticeKind.N2, "es")).lower()
    released = replace(facts, cleared_by_legal=True)
    assert "terror" not in to_json(compose(released, NoticeKind.N2, "es")).lower()
