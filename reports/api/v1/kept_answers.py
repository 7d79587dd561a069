"""The same call under the same Idempotency-Key acts once, also where two of them come at the same
moment, a program was cut off before the answer, or its token was renewed between the two.

The answer is kept in the transaction of the act, so there is never one without the other. Nothing
is kept of a call that was refused: it did nothing, and may be sent again when its cause is fixed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.crypto import salted_hmac

from reports.accounts.models import User
from reports.api.v1.models import KeptAnswer
from reports.core.verbs import verb, wait_for_turn

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class CallAnswer:
    """A status with a body of ids and numbers; `is_replay` where it was given before."""

    status: int
    body: dict[str, Any]
    is_replay: bool = False


class KeyReused(Exception):
    """The key was sent before with another call."""


def fingerprint(operation: str, content: Any) -> str:
    """Tells two calls apart, and nothing about what they say."""
    text = json.dumps([operation, content], sort_keys=True, default=str)
    return salted_hmac(__name__, text, algorithm="sha256").hexdigest()


@verb
def answer_once(
    *, key: str, fingerprint: str, act: Callable[[], CallAnswer], by: User, at: datetime
) -> CallAnswer:
    """Act, and keep the answer under the key; or give the answer that was kept. Without a key it
    only acts. Raises KeyReused, and what the act raises.
    """
    if not key:
        return act()
    wait_for_turn(f"api {by.pk} {key}")
    kept = KeptAnswer.objects.filter(account_id=by.pk, key=key).first()
    if kept is not None:
        if kept.fingerprint != fingerprint:
            raise KeyReused
        return CallAnswer(kept.http_status, kept.body, is_replay=True)
    answer = act()
    KeptAnswer.objects.create(
        account_id=by.pk,
        key=key,
        fingerprint=fingerprint,
        http_status=answer.status,
        body=answer.body,
        created_at=at,
    )
    return answer


@verb(system=True)
def forget_old_answers(*, at: datetime) -> int:
    """Drop what was kept long enough. How many."""
    return KeptAnswer.objects.filter(created_at__lt=at - KEPT_FOR).delete()[0]
