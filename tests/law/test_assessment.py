"""The shape of an assessment, the published example, coverage, versions and what counts as a
detainer.
"""

from dataclasses import replace
from datetime import date

import pytest

from reports.law.assess import Assessment, assess, parse_facts
from reports.law.connecticut import CONNECTICUT
from reports.law.connecticut.duties import COPY_AND_INTENT
from tests.law.support import DAY_2014, DAY_2019, DAY_2025, facts_of, finding_of

EXAMPLE = {
    "on": "2026-03-01",
    "agency_kind": "municipal_police",
    "purposes": ["hold", "notify_release"],
    "grounds": ["administrative_warrant", "felony_ab_conviction"],
    "minor": False,
    "form": "I-247A",
    "id": "any text, echoed",
}
EXPECTED = {
    "id": "any text, echoed",
    "on": "2026-03-01",
    "law_version": "2025-10-01",
    "covered": True,
    "is_detainer": True,
    "overlays": [],
    "findings": [
        {
            "purpose": "hold",
            "outcome": "not_prohibited",
            "rule": "hold_needs_a_ground",
            "citation": "54-192h(b)(1)(A)(ii)",
            "questions": ["Q4", "Q6", "Q8"],
            "verified": False,
        },
        {
            "purpose": "notify_release",
            "outcome": "unsettled",
            "rule": "release_messages",
            "citation": "54-192h(b)(1)(B)",
            "questions": ["Q2", "Q6", "Q8"],
            "verified": False,
        },
    ],
    "duties": [
        {"duty": "copy_and_intent_notice", "citation": "54-192h(e)(1)", "when": "on_receipt"},
        {"duty": "head_review", "citation": "54-192h(c)", "when": "before_any_response"},
        {
            "duty": "release_notification_notice",
            "citation": "54-192h(e)(1)",
            "when": "if_release_is_notified",
        },
        {"duty": "record_access", "citation": "54-192h(e)(2)", "when": "if_done"},
        {"duty": "report_access", "citation": "54-192h(e)(3)", "when": "half_yearly"},
    ],
}


def test_the_published_example_comes_out_exactly_but_for_the_words_of_the_reasons():
    shown = assess(parse_facts(EXAMPLE)).as_dict()
    reasons = [finding.pop("reason") for finding in shown["findings"]]
    assert shown == EXPECTED
    assert all(reason.endswith(".") and reason.count(". ") == 0 for reason in reasons)


def test_keys_stand_in_the_published_order():
    shown = assess(parse_facts(EXAMPLE)).as_dict()
    assert list(shown) == [
        "id",
        "on",
        "law_version",
        "covered",
        "is_detainer",
        "overlays",
        "findings",
        "duties",
    ]
    keys = ["purpose", "outcome", "rule", "citation", "reason", "questions", "verified"]
    assert list(shown["findings"][0]) == keys


@pytest.mark.parametrize(
    "grounds", [(), ("erased_conviction",), ("felony_ab_conviction", "administrative_warrant")]
)
def test_an_assessment_is_read_back_as_it_was_kept(grounds):
    assessment = assess(facts_of("hold", "interview", grounds=grounds))
    assert Assessment.from_dict(assessment.as_dict()) == assessment
    named = replace(assessment, id="2026-0001")
    assert Assessment.from_dict(named.as_dict()).id == "2026-0001"


def test_findings_follow_the_order_and_number_of_the_purposes():
    purposes = ("interview", "hold", "interview")
    assert tuple(finding.purpose for finding in assess(facts_of(*purposes)).findings) == purposes


def test_a_finding_can_be_asked_for_by_its_purpose():
    assessment = assess(facts_of("hold", "interview"))
    interview = assessment.finding("interview")
    assert interview is not None
    assert interview.purpose == "interview"
    assert assessment.finding("transfer") is None


def test_a_duty_can_be_asked_for_by_its_name():
    assessment = assess(facts_of("hold"))
    assert assessment.owes(COPY_AND_INTENT)
    assert not assessment.owes("head_review")


def test_open_questions_come_once_from_findings_and_duties_in_numerical_order():
    assessment = assess(
        facts_of("interview", "facility_use", grounds=("felony_ab_conviction", "court_order_1225"))
    )
    assert assessment.open_questions == ("Q1", "Q6", "Q8")
    assert assess(facts_of("federal_function")).open_questions == ("Q1",)
    assert assess(
        facts_of("hold", "notify_release", grounds=("judicial_warrant",))
    ).open_questions == ("Q2",)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2013, 12, 31), None),
        (date(2014, 1, 1), "2014-01-01"),
        (date(2019, 9, 30), "2014-01-01"),
        (date(2019, 10, 1), "2019-10-01"),
        (date(2025, 9, 30), "2019-10-01"),
        (date(2025, 10, 1), "2025-10-01"),
        (date(9999, 12, 31), "2025-10-01"),
    ],
)
def test_the_day_of_the_act_selects_the_version(day, version):
    assert assess(facts_of(on=day)).law_version == version


@pytest.mark.parametrize("day", [date.min, date(2013, 12, 31)])
def test_before_the_act_there_is_no_rule_and_nothing_is_owed(day):
    every = tuple(CONNECTICUT.vocabulary.purpose_words)
    assessment = assess(facts_of(*every, on=day, grounds=("judicial_warrant",)))
    assert {finding.outcome for finding in assessment.findings} == {"no_rule"}
    assert {finding.rule for finding in assessment.findings} == {"before_the_act"}
    assert {finding.citation for finding in assessment.findings} == {"PA 13-155"}
    assert {finding.questions for finding in assessment.findings} == {()}
    assert (assessment.duties, assessment.is_detainer, assessment.covered) == ((), False, False)


SINCE_2014 = ("municipal_police", "state_police", "correction", "judicial_marshal", "state_marshal")
SINCE_2019 = ("adult_probation", "bail_services", "school_police")
SINCE_2025 = ("juvenile_probation", "criminal_justice_division", "pardons_and_paroles")
STARTS = [
    *((kind, date(2014, 1, 1)) for kind in SINCE_2014),
    *((kind, date(2019, 10, 1)) for kind in SINCE_2019),
    *((kind, date(2025, 10, 1)) for kind in SINCE_2025),
]


@pytest.mark.parametrize(("kind", "since"), STARTS)
def test_an_agency_kind_is_covered_from_its_day_on(kind, since):
    before = assess(facts_of(on=date.fromordinal(since.toordinal() - 1), agency_kind=kind))
    assert not before.covered
    assert before.findings[0].outcome == "no_rule"
    assert before.findings[0].questions == ()
    assert before.duties == ()
    assert assess(facts_of(on=since, agency_kind=kind)).covered


def test_another_agency_is_never_covered_and_carries_its_question():
    for day in (date(2010, 1, 1), DAY_2014, DAY_2019, DAY_2025):
        assessment = assess(facts_of("hold", "interview", on=day, agency_kind="other"))
        assert not assessment.covered
        assert [finding.questions for finding in assessment.findings] == [("Q14",), ("Q14",)]
    assert assessment.findings[0].rule == "agency_not_covered"
    assert assessment.findings[0].citation == "54-192h(a)(9)"
    assert (assessment.overlays, assessment.duties, assessment.is_detainer) == ((), (), True)


@pytest.mark.parametrize(
    "purposes",
    [("fingerprints_ncic",), ("criminal_matter",), ("fingerprints_ncic", "criminal_matter")],
)
@pytest.mark.parametrize("day", [DAY_2014, DAY_2019, DAY_2025])
def test_fingerprints_and_criminal_matters_alone_are_no_detainer_and_nothing_is_owed(purposes, day):
    assessment = assess(facts_of(*purposes, on=day))
    assert not assessment.is_detainer
    assert assessment.duties == ()


def test_beside_another_purpose_they_do_not_undo_the_detainer():
    assert assess(facts_of("fingerprints_ncic", "hold")).is_detainer


@pytest.mark.parametrize("form", ["I-247A", "I-247D", "I-247", "other", None])
def test_in_2014_a_request_under_287_7_or_one_that_does_not_say_is_a_detainer(form):
    assessment = assess(facts_of(on=DAY_2014, form=form))
    assert assessment.is_detainer
    assert [duty.duty for duty in assessment.duties] == [
        "notify_ice_of_decision",
        "hold_cap_48_hours",
    ]
    assert {duty.when for duty in assessment.duties} == {"on_decision"}


@pytest.mark.parametrize("form", ["I-247G", "I-247N", "I-247X", "none"])
def test_in_2014_another_request_is_no_detainer_and_since_2019_it_is(form):
    assessment = assess(facts_of(on=DAY_2014, form=form))
    assert not assessment.is_detainer
    assert assessment.duties == ()
    assert assess(facts_of(on=DAY_2019, form=form)).is_detainer


def test_a_warrant_beside_another_ground_for_a_hold_raises_its_question():
    assert finding_of("hold", "administrative_warrant", "terrorist_database_match").questions == (
        "Q4",
        "Q7",
    )
    assert finding_of("hold", "administrative_warrant", "written_consent").questions == ("Q4",)
    assert finding_of("hold", "judicial_warrant", "terrorist_database_match").questions == ("Q7",)
    assert finding_of(
        "transfer", "administrative_warrant", "terrorist_database_match"
    ).questions == ("Q3", "Q7")


def test_no_ground_cures_an_arrest_on_an_administrative_warrant():
    every = tuple(CONNECTICUT.vocabulary.ground_words)
    for day in (DAY_2019, DAY_2025):
        assert (
            finding_of("arrest_on_administrative_warrant", *every, on=day).outcome == "prohibited"
        )


def test_grounds_count_once_and_in_any_order():
    one = finding_of("hold", "felony_ab_conviction", "gang_database")
    assert finding_of("hold", "gang_database", "felony_ab_conviction", "gang_database") == one


def test_the_first_ground_in_the_vocabulary_order_gives_the_citation():
    finding = finding_of("hold", "terrorist_database_match", "felony_ab_conviction")
    assert finding.citation == "54-192h(b)(1)(A)(ii)"
    assert finding.questions == ("Q6", "Q7", "Q8")


def test_a_minor_s_own_consent_does_not_open_confidential_information():
    def outcome(*grounds, minor):
        return (
            assess(facts_of("confidential_information", grounds=grounds, minor=minor))
            .findings[0]
            .outcome
        )

    assert outcome("written_consent", minor=False) == "not_prohibited"
    assert outcome("written_consent", minor=True) == "prohibited"
    assert outcome("written_consent", "parent_or_guardian_consent", minor=True) == "not_prohibited"
    assert outcome("parent_or_guardian_consent", minor=True) == "not_prohibited"
    assert outcome("parent_or_guardian_consent", minor=False) == "prohibited"


@pytest.mark.parametrize("day", [DAY_2014, DAY_2019, DAY_2025])
def test_an_erased_conviction_lifts_nothing_and_raises_its_question(day):
    erased = finding_of("hold", "erased_conviction", on=day)
    assert (erased.outcome, erased.questions) == ("prohibited", ("Q8",))
    assert finding_of("confidential_information", "erased_conviction", on=day).questions == ()
