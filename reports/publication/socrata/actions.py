"""Update a portal's datasets to the current edition, and empty them when it is withdrawn.

What the portal holds is read first, and only the difference is sent: an interrupted push continues
where it stopped, a second one changes nothing. Afterwards the dataset is read back; only then is
the push recorded as done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.audit.entry_hash import Detail
from reports.core.verbs import verb
from reports.outbox.actions import enqueue
from reports.outbox.models import Job, JobStatus
from reports.outbox.runner import check_lease
from reports.publication.models.editions import Edition, EditionFile
from reports.publication.queries import file_bytes, get_public_file
from reports.publication.socrata import client
from reports.publication.socrata.batches import Fault, Sending
from reports.publication.socrata.client import Counts, Portal
from reports.publication.socrata.exceptions import (
    AnotherPush,
    FileAltered,
    NotCurrent,
    PortalRefused,
)
from reports.publication.socrata.rows import RowDifference, Wanted, read_rows, row_difference
from reports.publication.socrata.target import (
    PUSH_JOB,
    TAKE_DOWN_JOB,
    DataSet,
    Target,
    is_configured,
)
from reports.publication.status import EditionStatus

LOOKS: Final = 3  # a portal may show a change a moment after it took it

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class PushOutcome:
    """What was to be done to one dataset, what the portal counted, and whether it is now as it
    should be.
    """

    dataset: str
    file: str
    rows: int
    planned: RowDifference
    counts: Counts = field(default_factory=Counts)
    requests: int = 0
    faults: tuple[Fault, ...] = ()
    verified: bool = False


@dataclass(frozen=True)
class _Task:
    """One dataset, what it should hold, and the difference to what it holds."""

    dataset: DataSet
    wanted: Mapping[str, Wanted]
    planned: RowDifference
    sha256: str


def enqueue_push(edition: Edition, *, at: datetime) -> None:
    """Queue a push, in the transaction of the publication, where a portal is set up."""
    if is_configured():
        enqueue(kind=PUSH_JOB, object_id=edition.pk, at=at)


def enqueue_take_down(edition: Edition, *, at: datetime) -> None:
    """Queue the removal, in the transaction of the withdrawal."""
    if is_configured():
        enqueue(kind=TAKE_DOWN_JOB, object_id=edition.pk, at=at)


def check_can_push(user: User, *, on: date) -> None:
    """Whoever may publish an edition may send it to the portal."""
    check_can(user, Permission.PUBLISH_EDITION, on=on)


def check_is_current(edition: Edition) -> None:
    """Raise unless this is the current edition now."""
    status = Edition.objects.values_list("status", flat=True).get(pk=edition.pk)
    if status != EditionStatus.PUBLISHED:
        name = f"Edition {edition.number}" if edition.number else "This edition"
        raise NotCurrent(
            f"{name}: {EditionStatus(status).label.lower()}. Only the edition that stands is"
            " pushed."
        )


def preview(*, edition: Edition, target: Target, portal: Portal) -> list[PushOutcome]:
    """What a push would do. Reads the portal, sends nothing."""
    check_is_current(edition)
    return [_as_planned(task) for task in _tasks(edition, target, portal)]


def push(
    *,
    edition: Edition,
    target: Target,
    portal: Portal,
    actor: str,
    clock: Clock,
    replace: bool = False,
) -> list[PushOutcome]:
    """Update every dataset to the edition, by difference or all at once."""
    check_is_current(edition)
    tasks = _tasks(edition, target, portal)
    if replace:
        check_nothing_is_lost(tasks)
    push_one = _Pusher(edition, target, portal, actor, clock, lambda: check_is_current(edition))
    return [push_one(task, replace=replace) for task in tasks]


def unpublish(
    *, edition: Edition, target: Target, portal: Portal, actor: str, clock: Clock
) -> list[PushOutcome]:
    """Remove our rows after a withdrawal; nothing to do where another edition is current, whose
    push replaces them.
    """
    if Edition.objects.filter(status=EditionStatus.PUBLISHED).exists():
        return []
    tasks = [_task(dataset, {}, portal, "") for dataset in target.datasets]
    push_one = _Pusher(edition, target, portal, actor, clock, check_none_is_current)
    return [push_one(task, replace=False) for task in tasks]


def check_nobody_pushes(*, at: datetime, mine: Job | None = None) -> None:
    """One push at a time: a batch of an older edition must not arrive after the newer one's.

    Of two jobs the later one waits. An older edition's push ends at its next attempt, so the wait
    is short.
    """
    running = Job.objects.filter(
        kind__in=(PUSH_JOB, TAKE_DOWN_JOB), status=JobStatus.LEASED, lease_until__gte=at
    )
    if mine is not None:
        running = running.filter(created_at__lte=mine.created_at).exclude(pk=mine.pk)
    if running.exists():
        raise AnotherPush(
            "The worker is pushing to the portal right now. Try again in a few minutes."
        )


def check_none_is_current() -> None:
    """A newer edition's rows are never taken down for an older one."""
    if Edition.objects.filter(status=EditionStatus.PUBLISHED).exists():
        raise NotCurrent(
            "An edition was published meanwhile; its own push brings the portal up to date."
        )


def check_nothing_is_lost(tasks: list[_Task]) -> None:
    """Replacing removes every row; rows of others must stay."""
    for task in tasks:
        if task.planned.others:
            raise PortalRefused(
                f"{task.dataset.id} holds {task.planned.others} rows that are not of this program;"
                " replacing would delete them. Push without replacing, or move them to a data set"
                " of their own first."
            )


def _tasks(edition: Edition, target: Target, portal: Portal) -> list[_Task]:
    """Every dataset is read before anything is sent to one of them."""
    tasks = []
    for dataset in target.datasets:
        file = get_public_file(edition, dataset.columns.kind.file)
        data = _published_bytes(file)
        tasks.append(_task(dataset, read_rows(data, dataset.columns), portal, file.sha256))
    return tasks


def _published_bytes(file: EditionFile) -> bytes:
    """The stored file, if it is the one that was published."""
    try:
        data = file_bytes(file)
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise FileAltered(
            f"{file.name} in storage is not what was published. Run audit_editions, then"
            " restore it."
        )
    return data


def _task(dataset: DataSet, wanted: Mapping[str, Wanted], portal: Portal, sha256: str) -> _Task:
    check_fits(dataset, portal)
    return _Task(dataset, wanted, _look(dataset, wanted, portal), sha256)


def check_fits(dataset: DataSet, portal: Portal) -> None:
    """Without its row identifier an upsert would add every row again; a missing field would lose a
    column.
    """
    schema, names = portal.schema(dataset.id), dataset.columns.theirs.values()
    if missing := sorted(set(names) - schema.fields):
        raise PortalRefused(
            f"{dataset.id} has no field {', '.join(missing)}. Add it there, or name the right one"
            " in the file of TRUSTACT_SOCRATA_COLUMNS."
        )
    if schema.row_identifier != dataset.columns.row_id:
        raise PortalRefused(
            f"{dataset.id} has {schema.row_identifier or 'no field'} as its row identifier. Set it"
            f" to {dataset.columns.row_id} in the data set's settings, so that rows are updated,"
            " not added twice."
        )


def _look(dataset: DataSet, wanted: Mapping[str, Wanted], portal: Portal) -> RowDifference:
    columns = dataset.columns
    return row_difference(wanted, portal.rows(dataset.id, tuple(columns.theirs.values())), columns)


def _as_planned(task: _Task) -> PushOutcome:
    kind = task.dataset.columns.kind
    return PushOutcome(
        task.dataset.id, kind.file, len(task.wanted), task.planned, verified=task.planned.is_empty
    )


@verb(system=True)
def _check_still_wanted(check_wanted: Callable[[], None]) -> None:
    check_lease()
    check_wanted()


@verb(system=True)
def _note(edition: Edition, event: str, *, actor: str, at: datetime, detail: Detail) -> None:
    record(
        chain=OPM_CHAIN,
        event=event,
        actor=actor,
        at=at,
        subject_type="edition",
        subject_id=edition.pk,
        detail=detail,
    )


@dataclass(frozen=True)
class _Pusher:
    """Pushes one dataset after the other, each with its start and its end in OPM's audit log."""

    edition: Edition
    target: Target
    portal: Portal
    actor: str
    clock: Clock
    check_wanted: Callable[[], None]

    def __call__(self, task: _Task, *, replace: bool) -> PushOutcome:
        self._note("socrata.begun", task)
        sending = Sending(self.portal, task.dataset, self.target.batch, self._still_wanted)
        try:
            sending.replace(list(task.wanted.values())) if replace else sending.send(task.planned)
            verified = not sending.faults and self._verified(task)
        except Exception as error:
            self._note("socrata.failed", task, error=type(error).__name__)
            raise
        self._note(
            "socrata.pushed" if verified else "socrata.incomplete", task, faults=len(sending.faults)
        )
        return PushOutcome(
            task.dataset.id,
            task.dataset.columns.kind.file,
            len(task.wanted),
            task.planned,
            sending.counts,
            sending.requests,
            tuple(sending.faults),
            verified,
        )

    def _still_wanted(self) -> None:
        """Before each attempt: the edition may have been superseded, another worker may have taken
        over.
        """
        _check_still_wanted(self.check_wanted)

    def _verified(self, task: _Task) -> bool:
        for look in range(LOOKS):
            if _look(task.dataset, task.wanted, self.portal).is_empty:
                return True
            if look + 1 < LOOKS:
                client.pause(client.FIRST_PAUSE * 2**look)
        return False

    def _note(self, event: str, task: _Task, **more: str | int) -> None:
        planned = task.planned
        detail: Detail = {
            "number": self.edition.number,
            "dataset": task.dataset.id,
            "sha256": task.sha256,
            "add": len(planned.add),
            "change": len(planned.change),
            "delete": len(planned.delete),
            **more,
        }
        _note(self.edition, event, actor=self.actor, at=self.clock(), detail=detail)
