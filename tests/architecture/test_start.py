"""What is refused at start."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from reports.checks import safe_database, safe_settings
from reports.core.database_safety import POSTGRESQL


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


@pytest.mark.sqlite
@pytest.mark.django_db
def test_the_embedded_database_is_safe():
    assert not safe_database(None, databases=["default"])


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_server_that_may_forget_is_refused():
    """The tests' own cluster is set to forget, for speed; a lasting one is judged in
    tests/audit.
    """
    said = safe_database(None, databases=["default"])
    assert len(said) == len(POSTGRESQL)
    assert ids(said) == {"trustact.E006"}


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_sync_is_refused():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        assert "trustact.E006" in ids(safe_database(None, databases=["default"]))
        cursor.execute("PRAGMA synchronous=FULL")
    assert not safe_database(None, databases=["default"])


def test_each_test_process_has_a_folder_and_a_broker_database_of_its_own(settings):
    assert os.environ["TRUSTACT_DATA"] == str(settings.DATA_DIR)
    assert os.environ["TRUSTACT_REDIS_URL"] == settings.REDIS_URL
