"""What each act of access keeps, what it says in the audit log, and what it refuses to keep."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from uuid import uuid4

import pytest

from reports.access import actions
from reports.access.models import Access, Communication
from reports.access.values import CommunicationValues
from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused, StateRefused
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
NOW = make.NOW
LATER = NOW + timedelta(minutes=10)
SAID = CommunicationValues(
    direction="in", channel="phone", happened_at=NOW, summary="Asked about bond."
)


def record(*, values=None, detainer=None, place=None, by=None, token=None):
    place = place or agency()
    return actions.record_access(
        agency=place,
        values=values or make.access_values(),
        form_token=token or uuid4(),
        by=by or person(at_agency=place),
        at=LATER,
        person=detainer.person if detainer else make.person_values(),
        detainer=detainer,
    )


def say(*, detainer, values=SAID, by=None, token=None, access=None):
    return actions.record_communication(
        agency=detainer.agency,
        values=values,
        by=by or person(at_agency=detainer.agency),
        at=LATER,
        detainer=detainer,
        form_token=token,
        access=access,
    )


def test_everything_that_was_entered_is_kept():
    values = make.access_values(
        minutes_spent=12, cost_cents=3400, resources="One van.", description="An interview."
    )
    item, clerk = make.detainer(), person()
    kept = record(values=replace(values, basis="detainer"), detainer=item, by=clerk)
    kept = Access.objects.select_related("record_key").get(pk=kept.pk)
    wanted = asdict(values) | {"basis": "detainer", "is_about_release": False}
    assert {name: getattr(kept, name) for name in wanted} == wanted
    assert (kept.agency, kept.person, kept.detainer) == (item.agency, item.person, item)
    assert (kept.recorded_at, kept.recorded_by) == (LATER, clerk)
    assert (kept.record_key, kept.person_version) == (item.record_key, item.person_version)
    check_entry(
        "access.recorded",
        about=kept,
        subject="access",
        by=clerk,
        at=LATER,
        kind="D",
        basis="detainer",
    )


def test_a_form_of_another_agency_is_another_form():
    token = uuid4()
    first = record(token=token)
    second = record(token=token, place=agency("avon"))
    assert first != second
    assert record(token=uuid4()) not in {first, second}
    assert record(token=token) == first


def test_nobody_of_another_agency_records_here():
    with pytest.raises(PermissionRefused, match="Hartford"):
        record(by=person(at_agency=agency("avon")))
    assert not Access.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"basis": "by chance"}, "Choose what was done"),
        ({"kind": "Z"}, "Choose what was done"),
        ({"basis": "detainer"}, "belongs to a detainer"),
        ({"occurred_at": LATER + timedelta(seconds=1)}, "cannot lie in the future"),
    ],
)
def test_what_cannot_be_is_refused_with_its_sentence(changes, sentence):
    with pytest.raises(StateRefused, match=sentence):
        record(values=make.access_values(**changes))


def test_under_a_detainer_the_moment_of_its_receipt_is_the_first():
    item = make.detainer()
    at = {"detainer": item, "at": item.received_at}
    assert record(values=make.access_values(**at), detainer=item)
    too_early = make.access_values(detainer=item, at=item.received_at - timedelta(seconds=1))
    with pytest.raises(StateRefused, match="before its receipt"):
        record(values=too_early, detainer=item)
    by_other_means = replace(too_early, basis="other")
    assert record(values=by_other_means, detainer=item).basis == "other"


@pytest.mark.parametrize("kind", ["A", "B", "C", "D", "E", "F"])
def test_before_the_review_only_what_answers_the_request_waits(kind):
    item = make.detainer()
    values = make.access_values(detainer=item, kind=kind)
    if kind in {"A", "B", "C"}:
        with pytest.raises(StateRefused, match="has not reviewed this request"):
            record(values=values, detainer=item)
        make.reviewed(item)
    assert record(values=values, detainer=item).kind == kind


def test_a_correction_replaces_the_row_and_keeps_its_place():
    item, clerk = make.reviewed(make.detainer()), person()
    reply = make.told(item)
    first = Access.objects.select_related("agency", "person", "detainer", "reply").get(reply=reply)
    values = make.access_values(detainer=item, kind="B", minutes_spent=5)
    again = actions.correct_access(access=first, values=values, reason="Timed.", by=clerk, at=LATER)
    assert (again.corrects, again.reply, again.detainer) == (first, reply, item)
    assert (again.minutes_spent, again.recorded_at, again.recorded_by) == (5, LATER, clerk)
    check_entry(
        "access.corrected",
        about=again,
        subject="access",
        by=clerk,
        at=LATER,
        kind="B",
        basis="detainer",
    )


@pytest.mark.parametrize(
    ("values", "reason", "sentence"),
    [
        (make.access_values(minutes_spent=5), " ", "Say why the record of this access"),
        (make.access_values(), "Timed.", "Nothing was changed"),
        (make.access_values(kind="Z"), "Timed.", "Choose what was done"),
    ],
)
def test_a_correction_says_what_and_why(values, reason, sentence):
    given = make.access()
    with pytest.raises(StateRefused, match=sentence):
        actions.correct_access(access=given, values=values, reason=reason, by=person(), at=LATER)
    assert Access.objects.get() == given


def test_a_void_says_why_and_by_whom():
    given, beside, head = make.access(), make.access(), person(Role.AGENCY_HEAD)
    with pytest.raises(StateRefused, match="Say why this access is voided"):
        actions.void_access(access=given, reason=" ", by=head, at=LATER)
    actions.void_access(access=given, reason="Twice.", by=head, at=LATER)
    kept = Access.objects.select_related("record_key").get(pk=given.pk)
    assert (kept.voided_at, kept.voided_by, kept.void_reason) == (LATER, head, "Twice.")
    assert list(Access.objects.standing()) == [beside]
    check_entry(
        "access.voided", about=given, subject="access", by=head, at=LATER, kind="D", basis="other"
    )


def test_looking_at_an_access_is_in_the_audit_log():
    given, clerk = make.access(), person()
    actions.record_view(access=given, by=clerk, at=LATER)
    check_entry("access.read", about=given, subject="access", by=clerk, at=LATER)


def test_a_communication_is_kept_once_for_each_form():
    item, clerk, token = make.detainer(), person(), uuid4()
    given = make.access(detainer=item)
    first = say(detainer=item, by=clerk, token=token, access=given)
    assert say(detainer=item, token=token) == first
    assert say(detainer=item, token=uuid4()) != first
    assert say(detainer=item) != say(detainer=item)
    assert say(detainer=make.detainer(agency=agency("avon")), token=token) != first
    kept = Communication.objects.select_related("record_key").get(pk=first.pk)
    assert (kept.detainer, kept.access, kept.form_token) == (item, given, token)
    assert (kept.entered_at, kept.entered_by, kept.summary) == (LATER, clerk, SAID.summary)


def test_a_communication_is_in_the_audit_log_without_its_words():
    item, clerk = make.detainer(), person()
    say(detainer=item, by=clerk)
    check_entry("communication.recorded", about=item, subject="detainer", by=clerk, at=LATER)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"happened_at": LATER + timedelta(seconds=1)}, "cannot lie in the future"),
        ({"summary": " "}, "Say in a sentence"),
    ],
)
def test_a_communication_has_taken_place_and_says_what(changes, sentence):
    item = make.detainer()
    with pytest.raises(StateRefused, match=sentence):
        say(detainer=item, values=replace(SAID, **changes))
    with pytest.raises(PermissionRefused):
        say(detainer=item, by=person(Role.AUDITOR))
    assert say(detainer=item, values=replace(SAID, happened_at=LATER))
