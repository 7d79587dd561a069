"""Putting an act into the audit log, in the transaction of the act itself: without its entry the
act does not happen. Only a verb can write an entry (reports/core/verbs.py).

One chain per agency and one for OPM (`OPM_CHAIN`). Whoever writes to two chains in one transaction
writes to the agency's first, so that two such writers cannot wait for each other.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from reports.audit.append import append, start_chain
from reports.audit.entry_hash import (
    OPM_CHAIN,
    Detail,
    check_entry,
    detail_text,
    hash_text_after,
    hash_text_before,
)
from reports.audit.models import AuditEntry, ChainHead, RowVersion
from reports.audit.row_binding import (
    changed_rows,
    keep_versions,
    last_entry,
    rows_hash,
)
from reports.core.verbs import act_moment, check_in_verb

__all__ = ["OPM_CHAIN", "record"]


def record(
    *,
    chain: str,
    event: str,
    actor: str,
    at: datetime,
    subject_type: str = "",
    subject_id: UUID | None = None,
    detail: Detail | None = None,
) -> AuditEntry:
    """Add an entry. `actor` is a user's id or `system:<what>`; the detail holds ids and codes,
    never personal data. Raises OutsideVerb.
    """
    check_in_verb(f"The audit log's entry {event} was written")
    check_entry(chain=chain, event=event, actor=actor, subject_type=subject_type)
    entry = AuditEntry(
        id=uuid4(),
        chain=chain,
        at=at,
        event=event,
        actor=actor,
        subject_type=subject_type,
        subject_id=subject_id,
        detail=dict(detail or {}),
    )
    return _write(entry, changed_rows())


def bind_the_rest() -> None:
    """At the end of an act: rows changed after its last entry, or by an act without one, get an
    entry of their own.
    """
    versions = changed_rows()
    if not versions:
        return
    last = last_entry()
    entry = AuditEntry(
        id=uuid4(),
        chain=last.chain if last else OPM_CHAIN,
        at=last.at if last else act_moment(),
        event="rows.bound",
        actor=last.actor if last else "system:rows",
        detail={},
    )
    _write(entry, versions)


def _write(entry: AuditEntry, versions: list[RowVersion]) -> AuditEntry:
    if versions:
        entry.rows_hash = rows_hash(versions)
    append_entry(entry, connection)
    keep_versions(versions, entry)
    return entry


def append_entry(entry: AuditEntry, database: BaseDatabaseWrapper) -> None:
    """Number the entry, hash it and write it."""
    detail = detail_text(entry.detail)
    before, after = hash_text_before(entry.chain), _after_seq(entry, detail)
    head = append(database, entry=entry, before=before, after=after, detail=detail)
    if head is None:
        start_chain(database, entry.chain)
        head = append(database, entry=entry, before=before, after=after, detail=detail)
    if head is None:
        raise ChainHead.DoesNotExist(f"the chain {entry.chain} has no head")
    entry.seq, entry.previous_hash, entry.entry_hash = head
    entry._state.adding = False
    entry._state.db = database.alias


def _after_seq(entry: AuditEntry, detail: str) -> str:
    return hash_text_after(
        entry_id=entry.id,
        at=entry.at,
        event=entry.event,
        actor=entry.actor,
        subject_type=entry.subject_type,
        subject_id=entry.subject_id,
        detail=detail,
        rows_hash=entry.rows_hash or "",
    )
