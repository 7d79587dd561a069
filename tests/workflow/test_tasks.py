"""Every job of the workflow does its work when the worker calls it."""

import pytest
from django.core import mail

from reports.outbox import registry
from reports.workflow.acts_against import ALARM_JOB
from tests.workflow.test_acts_against import told_against

pytestmark = pytest.mark.django_db


def test_the_alarm_of_an_act_against_a_decision_is_mailed():
    act = told_against()
    registry.kind_named(ALARM_JOB).handler(act.pk, 0)
    assert len(mail.outbox) == 1
