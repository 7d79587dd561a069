"""Refusals. Each carries a sentence fit for the person who is refused; a disabled button shows the
same one.
"""

from __future__ import annotations


class Refused(Exception):
    """Something may not be done, by this person or at this point. `str()` is a sentence for the
    user.
    """


class PermissionRefused(Refused):
    """Who: this person does not hold the role that the step needs."""


class StateRefused(Refused):
    """When: the record is not at the point where the step is possible."""


class Conflict(StateRefused):
    """Somebody else moved the record first; nothing was changed by this attempt."""


class NotFound(Exception):
    """The object does not exist for this person. Always answered as 404, whichever the reason."""
