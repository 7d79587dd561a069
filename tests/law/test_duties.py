"""What is owed, by which kind of agency, for which purposes, in the act's own order."""

import pytest

from reports.law.assess import assess
from reports.law.connecticut import CONNECTICUT
from reports.law.connecticut.duties import ACCESS_KINDS, ACCESS_WHEN_DONE
from tests.law.support import DAY_2019, DAY_2025, facts_of

NOTICE, REVIEW, SECOND = "copy_and_intent_notice", "head_review", "release_notification_notice"
RECORD, REPORT = "record_access", "report_access"
SURE = {
    "hold",
    "arrest_on_administrative_warrant",
    "transfer",
    "notify_release",
    "release_information",
}
DETAINER_PURPOSES = [
    word
    for word in CONNECTICUT.vocabulary.purpose_words
    if word not in CONNECTICUT.outside_purposes
]


def owed(*purposes, agency_kind="municipal_police", on=DAY_2025):
    return [
        duty.duty for duty in assess(facts_of(*purposes, agency_kind=agency_kind, on=on)).duties
    ]


@pytest.mark.parametrize("day", [DAY_2019, DAY_2025])
@pytest.mark.parametrize("purpose", DETAINER_PURPOSES)
def test_the_first_notice_is_owed_for_any_detainer_with_a_doubt_where_it_may_be_none(purpose, day):
    first = assess(facts_of(purpose, on=day)).duties[0]
    assert (first.duty, first.when) == (NOTICE, "on_receipt")
    assert first.questions == (() if purpose in SURE else ("Q1",))


def test_one_sure_purpose_takes_the_doubt_away():
    assert assess(facts_of("interview", "hold")).duties[0].questions == ()


@pytest.mark.parametrize("purpose", DETAINER_PURPOSES)
def test_review_goes_with_release_dates_and_the_second_notice_with_any_detainer(purpose):
    asked = purpose in {"notify_release", "release_information"}
    assert (REVIEW in owed(purpose), SECOND in owed(purpose)) == (asked, True)


@pytest.mark.parametrize("purpose", DETAINER_PURPOSES)
def test_what_is_access_when_done_is_recorded_and_by_a_town_reported(purpose):
    access = purpose not in {"federal_function", "immigration_status"}
    assert (RECORD in owed(purpose), REPORT in owed(purpose)) == (access, access)


def test_every_kind_of_access_has_a_purpose_and_a_label():
    assert set(ACCESS_WHEN_DONE.values()) == set(ACCESS_KINDS) == set("ABCDEF")


def test_only_a_town_s_police_reports():
    for kind, since in CONNECTICUT.coverage.items():
        if since is not None:
            assert (REPORT in owed("hold", agency_kind=kind)) == (kind == "municipal_police")
            assert (RECORD in owed("hold", agency_kind=kind)) == (kind != "school_police")


@pytest.mark.parametrize("day", [DAY_2019, DAY_2025])
def test_school_police_owes_nothing_of_c_and_e(day):
    """Subsections (b)(1) and (f) name it and no other does."""
    assessment = assess(facts_of("hold", "notify_release", agency_kind="school_police", on=day))
    assert (assessment.covered, assessment.duties) == (True, ())


@pytest.mark.parametrize("purpose", ["hold", "notify_release"])
def test_the_duties_of_bail_staff_are_shown_with_their_doubt(purpose):
    duties = assess(facts_of(purpose, agency_kind="bail_services")).duties
    assert duties
    assert all(duty.questions == ("Q29",) for duty in duties)
    of_an_interview = assess(facts_of("interview", agency_kind="bail_services")).duties[0]
    assert of_an_interview.questions == ("Q1", "Q29")


def test_sending_out_and_training_are_opm_s_and_owed_on_no_request():
    entry = next(duty for duty in CONNECTICUT.duties if duty.name == "disseminate_and_train")
    assert (entry.holder, entry.provenance.citation) == (
        "the Office of Policy and Management",
        "54-192h(f)",
    )
    assert not entry.owed(
        version="2025-10-01", agency_kind="municipal_police", purposes=frozenset({"hold"})
    )


def test_no_report_is_owed_where_no_access_was_given():
    entry = next(duty for duty in CONNECTICUT.duties if duty.name == REPORT)
    assert "whose police gave ICE access" in entry.recipients
    assert entry.remark == "Where no access was given the act asks for no report."


def test_duties_stand_in_the_order_of_the_work():
    assert owed("release_information") == [NOTICE, REVIEW, SECOND, RECORD, REPORT]


def test_fingerprints_beside_an_interview_owe_what_the_interview_owes():
    assert owed("fingerprints_ncic", "interview") == owed("interview")


def test_every_duty_says_to_whom_with_what_and_in_which_words_of_time():
    for duty in CONNECTICUT.duties:
        assert duty.recipients
        assert duty.contents
        assert duty.timing_words or duty.name in {RECORD, "disseminate_and_train"}


def test_a_duty_with_a_doubt_is_shown_with_it():
    shown = assess(facts_of("interview")).as_dict()["duties"]
    assert shown[0] == {
        "duty": NOTICE,
        "citation": "54-192h(e)(1)",
        "when": "on_receipt",
        "questions": ["Q1"],
    }
