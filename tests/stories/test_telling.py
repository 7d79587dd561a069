"""ICE is told of a release: what the person reads of it, whatever changes afterwards."""

from __future__ import annotations

from tests.stories.ledger import DECISION, NO, RELEASE, YES


def test_told_under_a_yes_that_was_taken_back_fourteen_minutes_later(town):
    asked = town.receives("hold", "notify_release")
    town.decides(asked, "13:30", hold=NO, notify_release=YES)
    town.tells(asked, "13:56")
    town.says_no(asked, "14:10")
    assert "1:56 PM" in town.letter(asked, DECISION)
    assert "at 13:30 of day 0" in town.letter(asked, RELEASE)
    town.mails_agree()


def test_told_by_voice_before_anything_was_decided(town):
    asked = town.receives("notify_release", who={"attorney_name": "", "attorney_contact": ""})
    told = town.tells(asked, "11:20", how="phone")
    assert "we had written down no decision" in town.letter(asked, RELEASE)
    town.asks_whom_to_tell(asked, told, "11:40", "nobody")
    town.decides(asked, "15:00", notify_release=YES)
    assert "11:20 AM" in town.letter(asked, DECISION)


def test_told_against_the_decision_is_marked_and_the_head_reads_why(town):
    asked = town.receives("hold", "notify_release")
    town.says_no(asked, "12:00")
    told = town.tells(asked, "16:00", why="A judge's warrant was shown at the door.")
    town.mails_agree()
    town.acknowledges(told, "17:00")
    town.mails_agree()


def test_told_twice_with_two_times_is_two_letters(town):
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    town.tells(asked, "12:00", releasing="09:00")
    town.tells(asked, "18:00", releasing="14:30")


def test_the_wrong_hour_was_written_and_is_corrected(town):
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    told = town.tells(asked, "12:00", releasing="09:00")
    town.corrects_act(asked, told, "15:00", kind="B", done="12:00", releasing="14:30")


def test_told_by_mistake_where_nobody_else_is_known(town):
    asked = town.receives("notify_release", who={"attorney_name": "", "attorney_contact": ""})
    town.says_yes(asked, "11:00")
    told = town.tells(asked, "12:00")
    town.voids_act(asked, told, "12:30")


def test_facts_of_a_release_given_without_being_asked_for_owe_the_letter(town):
    asked = town.receives("interview")
    town.says_no(asked, "11:00")
    town.gives("C", "13:00", to=asked, releasing="09:00")


def test_an_address_given_owes_no_letter_of_a_release(town):
    asked = town.receives("interview")
    town.says_no(asked, "11:00")
    town.gives("C", "13:00", to=asked)


def test_an_interview_before_anybody_decided(town):
    asked = town.receives("interview")
    town.gives("D", "10:30", to=asked)
    town.decides(asked, "11:00", interview=YES)


def test_an_interview_that_was_declined_is_asked_about(town):
    asked = town.receives("interview")
    town.says_no(asked, "11:00")
    given = town.gives("D", "13:00", to=asked, why="The person asked for it in writing.")
    town.acknowledges(given, "14:00")
    town.mails_agree()


def test_the_person_names_somebody_and_the_copy_follows(town):
    asked = town.receives("notify_release", who={"attorney_name": "", "attorney_contact": ""})
    town.says_yes(asked, "11:00")
    told = town.tells(asked, "12:00")
    town.asks_whom_to_tell(asked, told, "12:10", "not_asked")
    town.names_a_lawyer(asked, "13:00", "Grace Counsel")
    town.makes(asked, "N2C", "13:10", act=told)


def test_a_refusal_is_no_access_and_owes_no_letter(town):
    asked = town.receives("hold", "notify_release")
    town.says_no(asked, "11:00")
    town.refuses(asked, "11:30")


def test_a_refusal_after_a_yes_is_asked_about(town):
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    town.refuses(asked, "11:30", expect=422)


def test_told_though_nobody_asked_is_owed_by_hand_until_the_person_has_it(town):
    told = town.gives_unasked("B", "11:00", releasing="15:00")
    also = town.gives_unasked("C", "11:30", releasing="15:00")
    town.gives_unasked("C", "11:40")
    town.hands_over_by_hand(told, "12:30")
    town.later("12:31", day=2)
    town.voids_unasked(also, "13:00")
