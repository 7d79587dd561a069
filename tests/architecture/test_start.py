"""What is refused at start."""

from __future__ import annotations

import os

import pytest
from django.core import checks
from django.core.checks import ERROR
from django.db import connection

from reports.checks import (
    keys_can_be_read,
    processes_share_a_cache,
    ready_for_records,
    safe_database,
    safe_settings,
    served_over_tls,
)
from reports.core.database_safety import POSTGRESQL
from tests.factories import detainers as make
from trustact_site.env import is_loopback
from trustact_site.startup import StartRefused, StartReport, examine_start, refuse_unsafe_start


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
        ({"DEBUG": True, "PRODUCTION": True}, "trustact.E001"),
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


PRODUCTION = {
    "PRODUCTION": True,
    "PUBLIC_ADDRESS": "https://trust.example",
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
    "REDIS_URL": "redis://127.0.0.1:9/0",
}
CHECKS_OF_A_START = (served_over_tls, processes_share_a_cache, keys_can_be_read)


def said_of(settings, **changed):
    for name, value in {**PRODUCTION, **changed}.items():
        setattr(settings, name, value)
    return [message for check in CHECKS_OF_A_START for message in check(None)]


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"PUBLIC_ADDRESS": "http://trust.example"}, "trustact.E009"),
        ({"SECURE_PROXY_SSL_HEADER": None}, "trustact.E010"),
        ({"REDIS_URL": "", "WEB_PROCESSES": 2}, "trustact.E011"),
        ({"KEYS": "drawer"}, "trustact.E012"),
        ({"KEYS": "env"}, "trustact.E012"),
    ],
)
def test_a_production_start_is_refused(settings, changed, refused):
    said = said_of(settings, **changed)
    errors = [message for message in said if message.level >= ERROR]
    assert ids(errors) == {refused}
    assert all(message.hint for message in errors)


def test_a_broker_that_does_not_answer_is_a_warning(settings):
    said = said_of(settings)
    assert ids(said) == {"trustact.W003"}
    assert all(message.level < ERROR for message in said)


def test_a_key_service_that_does_not_answer_is_a_warning(settings):
    said = said_of(settings, KEYS="service:http://127.0.0.1:9")
    assert ids(said) == {"trustact.W003", "trustact.W004"}


def test_one_process_needs_no_broker(settings):
    assert not ids(said_of(settings, REDIS_URL="", WEB_PROCESSES=1, DATABASE_URL=""))


@pytest.mark.django_db
def test_records_without_their_keys_are_refused(settings, tmp_path):
    make.detainer()
    settings.KEYS = f"file:{tmp_path / 'elsewhere'}"
    assert ids(ready_for_records(None, databases=["default"])) == {"trustact.E013"}


@pytest.mark.django_db
def test_an_unconfirmed_law_is_refused_where_that_is_asked_for(settings):
    assert not ready_for_records(None, databases=["default"])
    settings.REQUIRE_VERIFIED_LAW = True
    assert ids(ready_for_records(None, databases=["default"])) == {"trustact.E014"}


@pytest.mark.parametrize("production", [False, True])
def test_djangos_own_warnings_refuse_a_production_start_only(settings, monkeypatch, production):
    settings.PRODUCTION = production
    settings.SECURE_HSTS_SECONDS = 0
    found = checks.run_checks(tags=["security"], include_deployment_checks=True)
    monkeypatch.setattr("django.core.checks.run_checks", lambda **_: found)
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    assert ("SECURE_HSTS_SECONDS" in " ".join(examine_start().refused)) is production


def test_a_refusal_is_one_sentence_with_its_cure(monkeypatch):
    report = StartReport(refused=("Debug pages show memory. Unset it.",), warned=())
    monkeypatch.setattr("trustact_site.startup.examine_start", lambda: report)
    with pytest.raises(StartRefused, match="Unset it"):
        refuse_unsafe_start()


@pytest.mark.parametrize(
    ("host", "own"),
    [
        *(("127.0.0.1", True), ("localhost", True), ("desk.localhost", True), ("[::1]", True)),
        *(("trust.example", False), ("0.0.0.0", False), ("*", False), ("", False)),
    ],
)
def test_loopback_is_told_by_the_name_alone(host, own):
    assert is_loopback(host) is own
