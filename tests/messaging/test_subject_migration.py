"""Messages keep what they are about when their foreign keys become a code and an id, both ways."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from reports.accounts.roles import Role
from reports.messaging.models import SUBMISSION, Message
from reports.submissions.notifications import notify_about_submission
from tests.submissions.helpers import a_person, certified
from tests.support.migrations import back_to_today, before_rows_were_bound, go_to, latest

__all__ = ["back_to_today", "before_rows_were_bound"]

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
NOW = datetime(2025, 8, 1, 15, 0, tzinfo=UTC)
BEFORE = "0013_rename_models_and_fields"


def stored_keys() -> dict[str, tuple[str, str]]:
    """Of each kind, the ids that the foreign keys of the old table hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, period_id, submission_id FROM reports_message")
        return {kind: (_text(period), _text(submission)) for kind, period, submission in cursor}


def _text(key: UUID | str | None) -> str:
    return str(UUID(str(key))) if key else ""


def test_subjects_survive_the_step_and_its_way_back(before_rows_were_bound, back_to_today):
    submission = certified()
    reader = a_person(Role.OPM_REVIEWER, name="reader")
    Message.objects.all().delete()
    notify_about_submission(submission, Message.Kind.RETURNED, [reader], at=NOW)
    for kind, half_year in ((Message.Kind.OVERDUE, "2025H1"), (Message.Kind.DORMANT, "")):
        Message.objects.create(
            recipient=reader, kind=kind, half_year=half_year, created_at=NOW, deduplication_key=kind
        )
    go_to(BEFORE)
    period, version = str(submission.period_id), str(submission.pk)
    assert stored_keys() == {
        "returned": (period, version),
        "overdue": (period, ""),
        "dormant": ("", ""),
    }
    go_to(latest())
    kept = {
        row.kind: (row.half_year, row.subject_type, row.subject_id) for row in Message.objects.all()
    }
    assert kept == {
        "returned": ("2025H1", SUBMISSION, submission.pk),
        "overdue": ("2025H1", "", None),
        "dormant": ("", "", None),
    }
