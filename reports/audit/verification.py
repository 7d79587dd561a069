"""Recomputing the audit log: every chain from its first entry to its head, and against what was
anchored outside.

What is found: an entry changed, missing, inserted or out of order, with its place in the chain;
entries cut off at the end, by the head; a whole chain rewritten with all its hashes, by an anchor
that was signed before.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

from reports.audit.entry_hash import GENESIS, QUOTES, QUOTES_WITH_ROWS, hash_text_before
from reports.audit.row_verification import check_bound_rows
from reports.core.snapshots import read_snapshot

# Number, id, moment, event, actor, subject type, subject id, hash of rows, detail, hash before,
# hash: as texts of the hashed form.
EntryRow = Sequence[Any]
Head = tuple[int, str]

CHUNK: Final = 256
# How COPY writes what would end a field or a line.
ESCAPED: Final = re.compile(r"\\(.)")
ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}

SQLITE_ROWS: Final = """
SELECT seq, id, at || CASE WHEN length(at) = 19 THEN '.000000' ELSE '' END, event, actor,
    subject_type,
  coalesce(subject_id, ''), coalesce(rows_hash, ''), detail, previous_hash, entry_hash
FROM reports_trailentry WHERE chain = %s ORDER BY seq
"""
# COPY streams while the server goes on with the next rows; nothing else of PostgreSQL's is as fast.
POSTGRESQL_ROWS: Final = """
COPY (SELECT seq, replace(id::text, '-', ''), to_char(at AT TIME ZONE 'UTC',
    'YYYY-MM-DD HH24:MI:SS.US'), event, actor,
  subject_type, coalesce(replace(subject_id::text, '-', ''), ''), coalesce(rows_hash, ''), detail,
  previous_hash, entry_hash
FROM reports_trailentry WHERE chain = {chain} ORDER BY seq) TO STDOUT
"""


@dataclass(frozen=True)
class ChainFault:
    """The first thing wrong with a chain."""

    chain: str
    seq: int
    why: str

    def __str__(self) -> str:
        return f"chain {self.chain}, entry {self.seq}: {self.why}"


@dataclass(frozen=True)
class VerificationReport:
    """How every chain stands, and the rows it answers for. Heads are those that were recomputed."""

    heads: Mapping[str, Head]
    problems: tuple[ChainFault, ...]
    rows: int = 0
    unbound: int = 0

    @property
    def entries(self) -> int:
        return sum(seq for seq, _ in self.heads.values())


def verify(
    connection: BaseDatabaseWrapper, *, anchored: Sequence[Mapping[str, Head]] = ()
) -> VerificationReport:
    """Recompute all chains and the rows they answer for as they stand at one moment, and compare
    with heads that were anchored.
    """
    anchors: dict[str, set[Head]] = defaultdict(set)
    for chain, anchor in (pair for one in anchored for pair in one.items()):
        anchors[chain].add(anchor)
    heads: dict[str, Head] = {}
    problems: list[ChainFault] = []
    with read_snapshot(connection):
        kept = _kept_heads(connection)
        for chain in sorted({*kept, *_chains(connection), *anchors}):
            head, problem = check_rows(chain, read_chunks(connection, chain))
            heads[chain] = head
            problem = problem or _compare_head(chain, head, kept.get(chain))
            for anchor in sorted(anchors[chain]):
                problem = problem or _compare_anchor(connection, chain, head, anchor)
            problems += [problem] if problem else []
        rows = check_bound_rows()
    return VerificationReport(
        heads=heads,
        problems=(*problems, *(ChainFault(*fault) for fault in rows.faults)),
        rows=rows.rows,
        unbound=rows.unbound,
    )


def verify_chain(connection: BaseDatabaseWrapper, chain: str) -> tuple[Head, ChainFault | None]:
    """Recompute one chain as it stands at one moment, for whoever answers for it."""
    with read_snapshot(connection):
        head, problem = check_rows(chain, read_chunks(connection, chain))
        return head, problem or _compare_head(chain, head, _kept_heads(connection).get(chain))


def check_rows(chain: str, chunks: Iterable[Sequence[EntryRow]]) -> tuple[Head, ChainFault | None]:
    """Walk one chain to its end or to its first bad entry."""
    number, head, start = 0, GENESIS, hash_text_before(chain)
    for rows in chunks:
        for seq, entry, at, event, actor, kind, subject, bound, detail, previous, digest in rows:
            text = f'{start}{seq},"{entry}","{at}","{event}","{actor}","{kind}","{subject}",'
            if bound:
                text = f'{text}"{bound}",'
            if (
                seq != number + 1
                or previous != head
                or text.count('"') != (QUOTES_WITH_ROWS if bound else QUOTES)
                or sha256(f"{head}{text}{detail}]".encode()).hexdigest() != digest
            ):
                # The rest is read and thrown away: a COPY that is broken off takes its transaction
                # with it.
                deque(chunks, maxlen=0)
                why = _why(seq=seq, expected=number + 1, follows=previous == head)
                return (number, head), ChainFault(chain, number + 1, why)
            number, head = seq, digest
    return (number, head), None


def _why(*, seq: int, expected: int, follows: bool) -> str:
    if seq != expected:
        return f"missing; the next entry found is {seq}"
    if not follows:
        return "does not follow from the entry before it"
    return "was changed: its content does not give its hash"


def _compare_head(chain: str, head: Head, kept: Head | None) -> ChainFault | None:
    seq, digest = head
    if kept is None:
        return ChainFault(chain, seq, "the chain has entries but no head") if seq else None
    if seq < kept[0]:
        return ChainFault(
            chain, seq + 1, f"missing: the chain ends at {seq}, its head says {kept[0]}"
        )
    if seq > kept[0]:
        return ChainFault(chain, kept[0] + 1, f"stands behind the head, which says {kept[0]}")
    return (
        None
        if digest == kept[1]
        else ChainFault(chain, seq, "the head's hash is not that of the last entry")
    )


def _compare_anchor(
    connection: BaseDatabaseWrapper, chain: str, head: Head, anchor: Head
) -> ChainFault | None:
    if not anchor[0]:
        return None
    if head[0] < anchor[0]:
        return ChainFault(
            chain, head[0] + 1, f"missing: the chain ends at {head[0]}, the anchor says {anchor[0]}"
        )
    if _hash_at(connection, chain, anchor[0]) != anchor[1]:
        return ChainFault(
            chain, anchor[0], "is not the entry that was anchored: the chain was rewritten"
        )
    return None


def _kept_heads(connection: BaseDatabaseWrapper) -> dict[str, Head]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT chain, seq, hash FROM reports_trailhead")
        return {chain: (seq, digest) for chain, seq, digest in cursor.fetchall()}


def _chains(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT chain FROM reports_trailentry")
        return {chain for (chain,) in cursor.fetchall()}


def _hash_at(connection: BaseDatabaseWrapper, chain: str, seq: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT entry_hash FROM reports_trailentry WHERE chain = %s AND seq = %s", [chain, seq]
        )
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def read_chunks(connection: BaseDatabaseWrapper, chain: str) -> Iterator[list[EntryRow]]:
    """A chain's entries in order, a few at a time: memory stays flat however long the chain."""
    return (
        _sqlite_chunks(connection, chain)
        if connection.vendor == "sqlite"
        else _postgresql_chunks(connection, chain)
    )


def _sqlite_chunks(connection: BaseDatabaseWrapper, chain: str) -> Iterator[list[EntryRow]]:
    with connection.cursor() as cursor:
        cursor.execute(SQLITE_ROWS, [chain])
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def _postgresql_chunks(connection: BaseDatabaseWrapper, chain: str) -> Iterator[list[EntryRow]]:
    from psycopg import sql

    query = sql.SQL(POSTGRESQL_ROWS).format(chain=sql.Literal(chain))
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        lines = iter(copy)
        while rows := [_fields(line) for line in islice(lines, CHUNK)]:
            yield rows


def _fields(line: bytes | memoryview) -> EntryRow:
    text = str(line, "utf-8").rstrip("\n")
    fields: list[Any] = text.split("\t")
    if "\\" in text:
        fields = [ESCAPED.sub(_meant, field) for field in fields]
    fields[0] = int(fields[0])
    return fields


def _meant(escaped: re.Match[str]) -> str:
    return ESCAPES.get(escaped[1], escaped[1])
