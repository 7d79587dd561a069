"""Two people on file are one, or were wrongly taken for one: said, undone, and moving nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.detainers.models import Detainer
from reports.detainers.queries import other_open
from reports.persons.matching import match_people
from reports.persons.models import Person, PersonMerge
from reports.records.holds.actions import lift_hold, place_hold
from reports.records.holds.queries import holds_on
from reports.sealing.models import RecordKey
from reports.submissions.compilation import logged_lines
from reports.submissions.models import ReportingPeriod
from reports.workflow.amendments import amend_detainer, merge_people, split_people
from reports.workflow.intake import log_detainer
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)


def fresh(item: Detainer) -> Detainer:
    return Detainer.objects.with_person().get(pk=item.pk)


def merged(one: Detainer, other: Detainer, **changes) -> PersonMerge:
    given = {"reason": "The same booking photograph.", "by": person(Role.CLERK), "at": LATER}
    kept, away = fresh(one).person, fresh(other).person
    return merge_people(kept=kept, other=away, **{**given, **changes})


def split(merge: PersonMerge, **changes) -> PersonMerge:
    given = {"reason": "Two brothers.", "by": person(Role.CLERK), "at": LATER}
    return split_people(merge=merge, **{**given, **changes})


@pytest.fixture
def pair() -> tuple[Detainer, Detainer]:
    """Two records of people of one name, the second without a conviction or a warrant."""
    plain: dict[str, Any] = {"convictions": (), "grounds": (), "warrant": "none", "papers": ()}
    return make.detainer(), make.detainer(person=make.person_values(given_names="María"), **plain)


def test_a_merge_carries_no_conviction_and_no_warrant(pair):
    first, second = pair
    before = {
        item.pk: (
            sorted(item.convictions.values_list("pk", flat=True)),
            item.warrant,
            item.grounds,
            item.assessments.latest().result,
            item.record_key_id,
        )
        for item in pair
    }
    merged(second, first)
    for item in map(fresh, pair):
        kept = (
            sorted(item.convictions.values_list("pk", flat=True)),
            item.warrant,
            item.grounds,
            item.assessments.latest().result,
            item.record_key_id,
        )
        assert kept == before[item.pk]
    assert not fresh(second).convictions.exists()
    assert fresh(first).convictions.count() == 1


def test_merged_people_are_found_as_one_with_all_their_requests(pair):
    first, second = pair
    merged(first, second)
    found = match_people(first.agency, family_name="Nunez")
    assert [one.person.pk for one in found] == [first.person_id]
    assert other_open(fresh(first)) == [fresh(second)]
    assert other_open(fresh(second)) == [fresh(first)]


def test_a_further_request_goes_to_the_person_who_stands_for_both(pair):
    first, second = pair
    merged(first, second)
    third = log_detainer(
        agency=first.agency,
        person=make.person_values(),
        values=make.detainer_values(),
        form_token=uuid4(),
        same_person=Person.objects.get(pk=second.person_id),
        by=person(Role.CLERK),
        at=LATER,
    )
    assert third.person_id == first.person_id


def test_a_correction_reaches_the_other_half_where_it_says_the_same(pair):
    first, second = pair
    merged(first, second)
    amend_detainer(
        detainer=fresh(first),
        person=make.person_values(attorney_name="Grace Counsel"),
        values=make.detainer_values(),
        reason="A new attorney.",
        expected_version=1,
        by=person(Role.CLERK),
        at=LATER,
    )
    assert fresh(second).named.attorney_name == "Grace Counsel"
    assert fresh(second).named.given_names == "María"


def test_a_split_leaves_everything_as_before_the_merge(pair):
    first, second = pair
    undone = split(merged(first, second))
    assert (undone.split_by, undone.split_reason) == (person(Role.CLERK), "Two brothers.")
    assert not Person.objects.filter(merged_into__isnull=False).exists()
    assert other_open(fresh(first)) == []
    assert len(match_people(first.agency, family_name="Nunez")) == 2
    events = AuditEntry.objects.filter(event__in=("person.merged", "person.split"))
    assert [entry.event for entry in events.order_by("seq")] == [
        "person.merged",
        "person.split",
    ]
    assert merged(first, second).split_at is None


def test_one_person_in_the_figures(pair):
    first, second = pair
    for item in pair:
        make.access(detainer=make.decided(item).detainer, kind="D")
    period = ReportingPeriod(half_year="2026H1")
    period.starts_on, period.ends_on = make.NOW.date().replace(day=1), make.NOW.date()
    assert len({line.person for line in logged_lines(first.agency, period)}) == 2
    merged(first, second)
    assert len({line.person for line in logged_lines(first.agency, period)}) == 1


def test_what_cannot_be_merged_or_split_is_refused(pair):
    first, second = pair
    stranger = make.detainer(agency=agency("bristol"))
    with pytest.raises(StateRefused, match="one person already"):
        merged(first, first)
    with pytest.raises(StateRefused, match="different agencies"):
        merged(first, stranger)
    with pytest.raises(StateRefused, match="Say why"):
        merged(first, second, reason=" ")
    with pytest.raises(PermissionRefused):
        merged(first, second, by=person(Role.CERTIFIER))
    done = merged(first, second)
    with pytest.raises(StateRefused, match="Say why"):
        split(done, reason="")
    split(done)
    with pytest.raises(Conflict, match="undone already"):
        split(done)
    assert PersonMerge.objects.count() == 1


def test_a_hold_on_a_person_covers_who_is_merged_with_them(pair):
    first, second = pair
    hold = place_hold(person=first.person, detainer=None, by=person(Role.CLERK), at=LATER)
    keys = RecordKey.objects.filter(pk__in=(first.record_key_id, second.record_key_id))
    assert keys.filter(is_shred_blocked=True).count() == 1
    done = merged(first, second)
    assert keys.filter(is_shred_blocked=True).count() == 2
    assert holds_on(fresh(second)) == [hold]
    split(done)
    assert keys.filter(is_shred_blocked=True).count() == 1
    merged(first, second)
    head = person(Role.AGENCY_HEAD)
    lift_hold(hold=hold, reason="Counsel wrote.", by=head, at=LATER)
    assert not keys.filter(is_shred_blocked=True).exists()
