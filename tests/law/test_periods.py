"""Half-years: read, written, counted, ordered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.law.half_years import HalfYear, PeriodError, half_years, halves_of

HALVES = st.builds(HalfYear, st.integers(2, 9997), st.sampled_from([1, 2]))


@pytest.mark.parametrize(
    ("code", "starts_on", "ends_on", "label"),
    [
        ("2025H1", date(2025, 1, 1), date(2025, 6, 30), "January to June 2025"),
        ("2024H2", date(2024, 7, 1), date(2024, 12, 31), "July to December 2024"),
    ],
)
def test_a_half_year_has_its_days_and_its_name(code, starts_on, ends_on, label):
    half_year = HalfYear.parse(f" {code} ")
    assert (half_year.starts_on, half_year.ends_on, half_year.label) == (starts_on, ends_on, label)
    assert str(half_year) == half_year.code == code


@pytest.mark.parametrize(
    "text", ["", "2025", "2025H3", "2025H0", "2025h1", "25H1", "2025H1x", "2025-H1", "٢٠٢٥H1"]
)
def test_another_text_is_refused_with_how_to_write_it(text):
    with pytest.raises(PeriodError, match=r"^A half-year is written as 2025H1 or 2025H2\.$"):
        HalfYear.parse(text)


@pytest.mark.parametrize(("year", "half"), [(2025, 0), (2025, 3), (0, 1), (9999, 1)])
def test_another_half_or_year_is_refused(year, half):
    with pytest.raises(
        PeriodError,
        match=r"^A half-year is the first or second half of a year, written as 2025H1\.$",
    ):
        HalfYear(year, half)


def test_the_first_and_last_years_are_years():
    assert HalfYear(1, 1).starts_on == date(1, 1, 1)
    assert HalfYear(9998, 2).label == "July to December 9998"
    assert str(HalfYear(7, 2)) == "0007H2"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2025, 1, 1), "2025H1"),
        (date(2025, 6, 30), "2025H1"),
        (date(2025, 7, 1), "2025H2"),
        (date(2025, 12, 31), "2025H2"),
        (date(2024, 2, 29), "2024H1"),
    ],
)
def test_a_day_lies_in_its_half_year(day, code):
    assert HalfYear.of(day) == HalfYear.parse(code)
    assert day in HalfYear.parse(code)
    assert day not in HalfYear.parse(code).next()
    assert day not in HalfYear.parse(code).previous()


@given(HALVES)
def test_neighbours_touch_and_are_ordered(half_year):
    assert half_year.next().previous() == half_year
    assert half_year.previous().next() == half_year
    assert half_year.ends_on + timedelta(days=1) == half_year.next().starts_on
    assert half_year.previous() < half_year < half_year.next()


@given(HALVES)
def test_the_code_is_read_back(half_year):
    assert HalfYear.parse(half_year.code) == half_year


def test_a_range_holds_both_ends():
    codes = [str(half) for half in half_years(HalfYear(2024, 2), HalfYear(2026, 1))]
    assert codes == ["2024H2", "2025H1", "2025H2", "2026H1"]
    assert list(half_years(HalfYear(2026, 1), HalfYear(2025, 2))) == []


def test_a_year_is_complete_with_both_halves():
    assert [str(half) for half in halves_of(2025)] == ["2025H1", "2025H2"]
