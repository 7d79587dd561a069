"""The truth of a town's report of a half-year, kept by hand. It imports nothing of the program.

A half-year without an access asks nothing of anybody. What arrived is never "not received", and
what was never asked is no silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.stories.ledger import CONNECTICUT

RECEIVED, REVIEW, RETURNED, ACCEPTED = "received", "in_review", "returned", "accepted"


@dataclass(eq=False)
class Version:
    """What the town sent, once."""

    arrived_on: date
    count: int
    state: str = RECEIVED
    by_opm: bool = False
    is_confirmed: bool = False
    is_followed: bool = False


@dataclass
class Report:
    """One town and half-year."""

    starts_on: date
    ends_on: date
    due_on: date
    grace: timedelta = timedelta(days=14)
    asked_on: date | None = None
    acts: list[datetime] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    has_draft: bool = False
    draft_follows: bool = False
    wants_amendment: bool = False
    has_dispute: bool = False

    # What is true ----------------------------------------------------------------------------

    @property
    def logged(self) -> int:
        """How many accesses lie in the half-year by Connecticut's clock."""
        first = datetime.combine(self.starts_on, time(), CONNECTICUT)
        after = datetime.combine(self.ends_on + timedelta(days=1), time(), CONNECTICUT)
        return sum(first <= act < after for act in self.acts)

    @property
    def newest(self) -> Version | None:
        """What was sent last."""
        return self.versions[-1] if self.versions else None

    @property
    def accepted(self) -> Version | None:
        """What counts."""
        return next((x for x in reversed(self.versions) if x.state == ACCEPTED), None)

    @property
    def counted(self) -> Version | None:
        """What counts, or what was sent last while nothing does."""
        return self.accepted or self.newest

    @property
    def at_opm(self) -> bool:
        """Whether OPM has the next step."""
        return self.newest is not None and self.newest.state in {RECEIVED, REVIEW}

    def is_over(self, on: date) -> bool:
        """Whether its last day has passed."""
        return on > self.ends_on

    def is_owed(self, on: date) -> bool:
        """Whether police gave access and no report lies with OPM."""
        return self.logged > 0 and not self.accepted and not self.at_opm and self.is_over(on)

    def standing(self, on: date) -> str:
        """Where it stands, in the words of every screen."""
        if self.accepted:
            return "reported" if self.accepted.count else "confirmed_zero"
        if self.newest:
            return self.newest.state
        if self.asked_on is None:
            return "not_asked"
        return "missing" if on > self._quiet_through(self.asked_on) else "not_yet_due"

    def published(self, on: date) -> tuple[str, str, date | None, int | None] | None:
        """Filing status, review, day of arrival and number, as a file gives them; None where the
        town was never asked and sent nothing.
        """
        standing = self.standing(on)
        if standing == "not_asked":
            return None
        state = self.counted.state if self.counted else "none"
        day = self.counted.arrived_on if self.counted else None
        status = "not_yet_due" if standing in {RECEIVED, REVIEW, RETURNED} else standing
        return status, state, day, self.accepted.count if self.accepted else None

    def town_waits(self, on: date) -> list[str]:
        """What the town's own people have to do, one step for the half-year and what to confirm."""
        steps = [self._step(on)] if self._step(on) else []
        entered = self.counted
        if entered and entered.by_opm and not entered.is_confirmed:
            steps.append("confirm_entry")
        return steps

    def _step(self, on: date) -> str:
        if self.at_opm:
            return ""
        if self.has_draft and self.is_over(on):
            return "draft" if self.logged or self.draft_follows else ""
        steps = {
            "returned": self.newest is not None and self.newest.state == RETURNED,
            "owed": self.is_owed(on),
            "contradicted": self._is_contradicted,
            "reopened": self.wants_amendment,
        }
        return next((name for name, holds in steps.items() if holds), "")

    @property
    def _is_contradicted(self) -> bool:
        return self.accepted is not None and not self.accepted.count and self.logged > 0

    def opm_waits(self) -> list[str]:
        """What a reviewer has to do about it."""
        steps = ["review"] if self.at_opm else []
        steps += ["dispute"] if self.has_dispute else []
        last = self.newest
        nil = last is not None and last.state != RETURNED and not last.count
        asked = self.wants_amendment or self.has_draft
        return [*steps, "contradicted"] if nil and self.logged and not asked else steps

    def _quiet_through(self, asked_on: date) -> date:
        return max(self.due_on + self.grace, asked_on + self.grace)
