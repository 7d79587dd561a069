"""Give an agency a new key."""

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.audit.actions import record
from reports.core import clock
from reports.core.verbs import verb
from reports.sealing.providers.configured import KeysUnavailable, key_provider
from reports.sealing.rotation import Rotation, destroy_old_keys, rotate


class Command(BaseCommand):
    help = (
        "Wraps every record key of an agency anew by a new key. Can be ended at any moment and run"
        " again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, metavar="CODE")
        parser.add_argument(
            "--destroy-old",
            action="store_true",
            help=(
                "then destroy keys that wrap nothing: older backups can no longer be read for this"
                " agency"
            ),
        )
        parser.add_argument(
            "--grace", type=int, default=60, metavar="SECONDS", help="wait for work that has begun"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, agency: str, **options: Any) -> None:
        rotation = _rotate(agency)
        destroyed = _destroy(agency, options["grace"]) if options["destroy_old"] else []
        _remember(agency, rotation, destroyed)
        facts = {
            "agency": agency,
            "key_id": rotation.key_id,
            "rewrapped": rotation.rewrapped,
            "destroyed": destroyed,
        }
        words = (
            f"{agency}: {rotation.rewrapped} record keys wrapped by {rotation.key_id},"
            f" {len(destroyed)} destroyed."
        )
        self.stdout.write(json.dumps(facts) if options["json"] else words)


def _rotate(agency: str) -> Rotation:
    try:
        if not key_provider().key_ids(agency):
            raise CommandError(f"The agency {agency} has no key here.", returncode=2)
        return rotate(agency)
    except ValueError as error:
        raise CommandError(str(error), returncode=2) from None
    except KeysUnavailable as error:
        raise CommandError(str(error), returncode=1) from None


def _destroy(agency: str, grace: int) -> list[str]:
    time.sleep(grace)
    try:
        return destroy_old_keys(agency)
    except KeysUnavailable as error:
        raise CommandError(str(error), returncode=1) from None


@verb(system=True)
def _remember(agency: str, rotation: Rotation, destroyed: list[str]) -> None:
    detail: dict[str, str | int | bool | None] = {
        "key_id": rotation.key_id,
        "rewrapped": rotation.rewrapped,
        "destroyed": " ".join(destroyed),
    }
    record(
        chain=agency,
        event="keys.rotated",
        actor="system:rotate_keys",
        at=clock.now(),
        detail=detail,
    )
