"""Who does which kind of work, and what is done at regular times. Filled when each capability's
tasks are imported.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from reports.outbox.lanes import Lane

Handler = Callable[[UUID, int], None]

# Every regular job is about the installation itself.
INSTALLATION = UUID("6f1b1df0-7d0a-5c3b-9a53-0d8f0a3f2c51")
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LONGEST_LEASE: Final = timedelta(hours=1)
# Of the lease: when the work is told to end, and when its process is ended.
SOFT_LIMIT: Final = 0.8
HARD_LIMIT: Final = 0.9


@dataclass(frozen=True)
class JobKind:
    """One kind of work. The lease is longer than the work may take: past it another worker begins
    again. `max_attempts` counts claims, so that work whose worker dies each time comes to an end
    too.
    """

    name: str
    handler: Handler
    lane: Lane
    lease: timedelta
    max_attempts: int

    @property
    def soft_limit(self) -> float:
        """Seconds after which the handler is interrupted by an exception."""
        return self.lease.total_seconds() * SOFT_LIMIT

    @property
    def hard_limit(self) -> float:
        """Seconds after which its process is ended."""
        return self.lease.total_seconds() * HARD_LIMIT


@dataclass(frozen=True)
class Schedule:
    """A kind that is enqueued once in every period, counted from 2000-01-01 UTC plus the offset."""

    kind: str
    every: timedelta
    offset: timedelta

    @property
    def object_id(self) -> UUID:
        return uuid5(INSTALLATION, self.kind)

    def period(self, at: datetime) -> int:
        return (at - EPOCH - self.offset) // self.every


class UnknownKind(LookupError):
    """No capability does this kind of work."""


_kinds: dict[str, JobKind] = {}
_schedules: dict[str, Schedule] = {}


def job_handler(
    name: str,
    *,
    lane: Lane = Lane.BULK,
    lease: timedelta = timedelta(minutes=5),
    max_attempts: int = 8,
) -> Callable[[Handler], Handler]:
    """Name the function that does a kind of work. It gets object id and version and is safe to run
    twice. Raises ValueError for a lease that is too long or a second handler.
    """
    if lease > LONGEST_LEASE:
        raise ValueError(f"{name}: no lease is longer than {LONGEST_LEASE}")

    def register(handler: Handler) -> Handler:
        known = _kinds.get(name)
        if known and known.handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"{name} already has a handler")
        _kinds[name] = JobKind(
            name=name, handler=handler, lane=lane, lease=lease, max_attempts=max_attempts
        )
        return handler

    return register


def scheduled(kind: str, *, every: timedelta, offset: timedelta = timedelta(0)) -> None:
    """Have a kind enqueued once in every period; the job's version is the number of the period."""
    _schedules[kind] = Schedule(kind=kind, every=every, offset=offset)


def kind_named(name: str) -> JobKind:
    """The kind, or a stand-in for one without a handler (an older release during an upgrade): it is
    tried like any other, and fails on its row.
    """
    return _kinds.get(name) or JobKind(
        name=name, handler=_nobody, lane=Lane.BULK, lease=timedelta(minutes=5), max_attempts=8
    )


def _nobody(_object_id: UUID, _version: int) -> None:
    raise UnknownKind


def kinds_in(lane: Lane) -> list[str]:
    """The names of the kinds that a lane carries."""
    return [kind.name for kind in _kinds.values() if kind.lane is lane]


def schedules() -> Iterator[Schedule]:
    yield from _schedules.values()
