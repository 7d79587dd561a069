"""Put a backup into an empty installation."""

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reports.audit.actions import OPM_CHAIN, record
from reports.audit.verification import verify
from reports.backups.actions import FILE, NotEmpty, restore_backup
from reports.backups.encrypted_stream import BadBackup, NoBackup
from reports.backups.inventory import Facts
from reports.backups.keys import BadKeyFile, read_key_file
from reports.core import clock
from reports.core.verbs import verb


class Command(BaseCommand):
    help = (
        "Restores the backup in DIR into this installation, which must be empty. Agency keys are"
        " brought separately."
    )
    # Tables may not exist yet.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", metavar="DIR", type=Path)
        parser.add_argument("--key-file", type=Path, required=True)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, directory: Path, key_file: Path, **options: Any) -> None:
        facts = _restore(directory / FILE, key_file)
        if problems := verify(connection).problems:
            raise CommandError("\n".join(map(str, problems)), returncode=1)
        _remember(at=clock.now())
        self.stdout.write(
            json.dumps(facts.as_json(), indent=2) if options["json"] else _as_text(facts)
        )


def _restore(path: Path, key_file: Path) -> Facts:
    try:
        return restore_backup(connection, default_storage, path=path, key=read_key_file(key_file))
    except (BadKeyFile, NoBackup) as error:
        raise CommandError(str(error), returncode=2) from None
    except (BadBackup, NotEmpty) as error:
        raise CommandError(str(error), returncode=1) from None


def _as_text(facts: Facts) -> str:
    return (
        f"Restored {sum(facts.tables.values())} rows and {len(facts.files)} files. The trail is"
        " whole."
    )


@verb(system=True)
def _remember(*, at: datetime) -> None:
    record(chain=OPM_CHAIN, event="backup.restored", actor="system:restore", at=at)
