"""A duty: what waits for a person because of what is true now, never because of a message.

A message says what happened, and can be read and cleared. A duty ends when the thing is done, by
whoever did it.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """One thing that waits, how many of its kind there are, and the screen that settles it, by name
    and arguments.
    """

    key: str
    title: str
    url_name: str
    url_args: tuple[str | UUID, ...] = ()
    count: int = 1
    detail: str = ""
    is_late: bool = False
