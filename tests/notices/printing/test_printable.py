"""Words that would stand on many notices are tried before they are kept."""

from __future__ import annotations

import pytest

from reports.core.refusals import StateRefused
from reports.notices.printing.printable import check_printable_words


def test_what_can_be_printed_passes():
    check_printable_words(["Call us.", "", "860-555-0100"], "en", name="own words")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("Call us\u202e", "turns the direction"), ("Call \U00012345", "with others")],
)
def test_what_would_stop_every_letter_is_refused(words, sentence):
    with pytest.raises(StateRefused, match=sentence):
        check_printable_words([words], "en", name="own words")


def test_only_own_words_may_be_longer_than_a_line():
    check_printable_words(["x" * 400], "en", name="own words")
    with pytest.raises(StateRefused, match="help line has more than"):
        check_printable_words(["x" * 400], "en", name="help line")
