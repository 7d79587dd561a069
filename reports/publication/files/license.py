"""The license of the published files: CC0 1.0, or what OPM sets."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True)
class License:
    """Its address, and its name for people."""

    path: str
    title: str

    @property
    def name(self) -> str:
        """The identifier that a Data Package requires."""
        return "CC0-1.0" if self.path == CC0 else "-".join(self.title.split())


def license_in_force() -> License:
    """The license that new editions are published under."""
    return License(settings.DATA_LICENCE, settings.DATA_LICENCE_TITLE)
