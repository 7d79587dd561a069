"""Unsafe databases are named before anything is entrusted to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from reports.core.database_safety import database_safety_problems, file_system_of
from tests.support.postgresql import OWNER, PostgresqlServer


@pytest.fixture
def on_disk(db: None, tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A database in a file, set as our settings set it."""
    path = tmp_path / "db.sqlite3"
    path.touch(mode=0o600)
    scratch = connection.copy(alias="on_disk")
    scratch.settings_dict["NAME"] = str(path)
    connections["on_disk"] = scratch
    yield scratch
    scratch.close()
    del connections["on_disk"]


@pytest.mark.sqlite
def test_our_settings_are_safe(on_disk: BaseDatabaseWrapper) -> None:
    assert database_safety_problems(on_disk) == []


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("PRAGMA journal_mode=DELETE", "WAL"),
        ("PRAGMA synchronous=NORMAL", "sync every commit"),
        ("PRAGMA foreign_keys=OFF", "foreign keys"),
        ("PRAGMA secure_delete=OFF", "overwrite"),
    ],
)
def test_each_unsafe_pragma_is_named(
    on_disk: BaseDatabaseWrapper, statement: str, word: str
) -> None:
    with on_disk.cursor() as cursor:
        cursor.execute(statement)
    (problem,) = database_safety_problems(on_disk)
    assert word in problem


@pytest.mark.sqlite
def test_a_file_that_others_can_read_is_named(on_disk: BaseDatabaseWrapper) -> None:
    on_disk.ensure_connection()
    Path(on_disk.settings_dict["NAME"]).chmod(0o644)
    (problem,) = database_safety_problems(on_disk)
    assert "0600" in problem


@pytest.fixture
def lasting_server(db: None) -> Iterator[BaseDatabaseWrapper]:
    """A cluster as Debian sets it up, unlike the tests' own, which is told to forget."""
    server = PostgresqlServer(durable=True)
    server.start()
    scratch = connection.copy(alias="lasting")
    address = {
        "NAME": "postgres",
        "PASSWORD": server.password,
        "HOST": "127.0.0.1",
        "PORT": str(server.port),
    }
    scratch.settings_dict.update(address, USER=OWNER)
    yield scratch
    scratch.close()
    server.stop()


@pytest.mark.postgresql
def test_a_server_as_debian_sets_it_up_is_safe(lasting_server: BaseDatabaseWrapper) -> None:
    assert database_safety_problems(lasting_server) == []


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_server_that_acknowledges_too_early_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert any("synchronous_commit" in problem for problem in database_safety_problems(connection))


def test_network_file_systems_are_known_by_their_mount() -> None:
    mounts = "/dev/a / ext4 rw 0 0\nserver:/x /srv nfs4 rw 0 0\n/dev/b /srv/local xfs rw 0 0\n"
    kinds = [file_system_of(Path(path), mounts) for path in ("/home/x", "/srv/db", "/srv/local/db")]
    assert kinds == ["ext4", "nfs4", "xfs"]


@pytest.mark.sqlite
def test_connecting_takes_the_file_back_from_others(on_disk: BaseDatabaseWrapper) -> None:
    path = Path(on_disk.settings_dict["NAME"])
    path.touch(mode=0o644)
    path.chmod(0o644)
    on_disk.ensure_connection()
    assert not path.stat().st_mode & 0o077
