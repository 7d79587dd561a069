"""Acting against the decision in force asks why, is marked, alarms the head and is acknowledged."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from reports.access.against_decision import ReasonNeeded
from reports.access.models import Access, ActAgainstDecision
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Conflict, PermissionRefused
from reports.detainers.models import Reply
from reports.detainers.values import ReplyValues
from reports.outbox.models import Job
from reports.workflow.access import correct_access, record_access
from reports.workflow.acts_against import ALARM_JOB, acknowledge_act, mail_alarm
from reports.workflow.decisions import record_reply
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)
WHY = "A warrant of a judge was shown at the door."


def reply(detainer, *, reason="", token=None, at=LATER, **values):
    """The clerk records that the release was told, unless the values say otherwise."""
    given = {"is_refusal": False, "notifies_release": True, "text": "Released at nine.", **values}
    return record_reply(
        detainer=detainer,
        values=ReplyValues(sent_at=at, channel="phone", **given),
        form_token=token or uuid4(),
        reason_against_decision=reason,
        by=person(Role.CLERK),
        at=at,
    )


def told_against():
    """A release told although it was declined, with the reason."""
    detainer = make.decided(make.detainer()).detainer
    reply(detainer, reason=WHY)
    return ActAgainstDecision.objects.get()


def test_a_reply_against_the_decision_asks_why_and_nothing_is_written():
    detainer = make.decided(make.detainer()).detainer
    with pytest.raises(ReasonNeeded):
        reply(detainer)
    assert not Reply.objects.exists()
    assert not Access.objects.exists()


def test_with_a_reason_it_is_marked_once_and_the_access_is_not_marked_again():
    act = told_against()
    assert act.reason == WHY
    assert act.reply is not None
    assert act.access is None
    assert Access.objects.get().kind == "B"
    entry = AuditEntry.objects.get(event="act.against_decision")
    assert entry.detail == {"what": "reply", "number": 1}
    assert Job.objects.filter(kind=ALARM_JOB, object_id=act.pk).count() == 1


def test_the_same_form_twice_is_one_mark():
    detainer, token = make.decided(make.detainer()).detainer, uuid4()
    reply(detainer, reason=WHY, token=token)
    reply(detainer, reason=WHY, token=token)
    assert ActAgainstDecision.objects.count() == 1


def test_as_decided_or_before_a_decision_nothing_is_asked():
    reply(make.reviewed(make.detainer()))
    declined = make.decided(make.detainer()).detainer
    reply(declined, is_refusal=True, notifies_release=False)
    assert not ActAgainstDecision.objects.exists()


def test_what_counts_is_the_decision_in_force_when_it_was_told():
    detainer = make.decided(make.detainer(), choice="comply").detainer
    reversed_at = make.NOW + timedelta(minutes=14)
    make.decided(detainer, at=reversed_at, choice="decline")
    reply(detainer, at=make.NOW + timedelta(minutes=5))
    assert not ActAgainstDecision.objects.exists()
    with pytest.raises(ReasonNeeded):
        reply(detainer, at=reversed_at + timedelta(minutes=1))


def test_an_access_against_the_decision_asks_why():
    detainer = make.decided(make.detainer(purposes=("interview",))).detainer
    with pytest.raises(ReasonNeeded):
        make.access(detainer=detainer, at=LATER)
    found = make.access(detainer=detainer, at=LATER, reason_against_decision=WHY)
    assert found.act_against.reason == WHY


def test_correcting_an_access_into_one_that_was_declined_keeps_its_reason():
    detainer = make.decided(make.detainer(purposes=("interview",))).detainer
    found = make.access(detainer=detainer, at=LATER, kind="E")
    corrected = correct_access(
        access=found,
        values=make.access_values(at=LATER, detainer=detainer),
        reason="Was a talk.",
        by=person(Role.CLERK),
        at=LATER,
    )
    assert corrected.act_against.reason == "Was a talk."


def test_an_access_without_a_detainer_has_no_decision_to_differ_from():
    found = record_access(
        agency=make.detainer().agency,
        values=make.access_values(at=LATER),
        form_token=uuid4(),
        by=person(Role.CLERK),
        at=LATER,
        person=make.person_values(),
    )
    assert not hasattr(found, "act_against")


def test_the_alarm_goes_to_those_who_decide_once_and_names_nobody():
    head = person(Role.AGENCY_HEAD)
    act = told_against()
    mail_alarm(act_id=act.pk, at=LATER)
    mail_alarm(act_id=act.pk, at=LATER)
    (sent,) = mail.outbox
    assert sent.to == [head.email]
    assert "Nuñez" not in sent.subject + sent.body
    assert WHY not in sent.body


def test_the_head_acknowledges_once():
    act, head = told_against(), person(Role.AGENCY_HEAD)
    with pytest.raises(PermissionRefused):
        acknowledge_act(act=act, by=person(Role.CLERK), at=LATER)
    acknowledge_act(act=act, by=head, at=LATER)
    assert not ActAgainstDecision.objects.to_acknowledge().exists()
    with pytest.raises(Conflict):
        acknowledge_act(act=act, by=head, at=LATER)
