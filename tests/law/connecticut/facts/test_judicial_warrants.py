"""A judge's warrant as facts: what it gives, and what it leaves open."""

from dataclasses import replace
from datetime import date

import pytest

from reports.law.assess import (
    JudicialWarrantFacts,
    assess,
    parse_facts,
    read_warrant,
    warrant_doubts,
)
from reports.law.connecticut.facts.judicial_warrants import other_purposes
from reports.law.facts import DetainerFacts

DAY = date(2026, 3, 1)
PLAIN = JudicialWarrantFacts(
    court="Superior Court",
    judge="A judge",
    court_state="CT",
    issued_on=date(2026, 2, 1),
    names_this_person=True,
    commands="arrest",
)
OTHER = replace(PLAIN, names_this_person=False)


def found(*warrants, purpose="hold", grounds=(), on=DAY):
    readings = [read_warrant(warrant, on, (purpose,)) for warrant in warrants]
    given = {reading.ground.value for reading in readings if reading.ground}
    facts = DetainerFacts(
        on,
        "municipal_police",
        (purpose,),
        (*grounds, *sorted(given)),
        doubts=warrant_doubts(readings),
    )
    finding = assess(parse_facts(facts.as_dict())).findings[0]
    return finding.outcome.value, finding.questions


def test_a_warrant_for_this_person_and_this_purpose_counts():
    reading = read_warrant(PLAIN, DAY, ("hold",))
    assert (reading.ground, reading.questions, reading.reasons, reading.doubts) == (
        "judicial_warrant",
        (),
        (),
        (),
    )
    assert found(PLAIN) == ("not_prohibited", ())
    assert found(PLAIN, purpose="transfer") == ("not_prohibited", ("Q3",))


def test_one_that_names_somebody_else_is_no_ground_until_a_person_has_looked():
    unseen = read_warrant(OTHER, DAY, ("hold",))
    assert (unseen.ground, unseen.questions, unseen.doubts) == (None, ("Q32",), ())
    assert unseen.reasons[0].startswith("The judge's warrant names somebody else")
    assert found(OTHER) == ("prohibited", ())
    assert found(replace(OTHER, seen=True)) == ("unsettled", ("Q32",))


def test_every_doubt_hangs_over_the_ground_of_a_judges_warrant():
    doubtful = replace(
        OTHER, seen=True, commands="search", court_state="NY", expires_on=date(2020, 1, 1)
    )
    unread = replace(PLAIN, commands="")
    doubts = [
        doubt
        for warrant in (doubtful, unread)
        for doubt in read_warrant(warrant, DAY, ("hold",)).doubts
    ]
    assert len({doubt.cause for doubt in doubts}) == 5
    assert {doubt.ground for doubt in doubts} == {"judicial_warrant"}


@pytest.mark.parametrize("commands", ["search", "appear", "disclose", "other"])
def test_one_for_another_purpose_leaves_the_hold_unsettled(commands):
    assert found(replace(PLAIN, commands=commands)) == ("unsettled", ("Q32",))


@pytest.mark.parametrize(
    "unread", [replace(PLAIN, names_this_person=None), replace(PLAIN, commands="")]
)
def test_one_that_nobody_read_leaves_the_hold_unsettled(unread):
    assert found(unread) == ("unsettled", ("Q32",))


def test_one_is_past_its_day_from_the_day_after():
    last = replace(PLAIN, expires_on=DAY)
    assert found(last) == ("not_prohibited", ())
    assert found(replace(PLAIN, expires_on=date(2026, 2, 28))) == ("unsettled", ("Q32",))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("NY", ("unsettled", ("Q28",))),
        ("US", ("not_prohibited", ())),
        ("", ("not_prohibited", ())),
    ],
)
def test_a_judge_of_another_state_is_asked_about(state, expected):
    assert found(replace(PLAIN, court_state=state)) == expected


def test_a_warrant_beyond_doubt_beside_another_settles_the_ground():
    assert found(PLAIN, replace(OTHER, seen=True)) == ("not_prohibited", ())
    assert found(replace(OTHER, seen=True), replace(PLAIN, commands="search"))[0] == "unsettled"
    assert found(OTHER, replace(PLAIN, commands="search"))[0] == "unsettled"


def test_a_warrant_in_doubt_leaves_other_grounds_alone():
    in_doubt = replace(PLAIN, commands="search")
    match = ("terrorist_database_match",)
    assert found(in_doubt, grounds=match) == ("not_prohibited", ("Q7",))


def test_a_ground_that_is_only_stated_is_taken_as_stated():
    assert found(grounds=("judicial_warrant",)) == ("not_prohibited", ())


def test_without_a_warrant_there_is_no_doubt():
    assert warrant_doubts([]) == ()
    assert warrant_doubts([read_warrant(OTHER, DAY, ("hold",))]) == ()


def test_a_doubt_names_its_purposes_unless_it_hangs_over_all():
    def doubts(warrant):
        (found,) = warrant_doubts([read_warrant(warrant, DAY, ("hold",))])
        return found.cause, found.purposes

    assert doubts(replace(OTHER, seen=True)) == ("warrant_for_another_person", ())
    assert doubts(replace(PLAIN, commands="search")) == ("warrant_for_another_purpose", ("hold",))


def test_what_a_command_is_not_for():
    asked = ("hold", "interview", "confidential_information")
    assert other_purposes("arrest", asked) == ("interview", "confidential_information")
    assert other_purposes("disclose", asked) == ("hold", "interview")
    assert other_purposes("other", asked) == asked
    assert other_purposes("", asked) == ()


def test_the_act_of_2013_does_not_know_the_question():
    questions = found(replace(OTHER, seen=True), on=date(2015, 6, 1))[1]
    assert questions == ("Q25",)
