"""The database itself refuses to change or delete an entry."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, migrations, transaction
from django.db.migrations.state import ProjectState

from reports.audit.models import AuditEntry, ChainHead
from reports.audit.triggers import install_triggers, trail_guard_operations
from reports.audit.verification import verify
from tests.audit.conftest import run, write

pytestmark = pytest.mark.django_db

FORBIDDEN = (
    "UPDATE reports_trailentry SET actor = 'system:other' WHERE seq = 2",
    "UPDATE reports_trailentry SET detail = detail",
    "DELETE FROM reports_trailentry WHERE seq = 5",
    "DELETE FROM reports_trailentry",
    "DELETE FROM reports_trailhead",
    "UPDATE reports_trailhead SET seq = 3",
    "UPDATE reports_trailhead SET hash = 'x'",
    "UPDATE reports_trailhead SET chain = 'new-haven'",
)
FORBIDDEN_ON_SQLITE = (
    "INSERT OR REPLACE INTO reports_trailentry SELECT * FROM reports_trailentry WHERE seq = 2",
    "REPLACE INTO reports_trailentry SELECT * FROM reports_trailentry",
)
FORBIDDEN_ON_POSTGRESQL = (
    "TRUNCATE reports_trailentry CASCADE",
    "TRUNCATE reports_trailhead",
    "TRUNCATE reports_rowversion",
)


@pytest.mark.usefixtures("guarded")
def test_no_statement_changes_the_trail() -> None:
    own = FORBIDDEN_ON_SQLITE if connection.vendor == "sqlite" else FORBIDDEN_ON_POSTGRESQL
    for statement in (*FORBIDDEN, *own):
        with pytest.raises(DatabaseError, match="the trail"), transaction.atomic():
            run(statement)
    with pytest.raises(DatabaseError, match="the trail"), transaction.atomic():
        AuditEntry.objects.first().delete()  # type: ignore[union-attr]  # there is one
    assert not verify(connection).problems


@pytest.mark.usefixtures("guarded")
def test_writing_goes_on() -> None:
    write("hartford", 3)
    write("new-haven", 1)
    assert (
        ChainHead.objects.get(pk="hartford").seq,
        ChainHead.objects.get(pk="new-haven").seq,
    ) == (8, 1)


@pytest.mark.usefixtures("db")
def test_the_migration_puts_them_on_and_takes_them_off() -> None:
    write("hartford", 2)
    migration = type(
        "TrailGuards", (migrations.Migration,), {"operations": trail_guard_operations()}
    )("x", "reports")
    state = ProjectState()
    editor = connection.schema_editor()
    migration.unapply(state, editor)
    run("UPDATE reports_trailentry SET actor = 'system:test' WHERE seq = 2")
    migration.apply(state, editor)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run("UPDATE reports_trailentry SET actor = 'system:test' WHERE seq = 2")
    install_triggers(connection)
