"""The short ways in which rules answer."""

from reports.law.connecticut.rules.outcomes import (
    asking_also,
    not_prohibited,
    outside_the_act,
    prohibited,
    under_act_of_2014,
    under_another_section,
    unsettled,
)
from reports.law.engine.jurisdiction import Case
from reports.law.vocabulary import Outcome

CASE = Case("notify_release", "none", "2019-10-01")


def test_each_answer_has_its_outcome_the_paragraph_and_the_questions_of_the_case():
    for answer, outcome in (
        (prohibited, Outcome.PROHIBITED),
        (not_prohibited, Outcome.NOT_PROHIBITED),
        (unsettled, Outcome.UNSETTLED),
    ):
        ruling = answer(CASE, "(b)", "Why.")
        assert (ruling.outcome, ruling.citation, ruling.reason) == (outcome, "54-192h(b)", "Why.")
        assert ruling.questions == ("Q2", "Q17")
    assert not_prohibited(CASE, "(b)", "Why.", "an_entry").relies_on == ("an_entry",)


def test_another_act_or_section_is_cited_as_itself():
    old = under_act_of_2014(CASE, Outcome.REQUIRED, "(c)", "Why.")
    assert (old.outcome, old.citation) == (Outcome.REQUIRED, "PA 13-155 (c)")
    assert under_act_of_2014(CASE, Outcome.NO_RULE, "", "Why.").citation == "PA 13-155"
    assert outside_the_act(CASE, "Why.").citation == "outside 54-192h"
    other = under_another_section(CASE, Outcome.PROHIBITED, "C.G.S. 1-1", "Why.", "an_entry")
    assert (other.outcome, other.citation) == (Outcome.PROHIBITED, "C.G.S. 1-1")
    assert (other.reason, other.relies_on) == ("Why.", ("an_entry",))


def test_a_question_may_be_asked_beside_those_of_the_case_once():
    asked = asking_also(unsettled(CASE, "(b)", "Why."), "Q1")
    assert asked.questions == ("Q1", "Q2", "Q17")
    assert asking_also(asked, "Q1").questions == asked.questions
