"""The acts of ICE access, 54-192h(a)(6)(A) to (F). The wording was written from memory and waits
for OPM legal's confirmation.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import models

from reports.law.assess import Purpose


class AccessKind(models.TextChoices):
    A = "A", "(A) Responding to a civil immigration detainer or request for notification"
    B = "B", "(B) Notifying that the person is being or will be released"
    C = "C", "(C) Giving non-public information: release date or time, home or work address"
    D = "D", "(D) Allowing an interview of a person under the agency's control"
    E = "E", "(E) Allowing use of a facility or resources for immigration enforcement"
    F = "F", "(F) Giving dates, times or other information on probation or parole"


class Basis(models.TextChoices):
    """54-192h(e)(3): whether access was part of compliance with a detainer, or through other
    means.
    """

    DETAINER = "detainer", "As part of compliance with a detainer"
    OTHER = "other", "Through other means"


def notifies_release(kind: str, purposes: Collection[str]) -> bool:
    """Whether an access under a detainer notifies of a release, (e)(1): (B) always; (C) where the
    detainer requested information on the release.
    """
    is_asked = Purpose.RELEASE_INFORMATION in purposes
    return kind == AccessKind.B or (kind == AccessKind.C and is_asked)
