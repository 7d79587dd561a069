"""Who does which kind of work, and what is done at regular times. Filled when each capability's
tasks are imported.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

Handler = Callable[[UUID, int], None]

# Every regular job is about the installation itself.
INSTALLATION = UUID("6f1b1df0-7d0a-5c3b-9a53-0d8f0a3f2c51")
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class JobKind:
    """One kind of work. The lease is longer than the work can take: past it another worker begins
    again.
    """

    name: str
    handler: Handler
    lease: timedelta
    max_attempts: int


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
    name: str, *, lease: timedelta = timedelta(minutes=5), max_attempts: int = 8
) -> Callable[[Handler], Handler]:
    """Name the function that does a kind of work. It gets object id and version and is safe to run
    twice.
    """

    def register(handler: Handler) -> Handler:
        known = _kinds.get(name)
        if known and known.handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"{name} already has a handler")
        _kinds[name] = JobKind(name=name, handler=handler, lease=lease, max_attempts=max_attempts)
        return handler

    return register


def scheduled(kind: str, *, every: timedelta, offset: timedelta = timedelta(0)) -> None:
    """Have a kind enqueued once in every period; the job's version is the number of the period."""
    _schedules[kind] = Schedule(kind=kind, every=every, offset=offset)


def kind_named(name: str) -> JobKind:
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"no handler for jobs of kind {name}") from None


def schedules() -> Iterator[Schedule]:
    yield from _schedules.values()
