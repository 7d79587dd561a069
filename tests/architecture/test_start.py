"""What is refused at start."""

from __future__ import annotations

import pytest
from django.db import connection

from reports.checks import safe_database, safe_settings


def ids(found):
    return {message.id for message in found}


@pytest.mark.parametrize(
    ("settings_changed", "refused"),
    [
        ({"DEBUG": True, "ALLOWED_HOSTS": ["trust.example"], "TLS": True}, "trustact.E001"),
        ({"DEMO": True, "ALLOWED_HOSTS": ["trust.example"], "TLS": True}, "trustact.E002"),
        ({"CLOCK_OFFSET_SECONDS": 60, "DEMO": False}, "trustact.E003"),
        ({"ALLOWED_HOSTS": ["trust.example"], "TLS": False}, "trustact.E004"),
        ({"ALLOWED_HOSTS": ["*"]}, "trustact.E005"),
    ],
)
def test_unsafe_settings_are_refused(settings, settings_changed, refused):
    for name, value in settings_changed.items():
        setattr(settings, name, value)
    assert refused in ids(safe_settings(None))


def test_the_embedded_default_is_safe(settings):
    settings.DEMO, settings.DEBUG = False, False
    assert not safe_settings(None)


@pytest.mark.django_db
def test_the_database_under_test_is_safe():
    assert not safe_database(None, databases=["default"])


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_sync_is_refused():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        assert "trustact.E006" in ids(safe_database(None, databases=["default"]))
        cursor.execute("PRAGMA synchronous=FULL")
    assert not safe_database(None, databases=["default"])
