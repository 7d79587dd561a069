"""What the database must promise before the program may rely on it: an acknowledged record survives
power loss, an erased one is gone, and what belongs together stays together.
"""

import os
from pathlib import Path
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

FULL: Final = 2
SHARED_FILE_SYSTEMS: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"})

# Pragma, what it must say, the sentence when it does not.
PRAGMAS: Final = (
    (
        "journal_mode",
        {"wal"},
        "SQLite is not in WAL mode: readers and writers would block each other.",
    ),
    (
        "synchronous",
        {FULL, FULL + 1},
        "SQLite does not sync every commit: acknowledged records could be lost.",
    ),
    ("foreign_keys", {1}, "SQLite does not enforce foreign keys."),
    ("secure_delete", {1}, "SQLite does not overwrite what is deleted."),
)
# Setting, values that would lose or delay what was acknowledged, the sentence.
POSTGRESQL: Final = (
    (
        "synchronous_commit",
        {"off"},
        "PostgreSQL acknowledges commits before they are on the disk (synchronous_commit).",
    ),
    ("fsync", {"off"}, "PostgreSQL does not sync to the disk (fsync)."),
    (
        "full_page_writes",
        {"off"},
        "PostgreSQL cannot mend pages torn by power loss (full_page_writes).",
    ),
)


def database_safety_problems(connection: BaseDatabaseWrapper) -> list[str]:
    """What is unsafe about this database, as sentences; empty when nothing is."""
    if connection.vendor == "sqlite":
        return [*_pragma_problems(connection), *_file_problems(connection)]
    return _server_problems(connection)


def _pragma_problems(connection: BaseDatabaseWrapper) -> list[str]:
    in_memory = connection.is_in_memory_db()  # type: ignore[attr-defined]  # only SQLite has it
    return [
        sentence
        for name, allowed, sentence in PRAGMAS
        if _ask(connection, f"PRAGMA {name}") not in allowed
        and not (in_memory and name == "journal_mode")
    ]


def _file_problems(connection: BaseDatabaseWrapper) -> list[str]:
    path = Path(str(connection.settings_dict["NAME"]))
    if not path.is_file():
        return []
    problems = []
    if path.stat().st_mode & 0o077:
        problems.append("The database file can be read by others; its mode must be 0600.")
    if (kind := file_system_of(path)) in SHARED_FILE_SYSTEMS:
        problems.append(
            f"The database file is on a network file system ({kind}), where SQLite's locks do not"
            " hold."
        )
    return problems


def file_system_of(path: Path, mounts: str = "") -> str:
    """The kind of the file system a path is on; empty where it cannot be known."""
    table = mounts or _mounts()
    best, kind = "", ""
    for line in table.splitlines():
        fields = line.split()
        if (
            len(fields) > 2
            and len(fields[1]) >= len(best)
            and path.resolve().is_relative_to(fields[1])
        ):
            best, kind = fields[1], fields[2]
    return kind


def _mounts() -> str:
    table = Path("/proc/self/mounts")
    return table.read_text() if os.access(table, os.R_OK) else ""


def _server_problems(connection: BaseDatabaseWrapper) -> list[str]:
    return [
        sentence
        for name, unsafe, sentence in POSTGRESQL
        if _ask(connection, f"SHOW {name}") in unsafe
    ]


def _ask(connection: BaseDatabaseWrapper, question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None
