"""Pages by a cursor: nothing twice, nothing left out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.models import ApiToken
from reports.api.v1.paging import page_of
from reports.api.v1.problems import Problem
from reports.core.clock import now
from tests.api.v1.calling import program

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_equal_moments_are_told_apart(limit):
    at = now()
    for n in range(6):
        made = program().token
        ApiToken.objects.filter(pk=made.pk).update(issued_at=at - timedelta(hours=n // 3))
    seen, cursor = [], None
    while True:
        found, cursor = page_of(ApiToken.objects.all(), by="issued_at", cursor=cursor, limit=limit)
        seen += found
        if cursor is None:
            break
    assert len(seen) == len({row.pk for row in seen}) == 6
    assert [row.issued_at for row in seen] == sorted((r.issued_at for r in seen), reverse=True)


@pytest.mark.parametrize("cursor", ["x", "MQ", "!", "ä", "\ud800", "MjAyNi0wMS0wMSB4"])
def test_what_is_no_cursor_is_refused(cursor):
    with pytest.raises(Problem) as refused:
        page_of(ApiToken.objects.all(), by="issued_at", cursor=cursor, limit=5)
    assert (refused.value.status, refused.value.errors[0][0]) == (422, "cursor")
