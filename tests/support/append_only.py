"""Emptying the database between tests that commit.

The trail's triggers refuse every delete, and so they should. A test that commits (a browser
journey, two writers at once) is followed by a flush of all tables; only that flush may pass by the
triggers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def triggers_asleep() -> Iterator[None]:
    """The database without its triggers, for as long as the block runs."""
    if connection.vendor == "sqlite":
        with _sqlite_triggers_dropped():
            yield
    else:
        with _postgresql_triggers_passed_by():
            yield


@contextmanager
def _sqlite_triggers_dropped() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    yield
    with connection.cursor() as cursor:
        for _, sql in triggers:
            cursor.execute(sql)


@contextmanager
def _postgresql_triggers_passed_by() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
