"""Goal 14: a trail entry at most 1.3x a plain insert on SQLite and 1.2x on PostgreSQL; four writers
at least 0.9x of plain; at least 400,000 entries verified a second.

Every entry is a transaction of its own, on databases that sync each commit to the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from benchmarks.harness import Ratio, Result, paired, paired_rates, seconds
from benchmarks.scratch import at_once, both_databases

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from reports.audit.models import AuditEntry

DATABASE = "postgresql"
AT = datetime(2026, 3, 1, 12, 0, 0, 1, tzinfo=UTC)
TRANSACTIONS = 60
ROUNDS = 15
WRITERS = 4
VERIFIED = 200_000
PER_SECOND = 400_000
BYTES_OF_AN_ENTRY = b"x" * 330
AT_MOST = {"SQLite": 1.3, "PostgreSQL": 1.2}
PLAIN = (
    "CREATE TABLE bench_plain (id {uuid} PRIMARY KEY, chain varchar(64) NOT NULL, at {moment} NOT"
    " NULL, event varchar(100) NOT NULL, actor varchar(100) NOT NULL, subject_type varchar(100) NOT"
    " NULL, subject_id {uuid}, detail text NOT NULL, seq bigint NOT NULL, previous_hash varchar(64)"
    " NOT NULL, entry_hash varchar(64) NOT NULL)"
)
TYPES = {
    "sqlite": {"uuid": "char(32)", "moment": "datetime"},
    "postgresql": {"uuid": "uuid", "moment": "timestamp with time zone"},
}


def run() -> list[Result]:
    from reports.audit.models import AuditEntry, ChainHead

    with both_databases([AuditEntry, ChainHead]) as databases:
        for database in databases.values():
            make_plain_table(database)
        results = [one_writer(name, database) for name, database in databases.items()]
        results.append(four_writers(databases["PostgreSQL"]))
        for name, database in databases.items():
            results += [verifying(name, database), verifying_beside_its_floor(name, database)]
    return results


def make_plain_table(database: BaseDatabaseWrapper) -> None:
    """The same columns and indexes, and no chain."""
    with database.cursor() as cursor:
        cursor.execute(PLAIN.format(**TYPES[database.vendor]))
        cursor.execute("CREATE UNIQUE INDEX bench_plain_chain_seq ON bench_plain (chain, seq)")
        cursor.execute("CREATE INDEX bench_plain_subject ON bench_plain (subject_id)")


def entry(chain: str) -> AuditEntry:
    from reports.audit.models import AuditEntry

    return AuditEntry(
        id=uuid4(),
        chain=chain,
        at=AT,
        event="detainer.logged",
        actor=str(uuid4()),
        subject_type="detainer",
        subject_id=uuid4(),
        detail={
            "channel": "fax",
            "form": "I-247A",
            "late": False,
            "notice": str(uuid4()),
            "version": 3,
        },
    )


class Writer:
    """Writes entries one transaction at a time, with the chain or without."""

    def __init__(self, database: BaseDatabaseWrapper, chain: str = "hartford") -> None:
        self.database, self.chain, self.number = database, chain, 0

    def chained(self) -> None:
        from django.db.transaction import atomic

        from reports.audit.actions import append_entry

        for _ in range(TRANSACTIONS):
            with atomic(using=self.database.alias):
                append_entry(entry(self.chain), self.database)

    def plain(self) -> None:
        from django.db.transaction import atomic

        from reports.audit.append import COLUMNS, columns_of
        from reports.audit.entry_hash import GENESIS, detail_text

        marks = ", ".join(["%s"] * 11)
        for _ in range(TRANSACTIONS):
            self.number += 1
            with atomic(using=self.database.alias), self.database.cursor() as cursor:
                made = entry(self.chain)
                values = [
                    *columns_of(self.database, made, detail_text(made.detail)),
                    self.number,
                    GENESIS,
                    GENESIS,
                ]
                cursor.execute(f"INSERT INTO bench_plain ({COLUMNS}) VALUES ({marks})", values)


def one_writer(name: str, database: BaseDatabaseWrapper) -> Result:
    writer = Writer(database)
    return Result(
        name=f"one entry, {name}",
        goal=f"at most {AT_MOST[name]}x a plain insert",
        reference="a plain insert of the same row, committed",
        measured="a trail entry, committed",
        ratio=paired(writer.plain, writer.chained, rounds=ROUNDS),
        at_most=AT_MOST[name],
    )


def four_writers(database: BaseDatabaseWrapper) -> Result:
    """Rates: how many times as many entries as plain inserts four writers make, each in its
    agency's chain.
    """
    rounds = itself_round(database)
    return Result(
        name="four writers, PostgreSQL",
        goal="at least 0.9x of the plain rate",
        reference="plain inserts a second by four processes",
        measured="trail entries a second by four processes, a chain each",
        ratio=rounds,
        at_least=0.9,
    )


def itself_round(database: BaseDatabaseWrapper) -> Ratio:
    """Seconds turned into rates: plain over chained."""
    began = iter(range(10_000))

    def plain(number: int) -> None:
        Writer(database, f"plain-{next(began)}-{number}-{uuid4().hex[:8]}").plain()

    def chained(number: int) -> None:
        Writer(database, f"agency-{number}").chained()

    return paired(lambda: at_once(WRITERS, chained), lambda: at_once(WRITERS, plain), rounds=ROUNDS)


def verifying(name: str, database: BaseDatabaseWrapper) -> Result:
    from reports.audit.verification import verify

    fill(database, "verified", VERIFIED)
    expected = sum(seq for seq, _ in verify(database).heads.values())
    times = sorted(_verified(database, verify) for _ in range(5))
    per_second = expected / times[2]
    return Result(
        name=f"verification, {name}",
        goal=f"at least {PER_SECOND} entries a second",
        reference=f"{PER_SECOND} entries a second",
        measured="entries recomputed a second",
        ratio=paired_rates(PER_SECOND, per_second),
        at_least=1.0,
        detail={
            "entries": expected,
            "per_second": round(per_second),
            "best_per_second": round(expected / times[0]),
        },
    )


def verifying_beside_its_floor(name: str, database: BaseDatabaseWrapper) -> Result:
    """Entries a second drift with the machine as this ratio does not: what verification adds to
    reading and hashing.
    """
    from reports.audit.verification import read_chunks, verify_chain

    def floor() -> None:
        for rows in read_chunks(database, "verified"):
            for _ in rows:
                sha256(BYTES_OF_AN_ENTRY).hexdigest()

    return Result(
        name=f"verification, {name}, beside its floor",
        goal="for comparison over time",
        reference="the same rows read, and as many hashes of as many bytes",
        measured="the chain recomputed",
        ratio=paired(floor, lambda: verify_chain(database, "verified"), rounds=5),
    )


def _verified(database: BaseDatabaseWrapper, verify: Callable[..., Any]) -> float:
    def once() -> None:
        if verify(database).problems:
            raise RuntimeError("the trail is broken")

    return seconds(once)


def fill(database: BaseDatabaseWrapper, chain: str, count: int) -> None:
    """A long chain, made without the slow road."""
    from django.db.transaction import atomic

    from reports.audit.append import COLUMNS, columns_of
    from reports.audit.entry_hash import (
        GENESIS,
        detail_text,
        entry_hash,
        hash_text_after,
        hash_text_before,
    )

    previous, rows = GENESIS, []
    for seq in range(1, count + 1):
        made, head = entry(chain), previous
        detail = detail_text(made.detail)
        after = hash_text_after(
            entry_id=made.id,
            at=made.at,
            event=made.event,
            actor=made.actor,
            subject_type=made.subject_type,
            subject_id=made.subject_id,
            detail=detail,
        )
        previous = entry_hash(head, f"{hash_text_before(chain)}{seq}{after}")
        rows.append([*columns_of(database, made, detail), seq, head, previous])
    marks = ", ".join(["%s"] * 11)
    with atomic(using=database.alias), database.cursor() as cursor:
        cursor.executemany(f"INSERT INTO reports_trailentry ({COLUMNS}) VALUES ({marks})", rows)
        cursor.execute(
            "INSERT INTO reports_trailhead (chain, seq, hash, previous_hash) VALUES (%s, %s,"
            " %s, %s)",
            [chain, count, previous, rows[-2][-1]],
        )
