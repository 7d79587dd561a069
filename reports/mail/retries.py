"""What a mail server's answer means, and when to try again: RFC 5321, 4.2.1 and 4.5.4.1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Final

# "Two attempts in the first hour the message is in the queue, and then back off to one every two or
# three hours"; "the give-up time generally needs to be at least 4-5 days".
ADDRESS_PAUSES: Final = (
    timedelta(minutes=30),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=3),
)
# A server that does not answer at all is this installation's own relay: it is asked sooner.
SERVER_PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 30))
GIVE_UP_AFTER: Final = timedelta(days=5)
CLOSING: Final = 421  # "service not available, closing transmission channel": about no address
TOO_MANY_OR_FULL: Final = 552  # section 4.5.3.1.10: older servers say it for 452, which passes

NOT_AN_ADDRESS: Final = 553  # what a server would say to it: "mailbox name not allowed"


class ServerAway(Exception):
    """The mail server could not be reached, did not answer in time, or takes nothing from us now.
    It says nothing about any address.
    """


@dataclass(frozen=True)
class Answer:
    """What was said to one message for one address; without a code it was taken."""

    code: int | None = None

    @property
    def is_taken(self) -> bool:
        return self.code is None

    @property
    def is_final(self) -> bool:
        """Refused for good: trying again would be refused again."""
        return self.code is not None and self.code >= 500 and self.code != TOO_MANY_OR_FULL


def answer_of(error: SMTPException | OSError) -> Answer:
    """The answer to this message and address. Raises ServerAway where the fault is another."""
    if isinstance(error, SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    elif isinstance(error, SMTPDataError):
        code = error.smtp_code
    else:
        raise ServerAway(type(error).__name__) from error
    if code == CLOSING:
        raise ServerAway(type(error).__name__) from error
    return Answer(code)


def pause_after(attempts: int, *, pauses: tuple[timedelta, ...] = ADDRESS_PAUSES) -> timedelta:
    """How long to wait after so many attempts."""
    return pauses[min(attempts, len(pauses)) - 1]
