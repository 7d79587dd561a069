"""`create_token --agency CODE [--sandbox]`: a token for the interface, shown once."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.accounts.actions.api_tokens import create_token_as_operator
from reports.accounts.agency_seed import ensure_register
from reports.accounts.api_scopes import ApiScope
from reports.accounts.models import Agency
from reports.core.clock import now
from reports.core.refusals import Refused

BAD_INPUT = 2


class Command(BaseCommand):
    """`manage.py create_token --agency CODE [--sandbox]`"""

    help = "Make a token with which a program of an agency calls the interface. It is shown once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, metavar="CODE")
        parser.add_argument("--sandbox", action="store_true", help="what it writes never counts")
        parser.add_argument("--system", default="Records system", help="which program it is for")
        parser.add_argument(
            "--scope",
            action="append",
            choices=[scope.value for scope in ApiScope],
            help="what it may do; may be given several times; everything if left out",
        )
        parser.add_argument("--json", action="store_true", help="print the token as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        at = now()
        ensure_register(at=at)
        agency = Agency.objects.filter(code=options["agency"]).first()
        if agency is None:
            raise CommandError(
                f"No agency has the code {options['agency'][:60]!r}.", returncode=BAD_INPUT
            )
        scopes = [ApiScope(word) for word in options["scope"] or list(ApiScope)]
        try:
            made = create_token_as_operator(
                agency=agency,
                system_name=options["system"],
                scopes=scopes,
                is_sandbox=options["sandbox"],
                at=at,
            )
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from None
        self._tell(made.token.pk, made.secret, options, scopes)

    def _tell(
        self, token_id: object, secret: str, options: dict[str, Any], scopes: list[ApiScope]
    ) -> None:
        if not options["json"]:
            self.stdout.write(secret)
            self.stderr.write("This token is not shown again. Keep it where only the program is.")
            return
        found = {
            "id": str(token_id),
            "token": secret,
            "agency": options["agency"],
            "sandbox": options["sandbox"],
            "scopes": [scope.value for scope in scopes],
        }
        self.stdout.write(json.dumps(found))
