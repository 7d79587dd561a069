"""Reminders say what the law asks, and a wish of OPM's only where OPM set it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reports.accounts.roles import Role
from reports.messaging.inbox import unread_items
from reports.submissions.actions.reporting_periods import configure_period
from reports.submissions.notifications import law_asks
from tests.submissions.helpers import a_person, an_agency, asked, half_year

pytestmark = pytest.mark.django_db(transaction=True)
LATE = datetime(2025, 10, 1, 15, tzinfo=UTC)


def test_the_sentence_names_the_days_and_what_is_not_asked():
    assert law_asks(half_year()) == (
        "If your police gave ICE access from January 1, 2025 to June 30, 2025, the legislative body"
        " must send the data, 54-192h(e)(3). If they gave none, the law asks for nothing."
    )


def test_what_opm_would_like_is_said_only_where_it_is_set():
    avon = an_agency("avon")
    asked(avon)
    (item,) = unread_items(a_person(Role.CERTIFIER, avon), LATE.date())
    assert item.detail.endswith("If they gave none, the law asks for nothing.")
    configure_period(
        period=half_year(),
        values={"wants_nil_statements": True},
        reason="Letter to towns.",
        by=a_person(Role.OPM_ADMIN),
        at=LATE,
    )
    (item,) = unread_items(a_person(Role.CERTIFIER, avon), LATE.date())
    assert item.detail.endswith("OPM would like you to confirm that.")
