"""What is written into an address holds."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from trustact_site.addresses import broker, postgresql, redis_address


def test_every_option_of_the_database_address_holds() -> None:
    found = postgresql(
        "postgresql://us:p%40ss@db1:5432,db2:5433/trustact?sslmode=verify-full"
        "&sslrootcert=/etc/ca.pem&target_session_attrs=read-write&connect_timeout=2"
    )
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("trustact", "us", "p@ss")
    assert (found["HOST"], found["PORT"]) == ("db1,db2", "5432,5433")
    options = found["OPTIONS"]
    assert (options["sslmode"], options["sslrootcert"]) == ("verify-full", "/etc/ca.pem")
    assert (options["target_session_attrs"], options["connect_timeout"]) == ("read-write", "2")


def test_a_short_address_has_time_limits() -> None:
    found = postgresql("postgres:///trustact")
    assert (found["HOST"], found["PORT"], found["USER"]) == ("", "", "")
    assert found["OPTIONS"]["connect_timeout"] == "5"
    assert found["OPTIONS"]["tcp_user_timeout"] == "20000"


@pytest.mark.parametrize(
    "address",
    [
        "mysql://db/trustact",
        "postgresql://db",
        "postgresql://db/trustact?sslmod=verify-full",
        "postgresql://us:p%zz@db/trustact",
    ],
)
def test_what_would_be_lost_stops_the_start_and_gives_no_password_away(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="TRUSTACT_DATABASE_URL") as refused:
        postgresql(address)
    assert "p%zz" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "kept", "for_celery"),
    [
        ("", "", "memory://"),
        ("redis://:pw@cache:6380/3", "redis://:pw@cache:6380/3", "redis://:pw@cache:6380/3"),
        (
            "rediss://cache/1",
            "rediss://cache/1?ssl_cert_reqs=required",
            "rediss://cache/1?ssl_cert_reqs=required",
        ),
        (
            "rediss://cache/1?ssl_cert_reqs=none",
            "rediss://cache/1?ssl_cert_reqs=none",
            "rediss://cache/1?ssl_cert_reqs=none",
        ),
        (
            "unix:///run/redis.sock?db=2",
            "unix:///run/redis.sock?db=2",
            "redis+socket:///run/redis.sock?virtual_host=2",
        ),
    ],
)
def test_an_address_of_redis_holds_for_cache_and_celery(
    address: str, kept: str, for_celery: str
) -> None:
    found = redis_address(address, variable="TRUSTACT_REDIS_URL")
    assert (found, broker(found)) == (kept, for_celery)


def test_an_address_of_something_else_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="TRUSTACT_CACHE_URL"):
        redis_address("amqp://host", variable="TRUSTACT_CACHE_URL")
