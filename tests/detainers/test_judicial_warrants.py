"""A judge's warrant as recorded facts: sealed, judged by the law, never a ground unseen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.detainers.actions.amend import amend_detainer
from reports.detainers.actions.log import recorded_values
from reports.detainers.assessment import stored_assessment
from reports.detainers.exceptions import Invalid
from reports.detainers.models import Detainer
from reports.detainers.validation import field_issues
from reports.detainers.vocabulary import WarrantCourt, WarrantOrder
from reports.law.connecticut.facts.judicial_warrants import HOME_AND_FEDERAL, WarrantCommand
from reports.persons.records import values_of
from tests.factories import detainers as make

pytestmark = pytest.mark.django_db
COMPLETE = {
    "warrant": "judicial",
    "papers": ("judicial_warrant",),
    "grounds": (),
    "convictions": (),
    "warrant_court": "U.S. District Court, Hartford",
    "warrant_signer": "Hon. Ada Bench",
    "warrant_state": "US",
    "warrant_issued_on": date(2026, 2, 20),
    "warrant_person": "Maria Jose Nunez Dang",
    "warrant_is_for": "this_person",
    "warrant_commands": "arrest",
}
NOTHING_OF_IT = {
    **dict.fromkeys((name for name in COMPLETE if name.startswith("warrant_")), ""),
    "warrant_issued_on": None,
    "papers": (),
}
ANOTHER = {"warrant_person": "Pat Elsewhere", "warrant_is_for": "another_person"}


def logged(**changes):
    return make.detainer(**{**COMPLETE, **changes})


def hold_of(item):
    finding = stored_assessment(item.assessments.latest()).finding("hold")
    return finding.outcome, "Q32" in finding.questions


def issues(**changes):
    values = make.detainer_values(**{**COMPLETE, **changes})
    found = field_issues(person=make.person_values(), values=values, at=make.NOW)
    return {(issue.field, issue.severity) for issue in found}


def test_the_words_are_those_of_the_law():
    assert set(WarrantOrder.values) == set(WarrantCommand)
    assert {WarrantCourt.CONNECTICUT, WarrantCourt.FEDERAL} == HOME_AND_FEDERAL - {""}


def test_a_complete_warrant_is_a_ground_without_a_question():
    assert hold_of(logged()) == ("not_prohibited", False)


@pytest.mark.parametrize(
    "changes",
    [
        {"warrant_is_for": "", "warrant_person": ""},
        {"warrant_commands": ""},
        {"warrant_commands": "search"},
        {"warrant_expires_on": date(2026, 2, 21)},
        {"is_warrant_seen": True, **ANOTHER},
    ],
)
def test_what_a_warrant_leaves_open_leaves_the_hold_unsettled_with_its_question(changes):
    assert hold_of(logged(**changes)) == ("unsettled", True)


def test_a_warrant_naming_another_person_is_no_ground_unseen_though_ticked():
    item = logged(**ANOTHER, grounds=("judicial_warrant",))
    assert hold_of(item) == ("prohibited", False)
    assert "judicial_warrant" not in item.assessments.latest().facts["grounds"]


def test_a_warrant_only_stated_in_a_file_is_taken_as_stated():
    item = logged(**NOTHING_OF_IT, warrant="judicial", grounds=("judicial_warrant",))
    assert hold_of(item) == ("not_prohibited", False)


def test_its_facts_are_kept_sealed_and_come_back_as_typed():
    item = logged(warrant_expires_on=date(2026, 9, 1), is_warrant_sealed=True)
    kept = Detainer.objects.with_person().get(pk=item.pk)
    values = recorded_values(kept)
    assert (values.warrant_issued_on, values.warrant_expires_on) == (
        date(2026, 2, 20),
        date(2026, 9, 1),
    )
    assert values.warrant_person == COMPLETE["warrant_person"]
    assert values.is_warrant_sealed
    row = Detainer.objects.filter(pk=item.pk).values_list("warrant_person", "warrant_issued_on")
    assert all(b"Nunez" not in bytes(cell) and b"2026" not in bytes(cell) for cell in row[0])


def test_looking_at_it_later_is_a_correction_that_is_assessed_again():
    item = logged(**ANOTHER)
    kept = Detainer.objects.with_person().get(pk=item.pk)
    amended = amend_detainer(
        detainer=kept,
        person=values_of(kept.person),
        values=replace(recorded_values(kept), is_warrant_seen=True),
        reason="Counsel looked at the warrant.",
        expected_version=1,
        by=item.entered_by,
        at=make.NOW + timedelta(minutes=5),
    )
    assert hold_of(amended) == ("unsettled", True)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        (ANOTHER, {("is_warrant_seen", "warning")}),
        ({"warrant_is_for": ""}, {("warrant_is_for", "error")}),
        ({"warrant_person": "Pat Elsewhere"}, {("warrant_person", "warning")}),
        ({"warrant_issued_on": date(2026, 4, 1)}, {("warrant_issued_on", "error")}),
        ({"warrant_expires_on": date(2026, 1, 1)}, {("warrant_expires_on", "error")}),
        ({"warrant_expires_on": date(2026, 3, 1)}, {("warrant_expires_on", "warning")}),
        ({"warrant": "none", "papers": ()}, {("warrant_court", "warning")}),
        ({"warrant_commands": "dance"}, {("warrant_commands", "error")}),
    ],
)
def test_what_is_asked_of_its_facts(changes, expected):
    assert issues(**changes) == expected


def test_the_verb_refuses_what_the_form_refuses():
    with pytest.raises(Invalid):
        logged(warrant_is_for="")


def test_custody_and_competence_reach_the_law():
    item = logged(purposes=("interview",), in_custody=False, release_due_at=None)
    facts = item.assessments.latest().facts
    assert facts["in_custody"] is False
    assert stored_assessment(item.assessments.latest()).finding("interview").outcome == "unsettled"
    unsaid = logged(in_custody=None, release_due_at=None, not_legally_competent=True)
    facts = unsaid.assessments.latest().facts
    assert "in_custody" not in facts
    assert facts["not_legally_competent"] is True


def test_consent_of_an_adult_not_legally_competent_is_no_ground_by_itself():
    consent = {"grounds": ("written_consent",), "purposes": ("confidential_information",)}

    def outcome(**changes):
        item = logged(**NOTHING_OF_IT, **consent, warrant="none", **changes)
        return stored_assessment(item.assessments.latest()).findings[0]

    assert outcome(not_legally_competent=True).outcome != outcome().outcome
