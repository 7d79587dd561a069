"""A record kept under the wrong person gets a person of its own."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
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


def test_the_reason_is_asked_for_before_anything_changes(mistaken):
    _, second = mistaken
    with pytest.raises(StateRefused, match="Say why"):
        separate_record(detainer=fresh(second), reason=" ", by=person(Role.CLERK), at=LATER)
    assert not DetainerVersion.objects.filter(detainer=second).exists()


def test_whoever_may_not_correct_a_record_may_not_separate_it(mistaken):
    _, second = mistaken
    with pytest.raises(PermissionRefused):
        separate_record(detainer=second, reason="Two.", by=person(Role.AUDITOR), at=LATER)


def test_what_is_kept_of_it_names_both_people_and_the_values_before(mistaken):
    _, second = mistaken
    item, known = fresh(second), fresh(second).named
    before, version = item.person_id, item.version
    now_of = separate_record(detainer=item, reason="Two brothers.", by=person(Role.CLERK), at=LATER)
    assert (item.person, item.person_version) == (now_of, now_of.version)
    stored = fresh(second)
    assert (stored.person_version, stored.version) == (now_of.version, version + 1)
    kept = DetainerVersion.objects.get(detainer=second)
    assert (kept.version, kept.replaced_at) == (version, LATER)
    entry = AuditEntry.objects.get(event="person.separated")
    assert entry.detail["before"] == str(before)
    assert entry.detail["now"] == str(now_of.pk)
    assert stored.named == known


def test_an_access_of_another_record_is_enough_to_be_separated_from():
    first, second = make.detainer(), make.detainer()
    make.access(detainer=make.decided(second).detainer)
    second.accesses.update(person=first.person)
    assert (
        separate_record(detainer=fresh(first), reason="Two.", by=person(Role.CLERK), at=LATER).pk
        != first.person_id
    )
