"""How a record changes its status: one table of steps for each kind of record, and one way to take
a step.

A capability writes its steps as rows of a `Lifecycle` in its `status.py`. The verbs, the buttons
and their refusals, the diagrams under docs/diagrams/ and the tests read these rows; nothing else
writes the status of a detainer, a notice, a submission or an edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.accounts.models import Agency, User
from reports.accounts.policies import can, check_can
from reports.accounts.roles import ROLES, Permission, roles_with
from reports.audit.actions import record
from reports.audit.entry_hash import Detail
from reports.core.refusals import Conflict, PermissionRefused, Refused, StateRefused
from reports.law.moments import local_day


@dataclass(frozen=True)
class ActorRule:
    """Who may take a step where no permission alone says it. `sentence` tells somebody else why
    not.
    """

    label: str
    holds: Callable[[User, Any, date], bool]
    sentence: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class SystemActor:
    """The program itself, on an occasion that a row names. Passed as `by`, so that a step whose
    person was forgotten is never taken for the program's.
    """

    label: str
    actor: str


Actor = User | SystemActor
Who = Permission | ActorRule | SystemActor


@dataclass(frozen=True)
class Transition:
    """One allowed step. `start` None is a new record; `who` lists everybody who may, and an empty
    one is a step that only the program takes.
    """

    event: str
    start: str | None
    end: str
    who: tuple[Who, ...]

    @property
    def who_label(self) -> str:
        """Who may, as the diagrams say it."""
        labels = [who.value if isinstance(who, Permission) else who.label for who in self.who]
        return " or ".join(labels) or "the system"


def _nothing(row: Any) -> Detail:
    return {}


@dataclass(frozen=True, kw_only=True)
class Lifecycle:
    """The steps of one kind of record, who may take them, and what the audit log says of them."""

    subject: str  # what the audit log calls the record
    transitions: tuple[Transition, ...]
    system: str  # the actor of the program's own steps in the audit log
    not_now: Callable[[Any, str], str]  # why this step is not possible where the record stands
    overtaken: str  # the sentence for whoever comes second
    agency_of: Callable[[Any], Agency | None]
    chain_of: Callable[[Any], str]
    detail_of: Callable[[Any], Detail] = _nothing

    def check(
        self, row: Any, event: str, *, by: Actor | None, on: date, end: str | None = None
    ) -> None:
        """Ask who, then ask the table. Raises PermissionRefused and StateRefused, each with the
        sentence that stands under the disabled button.
        """
        self.check_person(row, event, by=by, on=on, end=end)
        self.check_state(row, event, end=end)

    def check_person(
        self, row: Any, event: str, *, by: Actor | None, on: date, end: str | None = None
    ) -> None:
        """Who may take this step with this record, wherever it stands. Raises PermissionRefused."""
        named = self._named(event, end)
        steps = [step for step in named if step.start == _start(row)] or named
        who = tuple(dict.fromkeys(one for step in steps for one in step.who))
        if by is None:
            _check_nobody(event, who)
        elif not any(self._is_met(one, row, by=by, on=on) for one in who):
            self._refuse(who, row, by=by, on=on)

    def check_state(self, row: Any, event: str, *, end: str | None = None) -> None:
        """Whether the table has this step from where the record stands. Raises StateRefused."""
        if not self._steps(row, event, end):
            raise StateRefused(self.not_now(row, event))

    def move(
        self,
        row: Any,
        event: str,
        *,
        by: Actor | None,
        at: datetime,
        end: str | None = None,
        act_of: User | None = None,
        changes: Mapping[str, Any] | None = None,
        detail: Detail | None = None,
    ) -> None:
        """Take a step: status, the other `changes` and the entry in the audit log, or none of them.

        `act_of` is the person in whose act the program takes a step of its own; the entry names
        them. `end` chooses where one event has several ends. Raises PermissionRefused,
        StateRefused, and Conflict where somebody moved the record since it was read.
        """
        self.check(row, event, by=by, on=local_day(at), end=end)
        changed = {**(changes or {}), "status": self._step(row, event, end).end}
        if not type(row).objects.filter(pk=row.pk, status=row.status).update(**changed):
            raise Conflict(self.overtaken)
        for name, value in changed.items():
            setattr(row, name, value)
        self.audit(row, event, by=act_of or by, at=at, detail=detail)

    def begin(
        self,
        row: Any,
        event: str,
        *,
        by: Actor | None,
        at: datetime,
        end: str | None = None,
        detail: Detail | None = None,
    ) -> None:
        """Save a new record in its first status, with the entry in the audit log. Raises
        PermissionRefused.
        """
        self.check(row, event, by=by, on=local_day(at), end=end)
        row.status = self._step(row, event, end).end
        row.save(force_insert=True)
        self.audit(row, event, by=by, at=at, detail=detail)

    def audit(
        self,
        row: Any,
        event: str,
        *,
        by: Actor | None,
        at: datetime,
        detail: Detail | None = None,
    ) -> None:
        """An entry about the record in its chain of the audit log; ids, codes and hashes only."""
        record(
            chain=self.chain_of(row),
            event=event,
            actor=self._actor(by),
            at=at,
            subject_type=self.subject,
            subject_id=row.pk,
            detail={**self.detail_of(row), **(detail or {})},
        )

    def _actor(self, by: Actor | None) -> str:
        if by is None:
            return self.system
        return by.actor if isinstance(by, SystemActor) else str(by.pk)

    def _named(self, event: str, end: str | None) -> list[Transition]:
        named = [
            step for step in self.transitions if step.event == event and end in {None, step.end}
        ]
        if not named:
            raise LookupError(f"No row of the {self.subject}'s lifecycle is called {event}.")
        return named

    def _steps(self, row: Any, event: str, end: str | None) -> list[Transition]:
        return [step for step in self._named(event, end) if step.start == _start(row)]

    def _step(self, row: Any, event: str, end: str | None) -> Transition:
        steps = self._steps(row, event, end)
        if len(steps) > 1:
            raise LookupError(f"{event} has several ends from here; name one.")
        return steps[0]

    def _is_met(self, who: Who, row: Any, *, by: Actor, on: date) -> bool:
        if isinstance(by, SystemActor) or isinstance(who, SystemActor):
            return who == by
        if isinstance(who, ActorRule):
            return by.is_active and who.holds(by, row, on)
        return can(by, who, _place(who, self.agency_of(row)), on=on)

    def _refuse(self, who: Iterable[Who], row: Any, *, by: Actor, on: date) -> None:
        """Raise with the sentence of a rule that has one, else with the roles of the first
        permission.
        """
        for rule in who:
            if isinstance(rule, ActorRule) and rule.sentence is not None:
                raise PermissionRefused(rule.sentence(row))
        for permission in who:
            if isinstance(permission, Permission) and isinstance(by, User):
                check_can(by, permission, _place(permission, self.agency_of(row)), on=on)
        raise PermissionRefused("The program takes this step by itself; nobody takes it by hand.")


def refusal(check: Callable[..., None], /, *args: Any, **facts: Any) -> str:
    """The sentence with which a check refuses, for the text under a button; empty where it
    passes.
    """
    try:
        check(*args, **facts)
    except Refused as refused:
        return str(refused)
    return ""


def _start(row: Any) -> str | None:
    return None if row._state.adding else row.status


def _check_nobody(event: str, who: tuple[Who, ...]) -> None:
    if who:
        raise TypeError(
            f"{event} needs the person who does it; only the program's own step has none."
        )


def _place(permission: Permission, agency: Agency | None) -> Agency | None:
    """Where a permission must be held: at the record's agency, or, for one of OPM's, at OPM."""
    return agency if any(ROLES[role].at_agency for role in roles_with(permission)) else None
