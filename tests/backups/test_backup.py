"""Backups of a living installation, put back elsewhere."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from reports.audit.models import AuditEntry
from reports.audit.verification import verify
from reports.backups.actions import (
    FILE,
    BackupRunning,
    NotEmpty,
    _alone_in,
    make_backup,
    restore_backup,
)
from reports.backups.drill import drill, scratch_database
from reports.backups.empty_check import what_is_in_the_way
from reports.backups.encrypted_stream import BadBackup, NoBackup
from reports.backups.inventory import file_hashes
from reports.backups.keys import read_key_file, write_key_file
from reports.sealing.actions import read_sealed_file
from reports.sealing.models import SealedFile
from tests.backups.conftest import AT, CANARY, fill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def elsewhere(db: None, tmp_path: Path) -> Iterator[tuple[BaseDatabaseWrapper, FileSystemStorage]]:
    """An empty installation of the same kind."""
    with scratch_database(connection, tmp_path) as scratch:
        yield scratch, FileSystemStorage(location=tmp_path / "elsewhere")


def backed_up(place: Path, key: bytes) -> Path:
    return make_backup(
        connection, default_storage, directory=place / "backups", key=key, at=AT
    ).path


def test_what_was_backed_up_is_restored(
    elsewhere: tuple[BaseDatabaseWrapper, FileSystemStorage], place: Path, key: bytes
) -> None:
    files = fill()
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=AT)
    database, storage = elsewhere
    facts = restore_backup(database, storage, path=backed_up(place, key), key=key)
    assert facts.heads["hartford"][0] == facts.tables["reports_job"] == len(facts.files) == 12
    assert not verify(database).problems
    assert file_hashes(storage) == file_hashes(default_storage)
    assert SealedFile.objects.using(database.alias).get(pk=files[0].pk).sha256 == files[0].sha256
    assert read_sealed_file(
        SealedFile.objects.using(database.alias).get(pk=files[3].pk)
    ).startswith(CANARY.encode())
    # Sessions are credentials: they are not carried elsewhere.
    assert not Session.objects.using(database.alias).exists()


def test_a_backup_holds_nothing_readable_and_no_key(place: Path, key: bytes) -> None:
    fill()
    data = backed_up(place, key).read_bytes()
    assert CANARY.encode() not in data
    assert b"detainer.logged" not in data
    assert key not in data
    assert [
        path.name for path in (place / "backups").iterdir() if not path.name.startswith(".lock")
    ] == [FILE]


def test_an_installation_with_records_is_not_overwritten(
    place: Path, key: bytes, tmp_path: Path
) -> None:
    fill()
    path = backed_up(place, key)
    with pytest.raises(NotEmpty, match="storage holds files"):
        restore_backup(connection, default_storage, path=path, key=key)
    with pytest.raises(NotEmpty, match="database holds records"):
        restore_backup(
            connection, FileSystemStorage(location=tmp_path / "empty"), path=path, key=key
        )


def test_a_damaged_or_foreign_backup_changes_nothing(
    elsewhere: tuple[BaseDatabaseWrapper, FileSystemStorage], place: Path, key: bytes
) -> None:
    fill()
    database, storage = elsewhere
    path = backed_up(place, key)
    whole = path.read_bytes()
    for damaged in (
        whole[:-1],
        whole[: len(whole) // 2],
        whole[:-9] + b"x" + whole[-8:],
        b"",
        b"SQLite format 3\x00",
    ):
        path.write_bytes(damaged)
        with pytest.raises(BadBackup):
            restore_backup(database, storage, path=path, key=key)
    path.write_bytes(whole)
    with pytest.raises(BadBackup, match="another key"):
        restore_backup(database, storage, path=path, key=bytes(32))
    with pytest.raises(NoBackup):
        restore_backup(database, storage, path=place, key=key)
    assert what_is_in_the_way(database, storage) == ""


def test_the_last_good_backup_stays_when_the_next_one_fails(
    place: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(records=3)
    path = backed_up(place, key)
    before = path.read_bytes()

    def full(name: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reports.backups.actions.reach", full)
    with pytest.raises(OSError, match="No space"):
        backed_up(place, key)
    assert path.read_bytes() == before
    assert [
        left.name for left in path.parent.iterdir() if left.name.startswith(".unfinished")
    ] == []


def test_one_backup_at_a_time(place: Path, key: bytes) -> None:
    (place / "backups").mkdir()
    with _alone_in(place / "backups"), pytest.raises(BackupRunning):
        backed_up(place, key)


def test_a_drill_names_records_whose_file_is_missing(key: bytes) -> None:
    files = fill()
    default_storage.delete(files[5].name)
    result = drill(connection, default_storage, key=key, at=AT)
    assert (result.missing, len(result.problems), len(result.facts.files)) == (
        (files[5].name,),
        1,
        11,
    )


def test_the_commands(place: Path) -> None:
    fill(records=4)
    out = io.StringIO()
    call_command(
        "backup",
        str(place / "b"),
        "--key-out",
        str(place / "backup-key.json"),
        "--json",
        stdout=out,
    )
    made = json.loads(out.getvalue())
    assert (made["files"], made["chains"]) == (4, {"hartford": 4, "opm": 4})
    assert AuditEntry.objects.filter(event="backup.made").exists()
    assert oct((place / "backup-key.json").stat().st_mode & 0o777) == "0o600"
    out = io.StringIO()
    call_command("drill", "--json", stdout=out)
    assert json.loads(out.getvalue())["equal"]
    with pytest.raises(CommandError, match="already") as refused:
        call_command("restore", str(place / "b"), "--key-file", str(place / "backup-key.json"))
    assert refused.value.returncode == 1


def test_bad_input_exits_2(place: Path) -> None:
    write_key_file(place / "key.json")
    assert len(read_key_file(place / "key.json")) == 32
    (place / "no-key.json").write_text("{}")
    for directory, key_file in (
        ("none", "key.json"),
        ("none", "absent.json"),
        ("none", "no-key.json"),
    ):
        with pytest.raises(CommandError) as refused:
            call_command("restore", str(place / directory), "--key-file", str(place / key_file))
        assert refused.value.returncode == 2


def test_a_newer_release_restores_its_own_backups(
    elsewhere: tuple[BaseDatabaseWrapper, FileSystemStorage],
    place: Path,
    key: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    newer: list[list[str]] = [["reports", "9999_the_future"]]
    monkeypatch.setattr("reports.backups.actions.applied_migrations", lambda _: newer)
    path = backed_up(place, key)
    database, storage = elsewhere
    with pytest.raises(BadBackup, match="newer release"):
        restore_backup(database, storage, path=path, key=key)


def test_the_key_comes_from_the_provider(settings: Any, place: Path) -> None:
    settings.KEYS = "none"
    for command in (["backup", str(place / "b")], ["drill"]):
        with pytest.raises(CommandError, match="without the key ring") as refused:
            call_command(*command)
        assert refused.value.returncode == 1
