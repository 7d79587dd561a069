"""What became of the daily mail, and who asked to be woken."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.messaging.account_messages import request_reactivation
from reports.messaging.models import Digest
from reports.messaging.queries import mail_outcomes, reactivation_requests, refused_mail
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def test_mail_is_counted_by_what_became_of_it():
    clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
    for user, outcome in ((clerk, Digest.Outcome.SENT), (head, Digest.Outcome.REFUSED)):
        Digest.objects.create(recipient=user, day=NOW.date(), outcome=outcome)
    assert [row.recipient for row in refused_mail(since=NOW.date())] == [head]
    counts = mail_outcomes(since=NOW.date())
    assert (counts[Digest.Outcome.SENT], counts[Digest.Outcome.REFUSED]) == (1, 1)
    assert counts[Digest.Outcome.PROMISED] == 0


def test_only_who_asked_while_asleep_is_named():
    clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
    User.objects.filter(pk=clerk.pk).update(deactivated_at=NOW)
    assert reactivation_requests(head) == []
    request_reactivation(user=clerk, at=NOW)
    assert reactivation_requests(head) == [clerk]
    assert reactivation_requests(clerk) == []
