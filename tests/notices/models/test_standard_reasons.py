"""Two people stand behind each reason of the list."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from reports.accounts.roles import Role
from reports.notices.models import StandardReason
from tests.factories.detainers import NOW
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_nobody_approves_their_own_words():
    lawyer = person(Role.OPM_LEGAL)
    row = StandardReason.objects.create(text="A reason.", proposed_at=NOW, proposed_by=lawyer)
    with pytest.raises(IntegrityError), transaction.atomic():
        StandardReason.objects.filter(pk=row.pk).update(approved_at=NOW, approved_by=lawyer)
    other = person(Role.OPM_LEGAL, email="second@opm.example")
    StandardReason.objects.filter(pk=row.pk).update(approved_at=NOW, approved_by=other)
    row.refresh_from_db()
    assert row.approved_by == other
    with pytest.raises(IntegrityError), transaction.atomic():
        StandardReason.objects.filter(pk=row.pk).update(ended_at=NOW)
