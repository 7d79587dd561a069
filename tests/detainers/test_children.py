"""What is asked about a child, and what a record says of one."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.detainers.exceptions import Invalid
from reports.detainers.models import Detainer
from reports.detainers.validation import field_issues
from reports.workflow.intake import log_detainer
from tests.factories import detainers as make
from tests.factories.people import person

MOTHER = {
    "child_recipient": "guardian",
    "guardian_name": "Rosa Nuñez",
    "guardian_relation": "mother",
    "guardian_contact": "860-555-0142",
}


@pytest.mark.parametrize(
    ("who", "field"),
    [
        ({}, "child_recipient"),
        ({"child_recipient": "guardian"}, "guardian_name"),
        ({"child_recipient": "counsel", "guardian_name": "Rosa"}, "attorney_name"),
        (MOTHER, ""),
    ],
)
def test_what_is_missing_is_asked_and_never_stops_the_record(who, field):
    born = date(2012, 1, 1)
    values = make.person_values(**{"date_of_birth": born, "attorney_name": "", **who})
    found = field_issues(person=values, values=make.detainer_values(is_minor=True), at=make.NOW)
    asked = [issue for issue in found if issue.field == field]
    assert [issue.severity for issue in asked] == (["warning"] if field else [])


@pytest.mark.parametrize(
    ("is_minor", "is_disputed", "is_child"),
    [
        (True, False, True),
        (None, True, True),
        (False, True, True),
        (False, False, False),
        (None, False, False),
    ],
)
@pytest.mark.django_db
def test_a_disputed_age_counts_as_a_childs(is_minor, is_disputed, is_child):
    values = make.person_values(date_of_birth=None, is_age_disputed=is_disputed)
    assert make.detainer(person=values, is_minor=is_minor).is_about_child is is_child


@pytest.mark.django_db
def test_a_second_request_keeps_who_gets_the_childs_letter():
    born = date(2012, 1, 1)
    first = make.detainer(person=make.person_values(date_of_birth=born, **MOTHER), is_minor=True)
    second = log_detainer(
        agency=first.agency,
        person=make.person_values(date_of_birth=born, guardian_name="Ana Ruiz"),
        values=make.detainer_values(is_minor=True),
        form_token=uuid4(),
        same_person=first.person,
        by=person(Role.CLERK),
        at=make.NOW,
    )
    kept = Detainer.objects.with_person().get(pk=first.pk).named
    assert (kept.guardian_name, kept.guardian_contact) == ("Rosa Nuñez", "860-555-0142")
    assert second.named.child_recipient == "guardian"
    assert (second.named.guardian_name, second.named.guardian_contact) == ("Ana Ruiz", "")
    assert second.named.guardian_relation == ""


@pytest.mark.django_db
def test_an_unknown_road_is_refused():
    with pytest.raises(Invalid, match="is not one of the words allowed"):
        make.detainer(person=make.person_values(child_recipient="police"))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("A12345", "this one has 5 digits"),
        ("A1234567890", "this one has 10 digits"),
        ("C12345678", "other signs"),
    ],
)
@pytest.mark.django_db
def test_a_number_that_cannot_be_read_keeps_a_record_from_being_made(number, sentence):
    with pytest.raises(Invalid, match=sentence) as refused:
        make.detainer(person=make.person_values(alien_number=number))
    assert [issue.field for issue in refused.value.problems] == ["alien_number"]
    assert not Detainer.objects.exists()


@pytest.mark.django_db
def test_the_number_is_kept_as_its_digits():
    item = make.detainer(person=make.person_values(alien_number="A 12-345-678"))
    assert item.named.alien_number == "012345678"
