"""A record kept under the wrong person gets a person of its own."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import StateRefused
from reports.detainers.models import Detainer, DetainerVersion
from reports.detainers.queries import other_open
from reports.persons.matching import same_person_candidates
from reports.records.holds.actions import place_hold
from reports.records.holds.queries import holds_on
from reports.workflow.amendments import merge_people, separate_record
from reports.workflow.intake import log_detainer
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)


def fresh(item: Detainer) -> Detainer:
    return Detainer.objects.with_person().get(pk=item.pk)


@pytest.fixture
def mistaken() -> tuple[Detainer, Detainer]:
    """Two requests wrongly recorded as of one person, the second with an access."""
    first = make.detainer()
    second = log_detainer(
        agency=first.agency,
        person=make.person_values(family_name="Núñez", date_of_birth=None),
        values=make.detainer_values(),
        form_token=uuid4(),
        same_person=first.person,
        by=person(Role.CLERK),
        at=make.NOW,
    )
    make.access(detainer=make.decided(second).detainer)
    return first, second


def test_a_record_about_somebody_else_gets_a_person_of_its_own(mistaken):
    first, second = mistaken
    known = fresh(second).named
    person_now = separate_record(
        detainer=fresh(second), reason="Two brothers.", by=person(Role.CLERK), at=LATER
    )
    assert fresh(second).person == person_now != fresh(first).person
    assert fresh(second).named == known
    assert {access.person_id for access in fresh(second).accesses.all()} == {person_now.pk}
    assert fresh(second).record_key_id == first.record_key_id == person_now.record_key_id
    assert fresh(first).named.family_name == "Nuñez-Đặng"
    assert DetainerVersion.objects.get(detainer=second).reason == "Two brothers."
    assert AuditEntry.objects.filter(event="person.separated").count() == 1
    found = same_person_candidates(first.agency, known)
    assert {one.person.pk for one in found} == {first.person_id, person_now.pk}
    kept, other = fresh(first).person, fresh(second).person
    merge_people(kept=kept, other=other, reason="No.", by=person(Role.CLERK), at=LATER)
    assert other_open(fresh(first)) == [fresh(second)]


def test_a_hold_on_one_record_goes_with_it(mistaken):
    first, second = mistaken
    clerk = person(Role.CLERK)
    place_hold(person=second.person, detainer=second, by=clerk, at=LATER)
    separate_record(detainer=fresh(second), reason="Two brothers.", by=clerk, at=LATER)
    assert len(holds_on(fresh(second))) == 1
    assert fresh(first).record_key.is_shred_blocked


def test_the_only_record_of_a_person_is_corrected_instead():
    with pytest.raises(StateRefused, match="Correct this one instead"):
        separate_record(
            detainer=fresh(make.detainer()),
            reason="Someone else.",
            by=person(Role.CLERK),
            at=LATER,
        )
