"""A decision: for every purpose, with a reason, between receipt and now; a departure says more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.actions.people import name_delegate
from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.detainers.actions.court_orders import CourtOrderValues, record_court_order
from reports.detainers.actions.decide import (
    UNSETTLED,
    confirm_decision,
    is_departure,
    record_decision,
)
from reports.detainers.exceptions import (
    EVERY_PURPOSE,
    NO_SUCH_CHOICE,
    OUT_OF_TIME,
    REASON_MISSING,
)
from reports.detainers.models import Decision
from reports.law.moments import local_day
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
NOW = make.NOW
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def item():
    """A request for an interview, for which no review is due."""
    return make.detainer(purposes=("interview",))


@pytest.fixture
def barred(item):
    """The same, under an order of a court not to do it."""
    values = CourtOrderValues(citation="D. Conn. 1", says="No.", from_on=local_day(NOW))
    record_court_order(detainer=item, values=values, by=person(), at=NOW)
    return item


def decide(item, choice="decline", *, by=None, **changes):
    given = {"choices": {"interview": choice}, "reason": "We weighed it.", "at": LATER}
    return record_decision(detainer=item, by=by or person(Role.AGENCY_HEAD), **(given | changes))


@pytest.mark.parametrize(
    ("outcome", "choice", "departs"),
    [
        ("prohibited", "comply", True),
        ("prohibited", "decline", False),
        ("prohibited", "pending", False),
        ("required", "decline", True),
        ("required", "comply", False),
        ("not_prohibited", "comply", False),
        ("unsettled", "decline", False),
    ],
)
def test_only_to_do_what_is_prohibited_or_not_what_is_required_departs(outcome, choice, departs):
    assert is_departure(outcome, choice) is departs


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, f"{UNSETTLED} Say why"),
        ({"departure_reason": "Checked."}, f"{UNSETTLED} Say whether counsel was consulted"),
    ],
)
def test_acting_where_the_law_is_unsettled_asks_why_and_about_counsel(answers, sentence):
    item = make.reviewed(make.detainer())
    choices = {"hold": "decline", "notify_release": "comply"}
    with pytest.raises(StateRefused, match=sentence):
        decide(item, choices=choices, **answers)
    kept = decide(item, choices=choices, departure_reason="Checked.", counsel_consulted=False)
    assert (kept.departure_reason, kept.counsel_consulted) == ("Checked.", False)
    assert not kept.is_departure


def test_a_decision_is_kept_with_the_reading_it_answers(item):
    head = person(Role.AGENCY_HEAD)
    made = decide(item, by=head, decided_at=NOW)
    made = Decision.objects.select_related("record_key", "assessment").get(pk=made.pk)
    assert (made.detainer, made.number, made.reason) == (item, 1, "We weighed it.")
    assert (made.decided_at, made.decided_by, made.entered_at) == (NOW, head, LATER)
    assert (made.confirmed_at, made.confirmed_by, made.is_departure) == (LATER, head, False)
    assert made.assessment == item.assessments.latest()
    assert made.law_version == made.assessment.law_version != ""
    (line,) = made.lines.all()
    assert (line.position, line.purpose, line.choice) == (0, "interview", "decline")
    assert (line.finding_outcome, line.is_departure) == ("not_prohibited", False)
    assert line.citation == made.assessment.result["findings"][0]["citation"]
    check_entry(
        "decision.recorded",
        about=item,
        subject="detainer",
        by=head,
        at=LATER,
        number=1,
        departs=False,
    )


def test_each_line_keeps_its_place_and_its_own_finding():
    item = make.reviewed(make.detainer())
    made = decide(item, choices={"notify_release": "pending", "hold": "decline"})
    assert [
        (line.position, line.purpose, line.choice, line.finding_outcome)
        for line in made.lines.all()
    ] == [(0, "notify_release", "pending", "unsettled"), (1, "hold", "decline", "not_prohibited")]


@pytest.mark.parametrize("moment", [NOW - timedelta(hours=1), LATER])
def test_receipt_and_now_are_the_first_and_last_moments(item, moment):
    assert decide(item, decided_at=moment).decided_at == moment


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decided_at": LATER + timedelta(seconds=1)}, OUT_OF_TIME),
        ({"decided_at": NOW - timedelta(hours=1, seconds=1)}, OUT_OF_TIME),
        ({"choices": {}}, EVERY_PURPOSE),
        ({"choices": {"interview": "comply", "hold": "comply"}}, EVERY_PURPOSE),
        ({"choices": {"interview": "perhaps"}}, NO_SUCH_CHOICE),
        ({"reason": " "}, REASON_MISSING),
        ({"reason": "We \x07 weighed it."}, "The person is owed it in writing."),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_is_kept(item, changes, sentence):
    with pytest.raises(StateRefused) as refused:
        decide(item, **changes)
    assert str(refused.value).endswith(sentence)
    assert not Decision.objects.exists()
    item.refresh_from_db()
    assert item.status == "awaiting_decision"


def test_a_reason_may_have_several_lines(item):
    assert decide(item, reason="First.\nSecond.").reason == "First.\nSecond."


def test_a_departure_is_the_heads_alone_and_marked(barred):
    head, clerk = person(Role.AGENCY_HEAD), person()
    on = local_day(NOW)
    name_delegate(agency=agency(), delegate=clerk, by=head, at=NOW, on=on, until=None)
    why = {"departure_reason": "A life is at stake.", "counsel_consulted": False}
    with pytest.raises(PermissionRefused, match="needs the role Head of the agency at Hartford"):
        decide(barred, "comply", by=clerk, **why)
    with pytest.raises(StateRefused, match="Say why; it is kept"):
        decide(barred, "comply", **(why | {"departure_reason": " "}))
    with pytest.raises(StateRefused, match="whether counsel was consulted"):
        decide(barred, "comply", **(why | {"counsel_consulted": None}))
    made = decide(barred, "comply", by=head, **why)
    assert (made.is_departure, made.departure_reason) == (True, "A life is at stake.")
    assert made.counsel_consulted is False
    assert made.lines.get().is_departure
    check_entry(
        "decision.recorded",
        about=barred,
        subject="detainer",
        by=head,
        at=LATER,
        number=1,
        departs=True,
    )


def test_what_does_not_depart_keeps_no_word_of_a_departure(item):
    made = decide(item, departure_reason="None.", counsel_consulted=True)
    assert (made.is_departure, made.departure_reason, made.counsel_consulted) == (False, "", None)


def test_an_imported_decision_is_confirmed_once_by_who_decides_here(item):
    first = decide(item)
    second = decide(item)
    Decision.objects.update(confirmed_at=None, confirmed_by=None)
    head, now = person(Role.AGENCY_HEAD), LATER + timedelta(minutes=1)
    for nobody in (person(), person(Role.AGENCY_HEAD, at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            confirm_decision(decision=second, by=nobody, at=now)
    confirm_decision(decision=second, by=head, at=now)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.confirmed_at, second.confirmed_at, second.confirmed_by) == (None, now, head)
    check_entry("decision.confirmed", about=item, subject="detainer", by=head, at=now, number=2)
    with pytest.raises(Conflict, match="is confirmed already"):
        confirm_decision(decision=second, by=head, at=now)
