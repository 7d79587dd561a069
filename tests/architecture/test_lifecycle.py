"""Nobody but the lifecycle moves a status, and every row of its tables is enforced."""

from __future__ import annotations

import ast

import pytest

from tests.architecture import lifecycle_source
from tests.architecture.lifecycle_source import permissions_enforced, status_writes
from tests.architecture.source import Module


def test_nobody_but_the_lifecycle_writes_a_status():
    assert status_writes() == [], (
        "A status is moved by `<CAPABILITY>_LIFECYCLE.move(row, event, by=..., at=...)`, and a new"
        " record begins with `.begin(...)`: reports/lifecycle.py asks the table and the person."
    )


@pytest.mark.parametrize(
    "line",
    [
        "detainer.status = 'closed'",
        "Detainer.objects.filter(pk=pk).update(status='closed')",
        "Detainer.objects.filter(pk=pk, status='a').select_related('agency').update(status='b')",
        "Edition.objects.create(status='published')",
        "Notice(status='ready')",
        "setattr(row, 'status', 'closed')",
        "a.b.status, other = 'closed', 1",
    ],
)
def test_the_ways_past_the_lifecycle_are_found(line, monkeypatch):
    module = Module("reports/somewhere.py", line, ast.parse(line))
    monkeypatch.setattr(lifecycle_source, "modules", lambda *_: (module,))
    assert status_writes() == ["reports/somewhere.py:1"]


def test_every_row_of_the_tables_is_enforced():
    enforced, rows = permissions_enforced()
    assert enforced == rows == 61
