"""Acts of access: recorded once, corrected by a new row, voided without being lost."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from reports.access.actions import record_communication, void_access
from reports.access.models import Access
from reports.access.queries import get_access
from reports.access.values import AccessValues, CommunicationValues
from reports.accounts.roles import Role
from reports.core.refusals import Conflict, NotFound, PermissionRefused, StateRefused
from reports.notices.cases import is_owed_by_hand, owed_notices
from reports.workflow.access import correct_access, record_access
from reports.workflow.intake import log_detainer
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
NOW = make.NOW
INTERVIEW = AccessValues(
    kind="D", basis="detainer", occurred_at=NOW, race="W", ethnicity="H", sex="F", age=34
)


def record(detainer, values=INTERVIEW, token=None):
    return record_access(
        agency=detainer.agency,
        values=values,
        form_token=token or uuid4(),
        by=person(),
        at=NOW,
        person=detainer.person,
        detainer=detainer,
    )


def test_the_same_form_twice_is_one_act():
    item, token = make.detainer(purposes=("interview",)), uuid4()
    assert record(item, token=token) == record(item, token=token)
    assert Access.objects.count() == 1


def test_access_without_a_detainer_has_a_person_of_its_own():
    given = make.access()
    assert given.detainer is None
    assert given.basis == "other"
    assert given.person.family_name == "Nuñez-Đặng"
    assert not given.notices.exists()


def test_an_access_keeps_the_person_as_its_record_knew_them():
    item = make.detainer(purposes=("interview",))
    given = record(item)
    log_detainer(
        agency=item.agency,
        person=make.person_values(family_name="Núñez"),
        values=make.detainer_values(),
        form_token=uuid4(),
        same_person=item.person,
        by=person(),
        at=NOW,
    )
    known = get_access(person(), given.pk, on=NOW.date())
    assert known.named.family_name == "Nuñez-Đặng"
    assert known.person.family_name == "Núñez"


def test_a_corrected_access_keeps_it_too():
    given = make.access(person=make.person_values(family_name="Núñez"))
    values = replace(make.access_values(), minutes_spent=12)
    again = correct_access(access=given, values=values, reason="Timed.", by=person(), at=NOW)
    assert again.named.family_name == "Núñez"
    assert again.person_version == given.person_version


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "Z"},
        {"occurred_at": NOW + timedelta(hours=1)},
        {"occurred_at": NOW - timedelta(days=9)},
    ],
)
def test_what_cannot_be_is_refused(changes):
    with pytest.raises(StateRefused):
        record(make.detainer(purposes=("interview",)), replace(INTERVIEW, **changes))


def test_compliance_needs_a_detainer_also_in_the_database():
    given = make.access()
    with pytest.raises(IntegrityError), transaction.atomic():
        Access.objects.filter(pk=given.pk).update(basis="detainer")


def test_no_answer_counts_before_the_review():
    item = make.detainer()
    with pytest.raises(StateRefused, match="has not reviewed"):
        record(item, replace(INTERVIEW, kind="B"))


def test_telling_a_release_owes_letters_once():
    item = make.detainer()
    make.decided(item, choice="comply")
    token = uuid4()
    for _ in range(2):
        record(item, replace(INTERVIEW, kind="B"), token)
    assert sorted(item.notices.filter(kind__startswith="N2").values_list("kind", flat=True)) == [
        "N2",
        "N2C",
    ]


def test_a_correction_is_a_new_row_and_the_first_no_longer_counts():
    item = make.detainer(purposes=("interview",))
    first, clerk = record(item), person()
    with pytest.raises(StateRefused, match="Nothing was changed"):
        correct_access(access=first, values=INTERVIEW, reason="r", by=clerk, at=NOW)
    second = correct_access(
        access=first, values=replace(INTERVIEW, sex="M"), reason="r", by=clerk, at=NOW
    )
    assert list(Access.objects.standing()) == [second]
    with pytest.raises(Conflict):
        correct_access(
            access=first, values=replace(INTERVIEW, sex="X"), reason="r", by=clerk, at=NOW
        )


def test_a_voided_act_stays_and_does_not_count():
    given, head = make.access(), person(Role.AGENCY_HEAD)
    with pytest.raises(PermissionRefused):
        void_access(access=given, reason="mistake", by=person(), at=NOW)
    void_access(access=given, reason="mistake", by=head, at=NOW)
    assert Access.objects.get().void_reason == "mistake"
    assert not Access.objects.standing().exists()
    with pytest.raises(Conflict):
        void_access(access=given, reason="again", by=head, at=NOW)


def test_another_agencys_access_does_not_exist():
    given = make.access()
    assert get_access(person(), given.pk, on=NOW.date()) == given
    with pytest.raises(NotFound):
        get_access(person(at_agency=agency("avon")), given.pk, on=NOW.date())


def test_communications_are_kept_sealed():
    item = make.detainer()
    values = CommunicationValues(
        direction="in", channel="phone", happened_at=NOW, summary="Asked about bond."
    )
    kept = record_communication(
        agency=item.agency, values=values, by=person(), at=NOW, detainer=item
    )
    assert type(kept).objects.select_related("record_key").get().summary == "Asked about bond."


TOLD = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "purposes", "said", "expected"),
    [
        ("B", ("hold",), {}, (True, None)),
        ("B", ("hold",), {"is_about_release": False, "notified_release_at": TOLD}, (True, TOLD)),
        ("C", ("hold",), {"is_about_release": True}, (True, None)),
        ("C", ("hold",), {"notified_release_at": TOLD}, (True, TOLD)),
        ("C", ("hold",), {}, (False, None)),
        ("C", ("release_information",), {}, (True, None)),
        ("C", ("release_information",), {"is_about_release": False}, (False, None)),
        ("D", ("release_information",), {"is_about_release": True}, (False, None)),
        ("D", ("hold",), {"notified_release_at": TOLD}, (False, None)),
    ],
)
def test_whether_a_release_was_told_is_what_was_given_and_not_what_was_asked(
    kind, purposes, said, expected
):
    given = make.access(detainer=make.reviewed(make.detainer(purposes=purposes)), kind=kind, **said)
    assert (given.is_about_release, given.notified_release_at) == expected
    assert given.notifies_release == expected[0]
    assert given.notices.filter(kind="N2").exists() == expected[0]


def test_a_corrected_access_says_anew_whether_a_release_was_told():
    item = make.reviewed(make.detainer(purposes=("hold",)))
    given = make.access(detainer=item, kind="C", is_about_release=False)
    values = AccessValues(
        kind="C",
        basis="detainer",
        occurred_at=given.occurred_at,
        race="W",
        ethnicity="H",
        sex="F",
        age=34,
        is_about_release=True,
        notified_release_at=TOLD,
    )
    again = correct_access(
        access=given, values=values, reason="It was the release.", by=person(), at=NOW
    )
    assert (again.is_about_release, again.notified_release_at) == (True, TOLD)
    assert {notice.kind for notice in again.notices.all()} == {"N2", "N2C"}
    assert owed_notices(item.agency, at=NOW) == []


@pytest.mark.parametrize(
    ("said", "by_hand"),
    [
        ({"kind": "B"}, True),
        ({"kind": "C", "is_about_release": True}, True),
        ({"kind": "C", "is_about_release": False}, False),
        ({"kind": "D"}, False),
    ],
)
def test_a_release_told_under_no_request_is_owed_a_notice_by_hand(said, by_hand):
    given = make.access(**said)
    assert given.detainer is None
    assert is_owed_by_hand(given) is by_hand
    under = make.access(detainer=make.reviewed(make.detainer()), **said)
    assert not is_owed_by_hand(under)
