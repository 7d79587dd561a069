"""`demo_session EMAIL`: a session of one of the demo's accounts, for scripts. Prints the line that
goes into a request: `Cookie: NAME=VALUE`.

Only in the demo, which runs on loopback alone, and only for the accounts the demo invented. The
session is started by the same code as a sign-in, with the invented second factor just used, and
stands in the audit log like one.
"""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http import HttpRequest

from reports.accounts.models import User
from reports.demo.accounts import ACCOUNTS


class Command(BaseCommand):
    help = "Print the Cookie line of a session signed in as a demo account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Such sessions exist only in the demo (TRUSTACT_DEMO=1).")
        user = _demo_user(options["email"])
        request = HttpRequest()
        request.META["REMOTE_ADDR"] = "127.0.0.1"
        request.session = import_module(settings.SESSION_ENGINE).SessionStore()
        get_adapter(request).login(request, user)
        record_authentication(
            request, user, "mfa", type=str(Authenticator.Type.TOTP), reauthenticated=True
        )
        UserSession.objects.create_from_request(request, user=user)
        request.session.save()
        key = request.session.session_key
        self.stdout.write(f"Cookie: {settings.SESSION_COOKIE_NAME}={key}")


def _demo_user(email: str) -> User:
    """Refused for everybody the demo did not invent, also where somebody added people to it."""
    if email not in {account.email for account in ACCOUNTS}:
        raise CommandError(f"{email} is no demo account: `manage.py demo_accounts` lists them.")
    found = User.objects.filter(email=email).first()
    if found is None:
        raise CommandError("The demo is not loaded yet: `manage.py seed_demo` loads it.")
    return found
