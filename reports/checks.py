"""Start-up checks: the program refuses unsafe settings with a sentence that says how to mend
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import redis
from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from reports.core.clock import now
from reports.core.database_safety import database_safety_problems
from reports.lawbook.startup_check import refuse_unconfirmed_law
from reports.notices.signing.certificate_check import certificate_problems
from reports.notices.signing.certificates import is_signing
from reports.publication.socrata.exceptions import Misconfigured
from reports.publication.socrata.target import is_configured, target_from_settings
from reports.sealing.providers.key_check import (
    are_keys_elsewhere,
    is_key_service_silent,
    unreadable_keys,
)
from reports.uploads.malware_scan import is_silent
from trustact_site.env import is_loopback

SIGNING_HINT = "See docs/operations.md, Signing letters."
TEST_CLIENT = "testserver"  # Django's test client calls itself so
BROKER_SECONDS = 2


@register(Tags.security)
def safe_settings(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """What must never be set together."""
    public = [one for one in settings.ALLOWED_HOSTS if not is_loopback(one) and one != TEST_CLIENT]
    found: list[CheckMessage] = []
    if settings.DEBUG and (public or settings.PRODUCTION):
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
    try:
        problems = [
            problem
            for alias in databases or ()
            for problem in database_safety_problems(connections[alias])
        ]
    except DatabaseError:  # it may come back, and pages say so until then
        return [
            checks.Warning(
                "The database does not answer.",
                hint="Start it, or mend TRUSTACT_DATABASE_URL.",
                id="trustact.W005",
            )
        ]
    return [
        Error(problem, hint="See docs/operations.md, Database.", id="trustact.E006")
        for problem in problems
    ]


@register(Tags.security, deploy=True)
def served_over_tls(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """A production start says where TLS ends, and prints only addresses that have it."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if not settings.PUBLIC_ADDRESS.startswith("https://"):
        found.append(
            Error(
                "Links in mail and on notices would not be protected.",
                hint="Set TRUSTACT_PUBLIC_ADDRESS to the address people use, with https://.",
                id="trustact.E009",
            )
        )
    if not settings.SECURE_PROXY_SSL_HEADER:
        found.append(
            Error(
                "This program does not end TLS itself, and nothing says that a proxy does.",
                hint="Put a proxy with TLS in front and set TRUSTACT_BEHIND_PROXY=1.",
                id="trustact.E010",
            )
        )
    return found


@register(Tags.caches, deploy=True)
def processes_share_a_cache(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Limits are counted across processes. A broker that does not answer delays work and refuses
    nothing: the outbox keeps it.
    """
    if not settings.REDIS_URL:
        several = settings.WEB_PROCESSES > 1 or settings.DATABASE_URL
        if not (settings.PRODUCTION and several):
            return []
        return [
            Error(
                "Several processes would each count limits for themselves: no Redis is named.",
                hint="Set TRUSTACT_REDIS_URL.",
                id="trustact.E011",
            )
        ]
    try:
        with redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=BROKER_SECONDS, socket_timeout=BROKER_SECONDS
        ) as client:
            client.ping()
    except (redis.RedisError, OSError, ValueError):
        return [
            checks.Warning(
                "Redis does not answer: work starts late, and limits are not counted.",
                hint="Start it, or mend TRUSTACT_REDIS_URL.",
                id="trustact.W003",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def scanner_answers(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Files are refused while the scanner is away; everything else goes on."""
    if not is_silent():
        return []
    hint = "Start clamd, or mend TRUSTACT_MALWARE_SCANNER."
    return [
        checks.Warning(
            "The malware scanner does not answer: no file is taken.", hint=hint, id="trustact.W006"
        )
    ]


@register(Tags.security, deploy=True)
def keys_can_be_read(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Names can be sealed and read. A key service that is down stops no start."""
    hint = "Mend TRUSTACT_KEYS, or the file's owner and mode; see docs/keys.md."
    found: list[CheckMessage] = [
        Error(one, hint=hint, id="trustact.E012") for one in unreadable_keys()
    ]
    if is_key_service_silent():
        found.append(
            checks.Warning(
                "The key service does not answer: names can be neither entered nor read.",
                hint="Start it, or mend TRUSTACT_KEYS and its token.",
                id="trustact.W004",
            )
        )
    return found


@register(Tags.database, deploy=True)
def ready_for_records(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """What stands in the tables agrees with what this process was given: the keys of the records,
    and a law that is confirmed where that is asked for.
    """
    found: list[CheckMessage] = []
    try:
        refuse_unconfirmed_law()
        if are_keys_elsewhere():
            found.append(
                Error(
                    "Records are sealed here, and the folder of the keys holds none.",
                    hint="Name the folder that holds them in TRUSTACT_KEYS.",
                    id="trustact.E013",
                )
            )
    except ImproperlyConfigured as wrong:
        found.append(Error(str(wrong), id="trustact.E014"))
    except DatabaseError:  # no tables yet, or no database: said elsewhere
        return []
    return found


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
