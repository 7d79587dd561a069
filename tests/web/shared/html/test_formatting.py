"""Times on pages carry the exact value for machines; nothing is shown for nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reports.web.shared.html.formatting import bytes_shown, clock, day, iso_day, moment

AT = datetime(2026, 7, 6, 1, 4, 9, tzinfo=UTC)  # still July 5 in Connecticut


def test_a_moment_and_a_day_carry_their_exact_value():
    assert moment(AT) == (
        '<time datetime="2026-07-05T21:04-04:00" class="nums">Jul 5, 2026, 9:04 PM EDT</time>'
    )
    assert day(AT) == '<time datetime="2026-07-05" class="nums">Jul 5, 2026</time>'
    assert day(date(2026, 7, 5)) == day(AT)
    assert iso_day(AT) == iso_day(date(2026, 7, 5)) == "2026-07-05"
    assert clock(AT) == "9:04 PM"


@pytest.mark.parametrize("show", [moment, day, clock, bytes_shown])
def test_nothing_is_shown_for_nothing(show):
    assert show(None) == ""


@pytest.mark.parametrize(
    ("size", "shown"), [(1, "1 KB"), (42 * 1024, "42 KB"), (1300 * 1024, "1.3 MB")]
)
def test_sizes(size, shown):
    assert bytes_shown(size) == shown
