"""Bad input is named at its field, with what, why and how to fix."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reports.detainers.validation import age_on, field_issues
from reports.detainers.values import ConvictionValues
from tests.factories.detainers import NOW, detainer_values, person_values

BACKWARDS = ConvictionValues("Assault", offense_on=date(2020, 1, 1), convicted_on="2019-05-01")


def fields_in_error(person=None, severity="error", **changes):
    found = field_issues(
        person=person or person_values(), values=detainer_values(**changes), at=NOW
    )
    return {problem.field for problem in found if problem.severity == severity}


def test_the_worked_example_is_clean():
    assert fields_in_error() == set()
    assert fields_in_error(severity="warning") == set()


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("received_at", {"received_at": NOW + timedelta(hours=1)}),
        ("form_dated_on", {"form_dated_on": date(2026, 3, 9)}),
        ("release_due_at", {"release_due_at": NOW - timedelta(days=2)}),
        ("in_custody", {"in_custody": False}),
        ("purposes", {"purposes": ()}),
        ("warrant", {"warrant": "judicial", "papers": ("I-205",)}),
        ("grounds", {"grounds": ("judicial_warrant",)}),
        ("cancels_on", {"cancels_on": date(2026, 4, 1)}),
        ("channel", {"channel": "pigeon"}),
        ("papers", {"papers": ("I-999",)}),
        ("is_minor", {"is_minor": True}),
        (
            "convictions",
            {"convictions": (ConvictionValues("Assault", offense_on=date(2026, 4, 1)),)},
        ),
        ("convictions", {"convictions": (ConvictionValues("Assault", convicted_on="4/1/2027"),)}),
        ("convictions", {"convictions": (BACKWARDS,)}),
    ],
)
def test_what_cannot_be(field, changes):
    assert field in fields_in_error(**changes)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("verification", {"verification": "none"}),
        ("release_due_at", {"release_due_at": None}),
        ("convictions", {"convictions": ()}),
        (
            "grounds",
            {"convictions": (ConvictionValues("Assault", offense_class="B", is_erased=True),)},
        ),
        ("grounds", {"grounds": ("felony_ab_conviction", "charged_or_arrested")}),
        ("grounds", {"grounds": ("parent_or_guardian_consent",)}),
        ("purposes", {"form": "I-247N"}),
    ],
)
def test_what_should_be_looked_at(field, changes):
    assert field in fields_in_error(severity="warning", **changes)


@pytest.mark.parametrize("born", [date(2027, 1, 1), date(1890, 1, 1)])
def test_birth_in_the_future_or_too_long_ago(born):
    assert "date_of_birth" in fields_in_error(person=person_values(date_of_birth=born))


@pytest.mark.parametrize("name", ["Bad\u202ename", "\x00", "a\ud800", "b\u2066c"])
def test_names_that_would_read_wrongly(name):
    assert "family_name" in fields_in_error(person=person_values(family_name=name))


def test_every_problem_says_how_to_fix():
    found = field_issues(
        person=person_values(family_name="", given_names=""),
        values=detainer_values(
            purposes=(), release_due_at=datetime(2020, 1, 1, tzinfo=UTC), verification="none"
        ),
        at=NOW,
    )
    assert found
    assert all(problem.what.endswith(".") and problem.fix.endswith(".") for problem in found)


def test_age_on_birthdays():
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_a_minor_s_own_consent_is_named_with_the_rule_and_the_fix():
    values = detainer_values(grounds=("written_consent",), is_minor=True, convictions=())
    young = person_values(date_of_birth=date(2012, 1, 1))
    found = {
        problem.field: problem for problem in field_issues(person=young, values=values, at=NOW)
    }
    assert "54-192h(d)(1)" in found["grounds"].sentence
    assert "parent's or guardian's written consent" in found["grounds"].sentence
    assert found["grounds"].severity == "warning"


def test_what_decides_a_class_and_was_not_looked_up_is_warned_about():
    contact = ConvictionValues(
        "Risk of injury", section="53-21", offense_class="B", offense_on=date(2019, 1, 1)
    )
    values = detainer_values(convictions=(contact,))
    warned = [
        problem
        for problem in field_issues(person=person_values(), values=values, at=NOW)
        if problem.field == "convictions"
    ]
    assert [problem.severity for problem in warned] == ["warning"]
    assert "Which subdivision does the judgment name?" in warned[0].sentence


@pytest.mark.parametrize("written", ["", "2019", "2019-05-01", "5/1/2019", "around 19"])
def test_a_conviction_s_day_may_be_written_in_many_ways(written):
    conviction = ConvictionValues(
        "Assault", offense_class="B", offense_on=date(2019, 1, 1), convicted_on=written
    )
    assert fields_in_error(convictions=(conviction,)) == set()
