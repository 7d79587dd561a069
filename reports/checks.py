"""Start-up checks: the program refuses unsafe settings with a sentence that says how to mend
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections

from reports.core.clock import now
from reports.core.database_safety import database_safety_problems
from reports.notices.signing.certificate_check import certificate_problems
from reports.notices.signing.certificates import is_signing
from reports.publication.socrata.exceptions import Misconfigured
from reports.publication.socrata.target import is_configured, target_from_settings

SIGNING_HINT = "See docs/operations.md, Signing letters."
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})


@register(Tags.security)
def safe_settings(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """What must never be set together."""
    public = sorted(set(settings.ALLOWED_HOSTS) - LOOPBACK)
    found: list[CheckMessage] = []
    if settings.DEBUG and public:
        found.append(
            Error(
                "Debug pages show memory to strangers.",
                hint="Unset TRUSTACT_DEBUG.",
                id="trustact.E001",
            )
        )
    if settings.DEMO and (public or settings.PRODUCTION):
        found.append(
            Error(
                "Demo accounts exist only on loopback.",
                hint="Unset TRUSTACT_DEMO here.",
                id="trustact.E002",
            )
        )
    if settings.CLOCK_OFFSET_SECONDS and not settings.DEMO:
        found.append(
            Error(
                "Only the demo may live on another day.",
                hint="Unset TRUSTACT_CLOCK_OFFSET.",
                id="trustact.E003",
            )
        )
    if public and not settings.TLS:
        found.append(
            Error(
                "Names would cross the network readable.",
                hint="Serve over TLS and set TRUSTACT_TLS=1, or allow only loopback hosts.",
                id="trustact.E004",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error("Any host name is accepted.", hint="List exact names.", id="trustact.E005")
        )
    return found


@register(Tags.database)
def safe_database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """An acknowledged record survives power loss. Run with `check --database default`, and at every
    start.
    """
    problems = [
        problem
        for alias in databases or ()
        for problem in database_safety_problems(connections[alias])
    ]
    return [
        Error(problem, hint="See docs/operations.md, Database.", id="trustact.E006")
        for problem in problems
    ]


@register(Tags.security)
def signing_settings(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Signatures are demanded only where something says with what."""
    if settings.SIGNING_FOLDER or not settings.SIGNING_REQUIRED:
        return []
    hint = "Set TRUSTACT_SIGNING_FOLDER, or unset TRUSTACT_SIGNING_REQUIRED."
    return [
        Error("Letters must be signed, and nothing says with what.", hint=hint, id="trustact.E007")
    ]


@register(Tags.database)
def letters_can_be_signed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Each certificate in the signing folder opens, fits its agency, and lasts another month. Said
    at every start.

    A warning, not a refusal: one agency's certificate must not stop the others' letters.
    """
    if not databases or not is_signing():
        return []
    try:
        problems = certificate_problems(at=now())
    except (
        DatabaseError
    ):  # asked before the tables are made or brought up to date; the start asks again behind that
        return []
    return [checks.Warning(one, hint=SIGNING_HINT, id="trustact.W002") for one in problems]


@register()
def assets_in_place(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Style sheets and scripts come from the package manager at set-up."""
    if settings.ASSETS_DIR.is_dir():
        return []
    return [
        checks.Warning(
            "Front-end assets are missing.", hint="Run script/assets.", id="trustact.W001"
        )
    ]


@register(Tags.security)
def portal_is_whole(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """A portal that is set up at all is set up fully: a wrong setting shows at start, not on the
    day of publication.
    """
    if not is_configured():
        return []
    try:
        target_from_settings()
    except Misconfigured as wrong:
        return [
            Error(str(wrong), hint="See docs/publication.md, Open data portal.", id="trustact.E008")
        ]
    return []
