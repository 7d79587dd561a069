"""What was read with a row."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_for(row: Any, *names: str) -> list[str]:
    """The queries that it takes to read these attributes of a row, dotted where they lie deeper."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        for name in names:
            attrgetter(name)(row)
    return [query["sql"] for query in seen.captured_queries]
