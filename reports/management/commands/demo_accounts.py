"""`demo_accounts`: who can sign in to the demo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.accounts.roles import ROLES
from reports.demo.accounts import ACCOUNTS, CODE, PASSWORD


class Command(BaseCommand):
    help = "List the demo's accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo accounts exist only in the demo (TRUSTACT_DEMO=1).")
        for account in ACCOUNTS:
            place = account.agency or "OPM"
            self.stdout.write(f"  {account.email:<28} {ROLES[account.role].title} ({place})")
        self.stdout.write(f"  Password of all of them: {PASSWORD}")
        self.stdout.write(f"  Code of their second factor: {CODE}")
