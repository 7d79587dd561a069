"""What holds for all facts and all states of the law."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings

from reports.law.assess import Assessment, assess, parse_facts
from reports.law.connecticut import CONNECTICUT
from reports.law.engine.evaluation import change_days
from reports.law.register.state_json import dump_state, load_state
from reports.law.state import SHIPPED_STATE
from tests.law.strategies import GROUNDS, WORDS, facts, states

settings.register_profile("law", max_examples=150, deadline=None, derandomize=True)
LAW = settings.get_profile("law")


@LAW
@given(facts(), GROUNDS)
def test_adding_a_ground_never_makes_an_outcome_more_restrictive(given_facts, ground):
    more = replace(given_facts, grounds=(*given_facts.grounds, ground))
    for before, after in zip(assess(given_facts).findings, assess(more).findings, strict=True):
        assert after.outcome.restrictiveness <= before.outcome.restrictiveness


@LAW
@given(facts(), states())
def test_outcomes_change_only_on_days_on_which_the_law_changes(given_facts, state):
    following = replace(given_facts, on=given_facts.on + timedelta(days=1))
    if following.on not in change_days(CONNECTICUT, state):
        today, tomorrow = assess(given_facts, state), assess(following, state)
        assert (today.findings, today.duties, today.covered) == (
            tomorrow.findings,
            tomorrow.duties,
            tomorrow.covered,
        )


@LAW
@given(facts(), states())
def test_every_finding_is_cited_reasoned_and_asks_known_questions(given_facts, state):
    assessment = assess(given_facts, state)
    for finding in assessment.findings:
        assert finding.citation.strip()
        assert finding.reason.strip()
        assert set(finding.questions) <= set(CONNECTICUT.questions)
    assert all(duty.citation.startswith(("54-192h", "PA 13-155")) for duty in assessment.duties)


@LAW
@given(facts(), states())
def test_a_doubt_only_ever_unsettles_what_a_ground_would_lift(given_facts, state):
    undoubted = assess(replace(given_facts, doubts=()), state)
    nothing = assess(replace(given_facts, doubts=(), grounds=()), state)
    doubted = assess(given_facts, state)
    for stated, in_doubt, bare in zip(
        undoubted.findings, doubted.findings, nothing.findings, strict=True
    ):
        if in_doubt.outcome != stated.outcome:
            assert (stated.outcome, in_doubt.outcome) == ("not_prohibited", "unsettled")
            assert in_doubt.questions
            assert in_doubt.outcome.restrictiveness <= bare.outcome.restrictiveness
    assert (doubted.duties, doubted.covered) == (undoubted.duties, undoubted.covered)


@LAW
@given(facts(), states())
def test_an_assessment_survives_its_json(given_facts, state):
    assessment = assess(given_facts, state)
    assert Assessment.from_dict(assessment.as_dict()) == assessment


@LAW
@given(facts())
def test_facts_survive_their_json(given_facts):
    assert parse_facts(given_facts.as_dict()) == given_facts


@LAW
@given(states())
def test_a_state_survives_its_json_and_keeps_its_name(state):
    again = load_state(dump_state(state), CONNECTICUT)
    assert again == state
    assert again.id == state.id
    assert hash(again) == hash(state)


@LAW
@given(facts(), states())
def test_a_settlement_leaves_the_days_before_it_alone(given_facts, state):
    days = [settled.from_on for settled in state.settlements] + [
        dated.effective_on for dated in state.overlay_dates
    ]
    if all(given_facts.on < day for day in days) and not state.overlay_dates:
        shipped, settled = (
            assess(given_facts),
            assess(given_facts, replace(state, confirmations=())),
        )
        assert settled.findings == shipped.findings


@LAW
@given(facts())
def test_one_finding_per_purpose_and_nothing_verified_as_shipped(given_facts):
    assessment = assess(given_facts, SHIPPED_STATE)
    assert tuple(finding.purpose for finding in assessment.findings) == given_facts.purposes
    assert not any(finding.verified for finding in assessment.findings)
    assert assessment.covered == (
        assessment.law_version is not None
        and CONNECTICUT.covers(given_facts.agency_kind, given_facts.on)
    )


@LAW
@given(facts())
def test_the_questions_of_a_purpose_do_not_depend_on_what_else_is_asked(given_facts):
    together = {finding.purpose: finding for finding in assess(given_facts).findings}
    for purpose in given_facts.purposes:
        assert assess(replace(given_facts, purposes=(purpose,))).findings[0] == together[purpose]


def test_words_of_facts_are_unique_within_their_group():
    for group in (WORDS.agency_kinds, WORDS.purposes, WORDS.grounds, WORDS.forms):
        values = [word.value for word in group]
        assert len(values) == len(set(values))
