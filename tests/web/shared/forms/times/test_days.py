"""One line for a day, and three inputs for a birth date."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms

from reports.web.shared.forms import fields
from tests.web.shared.test_fields import drawn, posted


class Day(forms.Form):
    on = fields.DayField(label="Day", required=False)


def test_a_day_of_ours_is_written_as_on_american_forms_and_a_typed_one_stays() -> None:
    assert drawn(Day(initial={"on": date(2026, 3, 1)}), "on").xpath(".//input/@value") == [
        "03/01/2026"
    ]
    typed = drawn(Day(posted(on="1 mar 26")), "on")
    assert typed.xpath(".//input/@value") == ["1 mar 26"]
    assert "Read as Mar 1, 2026." in typed.text_content()


class Birth(forms.Form):
    on = fields.MemorableDateField(label="Date of birth", required=False)


@pytest.mark.parametrize("month", ["7", "07", "July", "jul", "JUL."])
def test_a_birth_date_is_read_off_the_paper(month: str) -> None:
    form = Birth(posted(on_month=month, on_day="14", on_year="1991"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(1991, 7, 14)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("2", "30", "1991"), "not a day of the calendar"),
        (("", "14", "1991"), "month is missing"),
        (("7", "14", "91"), "four figures"),
        (("x", "1", "1991"), "not a day of the calendar"),
        (("7/14/91", "", ""), "year is not written in full"),
    ],
)
def test_a_wrong_birth_date_keeps_what_was_typed(parts: tuple[str, str, str], said: str) -> None:
    form = Birth(posted(on_month=parts[0], on_day=parts[1], on_year=parts[2]))
    assert not form.is_valid()
    field = drawn(form, "on")
    assert said in field.text_content()
    assert tuple(field.xpath(".//input/@value")) == parts


@pytest.mark.parametrize("whole", ["7/14/1991", "July 14, 1991", "1991-07-14", "07141991"])
def test_a_birth_date_pasted_whole_into_one_input_is_read(whole: str) -> None:
    form = Birth(posted(on_month=whole, on_day="", on_year=""))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(1991, 7, 14)


def test_no_birth_date_is_no_error() -> None:
    assert Birth(posted(on_month="", on_day="", on_year="")).is_valid()
