"""Reading a database as it stood at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection as default
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def read_snapshot(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Everything read inside is of one moment. Inside a transaction that one decides."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _sqlite_snapshot(connection):
            yield
    else:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


@contextmanager
def _sqlite_snapshot(connection: BaseDatabaseWrapper) -> Iterator[None]:
    # Not atomic(): our transactions begin IMMEDIATE and would keep writers out for the whole
    # reading.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read within is of one moment, though others write meanwhile; scratch tables may be
    made.

    PostgreSQL must be told before the first statement of a transaction; within another's it stays
    as that one is. SQLite lets nobody write until it is over.
    """
    outermost = not default.in_atomic_block
    with transaction.atomic():
        if outermost and default.vendor == "postgresql":
            with default.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def reading_transaction() -> Iterator[None]:
    """A transaction that a reading needs for its cursor or its scratch table; nothing that is kept
    is written.
    """
    with transaction.atomic():
        yield
