"""A day and a time of day on a form: read, asked about, and never changed when it comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django import forms

from reports.core.clock import now as clock_now
from reports.law.moments import local_day
from reports.web.shared.forms import fields
from tests.web.shared.test_fields import drawn, posted


class Moment(forms.Form):
    at = fields.LocalDateTimeField(label="Received")


def moment_form(day: str, clock: str, which: str = "") -> Moment:
    return Moment(posted(at_day=day, at_time=clock, at_which=which))


def test_a_local_time_becomes_a_moment() -> None:
    form = moment_form("2026-11-21", "14:10")
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2026, 11, 21, 19, 10, tzinfo=UTC)


@pytest.mark.parametrize("clock", ["2:10 PM", "2:10 p.m.", "1410", "14:10:00"])
def test_times_are_read_as_people_write_them(clock: str) -> None:
    form = moment_form("11/21/2026", clock)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2026, 11, 21, 19, 10, tzinfo=UTC)


def test_a_time_that_did_not_happen_is_refused() -> None:
    form = moment_form("2027-03-14", "02:30")
    assert not form.is_valid()
    said = drawn(form, "at").text_content()
    assert "did not happen" in said
    assert "clocks went forward" in said


@pytest.mark.parametrize(("which", "hour"), [("first", 5), ("second", 6)])
def test_a_time_that_happened_twice_asks_which(which: str, hour: int) -> None:
    asked = moment_form("2026-11-01", "01:30")
    assert not asked.is_valid()
    choices = drawn(asked, "at").xpath(".//input[@type='radio']/@value")
    assert choices == ["first", "second"]
    assert "EDT" in drawn(asked, "at").text_content()

    answered = moment_form("2026-11-01", "01:30", which)
    assert answered.is_valid(), answered.errors
    assert answered.cleaned_data["at"] == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)
    again = Moment(initial={"at": answered.cleaned_data["at"]})
    assert drawn(again, "at").xpath(".//input[@type='radio' and @checked]/@value") == [which]


@pytest.mark.parametrize(
    ("day", "clock", "lacking"),
    [
        ("2026-11-21", "", "time is missing"),
        ("", "14:10", "day is missing"),
        ("nonsense", "14:10", "not a day"),
    ],
)
def test_half_a_moment_says_what_lacks(day: str, clock: str, lacking: str) -> None:
    form = moment_form(day, clock)
    assert not form.is_valid()
    assert lacking in drawn(form, "at").text_content()


@pytest.mark.parametrize("clock", ["2400", "midnight"])
def test_midnight_is_asked_about_plainly(clock: str) -> None:
    asked = moment_form("3/1/2026", clock)
    assert not asked.is_valid()
    field = drawn(asked, "at")
    assert field.xpath(".//input[@type='radio']/@value") == ["start", "end"]
    assert "as Mar 1 ends (the night from Mar 1 to Mar 2)" in field.text_content()
    assert field.xpath(".//input[@id='id_at_time']/@value") == [clock]
    ends = moment_form("3/1/2026", clock, "end")
    assert ends.is_valid()
    assert ends.cleaned_data["at"] == datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
    starts = moment_form("3/1/2026", clock, "start")
    assert starts.is_valid()
    assert starts.cleaned_data["at"] == datetime(2026, 3, 1, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "hour"), [("EDT", 5), ("EST", 6)])
def test_the_zone_beside_a_time_says_which_of_two(zone: str, hour: int) -> None:
    form = moment_form("11/1/2026", f"0130 {zone}")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)


def test_a_zone_that_the_clock_did_not_show_is_refused() -> None:
    form = moment_form("7/1/2026", "0130 EST")
    assert not form.is_valid()
    assert "did not show 1:30 AM EST" in drawn(form, "at").text_content()


@pytest.mark.parametrize(
    ("day", "clock"),
    [("1 Mar 26", "200"), ("0026-03-01", "2400"), ("yesterday", "1530"), ("3/1", "3")],
)
def test_nothing_typed_is_changed_when_the_form_comes_back(day: str, clock: str) -> None:
    field = drawn(moment_form(day, clock), "at")
    assert field.xpath(".//input[@type='text']/@value") == [day, clock]
    assert not field.xpath(".//input[@maxlength] | .//input[@type='date' or @type='time']")


def test_how_it_is_read_stands_beside_what_was_typed() -> None:
    assert "Read as Mar 1, 2026, 2:00 AM." in drawn(moment_form("03-01-26", "200"), "at").xpath(
        "string()"
    )


def test_now_by_the_server_is_one_click_and_one_word_without_scripts() -> None:
    button = drawn(Moment(), "at").xpath(".//button[@type='button' and @hidden]")[0]
    assert datetime.fromisoformat(button.get("data-now")) <= clock_now()
    form = moment_form("", "now")
    assert form.is_valid(), form.errors
    assert abs(form.cleaned_data["at"] - clock_now()) < timedelta(minutes=1)


def test_a_word_for_a_day_goes_on_meaning_the_day_on_which_it_was_typed() -> None:
    typed_at = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)  # still March 1 in Connecticut
    kept = fields.with_moment_of_typing(
        {"at_day": ["yesterday"], "at_time": ["1530"], "notes": ["nothing"]}, at=typed_at
    )
    assert set(kept) == {"at_day", "at_time", "notes", "at_asof"}
    form = Moment(posted(**kept))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2026, 2, 28, 20, 30, tzinfo=UTC)
    assert drawn(form, "at").xpath(".//input[@name='at_asof']/@value") == [typed_at.isoformat()]


def test_a_moment_of_typing_that_lies_ahead_is_not_believed() -> None:
    ahead = (clock_now() + timedelta(days=2)).isoformat()
    form = Moment(posted(at_day="today", at_time="noon", at_asof=ahead))
    assert form.is_valid(), form.errors
    assert local_day(form.cleaned_data["at"]) == local_day(clock_now())
