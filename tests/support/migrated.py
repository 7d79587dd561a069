"""The migrated SQLite database of a test run, kept from the last run with the same migrations.

Running every migration takes longer than most single files of tests. The tables they leave depend
on the migrations, the triggers they create and Django alone, so they are kept under `var/` by a
hash of these. `migrate` still runs afterwards, finds nothing left to do and sends its signals.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import django
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.backends.sqlite3.creation import DatabaseCreation
from django.db.migrations.loader import MigrationLoader

from tests.support.environment import ROOT

KEPT = ROOT / "var" / "test-databases"
AT_MOST = 8
MAKE = DatabaseCreation.create_test_db
OTHER_SOURCES = ("reports/audit/triggers.py",)


def fingerprint() -> str:
    """What the tables depend on: every migration of every app, and what ours read."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    modules = sorted({type(step).__module__ for step in loader.disk_migrations.values()})
    told = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version} {modules}".encode())
    ours = sorted((ROOT / "reports" / "migrations").glob("*.py"))
    for path in [*ours, *(ROOT / name for name in OTHER_SOURCES)]:
        told.update(path.read_bytes())
    return told.hexdigest()[:32]


def keep_tables() -> None:
    """From now on SQLite's test database is filled from the file kept, or kept once it is made.

    Another process of the same run waits until the first has kept its own.
    """

    def make_from_what_is_kept(self: DatabaseCreation, *words: Any, **named: Any) -> str:
        KEPT.mkdir(parents=True, exist_ok=True)
        kept = KEPT / f"{fingerprint()}.sqlite3"
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if kept.exists():
                _fill(self.connection, kept)
            name: str = MAKE(self, *words, **named)
            if not kept.exists():
                _keep(self.connection, kept)
        return name

    DatabaseCreation.create_test_db = make_from_what_is_kept  # type: ignore[assignment]  # overloaded in the stubs only


def _fill(database: DatabaseWrapper, kept: Path) -> None:
    """Into a fresh database in memory. One lives as long as it has a connection, and SQLite's
    `close` keeps that: an earlier run's in the same process ends here.
    """
    BaseDatabaseWrapper.close(database)
    database.settings_dict["NAME"] = database.creation._get_test_db_name()  # type: ignore[attr-defined]  # not in the stubs
    database.ensure_connection()
    with closing(sqlite3.connect(f"file:{kept}?mode=ro", uri=True)) as source:
        source.backup(database.connection)


def _keep(database: DatabaseWrapper, kept: Path) -> None:
    """Written beside and moved, so that no half of one is ever found; the oldest go."""
    half = kept.with_suffix(f".{os.getpid()}")
    database.ensure_connection()
    with closing(sqlite3.connect(half)) as target:
        database.connection.backup(target)
    half.rename(kept)
    for old in sorted(KEPT.glob("*.sqlite3"), key=os.path.getmtime)[:-AT_MOST]:
        old.unlink()
