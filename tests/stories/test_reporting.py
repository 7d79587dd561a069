"""Half-years: what is asked, sent, returned, late, contradicted, and what is only silence."""

from __future__ import annotations

import pytest

from tests.stories.office import Office


@pytest.fixture
def office(transactional_db, monkeypatch):
    """OPM and two towns."""
    return Office(monkeypatch, "avon", "bristol")


def test_two_towns_without_an_access_owe_nothing_and_nothing_waits(office):
    office.asks()
    office.is_it("2025-06-30")
    office.is_it("2025-07-01")
    office.is_it("2025-12-01")


def test_one_access_makes_a_report_owed_on_the_first_of_july(office):
    office.asks()
    office.gives_access("avon", "2025-03-04")
    office.is_it("2025-06-30", "23:59")
    office.is_it("2025-07-01", "00:01")
    assert office.reports["avon"].is_owed(office.today)


def test_an_access_in_the_last_half_hour_belongs_to_its_half_year(office):
    office.asks()
    office.gives_access("avon", "2025-06-30", "23:30")
    office.gives_access("bristol", "2025-07-01", "00:30")
    office.is_it("2025-07-02")
    assert office.reports["avon"].logged == 1
    assert office.reports["bristol"].logged == 0


def test_a_report_goes_its_way(office):
    office.asks()
    office.gives_access("avon", "2025-03-04")
    office.drafts("avon", "2025-07-02")
    office.certifies("avon", "2025-07-03")
    office.takes_up("avon", "2025-07-08")
    office.accepts("avon", "2025-07-09")


def test_a_report_is_returned_and_comes_back(office):
    office.asks()
    office.gives_access("avon", "2025-03-04")
    office.certifies("avon", "2025-07-03")
    office.returns("avon", "2025-07-09")
    office.gives_access("avon", "2025-05-06", entered="2025-07-10")
    office.certifies("avon", "2025-07-11")
    office.accepts("avon", "2025-07-20")


def test_a_backlog_at_opm_is_never_shown_as_silence(office):
    office.asks()
    for code in ("avon", "bristol"):
        office.gives_access(code, "2025-03-04")
        office.certifies(code, "2025-07-03")
    office.is_it("2025-12-20")
    office.accepts("avon", "2026-01-08")
    office.accepts("bristol", "2026-01-08")


def test_a_town_says_that_there_was_none_and_an_old_access_turns_up(office):
    office.asks()
    office.certifies("avon", "2025-07-03")
    office.accepts("avon", "2025-07-09")
    office.gives_access("avon", "2025-04-04", entered="2025-09-01")
    office.wants_amendment("avon", "2025-09-02")
    office.amends("avon", "2025-09-03")
    office.certifies("avon", "2025-09-04")
    office.accepts("avon", "2025-09-05")


def test_a_report_of_none_is_contradicted_while_it_lies_at_opm(office):
    office.asks()
    office.certifies("avon", "2025-07-03")
    office.gives_access("avon", "2025-04-04", entered="2025-07-05")
    office.returns("avon", "2025-07-06")
    office.certifies("avon", "2025-07-07")
    office.accepts("avon", "2025-07-08")


def test_a_letter_that_came_in_july_and_was_entered_in_october(office):
    office.asks()
    office.sends_paper("avon", arrived="2025-07-15", entered="2025-10-01")
    office.accepts("avon", "2025-10-02")


def test_a_town_disputes_that_nothing_came(office):
    office.asks()
    office.is_it("2025-10-01")
    office.disputes("avon", "2025-10-02")
    office.answers("avon", "2025-10-05")


def test_a_half_year_opened_late_gives_its_towns_their_days_of_grace(office):
    office.gives_access("avon", "2025-03-04")
    office.is_it("2025-09-01")  # never asked: no town is silent
    office.asks("2025-09-02")
    office.is_it("2025-09-16")
    office.is_it("2025-09-17")


def test_a_gap_in_history_is_silence_with_a_reason(office):
    office.is_it("2025-12-01")
    assert {x.standing(office.today) for x in office.reports.values()} == {"not_asked"}
