"""`publish_to_socrata [--edition N] (--dry-run | --by EMAIL [--replace])`: the standing edition to
a Socrata portal.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.core.clock import now, today
from reports.core.refusals import NotFound, Refused
from reports.management.commands.set_threshold import person
from reports.publication.models.editions import Edition
from reports.publication.queries import get_public_edition, latest_edition
from reports.publication.socrata.actions import (
    PushOutcome,
    check_can_push,
    check_nobody_pushes,
    preview,
    push,
)
from reports.publication.socrata.client import Portal
from reports.publication.socrata.exceptions import Misconfigured
from reports.publication.socrata.target import Target, target_from_settings

CHECK_FAILED, BAD_INPUT = 1, 2


class Command(BaseCommand):
    help = (
        "Bring a Socrata portal's data sets to what the standing edition says: only the differences"
        " are sent."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--edition",
            type=int,
            metavar="N",
            help="Refused unless this is the edition that stands.",
        )
        parser.add_argument("--by", metavar="EMAIL", help="Who pushes; may publish editions.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be sent; needs no --by."
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="All rows in one request, in place of what is there.",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["dry_run"] and not options["by"]:
            raise CommandError(
                "Say who pushes with --by EMAIL, or try it with --dry-run.", returncode=BAD_INPUT
            )
        try:
            target = target_from_settings()
            edition = _edition(options["edition"])
            outcomes = _run(edition, target, options)
        except Misconfigured as refused:
            raise CommandError(str(refused), returncode=BAD_INPUT) from None
        except Refused as refused:
            raise CommandError(str(refused), returncode=CHECK_FAILED) from None
        result = _summary(edition, outcomes, dry_run=options["dry_run"])
        self.stdout.write(json.dumps(result) if options["json"] else _in_words(result))
        if not options["dry_run"]:
            _check_done(outcomes)


def _edition(number: int | None) -> Edition:
    if number is None:
        found = latest_edition()
        if found is None:
            raise CommandError(
                "No edition stands: there is nothing to push.", returncode=CHECK_FAILED
            )
        return found
    try:
        return get_public_edition(number)
    except NotFound:
        raise CommandError(
            f"There is no published edition {number}.", returncode=BAD_INPUT
        ) from None


def _run(edition: Edition, target: Target, options: dict[str, Any]) -> list[PushOutcome]:
    portal = Portal(target.address, target.credentials)
    if options["dry_run"]:
        return preview(edition=edition, target=target, portal=portal)
    by = person(options["by"])
    check_can_push(by, on=today())
    check_nobody_pushes(at=now())
    return push(
        edition=edition,
        target=target,
        portal=portal,
        actor=str(by.pk),
        clock=now,
        replace=options["replace"],
    )


def _summary(edition: Edition, outcomes: list[PushOutcome], *, dry_run: bool) -> dict[str, Any]:
    return {
        "edition": edition.number,
        "half_year": edition.half_year,
        "dry_run": dry_run,
        "datasets": [_dataset(outcome) for outcome in outcomes],
    }


def _dataset(outcome: PushOutcome) -> dict[str, Any]:
    planned = outcome.planned
    return {
        "dataset": outcome.dataset,
        "file": outcome.file,
        "rows": outcome.rows,
        "add": len(planned.add),
        "change": len(planned.change),
        "delete": len(planned.delete),
        "same": planned.same,
        "not_ours": planned.others,
        "requests": outcome.requests,
        "portal_counts": asdict(outcome.counts),
        "errors": [asdict(fault) for fault in outcome.faults],
        "verified": outcome.verified,
    }


def _in_words(result: dict[str, Any]) -> str:
    verb = "would add" if result["dry_run"] else "to add"
    return "\n".join(
        f"Edition {result['edition']}, {one['file']} to {one['dataset']}: {one['rows']} rows;"
        f" {verb} {one['add']}, change {one['change']}, delete {one['delete']}; {one['same']}"
        f" stand, {one['not_ours']} of others stay."
        for one in result["datasets"]
    )


def _check_done(outcomes: list[PushOutcome]) -> None:
    faults = [
        f"{one.file} line {fault.line} ({fault.key}): {fault.reason}"
        for one in outcomes
        for fault in one.faults
    ]
    if faults:
        raise CommandError(
            "The portal did not take every row.\n" + "\n".join(faults), returncode=CHECK_FAILED
        )
    if late := [one.dataset for one in outcomes if not one.verified]:
        raise CommandError(
            f"Sent, but {', '.join(late)} does not show all of it yet. Run this again in a few"
            " minutes: it sends only what is missing.",
            returncode=CHECK_FAILED,
        )
