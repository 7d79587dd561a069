"""Every job of the workflow does its work when the worker calls it."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from reports.accounts.roles import Role
from reports.detainers.actions.court_orders import ALARM_JOB as ORDER_JOB
from reports.detainers.actions.court_orders import CourtOrderValues, record_court_order
from reports.detainers.actions.erasures import ALARM_JOB as ERASURE_JOB
from reports.detainers.models import CourtOrder, CustodyWarning
from reports.law.moments import local_day
from reports.outbox import registry
from reports.outbox.models import Job
from reports.workflow.acts_against import ALARM_JOB
from reports.workflow.custody_alerts import MAIL_JOB
from reports.workflow.tasks import WATCH
from tests.factories import detainers as make
from tests.factories.people import person
from tests.support.trail import check_entry
from tests.workflow.test_acts_against import told_against

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture
def _at_now():
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_alarm_of_an_act_against_a_decision_is_mailed():
    act = told_against()
    registry.kind_named(ALARM_JOB).handler(act.pk, 0)
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("_at_now")
def test_the_watch_warns_of_a_release_and_its_mail_goes_out():
    due = NOW + timedelta(hours=4)
    item = make.detainer(grounds=(), convictions=(), release_due_at=due)
    registry.kind_named(WATCH).handler(item.pk, 0)
    warning = CustodyWarning.objects.get()
    assert (warning.detainer, warning.release_due_at, warning.warned_at) == (item, due, NOW)
    assert Job.objects.filter(kind=MAIL_JOB, object_id=warning.pk).count() == 1
    check_entry("custody.warned", about=item, subject="detainer", by="system:watch", at=NOW)
    assert not mail.outbox
    registry.kind_named(MAIL_JOB).handler(warning.pk, 0)
    assert item.reference in mail.outbox[0].body
    warning.refresh_from_db()
    assert warning.mailed_at == NOW


@pytest.mark.usefixtures("_at_now")
def test_the_alarm_of_a_court_order_is_mailed():
    values = CourtOrderValues(citation="D. Conn. 1", says="No.", from_on=local_day(NOW))
    order = record_court_order(detainer=make.detainer(), values=values, by=person(), at=NOW)
    other = record_court_order(detainer=make.detainer(), values=values, by=person(), at=NOW)
    registry.kind_named(ORDER_JOB).handler(order.pk, 0)
    assert len(mail.outbox) == 1
    mailed = dict(CourtOrder.objects.values_list("pk", "mailed_at"))
    assert mailed == {order.pk: NOW, other.pk: None}


def test_the_watch_is_kept_every_five_minutes():
    (watch,) = [one for one in registry.schedules() if one.kind == WATCH]
    assert watch.every == timedelta(minutes=5)


def test_the_head_is_told_of_an_erasure_and_not_of_what():
    item, head = make.detainer(), person(Role.AGENCY_HEAD)
    registry.kind_named(ERASURE_JOB).handler(item.pk, 0)
    (message,) = mail.outbox
    assert message.recipients() == [head.email]
    assert item.reference in message.subject + message.body
    assert "Burglary" not in message.subject + message.body
