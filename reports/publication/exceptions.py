"""Why an edition may not be published, each with a message for the user."""

from __future__ import annotations

from reports.core.refusals import StateRefused


class NoThreshold(StateRefused):
    """OPM legal has not chosen T."""


class AuditFails(StateRefused):
    """Somebody could be exposed."""


class NothingNew(StateRefused):
    """The edition would repeat the newest one."""


class NotOver(StateRefused):
    """The half-year is not over."""


class Disputed(StateRefused):
    """An agency says that its rows are wrong, and nobody has answered."""


class NotChecked(StateRefused):
    """Two disclosure checkers and a publisher, three people, are needed."""


class NeverRequested(StateRefused):
    """A town would be named without a report that nobody asked for."""


class FiguresChanged(StateRefused):
    """What was checked is not what would be published."""


class SumsDiffer(StateRefused):
    """Stored totals of accepted submissions differ from a recount of their lines."""
