"""Legal holds: one click on a record or a person; nothing held can be destroyed; lifting needs a
reason.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
from reports.records.holds.actions import lift_hold, place_hold, set_matter
from reports.records.holds.models import LegalHold
from reports.sealing.actions import RecordHeld, shred
from reports.sealing.models import RecordKey
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.web.desk.typing import signed_in

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=2)


@pytest.fixture
def found():
    return make.detainer()


def held(found, *, whole=False, by=None):
    clerk = by or person(Role.CLERK)
    return place_hold(person=found.person, detainer=None if whole else found, by=clerk, at=make.NOW)


@pytest.mark.parametrize("whole", [False, True], ids=["a record", "a person"])
def test_what_is_held_is_not_shredded(found, whole):
    hold = held(found, whole=whole)
    with pytest.raises(RecordHeld):
        shred(record_key=found.person.record_key, at=LATER)
    lift_hold(
        hold=hold,
        reason="Counsel wrote that the matter is closed.",
        by=person(Role.AGENCY_HEAD),
        at=LATER,
    )
    shred(record_key=found.person.record_key, at=LATER)
    assert RecordKey.objects.get(pk=found.person.record_key_id).wrapped_key is None


def test_the_database_refuses_too(found):
    held(found)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordKey.objects.filter(pk=found.record_key_id).update(wrapped_key=None, shredded_at=LATER)


def test_what_was_destroyed_cannot_be_held(found):
    shred(record_key=found.person.record_key, at=LATER)
    with pytest.raises(StateRefused, match="nothing is left to hold"):
        held(found)


def test_two_holds_and_only_the_last_frees_the_record(found):
    first, second = held(found), held(found, whole=True)
    head = person(Role.AGENCY_HEAD)
    lift_hold(hold=first, reason="Settled.", by=head, at=LATER)
    with pytest.raises(RecordHeld):
        shred(record_key=found.person.record_key, at=LATER)
    lift_hold(hold=second, reason="Settled.", by=head, at=LATER)
    assert not RecordKey.objects.get(pk=found.record_key_id).is_shred_blocked


def test_placed_twice_it_is_one_hold_and_lifted_twice_is_refused(found):
    hold, head = held(found), person(Role.AGENCY_HEAD)
    assert held(found) == hold
    with pytest.raises(StateRefused, match="Say why"):
        lift_hold(hold=hold, reason=" ", by=head, at=LATER)
    lift_hold(hold=hold, reason="Settled.", by=head, at=LATER)
    for act in (
        lambda: lift_hold(hold=hold, reason="Settled.", by=head, at=LATER),
        lambda: set_matter(hold=hold, matter="HHD-CV26", by=head, at=LATER),
    ):
        with pytest.raises(StateRefused, match="lifted already"):
            act()
    assert list(
        AuditEntry.objects.filter(event__startswith="hold.").values_list("event", flat=True)
    ) == [
        "hold.placed",
        "hold.lifted",
    ]


@pytest.mark.parametrize(
    "role", [Role.CERTIFIER, Role.AGENCY_ADMIN, Role.AUDITOR, Role.OPM_ADMIN, Role.OPM_REVIEWER]
)
def test_others_place_none(found, role):
    with pytest.raises(PermissionRefused):
        held(found, by=person(role))


def test_a_clerk_does_not_lift(found):
    with pytest.raises(PermissionRefused):
        lift_hold(hold=held(found), reason="Settled.", by=person(Role.CLERK), at=LATER)


def test_one_click_on_the_record_and_the_register_tells_of_it(found):
    clerk, head = signed_in(person(Role.CLERK)), signed_in(person(Role.AGENCY_HEAD))
    record = reverse("desk:detainer", args=[found.pk])
    assert "Place legal hold on this record" in clerk.get(record).content.decode()
    assert clerk.post(reverse("desk:hold_record", args=[found.pk])).status_code == 302
    assert clerk.post(reverse("desk:hold_person", args=[found.pk])).status_code == 302
    page = clerk.get(record).content.decode()
    assert "Under legal hold: this record" in page
    assert "Under legal hold: everything about this person" in page
    assert "Place legal hold on this record" not in page
    hold = LegalHold.objects.get(detainer=found)
    assert (
        clerk.post(
            reverse("desk:hold_name", args=[hold.pk]), {"matter": "HHD-CV26-601"}
        ).status_code
        == 302
    )
    register = head.get(reverse("desk:holds")).content.decode()
    assert "HHD-CV26-601" in register
    assert "Nuñez" not in register
    lift = reverse("desk:hold_lift", args=[hold.pk])
    assert "Lift it" not in clerk.get(reverse("desk:holds")).content.decode()
    assert head.post(lift, {"reason": ""}).status_code == 422
    assert head.post(lift, {"reason": "Settled."}).status_code == 302
    assert "Settled." in head.get(reverse("desk:holds")).content.decode()


def test_another_agency_finds_nothing(found):
    hold = held(found)
    stranger = signed_in(person(Role.AGENCY_HEAD, at_agency=agency("new-haven")))
    assert stranger.post(reverse("desk:hold_record", args=[found.pk])).status_code == 404
    assert stranger.get(reverse("desk:hold_lift", args=[hold.pk])).status_code == 404


def test_a_person_known_only_from_an_access_is_held_too():
    found, clerk = make.access(), signed_in(person(Role.CLERK))
    page = clerk.get(reverse("desk:access", args=[found.pk])).content.decode()
    assert "Place legal hold on all records about this person" in page
    assert clerk.post(reverse("desk:hold_access", args=[found.pk])).status_code == 302
    assert LegalHold.objects.get().person_id == found.person_id
    assert "Everything about a person" in clerk.get(reverse("desk:holds")).content.decode()
