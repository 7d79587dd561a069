"""Where keys come from: files, the environment, a key service, or nowhere."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from reports.sealing.actions import blind_index, new_record_key, new_record_keys
from reports.sealing.encryption import new_key
from reports.sealing.models import RecordKey
from reports.sealing.providers.configured import KeysUnavailable, key_provider, make_key_provider
from reports.sealing.providers.environment import VARIABLE
from reports.sealing.providers.files import FileKeys, write_private
from reports.sealing.providers.key_rings import KeyRing, encode_key
from reports.sealing.providers.service import TOKEN as TOKEN_VARIABLE
from reports.sealing.record_keys import record_cipher
from tests.sealing.conftest import AT
from tests.sealing.key_service import TOKEN, Service, running_service


@pytest.fixture
def service(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    with running_service(tmp_path / "far") as (url, running):
        settings.KEYS = f"service:{url}"
        yield running
    make_key_provider.cache_clear()


@pytest.fixture
def environment(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    document = {
        "agencies": {"hartford": KeyRing.new().to_json()},
        "system": {"backup": encode_key(new_key())},
    }
    monkeypatch.setenv(VARIABLE, json.dumps(document))
    make_key_provider.cache_clear()
    settings.KEYS = "env"
    yield document
    make_key_provider.cache_clear()


def test_key_files_are_private_and_never_made_by_reading(keys: Path) -> None:
    files = FileKeys(keys)
    with pytest.raises(KeysUnavailable):
        files.derive(agency_code="hartford", purpose="index")
    with pytest.raises(KeysUnavailable):
        files.system_key("backup")
    assert not keys.exists()
    files.create_agency_key("hartford")
    files.create_system_key("backup")
    modes = {
        path.relative_to(keys).as_posix(): oct(path.stat().st_mode & 0o777)
        for path in keys.rglob("*.json")
    }
    assert modes == {"agencies/hartford.json": "0o600", "system/backup.json": "0o600"}
    assert oct(keys.stat().st_mode & 0o777) == "0o700"


def test_a_key_file_others_can_read_is_refused(keys: Path) -> None:
    FileKeys(keys).create_agency_key("hartford")
    (keys / "agencies" / "hartford.json").chmod(0o644)
    with pytest.raises(KeysUnavailable, match="0600"):
        FileKeys(keys).derive(agency_code="hartford", purpose="index")


def test_creating_at_once_gives_one_ring(keys: Path) -> None:
    providers = [FileKeys(keys) for _ in range(8)]
    threads = [
        threading.Thread(target=each.create_agency_key, args=("hartford",)) for each in providers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({each.derive(agency_code="hartford", purpose="index") for each in providers}) == 1


def test_another_process_rotating_is_noticed(keys: Path) -> None:
    here, there = FileKeys(keys), FileKeys(keys)
    here.create_agency_key("hartford")
    first, _ = here.wrap(agency_code="hartford", items=[])
    second = there.rotate_agency_key("hartford")
    assert here.wrap(agency_code="hartford", items=[(b"w", new_key())])[0] == second != first
    assert here.key_ids("hartford") == [first, second]


def test_a_name_that_would_leave_the_directory_is_refused(keys: Path) -> None:
    for name in ("../x", "a/b", "", "A", ".lock"):
        with pytest.raises(ValueError, match="named by"):
            FileKeys(keys).create_agency_key(name)


def test_a_damaged_ring_is_unavailable_and_says_nothing_of_keys(keys: Path) -> None:
    write_private(
        keys / "agencies" / "hartford.json",
        {"keys": [{"id": "1-a", "key": "c2VjcmV0"}], "index": ""},
    )
    with pytest.raises(KeysUnavailable) as refused:
        FileKeys(keys).derive(agency_code="hartford", purpose="index")
    assert "c2VjcmV0" not in str(refused.value)


@pytest.mark.django_db
def test_keys_in_the_environment(environment: dict[str, Any]) -> None:
    made = new_record_key(agency_code="hartford", at=AT)
    found = RecordKey.objects.get(pk=made.pk)
    record_cipher(found)
    assert len(key_provider().system_key("backup")) == 32
    with pytest.raises(KeysUnavailable):
        new_record_key(agency_code="new-haven", at=AT)


@pytest.mark.django_db
def test_keys_kept_by_a_service_stay_there(service: Service, keys: Path) -> None:
    made = new_record_keys(agency_code="hartford", count=20, at=AT)
    found = list(RecordKey.objects.filter(pk__in=[key.pk for key in made]))
    before = service.asked.count("unwrap")
    for record_key in found:
        record_cipher(record_key)
        record_cipher(record_key)
    assert service.asked.count("unwrap") == before + 20
    assert blind_index(agency_code="hartford", purpose="name", value="Diaz")
    assert not keys.exists()


def test_a_service_that_refuses_or_is_gone_makes_keys_unavailable(
    service: Service, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "wrong")
    with pytest.raises(KeysUnavailable):
        key_provider().key_ids("hartford")
    settings.KEYS = "service:http://127.0.0.1:9"
    with pytest.raises(KeysUnavailable):
        key_provider().key_ids("hartford")


def test_words_that_name_no_provider_are_refused() -> None:
    for words in ("", "file:", "vault", "env:x", "service:"):
        with pytest.raises(ImproperlyConfigured):
            make_key_provider(words)
    with pytest.raises(KeysUnavailable, match="https"):
        make_key_provider("service:http://keys.example.org")
