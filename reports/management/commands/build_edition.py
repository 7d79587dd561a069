"""`build_edition HALF_YEAR --out DIR`: what an edition would publish now, with its audit. Publishes
nothing.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.core.clock import now, today
from reports.core.refusals import Refused
from reports.publication.actions.propose import build_now
from reports.publication.editions.build import BuiltEdition, edition_files
from reports.publication.exceptions import NoThreshold
from reports.publication.files.spooled import Data, pieces_of
from reports.publication.policies import check_is_publishable, describe_exposures, usable_threshold

CHECK_FAILED, BAD_INPUT = 1, 2


def write_files(files: Mapping[str, Data], folder: Path) -> None:
    """The files of an edition into a folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        with (folder / name).open("wb") as target:
            target.writelines(pieces_of(data))


class Command(BaseCommand):
    help = "Write what an edition would publish now, with its disclosure audit. Publishes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("half_year", metavar="HALF_YEAR", help="For example 2025H1.")
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            check_is_publishable(options["half_year"], on=today())
            built = build_now(options["half_year"], threshold=usable_threshold(), on=today())
        except Refused as refused:
            code = CHECK_FAILED if isinstance(refused, NoThreshold) else BAD_INPUT
            raise CommandError(str(refused), returncode=code) from None
        write_files(edition_files(built.content, at=now()), options["out"])
        self.stdout.write(json.dumps(summary(built)) if options["json"] else in_words(built))
        if not built.passes:
            raise CommandError(_exposed(built), returncode=CHECK_FAILED)


def summary(built: BuiltEdition) -> dict[str, Any]:
    """What was built, in numbers."""
    return {
        "edition": built.content.number,
        "half_year": built.content.half_year,
        "half_years": list(built.content.halves),
        "threshold": built.content.threshold or "none",
        "numbers": len(built.controlled.entries),
        "withheld": built.controlled.withheld,
        "changes": len(built.content.changes),
        "audit_passes": built.passes,
        "demo": settings.DEMO,
    }


def in_words(built: BuiltEdition) -> str:
    """The same for people."""
    result = summary(built)
    verdict = "passes" if built.passes else "FAILS"
    return (
        f"Edition {result['edition']} through {result['half_year']}, T {result['threshold']}:"
        f" {result['withheld']} of {result['numbers']} numbers withheld, {result['changes']}"
        f" changes; the disclosure audit {verdict}."
    )


def _exposed(built: BuiltEdition) -> str:
    named = describe_exposures(built.controlled.exposures)
    return f"Somebody could be worked out: {'; '.join(named[:5])}."
