"""Why an edition may not be published, each in a sentence for the person who tries."""

from __future__ import annotations

from reports.core.refusals import StateRefused


class NoThreshold(StateRefused):
    """OPM legal has not chosen T."""


class AuditFails(StateRefused):
    """Somebody could be exposed."""


class NothingNew(StateRefused):
    """The edition would say what the newest one says."""


class NotOver(StateRefused):
    """The half-year is still running."""


class Disputed(StateRefused):
    """An agency says that its rows are wrong, and nobody has answered."""


class NotChecked(StateRefused):
    """Two disclosure checkers and a publisher, three people, are needed."""


class FiguresChanged(StateRefused):
    """What was checked is not what would be published."""


class SumsDiffer(StateRefused):
    """Sums kept of accepted submissions are not what a recount of their lines gives."""
