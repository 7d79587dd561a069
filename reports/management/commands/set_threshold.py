"""`set_threshold N --by EMAIL --reason TEXT`: OPM legal's choice of the suppression threshold T."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.accounts.models import User
from reports.core.clock import now, today
from reports.core.refusals import PermissionRefused, Refused
from reports.publication.actions.thresholds import set_threshold

BAD_INPUT = 2


def person(email: str) -> User:
    """The person with this address, whatever its case. Raises CommandError (exit 2)."""
    found = User.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        raise CommandError(f"Nobody here has the address {email[:80]!r}.", returncode=BAD_INPUT)
    return found


class Command(BaseCommand):
    help = (
        "Record OPM legal's choice of T; `none` withholds nothing. Editions already published keep"
        " theirs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("value", metavar="N", help="A whole number from 2, or none.")
        parser.add_argument("--by", required=True, metavar="EMAIL")
        parser.add_argument("--reason", required=True)
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        value, by = _value(options["value"]), person(options["by"])
        try:
            made = set_threshold(value=value, reason=options["reason"], by=by, at=now(), on=today())
        except PermissionRefused as refused:
            raise CommandError(str(refused), returncode=1) from None
        except Refused as refused:
            raise CommandError(str(refused), returncode=BAD_INPUT) from None
        result = {
            "threshold": made.value or "none",
            "set_at": made.set_at.isoformat(),
            "agreed": made.is_agreed,
        }
        self.stdout.write(
            json.dumps(result) if options["json"] else f"T is {made.words} from now on."
        )


def _value(text: str) -> int | None:
    if text.strip().lower() == "none":
        return None
    if not text.strip().isdecimal():
        raise CommandError("T is a whole number or none.", returncode=BAD_INPUT)
    return int(text)
