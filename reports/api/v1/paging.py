"""Lists in pages, the newest first. A cursor is where a page ended; it is opaque and holds only a
moment and an id, so rows that come in meanwhile move nothing.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from reports.api.v1.problems import Problem

M = TypeVar("M", bound=Model)
MOST_ROWS = 200
USUAL_ROWS = 50


def page_of(
    rows: QuerySet[M], *, by: str, cursor: str | None, limit: int
) -> tuple[list[M], str | None]:
    """A page of rows by a moment, the newest first, and the cursor of the next; None at the end.
    Raises Problem.
    """
    rows = rows.order_by(f"-{by}", "-pk")
    if cursor:
        moment, key = _read(cursor)
        rows = rows.filter(Q(**{f"{by}__lt": moment}) | Q(**{by: moment, "pk__lt": key}))
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return found, None
    return found[:limit], _cursor(getattr(found[limit - 1], by), found[limit - 1].pk)


def _cursor(moment: datetime, key: Any) -> str:
    text = f"{moment.isoformat()} {key}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, UUID]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        moment, key = base64.urlsafe_b64decode(padded.encode()).decode().split(" ")
        read = datetime.fromisoformat(moment)
        if read.tzinfo is None:
            raise ValueError
        return read, UUID(key)
    except (ValueError, binascii.Error):
        raise Problem(422, errors=[("cursor", "This is no cursor of a list here.")]) from None
