"""What an entry of the audit log hashes to. Pure; anyone can recompute it from the columns, in any
language.

The hash of an entry is SHA-256, in hexadecimal, of the previous entry's hash followed by the entry
as a JSON array:
`["chain",seq,"id","moment","event","actor","subject type","subject id",{detail}]`, without spaces,
keys of the detail sorted. An entry that answers for rows has their hash, `"rows hash"`, before its
detail. Moments are UTC, `2026-03-01 12:00:00.000000`; ids are 32 hexadecimal
digits. No text but the detail holds a quotation mark or a brace, so that no two entries can be
written alike.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

OPM_CHAIN: Final = "opm"
GENESIS: Final = "0" * 64
# Quotation marks in the text of an entry before its detail: seven texts, or eight with the hash of
# rows.
QUOTES: Final = 14
QUOTES_WITH_ROWS: Final = 16
DETAIL_CHARACTERS: Final = 4096

Detail = Mapping[str, str | int | bool | None]

WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:@+-]{0,99}")
EVENT: Final = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")


class MalformedEntry(ValueError):
    """An entry that the audit log cannot hold. The message names the part, never its content."""


def check_entry(*, chain: str, event: str, actor: str, subject_type: str) -> None:
    if not EVENT.fullmatch(event):
        raise MalformedEntry("an event is named <noun>.<past verb>")
    for part, text in (("chain", chain), ("actor", actor)):
        if not WORD.fullmatch(text):
            raise MalformedEntry(f"the {part} of an entry is a code or an id")
    if subject_type and not WORD.fullmatch(subject_type):
        raise MalformedEntry("the subject type of an entry is a word")


def detail_text(detail: Detail | None) -> str:
    """The detail as canonical JSON."""
    for value in (detail or {}).values():
        if not isinstance(value, str | int | bool | None):
            raise MalformedEntry("a detail holds texts, whole numbers, yes or no")
    text = json.dumps(dict(detail or {}), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(text) > DETAIL_CHARACTERS:
        raise MalformedEntry("a detail holds ids and codes, not documents")
    return text


def moment_text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def hash_text_before(chain: str) -> str:
    return f'["{chain}",'


def hash_text_after(
    *,
    entry_id: UUID,
    at: datetime,
    event: str,
    actor: str,
    subject_type: str,
    subject_id: UUID | None,
    detail: str,
    rows_hash: str = "",
) -> str:
    subject = subject_id.hex if subject_id else ""
    named = f'"{event}","{actor}","{subject_type}","{subject}"'
    if rows_hash:
        named = f'{named},"{rows_hash}"'
    return f',"{entry_id.hex}","{moment_text(at)}",{named},{detail}]'


def entry_hash(previous_hash: str, text: str) -> str:
    return hashlib.sha256((previous_hash + text).encode()).hexdigest()
