"""Facts found wrong late: every letter that says otherwise is held back, and offered corrected."""

from __future__ import annotations

from django.urls import reverse

from reports.notices.models import Notice
from tests.stories.ledger import COPY, DECISION, FIRST, NO, RELEASE, YES
from tests.stories.walker import at


def told_of_release(town):
    """A record with its four letters."""
    asked = town.receives("hold", "notify_release")
    town.decides(asked, "11:00", hold=NO, notify_release=YES)
    return asked, town.tells(asked, "12:00")


def test_a_typo_in_the_name_found_before_anybody_has_a_letter(town):
    asked, told = told_of_release(town)
    town.corrects_name(asked, "14:00", "Núñez")
    town.makes(asked, DECISION, "14:10")
    town.makes(asked, RELEASE, "14:20", act=told)


def test_a_typo_in_the_name_found_when_the_person_has_every_letter(town):
    asked, _ = told_of_release(town)
    for minute, kind in enumerate((FIRST, DECISION, RELEASE)):
        town.hands_over(asked, kind, f"12:1{minute}")
    town.corrects_name(asked, "14:00", "Núñez")
    town.makes(asked, FIRST, "14:10")


def test_a_typo_that_no_letter_prints_holds_nothing_back(town):
    asked, _ = told_of_release(town)
    town.corrects(asked, "14:00", booking_number="B-77")
    town.agrees()


def test_another_lawyer_makes_only_the_copy_untrue(town):
    asked, told = told_of_release(town)
    town.names_a_lawyer(asked, "14:00", "Grace Counsel")
    town.makes(asked, COPY, "14:10", act=told)


def test_the_day_of_receipt_was_typed_wrong(town):
    asked = town.receives("notify_release", when="10:00")
    town.says_no(asked, "11:00")
    town.corrects_receipt(asked, "14:00", came=at("17:00", -1))
    town.makes(asked, DECISION, "14:10")


def test_the_hour_of_receipt_was_typed_wrong_and_only_one_letter_prints_it(town):
    asked = town.receives("notify_release", when="10:00")
    town.says_no(asked, "11:00")
    town.corrects_receipt(asked, "14:00", came=at("08:15"))


def test_two_faxes_for_one_person_share_one_name(town):
    first = town.receives("notify_release", when="10:00")
    second = town.receives("hold", when="11:00", same_person=first)
    town.says_no(first, "12:00")
    town.corrects_name(first, "14:00", "Núñez", also=second)


def test_the_ground_falls_away_after_the_decision(town):
    asked = town.receives("hold")
    town.says_yes(asked, "11:00")
    town.loses_its_ground(asked, "14:00")
    town.decides(asked, "15:00", hold=NO)


def test_a_void_first_letter_is_owed_again_until_it_is_made(town):
    asked = town.receives("notify_release")
    town.voids(asked, FIRST, "10:30")
    town.makes(asked, FIRST, "10:40")


def test_a_void_letter_of_the_decision_is_owed_again(town):
    asked = town.receives("notify_release")
    town.says_no(asked, "11:00")
    town.voids(asked, DECISION, "11:30")
    town.makes(asked, DECISION, "11:40")


def test_a_void_letter_of_the_release_is_owed_again_with_the_reason_of_then(town):
    asked, told = told_of_release(town)
    town.says_no(asked, "13:00")
    town.voids(asked, RELEASE, "13:30")
    town.makes(asked, RELEASE, "13:40", act=told)
    assert "at 11:00 of day 0" in town.letter(asked, RELEASE)


def test_nothing_is_handed_over_for_three_days(town):
    asked = town.receives("notify_release")
    town.says_no(asked, "11:00")
    town.later("09:59", day=1)
    town.later("10:01", day=1)
    town.later("11:01", day=1)
    town.later("12:00", day=3)


def test_a_copy_that_the_lawyer_has_is_listed_and_not_made_anew_unasked(town):
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    told = town.tells(asked, "12:00")
    town.hands_over(asked, COPY, "12:30")
    town.corrects_name(asked, "13:00", "Nuñez-Dang")
    town.makes(asked, RELEASE, "13:10", act=told)
    copies = Notice.objects.filter(detainer=town.rows[asked], kind=COPY)
    assert [(copy.status, copy.is_stale) for copy in copies] == [("served", True)]
    page = town.browser().get(reverse("desk:notices")).content.decode()
    assert "Served, outdated" in page
    town.makes(asked, COPY, "13:20", act=told)
    assert copies.live().get().status != "served"
