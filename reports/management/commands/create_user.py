"""`create_user EMAIL --role ROLE [--agency CODE]`: a person with a role, and a one-time link to
sign in with.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from reports.accounts.actions.people import add_membership, add_person
from reports.accounts.agency_seed import ensure_register
from reports.accounts.models import Agency
from reports.accounts.roles import Role
from reports.accounts.sign_in_links import one_time_link
from reports.core import clock
from reports.core.refusals import StateRefused
from reports.core.verbs import verb

BAD_INPUT = 2


def place_for(role: Role, agency_code: str | None) -> Agency | None:
    """The agency a role is given at. Raises CommandError (exit 2) when the code is unknown."""
    if not agency_code:
        return None
    agency = Agency.objects.filter(code=agency_code).first()
    if agency is None:
        raise CommandError(
            f"No agency has the code {agency_code[:60]!r} (role {role}).", returncode=BAD_INPUT
        )
    return agency


@verb(system=True)
def create_person_with_role(
    *, email: str, role: Role, agency_code: str | None, name: str = ""
) -> dict[str, str]:
    """The person (new or known by address), the role, and a fresh link. Raises CommandError."""
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(
            f"{email[:80]!r} is not an e-mail address.", returncode=BAD_INPUT
        ) from None
    at, on = clock.now(), clock.today()
    ensure_register(at=at)
    agency = place_for(role, agency_code)
    user = add_person(
        email=email, name=name or email.partition("@")[0], actor="system:operator", at=at
    )
    try:
        add_membership(user=user, role=role, agency=agency, actor="system:operator", at=at, on=on)
    except StateRefused as refused:
        raise CommandError(str(refused), returncode=BAD_INPUT) from None
    return {
        "email": user.email,
        "role": role.value,
        "agency": agency_code or "",
        "link": one_time_link(user),
    }


class Command(BaseCommand):
    help = "Add a person with a role; prints a one-time sign-in link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--agency", help="Code of the agency; needed for roles at an agency.")
        parser.add_argument("--name", default="")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        made = create_person_with_role(
            email=options["email"],
            role=Role(options["role"]),
            agency_code=options["agency"],
            name=options["name"],
        )
        self.stdout.write(
            json.dumps(made)
            if options["json"]
            else f"{made['email']} ({made['role']}): {made['link']}"
        )
