"""How custody and requests end: taken back, taken away, released, or not at all."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.stories.ledger import DECISION, FIRST, NO, TAKEN_BACK


def test_taken_back_before_anything_was_decided(town):
    asked = town.receives("hold", "notify_release")
    town.ends(asked, "cancelled", "12:00")
    assert "was taken back" in town.letter(asked, TAKEN_BACK)


def test_taken_back_after_the_person_was_told_of_the_answer(town):
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    town.hands_over(asked, FIRST, "11:10")
    town.hands_over(asked, DECISION, "11:11")
    town.ends(asked, "cancelled", "15:00")


def test_taken_back_after_ice_was_told_of_the_release(town):
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    town.tells(asked, "11:30")
    town.ends(asked, "cancelled", "15:00")


def test_taken_back_by_mistake_and_opened_again(town):
    asked = town.receives("notify_release")
    town.ends(asked, "cancelled", "12:00")
    town.opens_again(asked, "12:30")
    town.voids(asked, TAKEN_BACK, "12:40")
    town.says_no(asked, "13:00")


def test_taken_back_where_the_only_letter_was_void(town):
    asked = town.receives("notify_release")
    town.voids(asked, FIRST, "10:30")
    town.ends(asked, "cancelled", "12:00")


def test_the_letter_that_says_taken_back_is_void_and_made_again(town):
    asked = town.receives("notify_release")
    town.ends(asked, "cancelled", "12:00")
    town.voids(asked, TAKEN_BACK, "12:10")
    town.makes(asked, TAKEN_BACK, "12:20")


@pytest.mark.parametrize("outcome", ["released", "bonded", "died"])
def test_the_person_leaves_and_nothing_more_is_decided(town, outcome):
    asked = town.receives("hold", "notify_release")
    town.ends(asked, outcome, "16:00")


@pytest.mark.parametrize("outcome", ["to_court", "to_correction", "transferred_agency"])
def test_the_person_is_moved_and_the_letters_travel(town, outcome):
    asked = town.receives("hold", "notify_release")
    town.says_no(asked, "11:00")
    town.ends(asked, outcome, "16:00", place="Hartford Correctional Center")


def test_federal_officers_took_the_person_whom_nobody_meant_to_hand_over(town):
    asked = town.receives("hold")
    town.says_no(asked, "11:00")
    town.ends(asked, "federal", "16:00")


def test_federal_officers_waited_at_the_door_after_they_were_told(town):
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    town.tells(asked, "12:00", releasing="09:00")
    town.ends(asked, "federal", "09:05", day=1)


def test_federal_officers_took_the_person_as_decided(town):
    asked = town.receives("hold")
    town.says_yes(asked, "11:00")
    town.ends(asked, "federal", "09:30", day=1)


def test_release_was_due_and_the_person_is_still_there(town):
    asked = town.receives("hold", grounds=(), convictions=(), releasing="14:00", releasing_day=0)
    town.decides(asked, "11:00", hold=NO)
    town.later("13:59")
    assert not asked.disagreements(town.now)
    town.later("16:00")
    assert asked.disagreements(town.now) == {"held_past_release"}
    town.ends(asked, "released", "16:10")


def test_release_was_due_and_the_state_has_a_charge_of_its_own(town):
    asked = town.receives("hold", grounds=(), convictions=(), releasing="14:00", releasing_day=0)
    town.says_no(asked, "11:00")
    town.ends(asked, "still_held", "14:30")
    town.later("18:00")


def test_a_court_asks_for_the_fax_and_the_head_is_the_second_person(town):
    request = town.receives("hold")
    town.says_no(request, "11:00")
    asked = town.asks_for_the_fax(request, "12:00")
    page = town.browser().get(reverse("desk:home")).content.decode()
    assert "needs your approval" not in page
    town.approves(asked, "13:00")
    page = town.browser().get(reverse("desk:home")).content.decode()
    assert "was approved: download it" in page
