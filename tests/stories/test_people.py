"""One person, two papers; two persons, one name; and what an older tab may not undo."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

from django.urls import reverse

from reports.accounts.roles import Role
from reports.detainers.models import Detainer, Reply
from reports.persons.models import Person
from reports.workflow.amendments import merge_people, split_people
from tests.stories.ledger import COPY, DECISION, FIRST, NO, RELEASE, YES
from tests.stories.walker import at
from tests.web.desk import typing


def person_of(town, request) -> Person:
    return Detainer.objects.with_person().get(pk=town.rows[request].pk).person


def test_a_second_fax_that_knows_no_lawyer_does_not_lose_the_first_ones(town):
    first = town.receives("notify_release", when="10:00")
    town.says_yes(first, "10:30")
    second = town.receives(
        "hold", when="11:00", same_person=first, who={"attorney_name": "", "attorney_contact": ""}
    )
    town.tells(first, "12:00")
    assert "you are the lawyer of" in town.letter(first, COPY)
    town.says_no(second, "13:00")


NO_LAWYER = {"attorney_name": "", "attorney_contact": ""}


def test_a_second_fax_that_names_a_lawyer_tells_the_first_ones_letters(town):
    first = town.receives("notify_release", when="10:00", who=NO_LAWYER)
    town.says_yes(first, "10:30")
    told = town.tells(first, "11:00")
    second = town.receives("hold", when="11:30", same_person=first)
    page = town.browser().get(reverse("desk:detainer", args=[town.rows[first].pk]))
    assert "Attorney or designee in another request" in page.content.decode()
    town.makes(first, COPY, "12:00", act=told)
    assert "you are the lawyer of" in town.letter(first, COPY)
    town.says_no(second, "13:00")


def test_a_copy_for_a_sister_is_held_back_once_a_lawyer_is_known(town):
    sister = {**NO_LAWYER, "designee_name": "Rosa Nuñez", "designee_contact": "860 555 0199"}
    first = town.receives("notify_release", when="10:00", who=sister)
    town.says_yes(first, "10:30")
    told = town.tells(first, "11:00")
    town.receives("interview", when="11:30", same_person=first, who=NO_LAWYER)
    assert "gave us your name" in town.letter(first, COPY)
    town.receives("hold", when="12:00", same_person=first)
    town.makes(first, COPY, "12:30", act=told)
    assert "you are the lawyer of" in town.letter(first, COPY)


def test_a_copy_that_the_sister_has_stays_true_when_a_lawyer_is_known(town):
    sister = {**NO_LAWYER, "designee_name": "Rosa Nuñez", "designee_contact": "860 555 0199"}
    first = town.receives("notify_release", when="10:00", who=sister)
    town.says_yes(first, "10:30")
    town.tells(first, "11:00")
    town.hands_over(first, COPY, "11:30")
    town.receives("hold", when="12:00", same_person=first)


def test_two_records_of_one_person_are_found_and_joined_and_nothing_is_said_anew(town):
    first = town.receives("notify_release", when="10:00")
    second = town.receives("hold", when="11:00")
    clerk = town.people[Role.CLERK]
    town.is_it("11:30")
    merge = merge_people(
        kept=person_of(town, first),
        other=person_of(town, second),
        reason="One booking, two faxes.",
        by=clerk,
        at=town.now,
    )
    town.agrees()
    town.says_no(first, "12:00")
    town.is_it("13:00")
    split_people(merge=merge, reason="They are brothers.", by=clerk, at=town.now)
    town.agrees()


def test_two_brothers_have_letters_of_their_own(town):
    elder = town.receives("notify_release", when="10:00", who={"given_names": "Tomás"})
    younger = town.receives("notify_release", when="10:30", who={"given_names": "Mateo"})
    town.says_yes(elder, "11:00")
    town.says_no(younger, "11:30")
    town.tells(elder, "12:00")
    assert "Mateo" not in town.letter(elder, RELEASE)
    assert "Mateo" not in town.letter(elder, DECISION)


def test_a_child_has_a_letter_like_everybody(town):
    asked = town.receives("notify_release", who={"date_of_birth": date(2010, 5, 1)})
    town.says_no(asked, "11:00")
    assert "2010" not in town.letter(asked, FIRST)


def test_a_warrant_that_names_another_person_gives_no_ground(town):
    asked = town.receives(
        "hold",
        grounds=("judicial_warrant",),
        convictions=(),
        warrant="judicial",
        papers=("judicial_warrant",),
        warrant_court="U.S. District Court, Hartford",
        warrant_signer="Hon. Jane Roe",
        warrant_state="US",
        warrant_issued_on=date(2026, 2, 20),
        warrant_person="Another Name",
        warrant_is_for="another_person",
        warrant_commands="arrest",
        releasing="14:00",
        releasing_day=0,
        has_ground=False,
    )
    town.says_no(asked, "11:00")
    town.later("14:01")


def test_times_typed_as_police_type_them(town):
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    town.is_it("13:56")
    typed = {
        "sent_at_day": "3/2/26",
        "sent_at_time": "1356",
        "notified_release_at_day": "03/03/2026",
        "notified_release_at_time": "0900",
    }
    town.tells(asked, "13:56", typed=typed)
    assert "at 1:56 PM" in town.letter(asked, RELEASE)
    assert "March 3, 2026 at 9:00 AM" in town.letter(asked, RELEASE)


def test_an_older_tab_does_not_tell_ice_twice(town):
    asked = town.receives("notify_release")
    town.says_yes(asked, "11:00")
    town.is_it("12:00")
    token = str(uuid4())
    town.tells(asked, "12:00", typed={"form_token": token})
    again = {
        **typing.local("sent_at", town.now),
        **typing.local("notified_release_at", at("09:00", 1)),
        "form_token": token,
        "channel": "fax",
        "recipient": "ICE ERO Hartford",
        "what": "notifies",
        "text": "The release was told.",
        "reason_against_decision": "",
    }
    where = reverse("desk:reply", args=[town.rows[asked].pk])
    town.browser().post(where, again)
    town.agrees()
    assert Reply.objects.filter(detainer=town.rows[asked]).count() == 1


def test_the_answer_is_with_the_person_before_the_lawyer_is_known(town):
    asked = town.receives("notify_release", who={"attorney_name": "", "attorney_contact": ""})
    town.decides(asked, "11:00", notify_release=YES)
    town.hands_over(asked, FIRST, "11:05")
    town.hands_over(asked, DECISION, "11:06")
    town.names_a_lawyer(asked, "11:30", "Grace Counsel")
    town.tells(asked, "12:00")
    town.decides(asked, "14:00", notify_release=NO)


def test_the_heads_older_tab_decides_nothing(town):
    asked = town.receives("notify_release")
    town.reviews(asked, "10:30")
    record = town.rows[asked].pk
    page = town.browser(Role.AGENCY_HEAD).get(reverse("desk:decide", args=[record]))
    found = re.search(r'name="revision" value="([0-9a-f]+)"', page.content.decode())
    assert found
    town.says_no(asked, "11:00")
    answer = town.send(
        Role.AGENCY_HEAD,
        "decide",
        record,
        expect=409,
        choice_notify_release=YES,
        reason="Typed in the tab that was opened first.",
        departure_reason="Checked.",
        counsel_consulted="yes",
        revision=found[1],
    )
    assert "Typed in the tab that was opened first." in answer.content.decode()
    town.agrees()
