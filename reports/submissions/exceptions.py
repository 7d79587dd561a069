"""Refusals of the half-year, each with a sentence: what is wrong, why, how to mend it."""

from __future__ import annotations

from reports.core.refusals import StateRefused


class NotOverYet(StateRefused):
    """The half-year still runs; what happens in it cannot be certified yet."""


class LogChanged(StateRefused):
    """The log or the draft changed since the person saw it; nothing was certified."""


class NilContradicted(StateRefused):
    """A nil report was to be certified while an access stands in the log."""


class ChecksFailed(StateRefused):
    """A check blocks, or one that must be explained has no explanation."""


class NothingChanged(StateRefused):
    """An amendment that says what is accepted already."""
