"""Fixtures for all tests. The environment is set first: settings read it when Django starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import django
import pytest

from tests.support import environment, network
from tests.support import soak as soaks

environment.prepare()
network.stay_on_loopback()
django.setup()
environment.quicken()
environment.leave_settings_to_each_process()

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

    from tests.support.browser import Complaints
    from tests.support.object_store import ObjectStore
    from tests.support.soak import Soak

FIRST_MIGRATION = environment.ROOT / "reports" / "migrations"


def pytest_configure(config: pytest.Config) -> None:
    """Until the first migration stands, tables come straight from the models."""
    if not any(FIRST_MIGRATION.glob("0001*.py")):
        config.option.nomigrations = True


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="leave out tests that touch no database"
    )
    soaks.add_options(parser)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, not skip, what belongs to the other database, and what needs none where that was
    asked.
    """
    soaks.choose(config, items)
    other = "postgresql" if environment.database_choice() == "sqlite" else "sqlite"
    only = config.getoption("--database-only")
    kept = [
        item
        for item in items
        if other not in item.keywords and (not only or _touches_database(item))
    ]
    chosen = set(kept)
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = kept


def _touches_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    return "django_db" in item.keywords or bool(asked & {"db", "transactional_db", "live_server"})


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """SQLite's tables come from the last run with the same migrations."""
    if environment.database_choice() == "sqlite":
        from tests.support.migrated import keep_tables

        keep_tables()


@pytest.fixture(scope="session", autouse=True)
def _flush_passes_triggers(django_test_environment: None) -> None:
    """A test that commits is cleaned up although the trail refuses deletes."""
    from django.test import TransactionTestCase as WithFlush

    from tests.support.append_only import triggers_asleep

    # Django's stubs leave this method out; it is where the tables are emptied.
    flush = WithFlush._fixture_teardown  # type: ignore[attr-defined]  # Django's, untyped

    def flush_with_triggers_asleep(self: WithFlush) -> None:
        with triggers_asleep():
            flush(self)

    WithFlush._fixture_teardown = flush_with_triggers_asleep  # type: ignore[attr-defined]  # Django's, untyped


@pytest.fixture(scope="session", autouse=True)
def _signing_in_is_whole() -> None:
    """`force_login` gives a session with its second factor, without a password hash."""
    from tests.support.sign_in import force_login_is_whole

    force_login_is_whole()


@pytest.fixture(scope="session", autouse=True)
def _requests_are_watched() -> None:
    """What a request writes, it writes within a verb."""
    from tests.support.write_guard import watch_requests

    watch_requests()


@pytest.fixture(autouse=True)
def _writes_within_verbs() -> Iterator[None]:
    """Also where the program caught what the guard raised."""
    from tests.support.write_guard import seen

    seen.clear()
    yield
    assert seen == []


@pytest.fixture(scope="session")
def object_store() -> Iterator[ObjectStore]:
    """An S3-compatible store; point STORAGES at it with `object_store.storage_settings()`."""
    from tests.support.object_store import ObjectStoreServer

    server = ObjectStoreServer()
    yield server.start()
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, once per run."""
    from tests.support.browser import running_browser

    with running_browser() as running:
        yield running


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Errors that pages raised; any that no test expected fails it."""
    from tests.support.browser import Complaints

    heard = Complaints()
    yield heard
    assert heard.remaining() == []


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, complaints: Complaints) -> Iterator[Page]:
    """A fresh visitor's page on the running program; what others asked from this machine counts
    against nobody.
    """
    from django.core.cache import cache

    from tests.support.browser import new_context

    cache.clear()
    context = new_context(browser, base_url=live_server.url)
    opened = context.new_page()
    complaints.listen_to(opened)
    yield opened
    context.close()


@pytest.fixture
def soak(request: pytest.FixtureRequest) -> Iterator[Soak]:
    """Size and seed of a test that can go on at length."""
    yield from soaks.running(request)


@pytest.fixture
def settings_for_object_store(settings: Any, object_store: ObjectStore) -> ObjectStore:
    """Files of this test go to the object store instead of the disk."""
    settings.STORAGES = settings.STORAGES | {"default": object_store.storage_settings()}
    return object_store
