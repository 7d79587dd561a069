"""The folder of anchors: a file for a day, whole or not at all, and each bad one is named."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from reports.anchoring.kept import KeptAnchors, folder, keep_anchor, kept_anchors, newest_anchor
from reports.audit.anchors import read_anchor, sign_heads

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.KEYS = f"file:{tmp_path / 'keys'}"
    settings.ANCHORS = str(tmp_path / "anchors")


def keep(at: datetime = AT) -> Path:
    return keep_anchor(sign_heads(connection, at=at))


def days() -> list[str]:
    return [anchor.at[:10] for anchor in kept_anchors().anchors]


def test_a_folder_that_is_not_there_or_empty_holds_nothing():
    assert not folder().exists()
    assert kept_anchors() == KeptAnchors()
    assert newest_anchor() is None
    folder().mkdir()
    assert kept_anchors() == KeptAnchors()
    assert newest_anchor() is None


def test_an_anchor_is_kept_under_its_day_and_read_by_nobody_else():
    path = keep()
    assert path == folder() / "2026-03-01.json"
    assert path.stat().st_mode & 0o077 == 0
    assert folder().stat().st_mode & 0o077 == 0
    assert days() == ["2026-03-01"]


def test_the_day_is_that_of_universal_time():
    evening = datetime.fromisoformat("2026-03-01T22:00:00-05:00")
    assert keep(evening).name == "2026-03-02.json"


def test_one_of_the_same_day_is_replaced():
    keep()
    keep(AT + timedelta(hours=3))
    (anchor,) = kept_anchors().anchors
    assert anchor.at == "2026-03-01T15:00:00+00:00"
    assert len(list(folder().iterdir())) == 1


def test_anchors_come_oldest_first_however_they_were_written():
    for number in (40, 0, 1):
        keep(AT + timedelta(days=number))
    assert days() == ["2026-03-01", "2026-03-02", "2026-04-10"]


def test_other_files_of_the_folder_are_left_alone():
    keep()
    for name in ("README.txt", "2026-3-1.json", ".2026-03-02.json.a1b2", "2026-03-02.json.bak"):
        (folder() / name).write_text("not an anchor", encoding="utf-8")
    assert days() == ["2026-03-01"]
    assert kept_anchors().problems == ()
    newest = newest_anchor()
    assert newest is not None
    assert newest.at == AT


def test_a_write_that_fails_leaves_the_one_that_stood(monkeypatch):
    before = keep().read_bytes()

    def full(handle: int) -> None:
        raise OSError("no space left")

    document = sign_heads(connection, at=AT + timedelta(hours=1))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        keep_anchor(document)
    assert (folder() / "2026-03-01.json").read_bytes() == before
    assert kept_anchors().problems == ()


def with_key(key: object, text: str) -> bytes:
    return json.dumps(json.loads(text) | {"key": key}).encode()


def without(name: str, text: str) -> bytes:
    document = json.loads(text)
    del document[name]
    return json.dumps(document).encode()


BAD: dict[str, Callable[[str], bytes]] = {
    "empty": lambda text: b"",
    "no JSON": lambda text: b"{",
    "no mapping": lambda text: b"[]",
    "no text": lambda text: b"\xff\xfe",
    "cut off": lambda text: text[:-10].encode(),
    "another moment": lambda text: text.replace("2026", "2025").encode(),
    "another key": partial(with_key, "A" * 43 + "="),
    "a key that is none": partial(with_key, 5),
    "no format": partial(without, "format"),
    "no moment": partial(without, "at"),
    "no heads": partial(without, "heads"),
    "no key": partial(without, "key"),
    "no signature": partial(without, "signature"),
}


@pytest.mark.parametrize("damage", BAD)
def test_a_bad_anchor_is_named_and_the_others_are_read(damage):
    path = keep()
    keep(AT + timedelta(days=1))
    path.write_bytes(BAD[damage](path.read_text(encoding="utf-8")))
    (problem,) = kept_anchors().problems
    assert problem.startswith("the anchor 2026-03-01.json cannot be trusted: ")
    assert days() == ["2026-03-02"]


def test_what_cannot_be_opened_is_named():
    keep()
    (folder() / "2026-03-02.json").mkdir()
    (problem,) = kept_anchors().problems
    assert "2026-03-02.json cannot be trusted" in problem
    assert days() == ["2026-03-01"]


def test_anchors_of_another_installation_are_named(settings, tmp_path):
    keep()
    settings.KEYS = f"file:{tmp_path / 'other-keys'}"
    keep(AT + timedelta(days=1))
    (problem,) = kept_anchors().problems
    assert "signed with another key" in problem
    assert days() == ["2026-03-02"]


def test_the_newest_is_given_as_others_can_check_it():
    keep()
    keep(AT + timedelta(days=1))
    newest = newest_anchor()
    assert newest is not None
    assert newest.at == AT + timedelta(days=1)
    assert read_anchor(newest.text) == kept_anchors().anchors[-1]
