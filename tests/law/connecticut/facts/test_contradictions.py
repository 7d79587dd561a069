"""Facts that do not fit together are named with the rule and the fix, and do not change the
assessment made of them.
"""

from datetime import date

import pytest

from reports.law.assess import assess, contradictions
from tests.law.support import DAY_2025, facts_of


def codes(*grounds, papers=(), **changed):
    return [
        problem.code
        for problem in contradictions(facts_of(grounds=grounds, **changed), papers=papers)
    ]


def test_plain_facts_have_none():
    assert codes() == []
    assert codes("felony_ab_conviction", "administrative_warrant", form="I-247A") == []
    assert codes("written_consent") == []


def test_an_erased_conviction_is_no_ground():
    assert codes("erased_conviction", "felony_ab_conviction") == ["erased_conviction_as_ground"]


def test_a_minor_s_consent_needs_a_parent_s():
    assert codes("written_consent", minor=True) == ["minor_without_parent_consent"]
    assert codes("written_consent", "parent_or_guardian_consent", minor=True) == []
    assert codes("felony_ab_conviction", minor=True) == []


def test_a_parent_s_consent_is_odd_for_an_adult():
    assert codes("parent_or_guardian_consent") == ["parent_consent_for_adult"]
    assert codes("parent_or_guardian_consent", minor=True) == []


@pytest.mark.parametrize(
    "ground", ["felony_ab_conviction", "listed_offense_conviction", "other_felony_conviction"]
)
def test_charged_only_and_convicted_do_not_go_together(ground):
    assert codes("charged_or_arrested", ground) == ["charged_only_and_convicted"]
    assert codes("charged_or_arrested", "gang_database") == []


@pytest.mark.parametrize(
    ("form", "odd"), [("I-247N", True), ("I-247G", True), ("I-247A", False), ("I-247X", False)]
)
def test_a_form_for_notification_asks_for_no_hold(form, odd):
    assert ("form_asks_for_no_hold" in codes(form=form)) == odd
    facts = facts_of("notify_release", form=form)
    assert contradictions(facts) == ()


@pytest.mark.parametrize(
    ("form", "first_day"),
    [("I-247A", date(2017, 4, 2)), ("I-247D", date(2015, 1, 1)), ("I-247X", date(2015, 1, 1))],
)
def test_a_form_cannot_be_older_than_itself(form, first_day):
    day_before = date.fromordinal(first_day.toordinal() - 1)
    assert codes(form=form, on=day_before) == ["form_not_yet_in_use"]
    assert codes(form=form, on=first_day) == []


def test_an_old_form_has_no_first_day():
    assert codes(form="I-247", on=date(2000, 1, 1)) == []


@pytest.mark.parametrize("paper", ["I-200", "I-205", "I-862", "removal_order"])
def test_a_judge_s_warrant_is_not_an_immigration_officer_s_paper(paper):
    named = ["judicial_warrant_not_among_papers"]
    assert codes("judicial_warrant", papers=[paper]) == named
    assert codes("judicial_warrant", papers=[paper, "judicial_warrant"]) == []
    assert codes("administrative_warrant", papers=[paper]) == []
    assert codes("judicial_warrant", papers=["letter"]) == []


def test_several_are_named_in_a_fixed_order():
    found = codes(
        "erased_conviction", "written_consent", minor=True, form="I-247N", on=date(2014, 6, 1)
    )
    assert found == [
        "erased_conviction_as_ground",
        "minor_without_parent_consent",
        "form_asks_for_no_hold",
        "form_not_yet_in_use",
    ]


def test_they_stand_in_the_assessment_with_rule_and_fix():
    (problem,) = assess(facts_of(grounds=("erased_conviction",), on=DAY_2025)).problems
    assert problem.as_dict() == {
        "code": "erased_conviction_as_ground",
        "field": "grounds",
        "message": (
            "An erased conviction is named as a ground; it may be unusable and unlawful to keep."
        ),
        "citation": "C.G.S. 54-142a",
        "fix": (
            "Take the conviction out and use the erasure step; ask counsel if it was already"
            " relied on."
        ),
    }
