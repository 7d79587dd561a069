"""Prove that this installation can be restored."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from reports.audit.actions import OPM_CHAIN, record
from reports.backups.drill import Drill, drill
from reports.backups.encrypted_stream import BadBackup
from reports.backups.keys import backup_key
from reports.core import clock
from reports.core.verbs import verb
from reports.sealing.providers.configured import KeysUnavailable


class Command(BaseCommand):
    help = (
        "Makes a backup, restores it in a scratch place and compares rows, chains and files. Exit 1"
        " when they differ."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        result = _drill()
        self.stdout.write(
            json.dumps(_as_json(result), indent=2) if options["json"] else _as_text(result)
        )
        if result.problems:
            raise CommandError("\n".join(result.problems), returncode=1)
        _remember(at=clock.now())


def _drill() -> Drill:
    try:
        return drill(connection, default_storage, key=backup_key(), at=clock.now())
    except (BadBackup, KeysUnavailable) as error:
        raise CommandError(str(error), returncode=1) from None
    except DatabaseError as error:
        raise CommandError(
            f"No scratch database could be made ({type(error).__name__}).", returncode=1
        ) from None


def _as_json(result: Drill) -> dict[str, Any]:
    facts = result.facts
    return {
        "equal": not result.problems,
        "rows": sum(facts.tables.values()),
        "tables": facts.tables,
        "chains": {chain: seq for chain, (seq, _) in facts.heads.items()},
        "files": len(facts.files),
        "size": result.size,
        "problems": list(result.problems),
    }


def _as_text(result: Drill) -> str:
    rows = sum(result.facts.tables.values())
    verdict = "They differ." if result.problems else "Backup and installation are equal."
    return (
        f"{rows} rows, {len(result.facts.heads)} chains, {len(result.facts.files)} files compared."
        f" {verdict}"
    )


@verb(system=True)
def _remember(*, at: datetime) -> None:
    record(chain=OPM_CHAIN, event="backup.drilled", actor="system:drill", at=at)
