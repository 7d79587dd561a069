"""The acts of ICE access, 54-192h(a)(6)(A) to (F). The wording was written from memory and waits
for OPM legal's confirmation.
"""

from __future__ import annotations

from django.db import models


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


# What can tell of a release, (a)(6)(B) and (C).
TELLS_OF_RELEASE = frozenset({AccessKind.B, AccessKind.C})


def leaves_release_open(kind: str, *, is_about_release: bool | None, has_moment: bool) -> bool:
    """Whether nobody said of an act of (C) if a release date or time was told. It covers addresses
    and releases; only the second owes the person a notice, 54-192h(e)(1).
    """
    return kind == AccessKind.C and is_about_release is None and not has_moment


def notifies_release(kind: str, *, is_about_release: bool) -> bool:
    """Whether an access told ICE of a release, (e)(1): (B) always; (C) where the information given
    was a release date or time, whatever the request had asked.
    """
    return kind == AccessKind.B or (kind == AccessKind.C and is_about_release)
