"""Why nothing, or not everything, reached the portal; each with a message that says what to do."""

from __future__ import annotations

from reports.core.refusals import StateRefused


class Misconfigured(StateRefused):
    """The settings do not say where to push, as whom, or into which columns."""


class NotCurrent(StateRefused):
    """Only the current edition is pushed: not a proposal, not a superseded or a withdrawn one."""


class FileAltered(StateRefused):
    """A stored file is not the one that was published."""


class PortalRefused(StateRefused):
    """The portal answered and refused: trying again changes nothing."""


class BatchRefused(PortalRefused):
    """The portal refused these rows, with its reason; others may pass."""


class PortalUnreachable(StateRefused):
    """The portal did not answer usefully, several times. It may later."""


class AnotherPush(StateRefused):
    """Somebody else is pushing; two at once could leave an older edition's rows."""


class Incomplete(StateRefused):
    """The push ended, and the dataset is not as the edition says."""
