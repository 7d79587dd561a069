"""The program's own addresses, and the clerk of the account's tests."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.account.conftest import clerk  # noqa: F401  a fixture


@pytest.fixture(autouse=True)
def _our_addresses(settings: Any) -> None:
    """Not the kitchen sink of the folder above."""
    settings.ROOT_URLCONF = "trustact_site.urls"
