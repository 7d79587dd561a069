"""What counts as acting against a decision."""

import pytest

from reports.access.against_decision import (
    PURPOSES_OF_KIND,
    ReasonNeeded,
    access_differs,
    check_can_acknowledge,
    check_reason_given,
    choices_of,
    reply_differs,
)
from reports.access.kinds import AccessKind
from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused
from reports.law.moments import local_day
from tests.factories import detainers as make
from tests.factories.people import person

DECLINED = {"notify_release": "decline", "hold": "decline"}


def test_every_kind_of_access_has_its_purposes():
    assert set(PURPOSES_OF_KIND) == set(AccessKind.values)


@pytest.mark.parametrize(
    ("kind", "choices", "differs"),
    [
        ("B", DECLINED, True),
        ("B", {"notify_release": "comply"}, False),
        ("B", {"notify_release": "pending"}, False),
        ("B", {"hold": "decline"}, False),
        ("A", DECLINED, False),
        ("C", {"release_information": "decline"}, True),
        ("C", {"release_information": "decline", "address_information": "comply"}, False),
    ],
)
def test_an_access_differs_only_where_all_it_concerns_was_declined(kind, choices, differs):
    assert access_differs(kind, choices) is differs


@pytest.mark.parametrize(
    ("choices", "refusal", "notifies", "differs"),
    [
        (DECLINED, True, False, False),
        (DECLINED, False, True, True),
        (DECLINED, False, False, False),
        ({"hold": "comply"}, True, False, True),
        ({"hold": "pending"}, True, False, False),
    ],
)
def test_a_reply_differs(choices, refusal, notifies, differs):
    assert reply_differs(choices, is_refusal=refusal, notifies_release=notifies) is differs


@pytest.mark.django_db
def test_the_question_names_the_decision_and_a_reason_answers_it():
    decision = make.decided(make.detainer())
    assert choices_of(decision) == {"hold": "decline", "notify_release": "decline"}
    with pytest.raises(ReasonNeeded) as asked:
        check_reason_given(decision, "  ")
    assert str(asked.value) == (
        "Decision 1 says otherwise: Hold past release: Decline; Notify of release: Decline."
        " If this was done all the same, say why in “Why this differs from the"
        " decision”; it is kept, and the head is told. Else correct the entry, or have the head"
        " decide again first."
    )
    check_reason_given(decision, "A judge's warrant came in between.")


@pytest.mark.django_db
def test_only_who_decides_acknowledges():
    detainer, on = make.detainer(), local_day(make.NOW)
    check_can_acknowledge(person(Role.AGENCY_HEAD), detainer, on=on)
    with pytest.raises(PermissionRefused):
        check_can_acknowledge(person(Role.CLERK), detainer, on=on)
