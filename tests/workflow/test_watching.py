"""Before custody outlasts the release due on a detainer alone, clerk and head are told."""

from datetime import timedelta

import pytest
from django.core import mail

from reports.accounts.models import Membership
from reports.accounts.roles import Role
from reports.detainers.actions.court_orders import ALARM_JOB, CourtOrderValues, record_court_order
from reports.detainers.assessment import stored_assessment
from reports.detainers.custody import hold_is_supported
from reports.detainers.models import CustodyWarning
from reports.mail.actions import MailJob, expect_deliveries
from reports.outbox.models import Job
from reports.workflow.custody_alerts import (
    MAIL_JOB,
    _warn,
    mail_court_order,
    mail_warning,
    send_custody_warnings,
)
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOW = make.NOW


def without_ground(**changes):
    return make.detainer(grounds=(), convictions=(), **changes)


def test_a_release_due_with_no_ground_to_hold_is_warned_of_once():
    without_ground(release_due_at=NOW + timedelta(hours=4))
    assert send_custody_warnings(at=NOW) == 1
    assert send_custody_warnings(at=NOW) == 0
    assert CustodyWarning.objects.count() == 1


def test_no_warning_while_there_is_time_or_a_ground_or_no_custody():
    without_ground(release_due_at=NOW + timedelta(hours=30))
    supported = make.detainer(release_due_at=NOW + timedelta(hours=2))
    without_ground(in_custody=False, release_due_at=None)
    assert hold_is_supported(stored_assessment(supported.assessments.latest()))
    assert send_custody_warnings(at=NOW) == 0


def test_a_release_moved_to_another_time_is_watched_anew():
    item = without_ground(release_due_at=NOW + timedelta(hours=4))
    send_custody_warnings(at=NOW)
    type(item).objects.filter(pk=item.pk).update(release_due_at=NOW + timedelta(hours=5))
    assert send_custody_warnings(at=NOW) == 1


def test_two_watchers_warn_once_and_a_release_that_was_called_off_not_at_all():
    item = without_ground(release_due_at=NOW + timedelta(hours=4))
    assert [_warn(item, at=NOW), _warn(item, at=NOW)] == [1, 0]
    assert Job.objects.filter(kind=MAIL_JOB).count() == 1
    item.release_due_at = None
    assert _warn(item, at=NOW) == 0


def test_the_mail_names_the_request_and_nobody(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    head = person(Role.AGENCY_HEAD)
    item = without_ground(release_due_at=NOW + timedelta(hours=4))
    send_custody_warnings(at=NOW)
    warning = CustodyWarning.objects.get()
    mail_warning(warning_id=warning.pk, at=NOW)
    mail_warning(warning_id=warning.pk, at=NOW)
    told = [address for sent in mail.outbox for address in sent.to]
    assert head.email in told
    assert len(told) == len(set(told)) == len(mail.outbox)
    said = mail.outbox[0].subject + mail.outbox[0].body
    assert item.reference in said
    assert not {"Nuñez", "María", "José"} & set(said.split())


def ordered(item, **changes):
    values = CourtOrderValues(
        citation="Nuñez v. Town, 3:26-cv-1",
        says="Release at once.",
        from_on=NOW.date(),
        purposes=("hold",),
        **changes,
    )
    return record_court_order(
        detainer=item, values=values, by=person(Role.CLERK), at=NOW + timedelta(minutes=1)
    )


def test_a_court_order_alarms_clerk_and_head_by_mail_and_names_nobody(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    head, clerk = person(Role.AGENCY_HEAD), person(Role.CLERK)
    item = make.detainer()
    order = ordered(item)
    assert Job.objects.filter(kind=ALARM_JOB, object_id=order.pk).exists()
    mail_court_order(order_id=order.pk, at=NOW)
    mail_court_order(order_id=order.pk, at=NOW)
    told = [address for sent in mail.outbox for address in sent.to]
    assert {head.email, clerk.email} <= set(told)
    assert len(told) == len(set(told)) == len(mail.outbox)
    said = mail.outbox[0].subject + mail.outbox[0].body
    assert item.reference in said
    assert not {"Nuñez", "María", "José", "3:26-cv-1", "Release"} & set(said.split())


def test_an_order_bars_what_it_bars_and_is_cited():
    item = make.detainer()
    ordered(item)
    findings = stored_assessment(item.assessments.latest()).findings
    assert [finding.outcome for finding in findings] == ["prohibited", "unsettled"]
    assert findings[0].citation == f"court order of {NOW.date()} on this detainer"
    assert findings[0].court_orders == (findings[0].citation,)
    assert send_custody_warnings(at=item.release_due_at) == 1


def test_who_lost_the_role_gets_no_warning_that_was_put_off():
    clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
    without_ground(release_due_at=NOW + timedelta(hours=4))
    send_custody_warnings(at=NOW)
    warning = CustodyWarning.objects.get()
    job = MailJob(MAIL_JOB, warning.pk)
    everybody = {one.pk: one.email for one in (clerk, head)}
    expect_deliveries(job, everybody, at=NOW)
    Membership.objects.filter(user=clerk).delete()
    mail_warning(warning_id=warning.pk, at=NOW)
    assert [sent.to for sent in mail.outbox] == [[head.email]]
    outcomes = dict(job.deliveries().values_list("recipient_id", "outcome"))
    assert outcomes == {clerk.pk: "not_needed", head.pk: "sent"}
    warning.refresh_from_db()
    assert warning.mailed_at == NOW
