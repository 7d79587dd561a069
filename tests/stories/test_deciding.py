"""What the agency decides, changes its mind about, or decides too late."""

from __future__ import annotations

from tests.stories.ledger import DECISION, NO, OPEN, YES


def test_declined_as_the_reading_says(town):
    asked = town.receives("hold", "notify_release")
    town.says_no(asked, "11:00")
    town.refuses(asked, "11:15")


def test_decided_in_part_and_then_all_of_it(town):
    asked = town.receives("hold", "notify_release")
    town.decides(asked, "11:00", hold=NO, notify_release=OPEN)
    town.decides(asked, "16:00", hold=NO, notify_release=YES)
    assert "This answer has changed" not in town.letter(asked, DECISION)


def test_three_decisions_of_which_only_the_last_change_is_told(town):
    asked = town.receives("hold", "notify_release")
    town.says_no(asked, "11:00")
    town.decides(asked, "12:00", hold=NO, notify_release=YES)
    town.says_no(asked, "13:00")
    assert "On March 2, 2026 at 12:00 PM it was: Yes" in town.letter(asked, DECISION)


def test_decided_again_without_a_change_says_no_change(town):
    asked = town.receives("notify_release")
    town.says_no(asked, "11:00")
    town.decides(asked, "15:00", notify_release=NO, reason="Counsel read it again and agrees.")


def test_the_head_departs_from_the_reading_and_says_why(town):
    asked = town.receives("hold", grounds=(), convictions=())
    town.decides(asked, "11:00", hold=YES, departs="Counsel reads it otherwise.")


def test_the_letter_of_the_decision_is_with_the_person_when_the_answer_changes(town):
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    town.hands_over(asked, DECISION, "11:30")
    town.says_no(asked, "13:00")


def test_a_weekend_passes_before_anybody_decides(town):
    asked = town.receives("notify_release", when="17:30", day=4, releasing_day=4)
    town.says_no(asked, "09:15", day=7)


def test_decided_in_the_morning_and_written_down_after_the_interview(town):
    asked = town.receives("interview")
    town.gives("D", "10:30", to=asked)
    assert asked.disagreements(town.now) == {"access_undecided"}
    town.decided_before(asked, "11:00", decided="10:20", interview=YES)
    assert not asked.disagreements(town.now)


def test_an_earlier_decision_is_written_down_last_and_the_later_one_holds(town):
    asked = town.receives("notify_release")
    town.says_no(asked, "14:10")
    town.decided_before(asked, "15:00", decided="11:00", notify_release=YES)
    letter = town.letter(asked, DECISION)
    assert "No. We do not plan to do this." in letter
    assert "On March 2, 2026 at 11:00 AM it was: Yes" in letter
