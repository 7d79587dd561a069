"""The program's own settings, and the application whose effects are counted. Tables come from the
models.
"""

from __future__ import annotations

from trustact_site.settings import *  # noqa: F403 - all of them, then a few changed
from trustact_site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.reliability.app.apps.ReliabilityConfig"]
MIGRATION_MODULES = {"reports": None, "reliability": None}
# The tests' own cluster is set to forget, for speed, and a start would be refused on it.
SILENCED_SYSTEM_CHECKS = ["trustact.E006"]
