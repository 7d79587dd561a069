"""Every address, as everybody, by every method: one's own, another agency's and one that does not
exist.

Another agency's object is answered exactly like a missing one, and nothing of it changes; whoever
lacks the permission that an address declares is refused; nobody is let in without signing in.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from reports.accounts.roles import DELEGATE_PERMISSIONS, ROLES, Permission, Role
from reports.audit.models import ChainHead
from tests.security.addresses import Address, addresses
from tests.security.places import OPM_ROLES, Place, browsers, busy_place
from tests.security.visits import Visit, ask, told, visit

pytestmark = pytest.mark.django_db
WHO = ("nobody", *(role.value for role in Role), "delegate")
SIGNED_IN = WHO[1:]
MOST_QUERIES = 12
# OPM's pages that lay whole half-years side by side. However many lines there are, it is no more
# than this.
# What waits for somebody is asked of each room that knows, so the first pages and the hand-over ask
# more; the number does not grow with the records (`tests/web/desk/test_pages.py`).
MORE_QUERIES = {
    "desk/": 28,
    "desk/people/hand-over/": 30,
    "opm/": 15,
    # Each lane of work is asked for its oldest and its numbers.
    "opm/operations/": 14,
    # A person's page shows its versions, its records of three kinds, and who may be the same.
    "desk/persons/<uuid:person_id>/": 17,
    # The findings, the orders of a court and OPM's list of reasons.
    "desk/detainers/<uuid:detainer_id>/decide/": 13,
    "opm/submissions/<uuid:submission_id>/": 14,
    "opm/editions/cost/": 14,
}
USUAL, UNUSUAL = ("GET", "POST"), ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
STAFF = [found for found in addresses() if found.declaration.access != "public"]
# The agency's own desk. What stands under opm/ is the state's, not another agency's.
OF_AN_AGENCY = [
    found for found in STAFF if found.names_something and found.route.startswith("desk/")
]


@pytest.fixture(scope="module")
def two_desks(django_db_setup, django_db_blocker):
    """Built once and rolled back at the end; no test changes it."""
    with django_db_blocker.unblock(), transaction.atomic():
        own, other = busy_place("hartford"), busy_place("bristol")
        yield own, other, browsers(own.agency), {}
        transaction.set_rollback(True)


@pytest.fixture
def own(two_desks) -> Place:
    return two_desks[0]


@pytest.fixture
def other(two_desks) -> Place:
    return two_desks[1]


@pytest.fixture
def browser(two_desks, who) -> Client:
    return two_desks[2][who]


def permissions_of(who: str) -> frozenset[Permission]:
    if who == "delegate":
        return ROLES[Role.CLERK].permissions | DELEGATE_PERMISSIONS
    return ROLES[Role(who)].permissions


def may(who: str, address: Address) -> bool:
    """Whether the declaration lets this person in at all."""
    needed = address.declaration.permissions
    return not needed or bool(permissions_of(who) & set(needed))


def leaks(browser: Client, methods: tuple[str, ...], other: Place) -> list[str]:
    """Addresses that answer another agency's object otherwise than a missing one, or let it in."""
    found, nowhere = [], {"code": "no-such-place"}
    for address in OF_AN_AGENCY:
        theirs, missing = address.filled(other.values), address.filled(nowhere)
        for method in methods:
            answers = [told(ask(browser, method, path), path) for path in (theirs, missing)]
            if answers[0] != answers[1] or answers[0][0] not in {302, 401, 403, 404, 405}:
                found.append(f"{method} {address.route}: {answers[0][0]} beside {answers[1][0]}")
    return found


@pytest.mark.sqlite  # which database answers makes no difference to who is answered
@pytest.mark.parametrize("who", WHO)
def test_what_belongs_to_another_agency_does_not_exist(browser, other, who):
    before = dict(ChainHead.objects.values_list("chain", "hash"))
    assert leaks(browser, USUAL, other) == []
    assert ChainHead.objects.get(chain=other.agency.code).hash == before[other.agency.code]


@pytest.mark.long
@pytest.mark.parametrize("who", WHO)
def test_no_other_method_finds_it_either(browser, other, who):
    assert leaks(browser, UNUSUAL, other) == []


@pytest.fixture
def visits(two_desks, browser, own, who) -> list[Visit]:
    """Every address of staff as this person, by both usual methods, over their own agency's
    record.
    """
    kept: dict[str, list[Visit]] = two_desks[3]
    if who not in kept:
        asked = [(method, address) for address in STAFF for method in USUAL]
        kept[who] = [
            visit(browser, method, address, address.filled(own.values)) for method, address in asked
        ]
    return kept[who]


@pytest.mark.parametrize("who", SIGNED_IN)
def test_each_address_asks_for_the_permission_it_declares(visits, who):
    assert [str(seen) for seen in visits if not may(who, seen.address) and seen.status != 403] == []
    assert [str(seen) for seen in visits if seen.status >= 500] == []


def test_nobody_gets_past_the_door(two_desks, own):
    browser, past = two_desks[2]["nobody"], []
    for address in STAFF:
        for method in (*USUAL, *UNUSUAL):
            answer = ask(browser, method, address.filled(own.values))
            to_the_door = answer.headers.get("Location", "").startswith(reverse("account_login"))
            if not (answer.status_code == 302 and to_the_door) and answer.status_code not in {
                401,
                403,
                405,
            }:
                past.append(f"{method} {address.route}: {answer.status_code}")
    assert past == []


@pytest.mark.parametrize("who", SIGNED_IN)
def test_no_page_shows_a_name_to_whoever_may_not_see_it(visits, own, other, who):
    sees_names = Permission.VIEW_PERSON in permissions_of(who)
    assert [str(seen) for seen in visits if other.secret.encode() in seen.body] == []
    assert [
        str(seen) for seen in visits if not sees_names and own.secret.encode() in seen.body
    ] == []


@pytest.mark.parametrize("who", SIGNED_IN)
def test_no_page_takes_more_than_its_queries(visits, who):
    pages = [seen for seen in visits if seen.method == "GET" and seen.status == 200]
    taken = [(seen.address.route, len(seen.queries)) for seen in pages]
    assert [found for found in taken if found[1] > MORE_QUERIES.get(found[0], MOST_QUERIES)] == []


def test_opm_holds_no_permission_over_names():
    assert all(Permission.VIEW_PERSON not in ROLES[role].permissions for role in OPM_ROLES)
