"""The kept digest of outcomes: a change of any shows here, accepted with `python -m
tests.law.digest`.
"""

from tests.law import digest


def test_outcomes_are_as_reviewed():
    assert (
        digest.readable().splitlines() == digest.TEXT_FILE.read_text(encoding="utf-8").splitlines()
    )
