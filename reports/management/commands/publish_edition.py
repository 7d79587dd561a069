"""`publish_edition HALF_YEAR --publisher EMAIL --checker EMAIL --checker EMAIL [--out DIR]`:
publishes.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.accounts.models import User
from reports.core.clock import now, today
from reports.core.refusals import Refused, StateRefused
from reports.management.commands.build_edition import write_files
from reports.management.commands.set_threshold import person
from reports.publication.actions.publish import publish, publish_at_once
from reports.publication.exceptions import NoThreshold
from reports.publication.models.editions import Edition
from reports.publication.policies import check_is_publishable, usable_threshold
from reports.publication.queries import file_bytes
from reports.publication.status import EditionStatus

CONFLICT, BAD_INPUT = 1, 2


class Command(BaseCommand):
    help = "Publish an edition: three different people with these roles, and an audit that passes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("half_year", metavar="HALF_YEAR", help="For example 2025H1.")
        parser.add_argument("--publisher", required=True, metavar="EMAIL")
        parser.add_argument(
            "--checker", required=True, action="append", metavar="EMAIL", help="Twice."
        )
        parser.add_argument("--out", type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        publisher, checkers = (
            person(options["publisher"]),
            [person(email) for email in options["checker"]],
        )
        _check_input(options["half_year"], [publisher, *checkers])
        try:
            edition = _publish(options["half_year"], publisher, checkers)
        except Refused as refused:
            raise CommandError(str(refused), returncode=CONFLICT) from None
        if options["out"]:
            write_files(
                {file.name: file_bytes(file) for file in edition.files.all()}, options["out"]
            )
        self.stdout.write(_result_text(edition, as_json=options["json"]))


def _check_input(half_year: str, people: list[User]) -> None:
    """What is wrong with the words of the command, before anything is tried."""
    if len(people) != 3:
        raise CommandError("Name exactly two checkers.", returncode=BAD_INPUT)
    if len({user.pk for user in people}) < 3:
        raise CommandError(
            "Three different people are needed: a publisher and two checkers.", returncode=BAD_INPUT
        )
    try:
        check_is_publishable(half_year, on=today())
        usable_threshold()
    except NoThreshold as refused:
        raise CommandError(str(refused), returncode=CONFLICT) from None
    except Refused as refused:
        raise CommandError(str(refused), returncode=BAD_INPUT) from None


def _publish(half_year: str, publisher: User, checkers: list[User]) -> Edition:
    if not settings.PRODUCTION:
        return publish_at_once(
            half_year=half_year, publisher=publisher, checkers=checkers, at=now(), on=today()
        )
    edition = (
        Edition.objects.filter(half_year=half_year, status=EditionStatus.PROPOSED)
        .order_by("-proposed_at")
        .first()
    )
    if edition is None:
        raise StateRefused(
            "No edition of this half-year is proposed; in production it is checked on screen first."
        )
    named = {checker.pk for checker in checkers}
    if not named <= {
        approval.approved_by_id for approval in edition.approvals.all() if approval.on_screen
    }:
        raise StateRefused("These checkers have not both approved the proposed edition on screen.")
    return publish(edition=edition, by=publisher, at=now(), on=today())


def _result_text(edition: Edition, *, as_json: bool) -> str:
    files = {file.name: file.sha256 for file in edition.files.all()}
    if as_json:
        return json.dumps(
            {"edition": edition.number, "half_year": edition.half_year, "files": files}
        )
    return f"Edition {edition.number} through {edition.half_year} is published: {len(files)} files."
