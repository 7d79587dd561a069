"""Addresses of the database and of Redis, read whole: what an operator writes into them holds, or
the program does not start.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured

# What holds where the address says nothing else: no call waits for ever. A server that vanished is
# noticed by the keepalives, one that no longer acknowledges by the user timeout.
POSTGRESQL_DEFAULTS = {
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}


def postgresql(address: str) -> dict[str, Any]:
    """Django's settings for a connection address of PostgreSQL, several hosts and every option of
    libpq included. Raises ImproperlyConfigured.
    """
    from psycopg import Error
    from psycopg.conninfo import conninfo_to_dict

    if urlsplit(address).scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(
            "TRUSTACT_DATABASE_URL must start with postgresql://, or be empty for SQLite."
        )
    try:
        given = dict(conninfo_to_dict(address))
    except Error as error:
        raise ImproperlyConfigured(
            "TRUSTACT_DATABASE_URL is not an address that PostgreSQL understands. Write"
            " postgresql://user:password@host:port/name?sslmode=verify-full, with special"
            " characters of the password percent-encoded."
        ) from error
    if not given.get("dbname"):
        raise ImproperlyConfigured("TRUSTACT_DATABASE_URL names no database after the host.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname"),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        "OPTIONS": {**POSTGRESQL_DEFAULTS, **given},
    }


def redis_address(address: str, *, variable: str) -> str:
    """The address, with certificates checked where it is over TLS and says nothing of them. Raises
    ImproperlyConfigured.
    """
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured(f"{variable} must start with redis://, rediss:// or unix://.")
    if parts.scheme == "rediss" and "ssl_cert_reqs" not in parse_qs(parts.query):
        return f"{address}{'&' if parts.query else '?'}ssl_cert_reqs=required"
    return address


def broker(address: str) -> str:
    """The same address as Celery writes it, which names a unix socket in its own way; without one
    there is no broker.
    """
    if address.startswith("unix://"):
        return address.replace("unix://", "redis+socket://", 1).replace("db=", "virtual_host=", 1)
    return address or "memory://"
