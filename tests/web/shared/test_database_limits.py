"""A page waits for PostgreSQL as long as it may, and then says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from reports.web.shared import database_limits
from reports.web.shared.database_limits import limit_database
from reports.web.shared.error_pages import DATABASE_AWAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def limited(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(database_limits, "STATEMENT_SECONDS", 1)
    limit_database()
    connection.close()
    yield
    connection_created.disconnect(dispatch_uid="web.database_limits")
    connection.close()


def test_a_statement_that_takes_too_long_is_ended(limited: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("5s",)
        with pytest.raises(OperationalError) as ended:
            cursor.execute("SELECT pg_sleep(5)")
    assert isinstance(ended.value, DATABASE_AWAY)
