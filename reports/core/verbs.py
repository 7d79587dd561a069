"""The only way to write: a verb is one act of the program, done whole or not at all.

`@verb` gives the act its transaction and marks the call, so that the audit log can refuse an entry
outside one. The mark is a context variable: a test's own transaction cannot take its place.

    @verb
    def lift_hold(*, hold: Hold, reason: str, by: User, at: datetime) -> None: ...

`by` says who acts and `at` when; both are keyword-only and have no default, so that a forgotten
actor cannot become the system. `@verb(system=True)` is for acts of nobody who is signed in: the
program's own steps, and those of somebody who holds a link and has no account. `@verb(fresh=True)`
asks whoever acts from a browser for a second factor used a moment ago (see core/fresh_factor.py).

A verb called within another has a savepoint of its own: whoever catches its refusal keeps what was
done before. What only ever runs within other verbs is a plain function and has neither.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, overload

from django.db import connection, transaction

from reports.core.fresh_factor import check_fresh

P = ParamSpec("P")
R = TypeVar("R")

_running: ContextVar[str | None] = ContextVar("verb", default=None)
_notes: ContextVar[dict[Any, Any] | None] = ContextVar("notes", default=None)
_first_check: ContextVar[Callable[[], None] | None] = ContextVar("first_check", default=None)

MOMENT = "moment"
_closing: list[Callable[[], None]] = []


class NotAVerb(TypeError):
    """A function was declared a verb whose signature does not say who acts and when."""


class OutsideVerb(RuntimeError):
    """Something was written, or was about to be, while no verb ran."""


@overload
def verb(function: Callable[P, R], /) -> Callable[P, R]: ...


@overload
def verb(
    *, system: bool = False, fresh: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]: ...


def verb(
    function: Callable[P, R] | None = None, /, *, system: bool = False, fresh: bool = False
) -> Callable[P, R] | Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a verb. Raises NotAVerb at import if its signature does not fit."""
    if function is None:
        return lambda given: _as_verb(given, system=system, fresh=fresh)
    return _as_verb(function, system=system, fresh=fresh)


def _as_verb(function: Callable[P, R], *, system: bool, fresh: bool) -> Callable[P, R]:
    _check_signature(function, system=system)
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        is_outermost = _running.get() is None
        # The mark goes first at the end: what waits for the commit runs outside the verb.
        with transaction.atomic(), _marked(name), _noting():
            if fresh:
                check_fresh()
            if is_outermost:
                _keep_moment(kwargs.get("at"))
                _run_first_check()
            answer = function(*args, **kwargs)
            if is_outermost:
                for close in _closing:
                    close()
            return answer

    run.needs_fresh_factor = fresh  # type: ignore[attr-defined]  # read by `needs_fresh_factor`
    return run


def needs_fresh_factor(function: Callable[..., object]) -> bool:
    """Whether a verb asks for a second factor used a moment ago."""
    return bool(getattr(function, "needs_fresh_factor", False))


def _check_signature(function: Callable[..., object], *, system: bool) -> None:
    parameters = inspect.signature(function).parameters
    where = f"{function.__module__}.{function.__qualname__}"
    for name in ("at",) if system else ("by", "at"):
        found = parameters.get(name)
        if found is None and not system:
            raise NotAVerb(f"{where} is a verb and takes no `{name}`; see reports/core/verbs.py")
        if found is not None and (
            found.kind is not inspect.Parameter.KEYWORD_ONLY
            or found.default is not inspect.Parameter.empty
        ):
            raise NotAVerb(f"{where} must take `{name}` by keyword only, without a default")
    if system and "by" in parameters:
        raise NotAVerb(f"{where} takes `by`: somebody acts, so it is no verb of the system")


@contextmanager
def _marked(name: str) -> Iterator[None]:
    token = _running.set(name)
    try:
        yield
    finally:
        _running.reset(token)


@contextmanager
def _noting() -> Iterator[None]:
    """Notes of the act, from its first step to its last; what a failed step noted is forgotten with
    what it wrote.
    """
    notes = _notes.get()
    if notes is None:
        token = _notes.set({})
        try:
            yield
        finally:
            _notes.reset(token)
        return
    kept = dict(notes)
    try:
        yield
    except BaseException:
        notes.clear()
        notes.update(kept)
        raise


def act_notes() -> dict[Any, Any] | None:
    """What the running act has noted about itself; None outside one."""
    return _notes.get()


def _keep_moment(at: object) -> None:
    notes = _notes.get()
    if notes is not None and at is not None:
        notes[MOMENT] = at


def act_moment() -> datetime:
    """When the running act happens. Raises OutsideVerb where it was not told."""
    at = (_notes.get() or {}).get(MOMENT)
    if not isinstance(at, datetime):
        raise OutsideVerb(
            "rows of evidence were changed by an act that is not told when: give it `at`"
        )
    return at


def at_end_of_act(close: Callable[[], None]) -> None:
    """Have every act end with this, inside its transaction. Called once, when the program loads."""
    if close not in _closing:
        _closing.append(close)


@contextmanager
def checking_first(check: Callable[[], None]) -> Iterator[None]:
    """Have the next act begin with this check, inside its transaction: what the check raises undoes
    the act before it wrote anything. It runs once.
    """
    token = _first_check.set(check)
    try:
        yield
    finally:
        _first_check.reset(token)


def _run_first_check() -> None:
    check = _first_check.get()
    if check is not None:
        _first_check.set(None)
        check()


def wait_for_turn(name: str) -> None:
    """Let nobody else pass who asks for the same turn, until this act has ended. Taken before any
    row is locked, so that two acts cannot wait for each other. SQLite has one writer anyway.
    """
    check_in_verb("A turn")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def running_verb() -> str | None:
    """The innermost verb that runs now, by its full name."""
    return _running.get()


def check_in_verb(what: str) -> None:
    """Refuse to write outside a verb and its transaction. Raises OutsideVerb."""
    if _running.get() is None or not connection.in_atomic_block:
        raise OutsideVerb(
            f"{what} outside a verb: make the act a function of its capability's actions, with"
            " @verb of reports/core/verbs.py"
        )


@contextmanager
def savepoint() -> Iterator[None]:
    """Within a verb, a try that may fail on a constraint without ending the whole act."""
    check_in_verb("A savepoint")
    with transaction.atomic(), _noting():
        yield
