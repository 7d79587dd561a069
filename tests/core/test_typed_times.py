"""Days and times as police and offices type them: read in one way or refused."""

from __future__ import annotations

from datetime import date, time

import pytest

from reports.core.typed_times import Unreadable, is_relative, read_clock, read_day

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "3/1/2026",
        "03/01/2026",
        "03-01-26",
        "3.1.26",
        "3 1 2026",
        "2026-03-01",
        "2026/3/1",
        "20260301",
        "03012026",
        "1 Mar 2026",
        "1-mar-26",
        "01MAR2026",
        "01MAR26",
        "1st March, 2026",
        "March 1, 2026",
        "Mar. 1 2026",
        "Mar 1st, 26",
        "MARCH 1,2026",
        " today ",
        "Now",
        "\uff13/\uff11/2026",
    ],
)
def test_a_day_is_read_as_it_is_written(typed: str) -> None:
    assert read_day(typed, today=TODAY) == TODAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("yesterday", date(2026, 2, 28)),
        ("Tomorrow", date(2026, 3, 2)),
        ("6/1/98", date(1998, 6, 1)),
        ("6/1/46", date(2046, 6, 1)),
        ("6/1/47", date(1947, 6, 1)),
        ("2/29/2024", date(2024, 2, 29)),
        ("sept 5 2026", date(2026, 9, 5)),
    ],
)
def test_other_days(typed: str, day: date) -> None:
    assert read_day(typed, today=TODAY) == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0026-03-01", "year 26 cannot be meant"),
        ("3/1/0026", "year 26 cannot be meant"),
        ("3/1/202", "year 202 cannot be meant"),
        ("3/1/20260", "not a day"),
        ("3/1", "year is missing"),
        ("Mar 1", "year is missing"),
        ("030126", "more than one order"),
        ("13/1/2026", "13 is no month"),
        ("2/30/2026", "not a day"),
        ("2/29/2026", "not a day"),
        ("ma 1 2026", "not a day"),
        ("Smarch 1 2026", "not a day"),
        ("soon", "not a day"),
        ("1.5", "year is missing"),
        ("3/1/2026 15:30", "not a day"),
        ("\u0663/1/2026", "not a day"),
    ],
)
def test_what_could_be_two_days_or_none_is_refused(typed: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_day(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("0200", time(2)),
        ("200", time(2)),
        ("2:00", time(2)),
        ("02.00", time(2)),
        ("1530", time(15, 30)),
        ("15:30", time(15, 30)),
        ("15:30:59", time(15, 30)),
        ("15h30", time(15, 30)),
        ("1530 hrs", time(15, 30)),
        ("1530h", time(15, 30)),
        ("3:30 pm", time(15, 30)),
        ("3:30PM", time(15, 30)),
        ("3.30 p.m.", time(15, 30)),
        ("330p", time(15, 30)),
        ("330 pm", time(15, 30)),
        ("1530 PM", time(15, 30)),
        ("3 pm", time(15)),
        ("12:05 am", time(0, 5)),
        ("12:05 pm", time(12, 5)),
        ("0000", time()),
        ("0:00", time()),
        ("0015", time(0, 15)),
        ("noon", time(12)),
        ("12 Noon", time(12)),
        ("15:30 ET", time(15, 30)),
    ],
)
def test_a_time_is_read_as_police_write_it(typed: str, at: time) -> None:
    found = read_clock(typed)
    assert (found.at, found.is_midnight, found.zone) == (at, False, "")


@pytest.mark.parametrize("typed", ["2400", "24:00", "midnight", "12 midnight"])
def test_midnight_is_either_end_of_a_day(typed: str) -> None:
    assert read_clock(typed).is_midnight


@pytest.mark.parametrize(("typed", "zone"), [("1:30 EST", "EST"), ("0130 (edt)", "EDT")])
def test_a_zone_beside_the_time_is_kept(typed: str, zone: str) -> None:
    assert read_clock(typed).zone == zone


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("3", "alone"),
        ("15", "alone"),
        ("2401", "not a time"),
        ("1060", "not a time"),
        ("25:00", "not a time"),
        ("15:30 am", "not a time"),
        ("13 am", "not a time"),
        ("15:3", "not a time"),
        ("153045", "not a time"),
        ("-200", "not a time"),
        ("half past two", "not a time"),
        ("\u0661\u0662\u0660\u0660", "not a time"),
    ],
)
def test_what_is_no_time_is_refused_with_a_way_to_write_it(typed: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as refused:
        read_clock(typed)
    assert refused.value.fix


def test_words_that_mean_another_day_tomorrow_are_known() -> None:
    assert is_relative(" Yesterday")
    assert not is_relative("3/1/2026")
