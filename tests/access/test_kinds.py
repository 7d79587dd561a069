"""The acts of ICE access, and which of them tell of a release."""

from __future__ import annotations

import pytest

from reports.access.kinds import TELLS_OF_RELEASE, AccessKind, leaves_release_open, notifies_release


@pytest.mark.parametrize(
    ("kind", "said", "moment", "is_open"),
    [
        ("C", None, False, True),
        ("C", False, False, False),
        ("C", True, False, False),
        ("C", None, True, False),
        ("B", None, False, False),
        ("A", None, False, False),
    ],
)
def test_only_information_given_leaves_open_whether_it_told_of_a_release(
    kind, said, moment, is_open
):
    found = leaves_release_open(kind, is_about_release=said, has_moment=moment)
    assert found is is_open


@pytest.mark.parametrize("kind", AccessKind.values)
@pytest.mark.parametrize("is_about_release", [True, False])
def test_a_notification_tells_of_a_release_and_information_only_where_it_did(
    kind, is_about_release
):
    told = kind == "B" or (kind == "C" and is_about_release)
    assert notifies_release(kind, is_about_release=is_about_release) is told
    assert not told or kind in TELLS_OF_RELEASE
