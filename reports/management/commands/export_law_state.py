"""`export_law_state`: what this installation has established about the law, as the JSON that
`assess --state` reads.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from reports.law.assess import SHIPPED_STATE, LawState
from reports.law.register.state_json import dump_state
from reports.lawbook.models import LawbookVersion
from reports.lawbook.queries import law_state


class Command(BaseCommand):
    help = (
        "Print the state of the law (confirmations, settlements, lists, effective dates) as JSON."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--json", action="store_true", help="accepted for likeness; output is always JSON"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(dump_state(current_state()), ending="")


def current_state() -> LawState:
    """What the lawbook holds; the shipped state before an installation has its tables."""
    if LawbookVersion._meta.db_table not in connection.introspection.table_names():
        return SHIPPED_STATE
    return law_state()
