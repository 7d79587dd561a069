"""Places where a name could end up, as bytes to look through."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import redis
from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from trustact_site.logging import logging_dict


def database_dump(database: BaseDatabaseWrapper) -> bytes:
    """SQLite: the file as it would lie on the disk, free pages too. PostgreSQL: every row of every
    table as text.
    """
    if database.vendor == "sqlite":
        dumped: bytes = database.connection.serialize()
        return dumped
    found = []
    with database.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')  # noqa: S608  a table of ours
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found).encode()


def broker_dump() -> bytes:
    """Every key and value of the broker and cache, where the tests run with one."""
    url = os.environ.get("TRUSTACT_REDIS_URL", "")
    if not url:
        return b""
    with redis.from_url(url) as client:
        return b"\n".join(key + (client.dump(key) or b"") for key in client.scan_iter())


@contextmanager
def log_lines() -> Iterator[StringIO]:
    """What would go to standard error, at the most talkative level."""
    stream = StringIO()
    formatter = logging_dict()["formatters"]["json"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        formatter["()"](
            foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
        )
    )
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
