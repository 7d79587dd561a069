"""What arrives, from whom and how: no rule of the program delays the person's first letter."""

from __future__ import annotations

import pytest

from tests.stories.ledger import FIRST

BY_PHONE = {
    "form": "none",
    "channel": "phone",
    "form_dated_on": None,
    "papers": (),
    "warrant": "none",
    "probable_cause": (),
    "grounds": (),
    "convictions": (),
}


def test_a_phone_call_nobody_verified(town):
    asked = town.receives("hold", "notify_release", verification="none", **BY_PHONE)
    letter = town.letter(asked, FIRST)
    assert "Somebody asked us about you" in letter
    town.says_no(asked, "11:00")


def test_a_call_about_appointments_of_a_free_person(town):
    asked = town.receives(
        "supervision_information",
        in_custody=False,
        release_due_at=None,
        custody_reason="",
        verification="call_back",
        **BY_PHONE,
    )
    letter = town.letter(asked, FIRST)
    assert "Give them facts about your probation or parole" in letter
    assert "called a detainer" not in letter


def test_two_faxes_for_one_person_are_two_requests_with_two_letters(town):
    first = town.receives("notify_release", when="10:00")
    second = town.receives("hold", "notify_release", when="10:20", same_person=first)
    town.says_no(first, "11:00")
    town.decides(second, "11:30", hold="decline", notify_release="decline")


def test_a_request_found_in_a_drawer_a_week_later(town):
    asked = town.receives("notify_release", when="10:00", entered="09:00", entered_day=7)
    town.says_no(asked, "09:30", day=7)


def test_a_backlog_of_three_typed_in_one_night(town):
    for hour, day in (("08:00", 0), ("13:00", 1), ("21:00", 2)):
        town.receives(
            "notify_release", when=hour, day=day, entered="23:00", entered_day=5, releasing_day=9
        )
    town.says_no(town.ledger.requests[0], "23:30", day=5)


# Everything in the product that refuses, against the first letter ----------------------------

MISSING_AGENCY = {
    "address": {"address": ""},
    "telephone": {"phone": ""},
    "heading": {"address": "", "phone": "", "head_title": ""},
}
PEOPLE = {
    "language without a sheet": {"language": "quc"},
    "no language": {"language": ""},
    "a name of one word": {"family_name": "Tzoc", "given_names": ""},
    "cannot read": {"can_read": "no"},
    "no date of birth": {"date_of_birth": None},
}
REQUESTS = {
    "a terrorist-screening ground": {"grounds": ("terrorist_database_match",), "convictions": ()},
    "no ground": {"grounds": (), "convictions": ()},
    "unverified": {"verification": "none"},
    "no release set": {"release_due_at": None},
    "not in custody": {"in_custody": False, "release_due_at": None, "custody_reason": ""},
    "no paper": BY_PHONE,
}


@pytest.mark.parametrize("missing", MISSING_AGENCY)
def test_no_missing_heading_delays_the_first_letter(new_town, missing):
    town = new_town(**MISSING_AGENCY[missing])
    town.receives("notify_release")


@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_about_the_person_delays_the_first_letter(town, who):
    town.receives("notify_release", who=PEOPLE[who])


@pytest.mark.parametrize("what", REQUESTS)
def test_nothing_about_the_request_delays_the_first_letter(town, what):
    town.receives("notify_release", **REQUESTS[what])
