"""The person who stands for several, and who they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import Conflict
from reports.detainers.models import Detainer
from reports.persons.merging import about_person, people_of, standing_merges
from reports.persons.models import Person
from reports.workflow.amendments import merge_people, split_people
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)
SAID = {"reason": "One booking.", "at": LATER}


def three() -> list[Person]:
    return [make.detainer().person for _ in range(3)]


def test_whoever_was_merged_before_comes_along_and_goes_back():
    first, second, third = three()
    clerk = person(Role.CLERK)
    inner = merge_people(kept=second, other=third, by=clerk, **SAID)
    outer = merge_people(kept=first, other=Person.objects.get(pk=second.pk), by=clerk, **SAID)
    assert set(people_of(third.pk)) == {first, second, third}
    assert {merge.pk for merge in standing_merges(third)} == {inner.pk, outer.pk}
    assert Detainer.objects.filter(about_person(first.pk)).count() == 3
    split_people(merge=outer, by=clerk, **SAID)
    assert set(people_of(third.pk)) == {second, third}
    assert set(people_of(first.pk)) == {first}
    assert [merge.pk for merge in standing_merges(second)] == [inner.pk]


def test_somebody_merged_in_the_meantime_is_looked_at_again():
    first, second, third = three()
    clerk = person(Role.CLERK)
    merge_people(kept=third, other=second, by=clerk, **SAID)
    with pytest.raises(Conflict, match="in the meantime"):
        merge_people(kept=first, other=second, by=clerk, **SAID)
