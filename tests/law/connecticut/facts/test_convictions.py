"""Which ground a conviction gives, and what it leaves open."""

from dataclasses import replace
from datetime import date

import pytest

from reports.law.assess import assess, parse_facts
from reports.law.connecticut.facts.convictions import (
    ConvictionFacts,
    doubts_of,
    read_conviction,
    with_raised,
)
from reports.law.connecticut.facts.offenses import copy_rows
from reports.law.connecticut.sources import OFFICIAL_TEXT, official_links
from reports.law.connecticut.vocabulary import VOCABULARY
from reports.law.state import SHIPPED_STATE, LawState, Offense, OffenseList, Settlement
from reports.law.vocabulary import Outcome

LISTED = OffenseList("listed_offenses_2025", (Offense("53a-0", from_on=date(2020, 1, 1)),))
CLASSED = OffenseList("felony_ab_list", (Offense("53a-101"),))
KEPT = LawState(lists=(LISTED, CLASSED))
BURGLARY = ConvictionFacts(
    "53a-101",
    felony=True,
    felony_class="B",
    offense_on=date(2018, 6, 1),
    convicted_on=date(2019, 5, 1),
)
OPEN_ALWAYS = "What counts as convicted, a pending appeal for example, is open."
AGREED = "The copy of the statutes read says class B; counsel confirms."


def read(conviction, state=KEPT):
    reading = read_conviction(conviction, state)
    return reading.ground, reading.questions


def hold(*convictions, state=SHIPPED_STATE, grounds=(), on="2026-03-01"):
    """Outcome and questions of a hold on these convictions."""
    readings = [read_conviction(conviction, state) for conviction in convictions]
    given = [reading.ground.value for reading in readings if reading.ground]
    facts = {
        "on": on,
        "agency_kind": "municipal_police",
        "purposes": ["hold"],
        "grounds": [*given, *grounds],
        "doubts": [doubt.as_dict() for doubt in doubts_of(readings)],
    }
    assessment = assess(parse_facts(facts), state)
    finding = with_raised(assessment, readings, state).findings[0]
    return finding.outcome.value, finding.questions


@pytest.mark.parametrize("state", [KEPT, SHIPPED_STATE])
def test_where_the_copy_agrees_the_ground_counts_and_counsel_is_asked(state):
    reading = read_conviction(BURGLARY, state)
    assert (reading.ground, reading.questions) == ("felony_ab_conviction", ("Q6", "Q8"))
    assert (reading.reasons, reading.doubts, reading.asks) == ((AGREED, OPEN_ALWAYS), (), ())
    assert hold(BURGLARY, state=state) == ("not_prohibited", ("Q6", "Q8"))


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"felony_class": "A"}, "copy_contradicts"),
        ({"deemed_class": True}, "copy_contradicts"),
        ({"offense_on": None}, "copy_cannot_tell"),
        ({"section": "53a-999"}, "copy_cannot_tell"),
        ({"section": "53a-70"}, "copy_cannot_tell"),
        ({"section": "53a-49"}, "copy_cannot_tell"),
        ({"inchoate": "attempt"}, "copy_cannot_tell"),
        ({"state": "NY"}, "convicted_elsewhere"),
        ({"state": "US"}, "convicted_elsewhere"),
    ],
)
def test_where_it_contradicts_cannot_tell_or_another_court_convicted_a_hold_is_unsettled(
    changes, cause
):
    conviction = replace(BURGLARY, **changes)
    reading = read_conviction(conviction, SHIPPED_STATE)
    assert (reading.ground, reading.doubts) == ("felony_ab_conviction", (cause,))
    assert hold(conviction) == ("unsettled", ("Q6", "Q8"))


def test_a_capital_felony_is_unsettled_under_its_own_question():
    capital = replace(BURGLARY, section="53a-54b", felony_class="A", offense_on=date(2005, 1, 1))
    assert read_conviction(capital, SHIPPED_STATE).doubts == ("capital_felony",)
    assert hold(capital) == ("unsettled", ("Q6", "Q8", "Q30"))
    assert read_conviction(capital, SHIPPED_STATE).reasons[-1] == (
        "The crime was a capital felony then."
    )


def test_what_is_to_be_looked_up_is_named_and_the_answer_settles_it():
    row = next(row for row in copy_rows() if row.section == "53a-70" and row.felony_class == "B")
    conviction = replace(BURGLARY, section="53a-70", subdivision="(a)(1)")
    (ask,) = read_conviction(conviction, SHIPPED_STATE).asks
    assert (row.key, row.condition) in ask.options
    answered = replace(conviction, confirmed=frozenset({row.key}))
    assert read_conviction(answered, SHIPPED_STATE).asks == ()
    assert hold(answered) == ("not_prohibited", ("Q6", "Q8"))
    elsewhere = replace(conviction, state="NY")
    assert read_conviction(elsewhere, SHIPPED_STATE).asks == ()


def test_one_conviction_beyond_doubt_is_enough_and_another_ground_stands_by_itself():
    in_doubt = replace(BURGLARY, offense_on=None)
    assert hold(in_doubt, BURGLARY)[0] == "not_prohibited"
    assert hold(in_doubt, replace(BURGLARY, state="NY"))[0] == "unsettled"
    assert hold(in_doubt, grounds=("terrorist_database_match",))[0] == "not_prohibited"


def test_the_copy_never_adds_a_ground():
    lower = replace(BURGLARY, felony_class="C")
    reading = read_conviction(lower, SHIPPED_STATE)
    assert (reading.ground, reading.doubts, reading.asks) == ("other_felony_conviction", (), ())
    assert reading.reasons[0].startswith("The copy of the statutes read says class B")
    assert hold(lower) == ("prohibited", ("Q6", "Q8"))
    agreed = replace(BURGLARY, section="53a-102", felony_class="C")
    assert read(agreed) == ("other_felony_conviction", ("Q8",))


def test_under_the_act_of_2013_any_felony_counted_and_its_class_is_no_question():
    in_doubt = replace(BURGLARY, offense_on=None)
    assert hold(in_doubt, on="2015-06-01") == ("not_prohibited", ("Q8",))


def test_a_list_that_lawyers_keep_counts_for_what_the_copy_does_not_hold():
    kept = LawState(lists=(OffenseList("felony_ab_list", (Offense("53a-999", "", "", "B"),)),))
    newer = replace(BURGLARY, section="53a-999")
    assert read_conviction(newer, kept).doubts == ()
    assert read(newer, kept) == ("felony_ab_conviction", ("Q8",))
    assert read_conviction(replace(newer, felony_class="A"), kept).doubts == ("copy_cannot_tell",)
    unclassed = LawState(lists=(OffenseList("felony_ab_list", (Offense("53a-999"),)),))
    assert read_conviction(newer, unclassed).doubts == ()
    assert read_conviction(newer, SHIPPED_STATE).reasons[0] == (
        "The section is not in the copy of the statutes read; check the class."
    )
    contradicted = replace(BURGLARY, felony_class="A")
    assert read_conviction(contradicted, KEPT).doubts == ("copy_contradicts",)


def test_an_outcome_that_was_settled_for_the_question_holds():
    settled = Settlement(
        "S",
        "Q6",
        "Opinion",
        "court",
        date(2026, 1, 1),
        purposes=("hold",),
        grounds=("felony_ab_conviction",),
        outcome=Outcome.NOT_PROHIBITED,
    )
    state = LawState(settlements=(settled,))
    assert hold(replace(BURGLARY, state="NY"), state=state) == ("not_prohibited", ("Q8",))
    closed = LawState(settlements=(replace(settled, outcome=None, note="Closed."),))
    assert hold(replace(BURGLARY, state="NY"), state=closed)[0] == "unsettled"


@pytest.mark.parametrize("state", ["NY", "US", "Ecuador"])
def test_a_conviction_elsewhere_asks_who_rules_on_equivalence(state):
    conviction = replace(BURGLARY, state=state)
    assert read(conviction) == ("felony_ab_conviction", ("Q6", "Q8"))
    assert read_conviction(conviction, KEPT).reasons[0].startswith("Convicted elsewhere")
    assert len(read_conviction(conviction, KEPT).reasons) == 2


def test_a_deemed_class_can_only_be_e():
    reasons = read_conviction(replace(BURGLARY, deemed_class=True), KEPT).reasons
    assert reasons[0].startswith("No felony is deemed to be of that class")
    lowest = ConvictionFacts("53a-998", felony=True, felony_class="E", deemed_class=True)
    assert read(lowest) == ("other_felony_conviction", ("Q8",))


def test_a_juvenile_record_is_asked_about():
    reading = read_conviction(replace(BURGLARY, juvenile=True), KEPT)
    assert reading.questions == ("Q6", "Q8")
    assert reading.reasons[1].startswith("A youthful-offender determination is no conviction")


def test_an_erased_conviction_is_never_used():
    misdemeanor = ConvictionFacts("53a-61", felony=False, erased=True)
    reading = read_conviction(misdemeanor, KEPT)
    assert (reading.ground, reading.questions) == ("erased_conviction", ("Q8",))
    assert reading.reasons == (
        "The conviction is erased: it is not used, and may be unlawful to keep (C.G.S. 54-142a).",
    )


@pytest.mark.parametrize("felony_class", ["A", "B", "C"])
def test_a_felony_that_time_does_not_erase_is_asked_about(felony_class):
    erased = replace(BURGLARY, felony_class=felony_class, erased=True)
    reading = read_conviction(erased, KEPT)
    assert reading.ground == "erased_conviction"
    assert reading.reasons[1] == (
        "A felony of class A, B or C is not erased by lapse of time (54-142a(e)): check the class,"
        " or what erased it."
    )


def test_the_list_of_2025_gives_its_ground_by_the_day_of_the_offense_only():
    listed = ConvictionFacts("53a-0", felony=True, felony_class="D", offense_on=date(2020, 1, 1))
    assert read(listed) == ("listed_offense_conviction", ("Q8",))
    before = replace(listed, offense_on=date(2019, 12, 31), convicted_on=date(2021, 1, 1))
    assert read(before) == ("other_felony_conviction", ("Q8",))
    unknown = replace(listed, offense_on=None, convicted_on=date(2021, 1, 1))
    assert read(unknown) == ("other_felony_conviction", ("Q8", "Q9"))
    assert read(replace(unknown, state="NY")) == ("other_felony_conviction", ("Q6", "Q8"))
    assert read(listed, SHIPPED_STATE)[0] == "other_felony_conviction"


def test_an_attempt_at_a_listed_crime_is_asked_about():
    attempt = ConvictionFacts("53a-0", felony=True, offense_on=date(2020, 1, 1), inchoate="attempt")
    assert read(attempt) == ("other_felony_conviction", ("Q8", "Q9"))
    before = replace(attempt, offense_on=date(2019, 1, 1))
    assert read(before) == ("other_felony_conviction", ("Q8",))


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


@pytest.mark.parametrize("written", ["(a)(1)", "a(1)", "(A) (1)"])
def test_a_list_and_a_record_may_write_a_subdivision_differently(written):
    kept = LawState(lists=(OffenseList("listed_offenses_2025", (Offense("53a-0", written),)),))
    conviction = ConvictionFacts("53a-0", felony=True, subdivision="(a)(1)")
    assert read(conviction, kept)[0] == "listed_offense_conviction"


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


def test_a_ground_in_doubt_says_why():
    capital = replace(BURGLARY, section="53a-54b", felony_class="A", offense_on=date(2005, 1, 1))
    doubts = doubts_of([read_conviction(capital, SHIPPED_STATE)])
    facts = {
        "on": "2026-03-01",
        "agency_kind": "municipal_police",
        "purposes": ["hold"],
        "grounds": ["felony_ab_conviction"],
        "doubts": [doubt.as_dict() for doubt in doubts],
    }
    finding = assess(parse_facts(facts)).findings[0]
    assert finding.reason == VOCABULARY.doubt_causes["capital_felony"].reason
