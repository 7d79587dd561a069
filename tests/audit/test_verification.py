"""Whatever is done to the trail in the database, verification finds it and says where."""

# ruff: noqa: S608 - every statement here is the test's own

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from reports.audit.entry_hash import GENESIS, entry_hash, hash_text_after, hash_text_before
from reports.audit.models import AuditEntry, ChainHead
from reports.audit.verification import verify
from tests.audit.conftest import AT, run, write
from tests.support.acts import record

LENGTH = 20
CASES = 600
Run = Callable[..., None]
TEXT_COLUMNS = ("event", "actor", "subject_type", "detail", "previous_hash", "entry_hash")


class Undone(Exception):
    """Take the damage back."""


Damage = list[tuple[str, list[object]]]
ENTRY = "WHERE chain = 'hartford' AND seq = %s"


def edit(seq: int, chance: random.Random) -> Damage:
    column = chance.choice(TEXT_COLUMNS)
    changed = f"UPDATE reports_trailentry SET {column} = %s || substr({column}, 2) {ENTRY}"
    return [(changed, [chance.choice("QXZ"), seq])]


def delete(seq: int, chance: random.Random) -> Damage:
    return [(f"DELETE FROM reports_trailentry {ENTRY}", [seq])]


def swap_with_a_later_one(seq: int, chance: random.Random) -> Damage:
    later = chance.randint(seq + 1, LENGTH + 1) if seq < LENGTH else LENGTH + 1
    moves = [(seq, 999), (later, seq), (999, later)]
    return [(f"UPDATE reports_trailentry SET seq = {to} {ENTRY}", [at]) for at, to in moves]


def cut_from_here(seq: int, chance: random.Random) -> Damage:
    return [("DELETE FROM reports_trailentry WHERE chain = 'hartford' AND seq >= %s", [seq])]


def change_the_moment(seq: int, chance: random.Random) -> Damage:
    moved = chance.choice(
        ["2026-03-01 12:00:00.7", "2020-01-01 00:00:00", "2026-03-01 11:59:59.999999"]
    )
    return [(f"UPDATE reports_trailentry SET at = %s {ENTRY}", [moved, seq])]


def change_the_subject(seq: int, chance: random.Random) -> Damage:
    return [
        (
            f"UPDATE reports_trailentry SET subject_id = %s {ENTRY}",
            [f"{chance.getrandbits(128):032x}", seq],
        )
    ]


def move_to_another_chain(seq: int, chance: random.Random) -> Damage:
    return [(f"UPDATE reports_trailentry SET chain = 'opm', seq = 21 {ENTRY}", [seq])]


DAMAGES = (
    edit,
    edit,
    edit,
    delete,
    swap_with_a_later_one,
    cut_from_here,
    change_the_moment,
    change_the_subject,
    move_to_another_chain,
)


def test_every_tampering_is_found_at_its_place(unguarded: Run) -> None:
    chance = random.Random(20260301)
    missed = []
    for number in range(CASES):
        damage, place = DAMAGES[number % len(DAMAGES)], chance.randint(1, LENGTH)
        try:
            with transaction.atomic():
                for sql, parameters in damage(place, chance):
                    unguarded(sql, *parameters)
                found = {problem.chain: problem.seq for problem in verify(connection).problems}
                if found.get("hartford") != place:
                    missed.append((damage.__name__, place, found))
                raise Undone
        except Undone:
            pass
    assert missed == []
    assert not verify(connection).problems


def test_cutting_the_end_and_moving_the_head_back_needs_an_anchor(unguarded: Run) -> None:
    anchored = {head.chain: (head.seq, head.hash) for head in ChainHead.objects.all()}
    unguarded("DELETE FROM reports_trailentry WHERE chain = 'hartford' AND seq > 15")
    last = AuditEntry.objects.get(chain="hartford", seq=15)
    unguarded(
        "UPDATE reports_trailhead SET seq = 15, hash = %s WHERE chain = 'hartford'", last.entry_hash
    )
    assert not verify(connection).problems
    (problem,) = verify(connection, anchored=[anchored]).problems
    assert (problem.chain, problem.seq) == ("hartford", 16)


def test_a_chain_that_was_removed_whole_is_missed(unguarded: Run) -> None:
    anchored = {head.chain: (head.seq, head.hash) for head in ChainHead.objects.all()}
    unguarded("DELETE FROM reports_trailentry WHERE chain = 'hartford'")
    (problem,) = verify(connection).problems
    assert (problem.chain, problem.seq) == ("hartford", 1)
    unguarded("DELETE FROM reports_trailhead WHERE chain = 'hartford'")
    assert not verify(connection).problems
    assert verify(connection, anchored=[anchored]).problems[0].chain == "hartford"


def test_a_consistent_rewrite_of_a_whole_chain_is_found_by_the_anchor(unguarded: Run) -> None:
    anchored = {head.chain: (head.seq, head.hash) for head in ChainHead.objects.all()}
    chance = random.Random(8)
    for _ in range(50):
        try:
            with transaction.atomic():
                rewrite("hartford", changed=chance.randint(1, LENGTH))
                assert not verify(connection).problems
                (problem,) = verify(connection, anchored=[anchored]).problems
                assert (problem.chain, problem.seq) == ("hartford", LENGTH)
                raise Undone
        except Undone:
            pass


def rewrite(chain: str, *, changed: int) -> None:
    """Change one entry and make all hashes after it right again, as somebody with the source code
    would.
    """
    run(
        "UPDATE reports_trailentry SET actor = 'system:nobody' WHERE chain = %s AND seq = %s",
        chain,
        changed,
    )
    previous = GENESIS
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, detail FROM reports_trailentry WHERE chain = %s", [chain])
        details = dict(cursor.fetchall())
    for entry in AuditEntry.objects.filter(chain=chain):
        after = hash_text_after(
            entry_id=entry.pk,
            at=entry.at,
            event=entry.event,
            actor=entry.actor,
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            detail=details[entry.seq],
        )
        digest = entry_hash(previous, f"{hash_text_before(chain)}{entry.seq}{after}")
        AuditEntry.objects.filter(pk=entry.pk).update(previous_hash=previous, entry_hash=digest)
        previous = digest
    ChainHead.objects.filter(pk=chain).update(hash=previous)


def test_a_forged_entry_is_found(unguarded: Run) -> None:
    """Parts of an entry cannot be moved across its quotation marks without changing the count of
    them.
    """
    unguarded(
        """UPDATE reports_trailentry SET event = event || '","' || actor, actor = ''
        WHERE seq = 7"""
    )
    assert {(problem.chain, problem.seq) for problem in verify(connection).problems} == {
        ("hartford", 7),
        ("opm", 7),
    }


def test_what_only_looks_alike_is_found(unguarded: Run) -> None:
    """A raw tab in place of an escaped one, a letter behind a zero byte: the bytes count."""
    with transaction.atomic():
        record(
            chain="hartford",
            event="detainer.read",
            actor="system:test",
            at=AT,
            detail={"a": "x\ty\\z"},
        )
    assert not verify(connection).problems
    unguarded(
        "UPDATE reports_trailentry SET detail = replace(detail, %s, %s) WHERE seq = 21", "\\t", "\t"
    )
    assert [(problem.chain, problem.seq) for problem in verify(connection).problems] == [
        ("hartford", 21)
    ]
    if connection.vendor == "sqlite":
        unguarded(
            "UPDATE reports_trailentry SET event = event || char(0) || 'x' WHERE chain = 'hartford'"
            " AND seq = 3"
        )
        assert [(problem.chain, problem.seq) for problem in verify(connection).problems] == [
            ("hartford", 3)
        ]


def test_an_entry_added_behind_the_head_is_found(unguarded: Run) -> None:
    write("hartford", 1)
    unguarded("UPDATE reports_trailhead SET seq = 20 WHERE chain = 'hartford'")
    (problem,) = verify(connection).problems
    assert (problem.chain, problem.seq) == ("hartford", 21)


def test_a_head_that_was_removed_or_changed_is_found(unguarded: Run) -> None:
    unguarded("UPDATE reports_trailhead SET hash = previous_hash WHERE chain = 'hartford'")
    unguarded("DELETE FROM reports_trailhead WHERE chain = 'opm'")
    assert [(problem.chain, problem.seq) for problem in verify(connection).problems] == [
        ("hartford", 20),
        ("opm", 20),
    ]


@pytest.mark.django_db
def test_an_empty_trail_is_whole() -> None:
    report = verify(connection)
    assert (report.entries, report.problems) == (0, ())
