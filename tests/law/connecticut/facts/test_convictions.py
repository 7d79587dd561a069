"""Which ground a conviction gives, and what it leaves open."""

from dataclasses import replace
from datetime import date

import pytest

from reports.law.assess import assess, parse_facts
from reports.law.connecticut.facts.convictions import ConvictionFacts, read_conviction, with_raised
from reports.law.connecticut.sources import OFFICIAL_TEXT, official_links
from reports.law.state import SHIPPED_STATE, LawState, Offense, OffenseList, Settlement

LISTED = OffenseList("listed_offenses_2025", (Offense("53a-0", from_on=date(2020, 1, 1)),))
CLASSED = OffenseList("felony_ab_list", (Offense("53a-101"),))
KEPT = LawState(lists=(LISTED, CLASSED))
BURGLARY = ConvictionFacts("53a-101", felony=True, felony_class="B", convicted_on=date(2019, 5, 1))
OPEN_ALWAYS = "What counts as convicted, a pending appeal for example, is open."


def read(conviction, state=KEPT):
    reading = read_conviction(conviction, state)
    return reading.ground, reading.questions


@pytest.mark.parametrize("felony_class", ["A", "B"])
def test_class_a_or_b_on_the_list_gives_its_ground(felony_class):
    conviction = ConvictionFacts("53a-101", felony=True, felony_class=felony_class)
    assert read(conviction) == ("felony_ab_conviction", ("Q8",))
    assert read_conviction(conviction, KEPT).reasons == (OPEN_ALWAYS,)


def test_a_class_the_list_does_not_hold_is_asked_about():
    assert read(BURGLARY, SHIPPED_STATE) == ("felony_ab_conviction", ("Q6", "Q8"))
    assert read_conviction(BURGLARY, SHIPPED_STATE).reasons == (
        "The section is not on the maintained list of class A and B felonies; check the class.",
        OPEN_ALWAYS,
    )


@pytest.mark.parametrize("state", ["NY", "US", "Ecuador"])
def test_a_conviction_elsewhere_asks_who_rules_on_equivalence(state):
    conviction = ConvictionFacts("53a-101", felony=True, felony_class="B", state=state)
    assert read(conviction) == ("felony_ab_conviction", ("Q6", "Q8"))
    assert read_conviction(conviction, KEPT).reasons[0].startswith("Convicted elsewhere")
    assert len(read_conviction(conviction, KEPT).reasons) == 2


def test_a_deemed_class_is_asked_about():
    conviction = ConvictionFacts("53a-101", felony=True, felony_class="A", deemed_class=True)
    assert read(conviction) == ("felony_ab_conviction", ("Q6", "Q8"))
    assert read_conviction(conviction, KEPT).reasons[0].startswith("The class is deemed")


def test_a_juvenile_record_is_asked_about():
    conviction = ConvictionFacts("53a-101", felony=True, felony_class="A", juvenile=True)
    assert read(conviction) == ("felony_ab_conviction", ("Q8",))
    assert read_conviction(conviction, KEPT).reasons[0].startswith("A juvenile adjudication")


def test_an_erased_conviction_is_never_used():
    conviction = ConvictionFacts("53a-101", felony=True, felony_class="A", erased=True)
    reading = read_conviction(conviction, KEPT)
    assert (reading.ground, reading.questions) == ("erased_conviction", ("Q8",))
    assert reading.reasons == (
        "The conviction is erased: it is not used, and may be unlawful to keep (C.G.S. 54-142a).",
    )


def test_the_list_of_2025_gives_its_ground_by_the_day_of_the_offense():
    listed = ConvictionFacts("53a-0", felony=True, felony_class="D", offense_on=date(2020, 1, 1))
    assert read(listed) == ("listed_offense_conviction", ("Q8",))
    before = ConvictionFacts(
        "53a-0", felony=True, offense_on=date(2019, 12, 31), convicted_on=date(2021, 1, 1)
    )
    assert read(before)[0] == "other_felony_conviction"
    assert (
        read(ConvictionFacts("53a-0", felony=True, convicted_on=date(2021, 1, 1)))[0]
        == "listed_offense_conviction"
    )
    assert (
        read(ConvictionFacts("53a-0", felony=True, convicted_on=date(2019, 1, 1)))[0]
        == "other_felony_conviction"
    )
    assert read(ConvictionFacts("53a-0", felony=True, state="NY"))[0] == "other_felony_conviction"
    assert read(listed, SHIPPED_STATE)[0] == "other_felony_conviction"


def test_a_list_can_name_a_subdivision():
    kept = LawState(lists=(OffenseList("listed_offenses_2025", (Offense("53a-0", "(a)(1)"),)),))
    assert (
        read(ConvictionFacts("53a-0", felony=True, subdivision="(a)(1)"), kept)[0]
        == "listed_offense_conviction"
    )
    assert (
        read(ConvictionFacts("53a-0", felony=True, subdivision="(a)(2)"), kept)[0]
        == "other_felony_conviction"
    )


def test_a_misdemeanor_gives_no_ground_and_no_doubt():
    reading = read_conviction(ConvictionFacts("53a-61", felony=False, juvenile=True), KEPT)
    assert (reading.ground, reading.questions, reading.reasons) == (None, (), ())


def raised(conviction, *purposes, on="2026-03-01", state=KEPT, kind="municipal_police"):
    reading = read_conviction(conviction, state)
    given = {
        "on": on,
        "agency_kind": kind,
        "purposes": purposes,
        "grounds": [reading.ground] if reading.ground else [],
    }
    assessment = assess(parse_facts(given), state)
    return [finding.questions for finding in with_raised(assessment, [reading], state).findings]


ELSEWHERE = ConvictionFacts("PL 140.30", felony=True, felony_class="C", state="NY")


def test_a_felony_from_elsewhere_raises_its_question_where_convictions_matter():
    assert raised(ELSEWHERE, "hold", "address_information") == [("Q6", "Q8"), ("Q20",)]
    facts = parse_facts(
        {
            "on": "2026-03-01",
            "agency_kind": "municipal_police",
            "purposes": ["hold"],
            "grounds": ["other_felony_conviction"],
        }
    )
    assert assess(facts, KEPT).findings[0].questions == ("Q8",)


def test_a_question_that_was_settled_is_not_raised_again():
    settled = Settlement(
        "S",
        "Q6",
        "Opinion",
        "court",
        date(2026, 1, 1),
        purposes=("hold",),
        note="As classed there.",
    )
    state = LawState(settlements=(settled,))
    assert raised(ELSEWHERE, "hold", "interview", state=state) == [("Q8",), ("Q6", "Q8")]
    assert raised(ELSEWHERE, "hold", on="2025-12-31", state=state) == [("Q6", "Q8")]


def test_a_settlement_for_another_ground_leaves_the_question_open():
    settled = Settlement(
        "S",
        "Q6",
        "Opinion",
        "court",
        date(2026, 1, 1),
        grounds=("felony_ab_conviction",),
        note="As classed there.",
    )
    assert raised(ELSEWHERE, "hold", state=LawState(settlements=(settled,))) == [("Q6", "Q8")]
    of_this_ground = replace(settled, grounds=("other_felony_conviction",))
    assert raised(ELSEWHERE, "hold", state=LawState(settlements=(of_this_ground,))) == [("Q8",)]


def test_nothing_is_raised_where_no_conviction_counts_or_the_act_does_not_reach():
    misdemeanor = ConvictionFacts("53a-64", felony=False)
    assert raised(misdemeanor, "hold") == [()]
    assert raised(ELSEWHERE, "hold", kind="other") == [("Q14",)]


def test_official_texts_are_found_by_the_words_of_a_citation():
    assert official_links("54-192h(b)(1)(A)") == (("chapter 965, section 54-192h", OFFICIAL_TEXT),)
    names = [name for name, _ in official_links("54-192h(a)(6)(C); HB 8004 (2025)")]
    assert names == [
        "chapter 965, section 54-192h",
        "HB 8004 of the November 2025 special session, bill page",
    ]
    assert official_links("our working definition") == ()
