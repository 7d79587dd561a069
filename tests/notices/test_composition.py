"""Which words stand in which letter."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from reports.notices.content.document import NoticeHeading, content_hash, from_json, to_json
from reports.notices.content.facts import (
    COVERS,
    Decider,
    NoticeFacts,
    PurposeDecision,
    SupportContactFacts,
    UnprintableFacts,
    made_printable,
    right_of_action_holds,
)
from reports.notices.content.specimens import CHECK_ADDRESS, specimen, specimen_facts
from reports.notices.kinds import NoticeKind
from reports.notices.text.formatting import BLANK
from tests.notices.spoken import spoken_text

KINDS = list(NoticeKind)


def compose(facts, kind=NoticeKind.N1_INTENT, language="es"):
    from reports.notices.content.compose import build_content

    return build_content(
        facts,
        kind=kind,
        language=language,
        number="X-2026-00001",
        code="ABCDEFGHJKLM",
        check_address=CHECK_ADDRESS,
        issued_on=date(2026, 3, 2),
    )


def english(facts, kind=NoticeKind.N1_INTENT) -> str:
    return spoken_text(compose(facts, kind, "en"), lang="en")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_survives_being_stored(kind, language):
    content = specimen(kind, language)
    assert from_json(to_json(content)) == content
    assert content_hash(to_json(content)) == content_hash(to_json(specimen(kind, language)))


def test_no_letter_has_room_for_birth_date_number_or_citizenship():
    names = " ".join(field.name for field in fields(NoticeFacts))
    assert not any(
        word in names for word in ("birth", "alien", "citizen", "country", "nationality", "status")
    )


@pytest.mark.parametrize("decision", ["comply", "decline"])
@pytest.mark.parametrize(
    "outcome", ["prohibited", "not_prohibited", "unsettled", "required", "no_rule"]
)
def test_each_answer_is_given_with_its_reason(decision, outcome):
    line = PurposeDecision(
        purpose="hold", decision=decision, outcome=outcome, citation="54-192h(b)(1)(A)(ii)"
    )
    text = english(replace(specimen_facts(NoticeKind.N1_INTENT, "en"), decisions=(line,)))
    assert (
        "Yes. We plan to do this." if decision == "comply" else "No. We do not plan to do this."
    ) in text
    assert "This is how we read the law." in text
    assert ("Conn. Gen. Stat. §\u00a054-192h(b)(1)(A)(ii)" in text) == (outcome != "no_rule")


def test_an_open_decision_says_who_decides_and_promises_no_time():
    text = english(specimen_facts(NoticeKind.N1_RECEIPT, "en"), NoticeKind.N1_RECEIPT)
    assert "We have not decided yet." in text
    assert "The head of our agency (Chief of Police) decides." in text
    assert "will be done by" not in text
    assert "we will give you a second letter" in text
    assert "Why" not in text


def test_an_agency_head_without_a_title_is_named_by_office():
    facts = replace(specimen_facts(NoticeKind.N1_RECEIPT, "en"), decider=Decider())
    assert "The head of our agency decides." in english(facts, NoticeKind.N1_RECEIPT)


def test_nobody_is_called_federal_whom_nobody_verified():
    facts = replace(specimen_facts(NoticeKind.N1_RECEIPT, "en"), is_verified=False)
    text = english(facts, NoticeKind.N1_RECEIPT)
    assert text.startswith("Somebody asked us about you")
    assert "somebody asked us about you. They said they were from ICE ERO Hartford." in text
    assert "It comes from federal immigration officers." not in text
    assert "The request is not, by itself, an order from a judge." in text
    decided = english(replace(specimen_facts(NoticeKind.N1_INTENT, "en"), is_verified=False))
    assert decided.startswith("What we decided about the request")
    assert "This letter tells you what we decided." in decided


def test_not_every_request_is_called_a_detainer():
    facts = replace(specimen_facts(NoticeKind.N1_RECEIPT, "es"), is_detainer=False)
    content = compose(facts, NoticeKind.N1_RECEIPT, "es")
    assert "detainer" not in spoken_text(content, lang="en")
    assert "detención" not in spoken_text(content, lang="es")


def test_a_free_person_reads_nothing_about_custody():
    asked = PurposeDecision(purpose="interview", decision="pending")
    line = SupportContactFacts(name="Example Legal Aid", contact="555-0101", from_custody=True)
    facts = replace(
        specimen_facts(NoticeKind.N1_RECEIPT, "en"),
        decisions=(asked,),
        in_custody=False,
        is_detainer=False,
        help_lines=(line,),
    )
    text = english(facts, NoticeKind.N1_RECEIPT)
    assert "custody" not in text
    assert "let go" not in text
    assert "Let them question you" in text
    assert "custody" in english(replace(facts, in_custody=True), NoticeKind.N1_RECEIPT)


@pytest.mark.parametrize("kind", [NoticeKind.N1_RECEIPT, NoticeKind.N1_INTENT])
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_letter_to_a_free_person_speaks_of_custody(kind, language):
    asked = PurposeDecision(purpose="supervision_information", decision="decline")
    facts = replace(
        specimen_facts(kind, language),
        decisions=(asked,),
        in_custody=False,
        is_detainer=False,
        own_words="",
    )
    text = english(facts, kind)
    assert "custody" not in text
    assert "let go" not in text
    assert "custodia" not in spoken_text(compose(facts, kind, language), lang="es")


@pytest.mark.parametrize("kind", [kind for kind in NoticeKind if kind not in COVERS])
def test_no_copy_is_promised_where_nothing_was_on_paper(kind):
    facts = replace(specimen_facts(kind, "en"), is_written=False, copy_attached=False)
    text = english(facts, kind)
    assert "copy of the request" not in text
    assert "or of the request" not in text


@pytest.mark.parametrize(
    "kind", [NoticeKind.N1_RECEIPT, NoticeKind.CANCELLATION, NoticeKind.COPY_OF_REQUEST]
)
def test_no_title_calls_an_unverified_sender_federal(kind):
    facts = replace(specimen_facts(kind, "en"), is_verified=False)
    content = compose(facts, kind, "es")
    assert not any("ederal" in title.text for title in content.titles)
    assert "ederal" not in spoken_text(compose(facts, kind, "en"), lang="en").splitlines()[0]


@pytest.mark.parametrize("kind", [NoticeKind.CORRECTION, NoticeKind.CANCELLATION])
def test_what_no_statute_asks_for_claims_none(kind):
    content = compose(specimen_facts(kind, "en"), kind, "es")
    assert "We give you this letter because of" not in spoken_text(content, lang="en")
    assert "54-192h(e)(1)" not in content.citations
    assert "54-192h(e)(1)" in compose(specimen_facts(NoticeKind.N2, "en"), NoticeKind.N2).citations


def test_a_request_taken_back_is_told_with_what_ice_had_been_told():
    sent = specimen_facts(NoticeKind.N2, "en").release
    assert sent is not None
    facts = replace(specimen_facts(NoticeKind.CANCELLATION, "en"), notified_before=(sent,))
    text = english(facts, NoticeKind.CANCELLATION)
    assert "On March 2, 2026, we learned that the request about you was taken back." in text
    assert "we told ICE ERO Hartford when you will be let go." in text
    assert "Our earlier letter has the number" in text
    assert "We have not decided" not in text
    assert "because of" not in text
    with pytest.raises(UnprintableFacts, match="taken back"):
        compose(replace(facts, cancelled_at=None), NoticeKind.CANCELLATION)


def test_the_reason_stands_in_the_deciders_own_words():
    content = compose(specimen_facts(NoticeKind.N1_INTENT, "es"))
    quotes = [
        p
        for section in content.sections
        for c in section.columns
        for p in c.paragraphs
        if p.style == "quote"
    ]
    assert [quote.lang for quote in quotes] == ["en", ""]
    assert len({quote.text for quote in quotes}) == 1
    assert "(Estas palabras se escribieron en inglés.)" in spoken_text(content, lang="es")


def test_a_translated_reason_takes_its_place():
    facts = replace(
        specimen_facts(NoticeKind.N1_INTENT, "es"), own_words_translated="Lo pensamos bien."
    )
    assert "Lo pensamos bien." in spoken_text(compose(facts), lang="es")
    assert "Lo pensamos bien." not in spoken_text(compose(facts), lang="en")


@pytest.mark.parametrize(
    ("kind", "day", "holds"),
    [
        ("municipal_police", date(2025, 10, 1), True),
        ("municipal_police", date(2025, 9, 30), False),
        ("school_police", date(2026, 1, 1), True),
        ("correction", date(2026, 1, 1), False),
    ],
)
def test_the_right_of_action_is_told_only_where_it_may_exist(kind, day, holds):
    assert right_of_action_holds(agency_kind=kind, event_on=day) is holds


def test_a_letter_tells_what_was_said_by_voice():
    facts = specimen_facts(NoticeKind.N2, "en")
    assert facts.release is not None
    spoken = replace(facts, release=replace(facts.release, spoken_words="Out tomorrow at nine."))
    assert "This is what we said: \u2068" not in english(spoken, NoticeKind.N2)
    assert "This is what we said: Out tomorrow at nine." in english(spoken, NoticeKind.N2)
    assert "A copy of what we sent is behind this letter." in english(facts, NoticeKind.N2)


def test_a_copy_says_why_its_reader_gets_it():
    text = english(specimen_facts(NoticeKind.N2_COPY, "en"), NoticeKind.N2_COPY)
    assert "You get this copy because you are the lawyer of María José Nuñez-Đặng." in text


def test_help_lines_are_printed_when_there_are_any():
    facts = specimen_facts(NoticeKind.N1_RECEIPT, "en")
    assert "Others who may help" not in english(facts, NoticeKind.N1_RECEIPT)
    with_help = replace(
        facts, help_lines=(SupportContactFacts(name="Example Legal Aid", contact="555-0101"),)
    )
    assert "Example Legal Aid: 555-0101" in english(with_help, NoticeKind.N1_RECEIPT)


def test_days_and_times_are_connecticuts():
    facts = replace(
        specimen_facts(NoticeKind.N1_RECEIPT, "en"),
        received_at=datetime(2026, 7, 1, 3, 30, tzinfo=UTC),
    )
    assert "On June 30, 2026 at 11:30 PM" in english(facts, NoticeKind.N1_RECEIPT)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"person_name": "  "}, "name is empty"),
        ({"person_name": "A" * 10_000}, "more than 300"),
        ({"person_name": "Ana\u202eanA"}, "turns the direction"),
        ({"person_name": "Ana \ud83d"}, "cannot be printed"),
        ({"federal_office": "ICE\x00"}, "cannot be printed"),
        ({"own_words": "B" * 7000}, "more than 6000"),
    ],
)
def test_what_cannot_be_printed_is_refused_without_being_repeated(changes, sentence):
    with pytest.raises(UnprintableFacts, match=sentence) as refused:
        compose(replace(specimen_facts(NoticeKind.N1_INTENT, "es"), **changes))
    assert (
        next(iter(changes.values())) not in str(refused.value)
        or not next(iter(changes.values())).strip()
    )


def test_what_is_missing_in_the_heading_is_a_line_to_fill_in_by_hand():
    facts = specimen_facts(NoticeKind.N1_RECEIPT, "en")
    bare = replace(facts.agency, name="", address_lines=(), phone="")
    content = compose(replace(facts, agency=bare), NoticeKind.N1_RECEIPT, "en")
    assert content.heading == NoticeHeading(name=BLANK, address_lines=(BLANK,), phone=BLANK)
    assert f"{BLANK}, telephone {BLANK}" in spoken_text(content, lang="en")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"copy_attached": True}, "A copy of the request is behind this letter."),
        ({"copy_attached": False}, "We will give you a copy of the request."),
        (
            {"copy_attached": False, "is_written": False},
            "The request was not on paper, so there is no copy.",
        ),
    ],
)
def test_a_copy_is_promised_only_where_there_is_or_will_be_one(changes, sentence):
    facts = replace(specimen_facts(NoticeKind.N1_RECEIPT, "en"), **changes)
    text = english(facts, NoticeKind.N1_RECEIPT)
    assert sentence in text
    assert ("of this letter, or of the request" in text) == facts.is_written


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"person_name": "  "}, BLANK),
        ({"person_name": "A" * 301}, BLANK),
        ({"person_name": "Ana \U00012345"}, BLANK),
        ({"person_name": "Ana\u202e Ruiz\x00"}, "Ana Ruiz"),
        ({"person_name": "عبد الرؤوف"}, "عبد الرؤوف"),
        ({"person_name": "龔鑠涵"}, "龔鑠涵"),
    ],
)
def test_a_name_that_cannot_be_printed_is_written_by_hand(changes, name):
    facts = made_printable(replace(specimen_facts(NoticeKind.N1_RECEIPT, "es"), **changes))
    content = compose(facts, NoticeKind.N1_RECEIPT, "es")
    assert content.person_name == name


def test_every_other_fact_gives_way_too():
    facts = specimen_facts(NoticeKind.N1_INTENT, "es")
    broken = replace(
        facts,
        federal_office="\U00012345",
        own_words="B" * 7000,
        agency=replace(facts.agency, address_lines=("1 Road\u2066", "C" * 400)),
    )
    printed = made_printable(broken)
    assert (printed.federal_office, printed.own_words) == (BLANK, BLANK)
    assert printed.agency.address_lines == ("1 Road", BLANK)
    assert compose(printed)
    assert made_printable(facts) == facts
