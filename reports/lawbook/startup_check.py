"""The gate of a production start: while any rule is unconfirmed, an installation that asks for it
does not serve.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reports.law.assess import JURISDICTION
from reports.law.register.confirmation_status import law_status
from reports.lawbook.queries import law_state


def unconfirmed_entries() -> tuple[str, ...]:
    """The entries of the law register that nobody has compared with the official text."""
    return tuple(
        status.entry.name for status in law_status(JURISDICTION, law_state()) if not status.verified
    )


def refuse_unconfirmed_law() -> None:
    """Raise ImproperlyConfigured if TRUSTACT_REQUIRE_VERIFIED_LAW is set and anything is
    unconfirmed.
    """
    if not settings.REQUIRE_VERIFIED_LAW:
        return
    missing = unconfirmed_entries()
    if missing:
        raise ImproperlyConfigured(
            f"{len(missing)} entries of the law register are unconfirmed;"
            " TRUSTACT_REQUIRE_VERIFIED_LAW asks for all. OPM legal confirms them on screen (Law"
            " register, Confirmation packet); `manage.py law_status` lists them."
        )
