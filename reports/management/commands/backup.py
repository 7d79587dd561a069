"""Make a backup of this installation."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reports.audit.actions import OPM_CHAIN, record
from reports.backups.actions import Backup, BackupRunning, make_backup
from reports.backups.keys import BadKeyFile, backup_key, write_key_file
from reports.core import clock
from reports.core.verbs import verb
from reports.sealing.providers.configured import KeysUnavailable


class Command(BaseCommand):
    help = (
        "Writes an encrypted, consistent copy of database and files into DIR. No key is in it: keep"
        " the key apart."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", metavar="DIR", type=Path)
        parser.add_argument(
            "--key-out", type=Path, help="also write the key that restores it, to be kept elsewhere"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        backup = _make(directory, options["key_out"])
        _remember(backup)
        self.stdout.write(
            json.dumps(_as_json(backup), indent=2) if options["json"] else _as_text(backup)
        )
        if backup.missing:
            self.stderr.write(
                f"{len(backup.missing)} files that records name are not in the storage."
            )


def _make(directory: Path, key_out: Path | None) -> Backup:
    try:
        key = backup_key()
        if key_out:
            write_key_file(key_out)
        return make_backup(
            connection, default_storage, directory=directory, key=key, at=clock.now()
        )
    except (KeysUnavailable, BackupRunning) as error:
        raise CommandError(str(error), returncode=1) from None
    except (OSError, BadKeyFile) as error:
        raise CommandError(f"The backup could not be written: {error}", returncode=2) from None


@verb(system=True)
def _remember(backup: Backup) -> None:
    record(
        chain=OPM_CHAIN,
        event="backup.made",
        actor="system:backup",
        at=clock.now(),
        detail={"sha256": backup.sha256, "size": backup.size, "files": len(backup.facts.files)},
    )


def _as_json(backup: Backup) -> dict[str, Any]:
    return {
        "path": str(backup.path),
        "sha256": backup.sha256,
        "size": backup.size,
        "made_at": backup.made_at,
        "tables": backup.facts.tables,
        "chains": {chain: seq for chain, (seq, _) in backup.facts.heads.items()},
        "files": len(backup.facts.files),
        "missing": list(backup.missing),
    }


def _as_text(backup: Backup) -> str:
    rows = sum(backup.facts.tables.values())
    return (
        f"{backup.path}: {rows} rows, {len(backup.facts.files)} files, {backup.size} bytes, SHA-256"
        f" {backup.sha256}"
    )
