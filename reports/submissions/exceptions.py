"""Refusals of the submission verbs, each with a sentence: what is wrong, why, and how to fix it."""

from __future__ import annotations

from reports.core.refusals import StateRefused


class NotOverYet(StateRefused):
    """The half-year is not over; it cannot be certified yet."""


class LogChanged(StateRefused):
    """The log or the draft changed since the person saw it; nothing was certified."""


class NilContradicted(StateRefused):
    """A zero report was to be certified while the log holds a current access."""


class ChecksFailed(StateRefused):
    """A check must be fixed first, or one that needs an explanation has none."""


class NothingChanged(StateRefused):
    """An amendment with the same content as the accepted version."""


class ReasonUnanswered(StateRefused):
    """A reason of OPM's return has no answer, although nothing changed where it points."""
