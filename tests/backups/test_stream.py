"""The envelope: what was changed, cut, swapped or sealed with another key is not read."""

from __future__ import annotations

import io

import pytest

from reports.backups import encrypted_stream
from reports.backups.archive import Archive, members
from reports.backups.encrypted_stream import BadBackup, SealingReader, SealingWriter
from reports.sealing.encryption import new_key

KEY = new_key()


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypted_stream, "PIECE", 64)


def written(**texts: bytes) -> bytes:
    out = io.BytesIO()
    archive = Archive(SealingWriter(out, key=KEY, made_at="2026-03-01"))
    for name, data in texts.items():
        archive.add(name, [data[:10], data[10:]])
    archive.finish()
    return out.getvalue()


def read(data: bytes, key: bytes = KEY) -> dict[str, bytes]:
    return {
        member.name: b"".join(member.chunks())
        for member in members(SealingReader(io.BytesIO(data), key=key))
    }


def test_members_are_read_as_they_were_written() -> None:
    texts = {"a": b"", "b": b"x" * 1000, "c": bytes(range(256))}
    assert read(written(**texts)) == texts
    assert read(written()) == {}


def test_nothing_can_be_read_in_it() -> None:
    assert b"canary" not in written(name=b"canary" * 50)


def test_every_flipped_byte_is_noticed() -> None:
    whole = written(a=b"x" * 100)
    for position in range(len(whole)):
        changed = whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :]
        with pytest.raises(BadBackup):
            read(changed)


def test_every_cut_is_noticed() -> None:
    whole = written(a=b"x" * 100)
    for length in range(len(whole)):
        with pytest.raises(BadBackup):
            read(whole[:length])
    with pytest.raises(BadBackup, match="follows"):
        read(whole + b"x")


def test_pieces_cannot_be_left_out_or_swapped() -> None:
    whole = written(a=b"x" * 1000)
    start = whole.index(b"\n", len(encrypted_stream.MAGIC)) + 1
    size = encrypted_stream.LENGTH.size + 64 + 16
    first, second = whole[start : start + size], whole[start + size : start + 2 * size]
    for changed in (
        whole[:start] + whole[start + size :],
        whole.replace(first + second, second + first),
    ):
        with pytest.raises(BadBackup, match="changed"):
            read(changed)


def test_another_key_is_refused_by_name() -> None:
    with pytest.raises(BadBackup, match="another key"):
        read(written(), key=new_key())
