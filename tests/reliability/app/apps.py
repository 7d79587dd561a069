from __future__ import annotations

from django.apps import AppConfig


class ReliabilityConfig(AppConfig):
    name = "tests.reliability.app"
    label = "reliability"

    def ready(self) -> None:
        from tests.reliability.app import tasks  # noqa: F401  registers the kinds of work
