"""Going to an earlier schema and back, for tests of single migrations and of whole upgrades."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def names() -> list[str]:
    """Every migration of the reports app, in order."""
    return sorted(
        name for app, name in MigrationExecutor(connection).loader.graph.nodes if app == "reports"
    )


def latest() -> str:
    return names()[-1]


def go_to(name: str) -> None:
    """Migrate the reports app forwards or backwards to this migration."""
    MigrationExecutor(connection).migrate([("reports", name)])


@pytest.fixture
def before_rows_were_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written now is written as by a release whose entries did not answer for rows yet, so
    that the steps since can be taken back.
    """
    monkeypatch.setattr("reports.audit.actions.changed_rows", list)


@pytest.fixture
def back_to_today() -> Iterator[None]:
    """Migrates to the newest schema when the test is over, however it ended."""
    yield
    go_to(latest())
