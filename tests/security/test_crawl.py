"""Every address and every form, asked of a living server that commits what it does.

A test's own transaction can stand in for one that the program forgot; here there is none, so a
write outside a verb, or a lock outside a transaction, is what it would be in production: an error.
"""

from __future__ import annotations

import pytest
from django.conf import settings

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.outbox.runner import run_due
from tests.security.addresses import addresses
from tests.security.crawler import Browser, Crawl
from tests.security.places import browsers, busy_place
from tests.security.test_access_matrix import may

pytestmark = pytest.mark.django_db(transaction=True)
# First whoever does the work of a desk, then whoever may do what is left; nobody for public pages.
ORDER = ("nobody", Role.CLERK.value, Role.CERTIFIER.value, Role.AGENCY_HEAD.value)
ROUNDS = 3


@pytest.fixture
def server(live_server):
    """The address of the running program."""
    return live_server.url


def routes_of(who: str) -> frozenset[str]:
    """The addresses whose declaration lets this person in."""
    found = addresses()
    if who == "nobody":
        return frozenset(one.route for one in found if one.declaration.access == "public")
    return frozenset(one.route for one in found if may(who, one))


def crawled(server: str, *, by_role: bool) -> Crawl:
    """Visit, send, and look at what is new, until nothing is."""
    place = busy_place("hartford")
    run_due(at=now())
    people = {
        who: Browser(
            who,
            server,
            {name: found.value for name, found in client.cookies.items()},
            may=routes_of(who),
        )
        for who, client in browsers(place.agency).items()
    }
    order = [*ORDER, *(who for who in people if who not in ORDER)]
    crawl, asked = Crawl(), addresses()
    for _ in range(ROUNDS):
        for who in order:
            todo = [address.filled(place.values) for address in asked]
            while todo:
                answer = crawl.visit(people[who], todo.pop(), by_role=by_role)
                if answer is not None and answer.is_page:
                    todo.extend(answer.links())
        crawl.send_forms(by_role=by_role)
        run_due(at=now())
    return crawl


def test_nothing_breaks_with_real_commits(server):
    crawl = crawled(server, by_role=False)
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False
    assert crawl.broken == []


@pytest.mark.long
def test_nothing_breaks_for_anybody(server):
    assert crawled(server, by_role=True).broken == []
