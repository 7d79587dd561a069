"""Agencies notified before there was a request are asked from that day on; nobody else is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reports.accounts.roles import Role
from reports.messaging.models import Message
from reports.submissions.models import MissingNotice, ReportingPeriod, ReportRequest
from tests.submissions.helpers import a_person, an_agency, half_year
from tests.support.migrations import back_to_today, before_rows_were_bound, go_to, latest

__all__ = ["back_to_today", "before_rows_were_bound"]

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
NOW = datetime(2025, 8, 1, 15, 0, tzinfo=UTC)
BEFORE = "0016_acts_against_decisions"


def test_only_who_was_notified_counts_as_asked(before_rows_were_bound, back_to_today):
    period, silent = half_year("2025H1"), half_year("2024H2")
    by_notice, by_message, by_nobody = (an_agency(code) for code in ("avon", "berlin", "canton"))
    for agency, recipients, days in ((by_notice, 2, 3), (by_notice, 1, 9), (by_nobody, 0, 3)):
        MissingNotice.objects.create(
            agency=agency,
            period=period,
            noticed_at=NOW + timedelta(days=days),
            recipients=recipients,
        )
    Message.objects.create(
        recipient=a_person(Role.CERTIFIER, by_message),
        kind=Message.Kind.DUE_SOON,
        agency=by_message,
        half_year="2025H1",
        created_at=NOW,
        deduplication_key="once",
    )
    go_to(BEFORE)
    go_to(latest())
    found = {row.agency: row for row in ReportRequest.objects.select_related("agency")}
    assert set(found) == {by_notice, by_message}
    first = found[by_notice]
    assert (first.notified_at, first.recipients) == (NOW + timedelta(days=3), 2)
    assert found[by_message].notified_at == NOW
    assert ReportingPeriod.objects.get(pk=period.pk).opened_at == NOW
    assert ReportingPeriod.objects.get(pk=silent.pk).opened_at is None
