"""Days that cannot be, and days that are asked about, in the verb as on the screen."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from reports.detainers.actions.amend import amend_detainer
from reports.detainers.actions.log import recorded_values
from reports.detainers.consistency import months_between
from reports.detainers.exceptions import Invalid
from reports.detainers.models import Detainer
from reports.detainers.validation import field_issues
from reports.persons.records import values_of
from tests.factories import detainers as make

NOW = make.NOW


def errors(*, born=date(1991, 7, 14), **changes):
    values = make.detainer_values(**{"form_dated_on": None, "release_due_at": None, **changes})
    found = field_issues(person=make.person_values(date_of_birth=born), values=values, at=NOW)
    return {issue.field for issue in found if issue.severity == "error"}


@pytest.mark.parametrize("year", [26, 1926, 2012, 2013])
def test_a_day_before_the_act_is_refused_whatever_is_confirmed(year):
    received = datetime(year, 3, 1, 15, tzinfo=UTC)
    assert errors(received_at=received, is_received_long_ago=True, convictions=()) == {
        "received_at",
        *({"date_of_birth"} if year < 1991 else ()),
    }


@pytest.mark.parametrize(
    ("received", "asked"),
    [
        (NOW - timedelta(hours=1), False),
        (NOW - timedelta(days=179), False),
        (NOW - timedelta(days=181), True),
        (NOW.replace(year=2025), True),
    ],
)
def test_a_day_long_ago_is_asked_about_once(received, asked):
    assert ("received_at" in errors(received_at=received)) is asked
    assert "received_at" not in errors(received_at=received, is_received_long_ago=True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_at": NOW + timedelta(hours=1)}, "received_at"),
        ({"release_due_at": NOW + timedelta(days=70 * 365)}, "release_due_at"),
        ({"born": date(2026, 3, 2), "received_at": NOW - timedelta(days=3)}, "date_of_birth"),
        ({"born": date(2026, 4, 1)}, "date_of_birth"),
        ({"born": date(1905, 1, 1)}, "date_of_birth"),
        ({"cancels_on": date(2026, 4, 1)}, "cancels_on"),
        ({"form_dated_on": date(2026, 4, 1)}, "form_dated_on"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(changes, field):
    assert field in errors(**changes)


def test_somebody_of_a_hundred_and_twenty_is_recorded():
    assert errors(born=date(1905, 3, 3)) == set()


def test_months_are_whole():
    assert months_between(date(2025, 3, 31), date(2026, 3, 1)) == 11
    assert months_between(date(2025, 3, 1), date(2026, 3, 1)) == 12


@pytest.mark.django_db
def test_the_verb_asks_and_a_later_correction_does_not_ask_again():
    long_ago = NOW - timedelta(days=400)
    given = {"received_at": long_ago, "form_dated_on": None}
    with pytest.raises(Invalid):
        make.detainer(**given)
    item = make.detainer(**given, is_received_long_ago=True)
    assert recorded_values(item).is_received_long_ago
    recent = make.detainer()
    kept = Detainer.objects.with_person().get(pk=recent.pk)
    amend_detainer(
        detainer=kept,
        person=values_of(kept.person),
        values=replace(recorded_values(kept), notes="Checked."),
        reason="A note was missing.",
        expected_version=1,
        by=recent.entered_by,
        at=NOW + timedelta(days=300),
    )
    assert Detainer.objects.get(pk=recent.pk).version == 2
