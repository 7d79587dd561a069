"""The program's clock set by a test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.urls import get_resolver

from reports.core import clock


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: Callable[[], datetime]) -> None:
    """`clock.now()` answers this from here to the end of the test.

    Every screen is loaded before: a module that was first imported while the clock is set would
    keep the set one (`from reports.core.clock import now`) for all tests after.
    """
    _ = get_resolver().url_patterns
    monkeypatch.setattr(clock, "now", moment)
