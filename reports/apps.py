"""The one application of the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "TRUST Act reporting"

    def ready(self) -> None:
        from reports import checks, tasks  # noqa: F401  registers system checks and job handlers
        from reports.audit.actions import bind_the_rest
        from reports.core.verbs import at_end_of_act

        at_end_of_act(bind_the_rest)
        connection_created.connect(keep_database_private, dispatch_uid="keep_database_private")


def keep_database_private(*, connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """SQLite makes its file as the shell's umask says; nobody else on the machine may read it."""
    path = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and path.is_file() and path.stat().st_mode & 0o077:
        path.chmod(0o600)
