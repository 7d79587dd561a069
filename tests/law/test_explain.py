"""The memo of an assessment: complete, plain, and without a word of permission."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from reports.law.assess import CourtOrderFacts, assess, explain, parse_facts
from reports.law.memo import UNCONFIRMED
from reports.law.state import Confirmation, LawState
from tests.law.strategies import facts
from tests.law.support import DAY_2014, DAY_2025, facts_of
from tests.law.test_assessment import EXAMPLE
from tests.law.test_register import BANNED

CONFIRMED = LawState((Confirmation("hold_needs_a_ground", "A. Lawyer", DAY_2025),))


def changes(*grounds, purpose="hold", on=DAY_2025):
    (finding,) = explain(facts_of(purpose, grounds=grounds, on=on)).findings
    return {change.ground: str(change.outcome) for change in finding.would_change}


def test_the_memo_of_the_published_example():
    memo = explain(parse_facts(EXAMPLE))
    hold, notify = memo.findings
    assert (hold.purpose, hold.label, hold.outcome) == (
        "hold",
        "Hold past release",
        "not_prohibited",
    )
    assert hold.sentence == f"the act does not prohibit it on these facts ({UNCONFIRMED})"
    assert hold.reason == "The person has been convicted of a class A or B felony."
    assert hold.citation == "54-192h(b)(1)(A)(ii)"
    assert hold.would_change == ()
    assert notify.sentence == f"the act leaves it open, for counsel to answer ({UNCONFIRMED})"
    assert [question.id for question in memo.questions] == ["Q2", "Q4", "Q6", "Q8"]
    assert [duty.duty for duty in memo.duties] == [
        "copy_and_intent_notice",
        "head_review",
        "release_notification_notice",
        "record_access",
        "report_access",
    ]
    assert memo.problems == ()


def test_the_memo_as_text():
    text = explain(facts_of("hold", grounds=("administrative_warrant", "erased_conviction"))).text
    heading, given, hold, owed, unsettled, check, construction = text.split("\n\n")
    assert (
        heading
        == "Municipal police department, 2026-03-01: judged under PA 25-29 (HB 7259), in force from"
        " 2025-10-01."
    )
    assert given == "On record: Administrative warrant (I-200, I-205); Erased conviction."
    assert (
        hold
        == "Hold past release: the act prohibits it on these facts (our unconfirmed reading, ask"
        " counsel). A warrant not signed by a judge lifts no ban, and (b)(1)(C) forbids acting"
        " on it. 54-192h(b)(1)(A). It would be not prohibited with: Warrant signed by a judge;"
        " Convicted of a class A or B felony; Convicted of a crime added in 2025; Possible match"
        " in the terrorist screening database."
    )
    assert owed.splitlines()[0] == "Owed:"
    assert (
        owed.splitlines()[1]
        == "- Give the person a copy of the detainer and say whether the agency intends to comply:"
        ' on receipt. The act says "upon receiving". To: the person who is the subject of the'
        " detainer. 54-192h(e)(1)"
    )
    assert (
        owed.splitlines()[3]
        == "- Records of the access are public: if it is done. To: whoever asks, unless a record is"
        " exempt under 1-210 or 1-215. 54-192h(e)(2)"
    )
    assert unsettled.splitlines()[0] == "Unsettled:"
    assert unsettled.splitlines()[1].startswith(
        "- Q4: (A) forbids holds pursuant to a detainer, with exceptions"
    )
    assert unsettled.splitlines()[1].endswith("with this doubt beside it. Decided by a court.")
    assert (
        check
        == "Check the facts:\n- An erased conviction is named as a ground; it may be unusable and"
        " unlawful to keep. Take the conviction out and use the erasure step; ask counsel if it"
        " was already relied on. (C.G.S. 54-142a)"
    )
    assert construction == "Not prohibited is not a power to act: by 54-192h(g) the act gives none."


def test_empty_sections_are_left_out():
    text = explain(facts_of("criminal_matter")).text
    assert "Owed:" not in text
    assert "Unsettled:" not in text
    assert "Check" not in text
    assert len(text.split("\n\n")) == 4


def test_a_confirmed_rule_needs_no_caveat():
    (finding,) = explain(facts_of("hold"), state=CONFIRMED).findings
    assert finding.sentence == "the act prohibits it on these facts"


def test_what_would_change_is_found_by_trying_each_ground():
    would = "not_prohibited"
    assert changes() == {
        "judicial_warrant": would,
        "felony_ab_conviction": would,
        "listed_offense_conviction": would,
        "terrorist_database_match": would,
    }
    assert changes("judicial_warrant") == {}
    assert changes(purpose="federal_function") == {}
    assert changes(purpose="interview", on=DAY_2014) == {}
    assert changes(purpose="notify_release")["judicial_warrant"] == "unsettled"
    assert changes(purpose="transfer").keys() == changes().keys()


def test_what_would_change_is_tried_for_each_purpose_alone():
    first, second = explain(facts_of("hold", "federal_function")).findings
    assert first.would_change
    assert second.would_change == ()


def test_changes_are_told_by_outcome_the_least_restrictive_first():
    text = explain(facts_of("interview")).text
    assert (
        "It would be not prohibited with: Convicted of a class A or B felony; Possible match in the"
        " terrorist screening database; Court order under 8 USC 1225(d)(4)(B). It would be"
        " unsettled instead with: Warrant signed by a judge; Convicted of a crime added in 2025."
        in text
    )


def test_no_ground_cures_a_court_order_so_none_is_offered():
    facts = facts_of("hold")
    barred = assess(facts, court_orders=(CourtOrderFacts("Order", date(2026, 1, 1)),))
    (finding,) = explain(facts, barred).findings
    assert finding.would_change == ()
    assert finding.citation == "Order"


def test_a_question_about_another_version_no_longer_arises_and_is_marked_where_one_was_kept():
    facts = facts_of("hold", grounds=("judicial_warrant",))
    assert explain(facts).questions == ()
    assessment = assess(facts)
    finding = replace(assessment.findings[0], questions=("Q25",))
    memo = explain(facts, replace(assessment, findings=(finding,)))
    (question,) = memo.questions
    assert not question.concerns_this_version
    text = memo.text
    assert "- Q25 (not about the version judged here): The act of 2013" in text
    (then,) = explain(facts_of("hold", grounds=("judicial_warrant",), on=DAY_2014)).questions
    assert then.concerns_this_version
    assert (then.id, then.decided_by) == ("Q25", "a court")
    assert then.title == "Court paper under the act of 2013"
    assert then.effect == "Such a hold or transfer before 2019-10-01 is unsettled."


def test_headings_say_why_there_is_no_rule():
    before = explain(facts_of(on=date(2012, 5, 1))).heading
    assert (
        before == "Municipal police department, 2012-05-01: The state had no statute on this before"
        " 2014-01-01."
    )
    uncovered = explain(facts_of(on=DAY_2014, agency_kind="adult_probation")).heading
    assert (
        uncovered == "Adult probation, 2015-06-01: judged under PA 13-155 (HB 6659), in force from"
        " 2014-01-01. "
        "The act did not name this kind of agency on that day."
    )


@pytest.mark.parametrize(
    "when",
    [
        "on receipt",
        "before any answer, a refusal included, as we read (c)",
        "if ICE is told of a release, asked or not",
        "every half-year in which access was given",
    ],
)
def test_duties_say_when_in_words(when):
    assert when in [duty.when for duty in explain(facts_of("notify_release")).duties]


def test_a_duty_has_its_contents_and_recipients():
    first = explain(facts_of("hold")).duties[0]
    assert first.contents == (
        "copy of the detainer",
        "whether the agency intends to comply with it",
    )
    assert first.timing_words == "upon receiving"
    assert first.title.startswith("Give the person a copy")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(facts())
def test_no_memo_speaks_of_permission(given_facts):
    text = explain(given_facts).text
    assert not BANNED.search(text)
    assert "may be done" not in text


def test_the_memo_says_what_it_was_given_and_which_other_acts_may_bear_on_it():
    memo = explain(facts_of("address_information", minor=True, form="I-247A"))
    assert (
        memo.given
        == "On record: nothing. The person is under 18. Form: I-247A. Laid over the act, or"
        " possibly so: O1, HB 8004, November 2025 special session: personal information held by"
        " public agencies."
    )
