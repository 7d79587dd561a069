"""What the table holds is whole."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from reports.mail.models import MailDelivery
from tests.mail.conftest import ANNA, AT, JOB

pytestmark = pytest.mark.django_db


def delivery(**changes: object) -> MailDelivery:
    values = {
        "job_kind": JOB.kind,
        "object_id": JOB.object_id,
        "version": JOB.version,
        "recipient_id": ANNA,
        "address_digest": "digest",
        "created_at": AT,
        "next_try_at": AT,
        **changes,
    }
    return MailDelivery.objects.create(**values)


def test_one_row_for_a_message_and_an_address() -> None:
    delivery()
    delivery(address_digest="another")
    with pytest.raises(IntegrityError):
        delivery()


@pytest.mark.parametrize(
    "changes", [{"outcome": "sent"}, {"outcome": "waiting", "ended_at": AT}, {"outcome": "refused"}]
)
def test_what_has_ended_says_when(changes: dict[str, object]) -> None:
    with pytest.raises(IntegrityError):
        delivery(**changes)
