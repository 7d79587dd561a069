"""What an answer of a mail server means."""

from __future__ import annotations

from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest

from reports.mail.retries import Answer, ServerAway, answer_of, pause_after


def refused(code: int) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({"a@b.example": (code, b"said")})


@pytest.mark.parametrize(
    ("error", "code", "is_final"),
    [
        (refused(450), 450, False),
        (refused(451), 451, False),
        (refused(550), 550, True),
        (refused(552), 552, False),
        (SMTPDataError(452, b""), 452, False),
        (SMTPDataError(554, b""), 554, True),
    ],
)
def test_an_answer_about_the_address(error: SMTPException, code: int, is_final: bool) -> None:
    answer = answer_of(error)
    assert (answer.code, answer.is_final, answer.is_taken) == (code, is_final, False)


@pytest.mark.parametrize(
    "error",
    [
        refused(421),
        SMTPDataError(421, b""),
        SMTPSenderRefused(550, b"", "us@state.example"),
        SMTPAuthenticationError(535, b""),
        SMTPServerDisconnected(),
        TimeoutError(),
        ConnectionRefusedError(),
    ],
)
def test_a_fault_that_says_nothing_about_the_address(error: SMTPException | OSError) -> None:
    with pytest.raises(ServerAway):
        answer_of(error)


def test_what_was_taken_is_not_tried_again() -> None:
    assert Answer().is_taken
    assert not Answer().is_final


def test_pauses_grow_to_three_hours() -> None:
    minutes = [pause_after(number).total_seconds() / 60 for number in range(1, 8)]
    assert minutes == [30, 30, 60, 120, 180, 180, 180]
