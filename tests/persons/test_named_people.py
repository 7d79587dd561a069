"""Words for a notice that may be about somebody else are asked about, and never pass in silence."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import StateRefused
from reports.detainers.actions.reply import record_reply
from reports.detainers.models import Reply
from reports.detainers.values import ReplyValues
from reports.persons.named_people import possible_other_people
from tests.factories import detainers as make
from tests.factories.people import person

KNOWN = {"person": "Ana María Nuñez-Ortiz", "agency": "Hartford Police Department"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He hurt Maria Lopez at home.", ("Maria Lopez",)),
        ("Told to Jean-Luc O\u2019Brien, who asked.", ("Jean-Luc O\u2019Brien",)),
        ("Mr. Smith called.", ("Mr Smith",)),
        ("The victim asked us.", ("victim",)),
        ("His wife, Rosa, waits.", ("wife",)),
        ("Rosa Nuñez was there.", ("Rosa Nuñez",)),
        ("María López y su hijo", ("María López",)),
    ],
)
def test_somebody_else_is_found(text, found):
    assert possible_other_people(text, **KNOWN) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No ground of the act is on record here.",
        "A class B felony conviction; Superior Court, Hartford.",
        "Ana Nunez was convicted in the Hartford Superior Court on May 4.",
        "ANA NUÑEZ IS HELD UNDER A STATE CHARGE.",
        "Mr. Nuñez asked for it.",
        "Burglary in the First Degree, as the United States District Court found.",
        "Hold until 3 p.m. Then we decide.",
    ],
)
def test_the_person_the_agency_and_institutions_are_no_question(text):
    assert possible_other_people(text, **KNOWN) == ()


@pytest.mark.django_db
def test_a_reply_that_names_somebody_is_refused_until_it_was_looked_at_again():
    item = make.reviewed(make.detainer())
    at = make.NOW + timedelta(minutes=10)
    values = ReplyValues(
        sent_at=at, channel="fax", text="Rosa Petrov was hurt.", is_refusal=True, recipient="ICE"
    )
    given = {"detainer": item, "values": values, "by": person(Role.CLERK), "at": at}
    with pytest.raises(StateRefused, match="Rosa Petrov"):
        record_reply(form_token=uuid4(), **given)
    assert not Reply.objects.exists()
    assert record_reply(form_token=uuid4(), names_checked=True, **given).text == values.text
