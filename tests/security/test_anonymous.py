"""Whoever is not signed in leaves nothing behind by reading, and needs no broker for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from reports.accounts.actions.sessions import forget_expired_sessions
from reports.core.clock import now
from tests.security.addresses import addresses

pytestmark = pytest.mark.django_db
FILLED = {"code": "ABCD-EFGH-JKLM", "name": "tables.csv", "number": "1"}


def rows() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a quoted table name
            found[table] = int(cursor.fetchone()[0])
    return found


def test_reading_without_signing_in_writes_no_row():
    client, before = Client(raise_request_exception=False), rows()
    asked = [one.filled(FILLED) for one in addresses()]
    for path in asked:
        answer = client.get(path)
        if answer.streaming:  # a file is closed once it is read
            list(answer)
    assert len(asked) > 200
    assert {table: count for table, count in rows().items() if count != before[table]} == {}


@pytest.mark.parametrize("path", ["/verify/", "/verify/ABCD-EFGH-JKLM", "/"])
def test_public_pages_need_no_broker(settings, path):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:9/0",
        }
    }
    assert Client().get(path).status_code in {200, 404}


def test_ended_sessions_are_forgotten():
    for key, days in (("old", -1), ("young", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=now() + timedelta(days=days)
        )
    forget_expired_sessions(at=now())
    assert [session.session_key for session in Session.objects.all()] == ["young"]
