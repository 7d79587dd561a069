"""What depends on who is asked and about whom: consent, custody, schools, and transfers that
other sections arrange.
"""

from datetime import date

import pytest

from reports.law.assess import assess, parse_facts
from tests.law.support import DAY_2014, DAY_2019, DAY_2025

HOLDING_GROUNDS = ("felony_ab_conviction", "terrorist_database_match", "court_order_1225")


def assessed(purpose, *grounds, on=DAY_2025, kind="municipal_police", **circumstances):
    given = {
        "on": on.isoformat(),
        "agency_kind": kind,
        "purposes": [purpose],
        "grounds": list(grounds),
        **circumstances,
    }
    return assess(parse_facts(given))


def outcome(*asked, **circumstances):
    return assessed(*asked, **circumstances).findings[0].outcome


@pytest.mark.parametrize("day", [DAY_2019, DAY_2025])
@pytest.mark.parametrize("who", ["minor", "not_legally_competent"])
def test_a_parent_or_guardian_consents_for_whoever_cannot(who, day):
    said = {"on": day, who: True}
    assert outcome("confidential_information", "written_consent", **said) == "prohibited"
    parent = "parent_or_guardian_consent"
    assert outcome("confidential_information", parent, **said) == "not_prohibited"
    assert outcome("confidential_information", parent, on=day) == "prohibited"


def test_facts_of_an_adult_not_legally_competent_do_not_contradict_each_other():
    parent = "parent_or_guardian_consent"
    fitting = assessed("confidential_information", parent, not_legally_competent=True)
    assert fitting.problems == ()
    alone = assessed("confidential_information", "written_consent", not_legally_competent=True)
    assert [problem.code for problem in alone.problems] == ["minor_without_parent_consent"]
    adult = assessed("confidential_information", parent)
    assert [problem.code for problem in adult.problems] == ["parent_consent_for_adult"]


@pytest.mark.parametrize("day", [DAY_2019, DAY_2025])
def test_outside_custody_the_ban_on_interviews_is_silent_and_the_rest_is_left_open(day):
    for ground in ("written_consent", "other_felony_conviction", "judicial_warrant"):
        assert outcome("interview", ground, on=day, in_custody=False) == "unsettled"
    silent = assessed("interview", on=day, in_custody=False).findings[0]
    assert (silent.outcome, silent.citation) == ("unsettled", "54-192h(b)(1)(D), (a)(6)(D)")
    assert silent.questions == ("Q1",)
    assert silent.reason.startswith("(b)(1)(D) speaks of a person in custody")
    for ground in HOLDING_GROUNDS:
        assert outcome("interview", ground, on=day, in_custody=False) == "not_prohibited"


@pytest.mark.parametrize("said", [{}, {"in_custody": None}, {"in_custody": True}])
def test_an_interview_is_prohibited_in_custody_and_where_nobody_said(said):
    assert outcome("interview", **said) == "prohibited"


LAST_DAY_BEFORE, FIRST_DAY = date(2021, 6, 30), date(2021, 7, 1)
OF_SCHOOLS = {
    "written_consent",
    "terrorism_investigation",
    "required_by_law",
    "judicial_warrant",
}


@pytest.mark.parametrize("purpose", ["confidential_information", "immigration_status"])
@pytest.mark.parametrize(
    "ground", sorted(OF_SCHOOLS | {"felony_ab_conviction", "terrorist_database_match"})
)
def test_a_school_discloses_only_on_one_of_its_own_four_grounds(purpose, ground):
    finding = assessed(purpose, ground, on=FIRST_DAY, kind="school_police").findings[0]
    expected = "not_prohibited" if ground in OF_SCHOOLS else "prohibited"
    assert (finding.outcome, finding.citation) == (expected, "C.G.S. 10a-11i(b)")


def test_for_a_school_a_parent_consents_for_whoever_cannot():
    asked = ("immigration_status", "parent_or_guardian_consent")
    assert outcome(*asked, kind="school_police", minor=True) == "not_prohibited"
    finding = assessed(*asked, kind="school_police").findings[0]
    assert finding.outcome == "prohibited"
    assert finding.reason.startswith("A parent's or guardian's consent counts only")
    own = ("immigration_status", "written_consent")
    assert outcome(*own, kind="school_police", minor=True) == "prohibited"
    none = assessed("immigration_status", kind="school_police").findings[0]
    assert none.reason == "None of the exceptions of 10a-11i(b) is on record."


def test_the_section_on_schools_starts_on_its_day_and_binds_schools_only():
    before = assessed("immigration_status", on=LAST_DAY_BEFORE, kind="school_police")
    assert (before.findings[0].outcome, before.overlays) == ("unsettled", ())
    since = assessed("immigration_status", on=FIRST_DAY, kind="school_police")
    assert (since.findings[0].outcome, since.overlays) == ("prohibited", ("O3",))
    other = assessed("immigration_status", on=FIRST_DAY)
    assert (other.findings[0].outcome, other.overlays) == ("unsettled", ())


def test_a_finding_on_a_school_is_verified_only_with_the_section_on_schools():
    finding = assessed("immigration_status", kind="school_police").findings[0]
    assert (finding.rule, finding.verified) == ("immigration_status_is_open", False)


@pytest.mark.parametrize("kind", ["bail_services", "school_police"])
def test_whether_d_reaches_bail_and_school_staff_is_asked(kind):
    assert "Q29" in assessed("confidential_information", kind=kind).findings[0].questions
    assert "Q29" not in assessed("hold", kind=kind).findings[0].questions
    assert "Q29" not in assessed("confidential_information").findings[0].questions


@pytest.mark.parametrize("ground", [(), ("felony_ab_conviction",)])
def test_a_transfer_that_another_section_arranges_is_asked_about_its_outcome_as_for_any(ground):
    usual = assessed("transfer", *ground).findings[0]
    for kind in ("correction", "pardons_and_paroles"):
        finding = assessed("transfer", *ground, kind=kind).findings[0]
        assert finding.outcome == usual.outcome
        assert finding.questions == (*usual.questions, "Q31")
    assert assessed("hold", kind="correction").findings[0].questions == ()
    before = assessed("transfer", on=DAY_2014, kind="correction")
    assert before.findings[0].questions == ()
