"""`push_socrata`: the tables of the newest edition to a Socrata portal, by upsert."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.publication.queries import newest_readable_edition
from reports.publication.reading import content_of
from reports.publication.socrata import Portal, PortalRefused, portal_rows, push

CONFLICT, BAD_INPUT = 1, 2


class Command(BaseCommand):
    help = "Bring the configured Socrata dataset to what the newest edition's tables say. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Print the rows as JSON lines; ask nobody.")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        edition = newest_readable_edition()
        if edition is None:
            raise CommandError("No edition is published.", returncode=CONFLICT)
        content = content_of(edition)
        if options["dry_run"]:
            for row in portal_rows(content):
                self.stdout.write(json.dumps(row))
            return
        try:
            done = push(content, _portal())
        except PortalRefused as refused:
            raise CommandError(str(refused), returncode=CONFLICT) from None
        said = {"edition": edition.number, **asdict(done)}
        words = (
            f"Edition {edition.number}: rows created {done.created}, updated {done.updated}, deleted {done.deleted}."
        )
        self.stdout.write(json.dumps(said) if options["json"] else words)


def _portal() -> Portal:
    if not settings.SOCRATA_RESOURCE:
        raise CommandError("Set TRUSTACT_SOCRATA_RESOURCE to the dataset's address.", returncode=BAD_INPUT)
    try:
        return Portal(
            resource=settings.SOCRATA_RESOURCE, app_token=settings.SOCRATA_APP_TOKEN,
            key_id=settings.SOCRATA_KEY_ID, key_secret=settings.SOCRATA_KEY_SECRET,
        )  # fmt: skip
    except ValueError as wrong:
        raise CommandError(str(wrong), returncode=BAD_INPUT) from None
