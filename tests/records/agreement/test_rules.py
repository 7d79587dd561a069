"""Each rule finds the disagreement planted for it, and nothing on a record that agrees."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from reports.records.agreement.rules import RULES, disagreements
from reports.records.agreement.statements import (
    AccessStatement,
    DecisionStatement,
    MarkedAct,
    RecordStatements,
    ReplyStatement,
)
from tests.factories.detainers import NOW

HOUR = timedelta(hours=1)
REPLY, ACCESS, ACT = (UUID(int=number) for number in (1, 2, 3))
DECLINED = DecisionStatement(
    1, NOW, {"notify_release": "decline", "interview": "decline"}, {"notify_release": "prohibited"}
)
COMPLIED = replace(DECLINED, choices={"notify_release": "comply", "interview": "pending"})
TOLD = ReplyStatement(REPLY, NOW + HOUR, is_refusal=False, notifies_release=True)
REFUSED = replace(TOLD, is_refusal=True, notifies_release=False)
TELLING = AccessStatement(ACCESS, "B", NOW + HOUR)


def record(**changes: Any) -> RecordStatements:
    """A record that agrees, with what is changed."""
    plain = RecordStatements(
        detainer_id=UUID(int=9),
        reference="2026-0001",
        agency_code="hartford",
        received_at=NOW - HOUR,
        purposes=frozenset({"hold", "notify_release", "interview"}),
        decisions=(DECLINED,),
        replies=(REFUSED,),
    )
    return replace(plain, **changes)


AGREEING = {
    "refused as decided": record(),
    "told as decided": record(decisions=(COMPLIED,), replies=(TOLD,), accesses=(TELLING,)),
    "nothing happened yet": record(decisions=(), replies=()),
    "told under the first, reversed after": record(
        decisions=(COMPLIED, replace(DECLINED, number=2, decided_at=NOW + 2 * HOUR)),
        replies=(TOLD,),
        accesses=(TELLING,),
    ),
    "against it, with a reason the head has read": record(
        replies=(TOLD,),
        accesses=(TELLING,),
        marked=(MarkedAct(ACT, REPLY, is_acknowledged=True),),
    ),
    "access that the request did not ask for": record(
        accesses=(AccessStatement(ACCESS, "E", NOW),)
    ),
    "still held with a ground": record(due_at=NOW, is_supported=True),
    "still held on the state's own charge": record(due_at=NOW, held_otherwise_at=NOW + HOUR),
    "taken as decided": record(
        decisions=(replace(COMPLIED, choices={"hold": "comply"}),),
        replies=(),
        outcome="taken_by_federal",
        outcome_at=NOW + HOUR,
    ),
    "taken when the release was told": record(
        decisions=(COMPLIED,),
        replies=(TOLD,),
        accesses=(TELLING,),
        outcome="taken_by_federal",
        outcome_at=NOW + 2 * HOUR,
    ),
    "marked, and voided since": record(
        marked=(MarkedAct(ACT, ACCESS, is_acknowledged=False),),
    ),
    "taken, nothing about keeping was asked": record(
        purposes=frozenset({"notify_release"}), outcome="taken_by_federal", outcome_at=NOW + HOUR
    ),
    "declined, and now read otherwise": record(outcomes_now={"notify_release": "not_prohibited"}),
}
PLANTED = {
    "held_past_release": record(due_at=NOW - HOUR),
    "act_against_decision": record(
        replies=(TOLD,),
        accesses=(TELLING,),
        marked=(MarkedAct(ACT, REPLY, is_acknowledged=False),),
    ),
    "reply_against_decision": record(replies=(TOLD,), accesses=(TELLING,)),
    "access_against_decision": record(accesses=(AccessStatement(ACCESS, "D", NOW + HOUR),)),
    "taken_without_decision": record(outcome="taken_by_federal", outcome_at=NOW + HOUR),
    "access_after_the_end": record(
        decisions=(replace(COMPLIED, choices={"interview": "comply"}),),
        replies=(),
        accesses=(AccessStatement(ACCESS, "D", NOW + 2 * HOUR),),
        outcome="released",
        outcome_at=NOW + HOUR,
    ),
    "access_undecided": record(
        decisions=(), replies=(), accesses=(AccessStatement(ACCESS, "D", NOW + HOUR),)
    ),
    "telling_without_access": record(decisions=(COMPLIED,), replies=(TOLD,)),
    "findings_changed": record(
        decisions=(COMPLIED,), replies=(), outcomes_now={"notify_release": "unsettled"}
    ),
    "cancellation_unmatched": record(cancels_unmatched=True),
}


@pytest.mark.parametrize("name", AGREEING)
def test_nothing_is_said_of_a_record_that_agrees(name):
    assert disagreements(AGREEING[name], NOW + 3 * HOUR) == ()


@pytest.mark.parametrize("rule", PLANTED)
def test_each_planted_disagreement_is_found_by_its_rule_alone(rule):
    found = disagreements(PLANTED[rule], NOW + 3 * HOUR)
    assert [part.rule for part in found] == [rule]
    assert found[0].sentence.endswith(".")
    assert "violat" not in found[0].sentence


def test_every_rule_has_a_planted_disagreement():
    found = [rule for rule in RULES if any(list(rule(row, NOW + HOUR)) for row in PLANTED.values())]
    assert len(found) == len(RULES) == len(PLANTED)


def test_a_refusal_where_something_was_to_be_done_is_named():
    (found,) = disagreements(record(decisions=(COMPLIED,)), NOW + HOUR)
    assert found.rule == "reply_against_decision"
    assert "refuses everything" in found.sentence


def test_a_cancelled_request_is_named_as_cancelled():
    ended = record(
        decisions=(replace(COMPLIED, choices={"interview": "comply"}),),
        replies=(),
        accesses=(AccessStatement(ACCESS, "D", NOW + 2 * HOUR),),
        outcome="cancelled",
        outcome_at=NOW + HOUR,
    )
    (found,) = disagreements(ended, NOW + 3 * HOUR)
    assert "the request had been canceled" in found.sentence
    assert found.subject_id == ACCESS
