"""What a notice may know of a conviction or a warrant."""

from __future__ import annotations

from dataclasses import fields

from reports.notices.content.recorded import PrintedConviction, PrintedWarrant


def test_no_field_of_a_printed_fact_could_name_a_victim_or_the_person_of_another_warrant():
    names = {field.name for kind in (PrintedConviction, PrintedWarrant) for field in fields(kind)}
    assert not [name for name in names if "victim" in name or "person" in name or "name" in name]
