"""Lanes: kinds of work that must not wait for one another. Each is a queue of its own at the broker
and has processes of its own, so that a backlog or a hung server in one lane stops no other.
"""

from enum import StrEnum


class Lane(StrEnum):
    """In the order in which one process alone takes work: the first are the most urgent."""

    URGENT = "urgent"
    NOTICES = "notices"
    MAIL = "mail"
    PUBLICATION = "publication"
    BULK = "bulk"


# Which lanes share processes. What is published waits for no bulk work: its queue is emptied first.
GROUPS: tuple[tuple[Lane, ...], ...] = (
    (Lane.URGENT,),
    (Lane.NOTICES,),
    (Lane.MAIL,),
    (Lane.PUBLICATION, Lane.BULK),
)
# What this process serves; empty in the web and in commands. Set when a worker starts.
served: tuple[Lane, ...] = ()
