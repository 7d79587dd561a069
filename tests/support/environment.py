"""What the tests run on: set before Django reads its settings.

TRUSTACT_TEST_DATABASE chooses `sqlite` (the default) or `postgresql` (with Redis beside it). The
process that starts pytest starts the servers; workers of a parallel run find them in the
environment and get a broker database each.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.support.broker import DATABASES, BrokerServer
from tests.support.postgresql import PostgresqlServer

ROOT = Path(__file__).resolve().parents[2]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
CHOICES = ("sqlite", "postgresql")


def database_choice() -> str:
    """The database asked for; an unknown word is refused."""
    word = os.environ.get("TRUSTACT_TEST_DATABASE", "sqlite")
    if word not in CHOICES:
        raise SystemExit(f"TRUSTACT_TEST_DATABASE must be one of {', '.join(CHOICES)}.")
    return word


def prepare() -> None:
    """Fill the environment that settings read. Call before Django starts."""
    if not WORKER:
        _forget_this_machine()
        _choose_servers()
    data = Path(tempfile.mkdtemp(prefix="trustact-test-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    os.environ["TRUSTACT_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "trustact_site.settings"
    # Django refuses the database where an event loop runs in the thread; Playwright keeps one
    # there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    if WORKER and os.environ["TRUSTACT_REDIS_URL"]:
        os.environ["TRUSTACT_REDIS_URL"] = _own_broker_database(os.environ["TRUSTACT_REDIS_URL"])


def quicken() -> None:
    """Cheap password hashes, and static files from their sources. Call after Django starts, before
    tests are read.
    """
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.REQUESTS_EACH_MINUTE = 10**6  # a test is quicker than any hand
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True


def leave_settings_to_each_process() -> None:
    """A worker that found the module named would read its settings before `prepare` gave it a
    folder and a broker database of its own.
    """
    del os.environ["DJANGO_SETTINGS_MODULE"]


def _forget_this_machine() -> None:
    """A developer's own settings, in the shell or in `.env`, must not reach the tests."""
    named = [line.partition("=")[0].strip() for line in _dotenv_lines()]
    for name in [*os.environ, *named]:
        if name.startswith("TRUSTACT_") and not name.startswith("TRUSTACT_TEST_"):
            os.environ[name] = ""


def _dotenv_lines() -> list[str]:
    path = ROOT / ".env"
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _choose_servers() -> None:
    os.environ["TRUSTACT_DATABASE_URL"] = ""
    os.environ["TRUSTACT_REDIS_URL"] = ""
    if database_choice() == "sqlite":
        return
    for name, server in (
        ("TRUSTACT_DATABASE_URL", PostgresqlServer()),
        ("TRUSTACT_REDIS_URL", BrokerServer()),
    ):
        atexit.register(server.stop)
        server.start()
        os.environ[name] = server.url


def _own_broker_database(url: str) -> str:
    number = int(WORKER.removeprefix("gw")) + 1
    return f"{url.rpartition('/')[0]}/{number % DATABASES}"
