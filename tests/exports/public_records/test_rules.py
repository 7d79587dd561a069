"""Every field of every record that a bundle holds has one rule; nothing new leaves undecided."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps

from reports.exports.public_records.rules import LEFT_ASIDE, TABLE, Disclosure, rules_of


@pytest.mark.parametrize("model", TABLE)
def test_every_field_has_one_rule(model):
    named = Counter(name for names in TABLE[model].values() for name in names.split())
    fields = {field.name for field in apps.get_model("reports", model)._meta.concrete_fields}
    assert set(named) == fields
    assert set(named.values()) == {1}


def test_every_record_about_them_is_held_or_left_aside_with_a_reason():
    related = {
        relation.related_model.__name__
        for model in TABLE
        for relation in apps.get_model("reports", model)._meta.related_objects
    }
    assert related - set(TABLE) == set(LEFT_ASIDE)
    assert all(LEFT_ASIDE.values())


def test_each_rule_but_an_inner_key_says_on_what_it_rests():
    for model in TABLE:
        for rule in rules_of(model).values():
            assert rule.why
            assert bool(rule.citation) == (rule.answer != Disclosure.INTERNAL)


def test_name_number_and_address_are_neither_released_nor_exempted_by_the_program():
    person = rules_of("Person")
    for name in ("family_name", "given_names", "alien_number", "attorney_contact"):
        assert person[name].answer == Disclosure.COUNSEL
        assert "Q12" in person[name].citation
