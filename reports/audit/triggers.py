"""What makes the audit log append-only: triggers in the database itself, so that no program error
and no stray statement can change or delete an entry (AU-9: protection of audit information).

The head of a chain may only move forward by one.
"""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps

KEPT: Final = "the trail is append-only"
FORWARD: Final = "the trail only moves forward"
STEP_ASIDE: Final = (
    "NEW.chain <> OLD.chain OR NEW.seq <> OLD.seq + 1 OR NEW.previous_hash <> OLD.hash"
)

# A replaced row is deleted without a delete trigger, unless recursive triggers are on: refused at
# insert.
NO_REPLACING: Final = (
    "INSERT ON reports_trailentry WHEN EXISTS (SELECT 1 FROM reports_trailentry"
    " WHERE id = NEW.id OR (chain = NEW.chain AND seq = NEW.seq))"
)
# Name of the trigger, when it fires, what is said.
SQLITE: Final = (
    ("trail_entry_kept_update", "UPDATE ON reports_trailentry", KEPT),
    ("trail_entry_kept_delete", "DELETE ON reports_trailentry", KEPT),
    ("trail_entry_kept_replace", NO_REPLACING, KEPT),
    ("trail_head_forward", f"UPDATE ON reports_trailhead WHEN {STEP_ASIDE}", FORWARD),
    ("trail_head_kept", "DELETE ON reports_trailhead", KEPT),
)

# The versions of rows came later, with a migration of their own.
NO_REPLACED_VERSION: Final = (
    "INSERT ON reports_rowversion WHEN EXISTS (SELECT 1 FROM reports_rowversion"
    " WHERE id = NEW.id"
    " OR ([table] = NEW.[table] AND [row] = NEW.[row] AND version = NEW.version))"
)
SQLITE_VERSIONS: Final = (
    ("row_version_kept_update", "UPDATE ON reports_rowversion", KEPT),
    ("row_version_kept_delete", "DELETE ON reports_rowversion", KEPT),
    ("row_version_kept_replace", NO_REPLACED_VERSION, KEPT),
)
POSTGRESQL_VERSIONS: Final = f"""
CREATE FUNCTION row_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER row_version_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON reports_rowversion
  FOR EACH STATEMENT EXECUTE FUNCTION row_version_refuse();
"""
POSTGRESQL_VERSIONS_REMOVAL: Final = """
DROP TRIGGER IF EXISTS row_version_kept ON reports_rowversion;
DROP FUNCTION IF EXISTS row_version_refuse();
"""

POSTGRESQL: Final = f"""
CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION trail_forward() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF {STEP_ASIDE} THEN RAISE EXCEPTION '{FORWARD}' USING ERRCODE = 'restrict_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER trail_entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON reports_trailentry
  FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER trail_head_forward BEFORE UPDATE ON reports_trailhead
  FOR EACH ROW EXECUTE FUNCTION trail_forward();
CREATE TRIGGER trail_head_kept BEFORE DELETE OR TRUNCATE ON reports_trailhead
  FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
"""
POSTGRESQL_REMOVAL: Final = """
DROP TRIGGER IF EXISTS trail_entry_kept ON reports_trailentry;
DROP TRIGGER IF EXISTS trail_head_forward ON reports_trailhead;
DROP TRIGGER IF EXISTS trail_head_kept ON reports_trailhead;
DROP FUNCTION IF EXISTS trail_refuse();
DROP FUNCTION IF EXISTS trail_forward();
"""


def trail_guard_operations() -> list[Operation]:
    """For the migration that creates the audit log's tables."""
    return [RunPython(_install, _remove)]


def row_guard_operations() -> list[Operation]:
    """For the migration that creates the table of versions of rows."""
    return [RunPython(_install_versions, _remove_versions)]


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put all triggers on; whatever stood before is replaced."""
    remove_triggers(connection)
    _execute(connection, _trail(connection) + _versions(connection))


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """For tests that tamper."""
    _execute(connection, _without_versions(connection) + _without_trail(connection))


def _trail(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return [_sqlite_trigger(*trigger) for trigger in SQLITE]
    return [POSTGRESQL]


def _without_trail(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name, _, _ in SQLITE]
    return [POSTGRESQL_REMOVAL]


def _versions(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return [_sqlite_trigger(*trigger) for trigger in SQLITE_VERSIONS]
    return [POSTGRESQL_VERSIONS]


def _without_versions(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name, _, _ in SQLITE_VERSIONS]
    return [POSTGRESQL_VERSIONS_REMOVAL]


def _sqlite_trigger(name: str, fires: str, says: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {fires} BEGIN SELECT RAISE(ABORT, '{says}'); END"


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _install(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    _execute(connection, _without_trail(connection) + _trail(connection))


def _remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _execute(schema_editor.connection, _without_trail(schema_editor.connection))


def _install_versions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    connection = schema_editor.connection
    _execute(connection, _without_versions(connection) + _versions(connection))


def _remove_versions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _execute(schema_editor.connection, _without_versions(schema_editor.connection))
