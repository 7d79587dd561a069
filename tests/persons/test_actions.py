"""People of an earlier release are indexed at the upgrade."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from reports.persons.actions import index_people
from reports.persons.matching import match_people
from reports.persons.models import Person, PersonIndex
from reports.sealing.providers.configured import KeysUnavailable
from tests.factories import detainers as make

pytestmark = pytest.mark.django_db


def test_people_of_an_earlier_release_are_indexed_at_upgrade(capsys):
    item = make.detainer(person=make.person_values(alien_number="A012345678"))
    PersonIndex.objects.all().delete()
    Person.objects.update(index_form=0)
    assert match_people(item.agency, alien_number="A012345678") == []
    call_command("index_people")
    assert "Indexed 1 person again." in capsys.readouterr().out
    assert index_people() == 0
    found = match_people(item.agency, family_name="nunez")
    assert [one.person for one in found] == [item.person]


def test_without_keys_it_says_so(monkeypatch):
    def no_keys() -> int:
        raise KeysUnavailable("no ring")

    monkeypatch.setattr("reports.management.commands.index_people.index_people", no_keys)
    with pytest.raises(CommandError, match="without the keys"):
        call_command("index_people")
