"""A verb is one transaction, says who acts and when, and marks its call."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import transaction

from reports.core import verbs
from reports.core.verbs import NotAVerb, OutsideVerb, running_verb, savepoint, verb
from reports.outbox.models import Job

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def add_job(kind: str) -> None:
    """Any row will do."""
    Job.objects.create(kind=kind, object_id=uuid4(), created_at=NOON, run_after=NOON)


def kinds() -> set[str]:
    """The rows that stand."""
    return set(Job.objects.values_list("kind", flat=True))


class Fault(Exception):
    """What goes wrong in these tests."""


@verb
def write(*, kind: str, by: str, at: datetime, fault: bool = False) -> str | None:
    """Write one row, and fail if asked."""
    add_job(f"{kind} by {by}")
    if fault:
        raise Fault
    return running_verb()


@verb(system=True)
def sweep(*, at: datetime) -> str | None:
    """A step of the program."""
    return running_verb()


def test_a_verb_marks_its_call_and_only_while_it_runs() -> None:
    assert running_verb() is None
    assert write(kind="one", by="me", at=NOON) == f"{__name__}.write"
    assert sweep(at=NOON) == f"{__name__}.sweep"
    assert running_verb() is None


def test_what_a_failed_verb_wrote_is_undone() -> None:
    with pytest.raises(Fault):
        write(kind="one", by="me", at=NOON, fault=True)
    assert kinds() == set()
    assert running_verb() is None


def test_the_refusal_of_an_inner_verb_can_be_caught() -> None:
    @verb
    def outer(*, by: str, at: datetime) -> str | None:
        add_job("before")
        with pytest.raises(Fault):
            write(kind="inner", by=by, at=at, fault=True)
        add_job("after")
        return running_verb()

    assert str(outer(by="me", at=NOON)).endswith("outer")
    assert kinds() == {"before", "after"}


def test_a_savepoint_belongs_to_a_verb() -> None:
    @verb
    def outer(*, by: str, at: datetime) -> None:
        with pytest.raises(Fault):
            _try(by=by)
        add_job("kept")

    def _try(*, by: str) -> None:
        with savepoint():
            add_job(f"lost by {by}")
            raise Fault

    outer(by="me", at=NOON)
    assert kinds() == {"kept"}
    with pytest.raises(OutsideVerb), savepoint():
        pass


def test_a_transaction_of_the_test_is_no_verb() -> None:
    with transaction.atomic(), pytest.raises(OutsideVerb, match="capability's actions"):
        verbs.check_in_verb("A row is written")


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_the_commit_runs_outside_the_verb() -> None:
    seen: list[str | None] = []

    @verb
    def promise(*, by: str, at: datetime) -> None:
        transaction.on_commit(lambda: seen.append(running_verb()))

    promise(by="me", at=NOON)
    assert seen == [None]


def test_a_signature_that_does_not_say_who_and_when_is_refused_at_import() -> None:
    def nobody(*, at: datetime) -> None: ...
    def never(*, by: str) -> None: ...
    def by_position(by: str, at: datetime) -> None: ...
    def forgotten(*, at: datetime, by: str | None = None) -> None: ...

    for function in (nobody, never, by_position, forgotten):
        with pytest.raises(NotAVerb, match=function.__name__):
            verb(function)


def test_the_system_is_nobody() -> None:
    def somebody(*, by: str, at: datetime) -> None: ...
    def by_position(at: datetime) -> None: ...

    for function in (somebody, by_position):
        with pytest.raises(NotAVerb, match=function.__name__):
            verb(system=True)(function)
