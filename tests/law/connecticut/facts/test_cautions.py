"""Sections beside the act that are pointed to where they bear, without an outcome."""

from datetime import date

import pytest

from reports.law.assess import explain, parse_facts
from reports.law.connecticut.facts.cautions import INFORMATION
from reports.law.findings import Assessment
from tests.law.test_circumstances import assessed


def codes(*asked, **circumstances):
    return [caution.code for caution in assessed(*asked, **circumstances).cautions]


@pytest.mark.parametrize("purpose", sorted(INFORMATION))
def test_what_bail_staff_was_told_is_pointed_out_for_every_information(purpose):
    assert "bail_interview" in codes(purpose, kind="bail_services")
    assert "bail_interview" not in codes(purpose)
    assert codes("hold", kind="bail_services") == []


def test_other_sections_are_pointed_out_where_they_bear():
    assert codes("hold", minor=True) == ["records_of_a_minor"]
    assert codes("confidential_information") == ["assistance_and_tax"]
    assert codes("transfer", kind="correction") == ["release_after_half", "deportation_parole"]
    assert codes("transfer", kind="pardons_and_paroles") == ["deportation_parole"]
    assert codes("transfer") == codes("hold", kind="correction") == []


def test_nothing_is_pointed_out_before_2019_or_for_an_agency_not_named():
    assert codes("hold", on=date(2019, 9, 30), minor=True) == []
    assert codes("hold", on=date(2019, 10, 1), minor=True) == ["records_of_a_minor"]
    assert codes("hold", kind="other", minor=True) == []


def test_what_to_read_as_well_stands_in_the_json_and_on_the_memo():
    assessment = assessed("hold", minor=True)
    assert Assessment.from_dict(assessment.as_dict()) == assessment
    assert assessment.as_dict()["cautions"][0]["citation"] == "C.G.S. 46b-124, 54-76l"
    assert "cautions" not in assessed("hold").as_dict()
    facts = parse_facts(
        {
            "on": "2026-03-01",
            "agency_kind": "municipal_police",
            "purposes": ["interview"],
            "grounds": [],
            "minor": True,
            "not_legally_competent": True,
            "in_custody": False,
        }
    )
    text = explain(facts).text
    assert "Read as well:\n- Juvenile and youthful-offender records" in text
    assert (
        "The person is under 18. The person is not legally competent to consent. The person is not"
        " in custody." in text
    )
