"""Every address and every form, asked of a living server that commits what it does.

A test's own transaction can stand in for one that the program forgot; here there is none, so a
write outside a verb, or a lock outside a transaction, is what it would be in production: an error.
"""

from __future__ import annotations

from random import SystemRandom

import pytest
from django.conf import settings

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.outbox.lanes import Lane
from reports.outbox.nodes import look_around, note_node
from reports.outbox.runner import run_due
from tests.security.addresses import addresses
from tests.security.crawled_place import SECOND, crawled_place
from tests.security.crawler import Browser, Crawl
from tests.security.test_access_matrix import may
from tests.support.passkey import SoftKey

pytestmark = pytest.mark.django_db(transaction=True)
# First whoever does the work of a desk, then whoever may do what is left; nobody for public pages.
ORDER = ("nobody", Role.CLERK.value, Role.CERTIFIER.value, Role.AGENCY_HEAD.value)
# By what may be sent: forms that begin something, then what ends it, then who is signed in; and
# in how many rounds at most.
ROUNDS = ((0, 3), (1, 3), (2, 1))
# Forms that the crawl does not send rightly, each with what it meets. The list may only shrink.
NOT_TAKEN = {
    "account/roles/<uuid:request_id>/confirm/": "nobody asks for a role that waits",
    "desk/detainers/new/<uuid:token>/scan/<uuid:file_id>/drop/": (
        "the draft whose scans were shown is recorded before anything is dropped"
    ),
    "desk/half-years/version/<uuid:submission_id>/answer/<int:position>/": (
        "asks for a line of the draft, which has none"
    ),
    "desk/half-years/version/<uuid:submission_id>/paper/": (
        "asks for the code printed on the draft's certificate, which is not guessed"
    ),
    "desk/imports/<uuid:import_id>/columns/": "the file is imported in the same round",
    "desk/people/<uuid:membership_id>/end/": "OPM ended the role in the same round",
    "opm/editions/<uuid:edition_id>/publish/": "the figures changed since they were checked",
    "opm/office/help-lines/<uuid:entry_id>/languages/<uuid:wording_id>/end/": (
        "its line is ended in the same round"
    ),
    "opm/office/people/<uuid:membership_id>/replace/": "the role is ended in the same round",
    "opm/submissions/<uuid:submission_id>/hand-back/": (
        "whoever took it answers it in the same round"
    ),
}
# About that many were there when this was written; a form that vanishes from its page is noticed.
FORMS = 165
# How many people the long tier is, of all.
SOME = 2


@pytest.fixture
def server(live_server, settings, tmp_path):
    """The address of the running program, with a folder of its own for what it stores."""
    settings.MEDIA_ROOT = tmp_path / "store"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "store")},
        }
    }
    return live_server.url


def routes_of(who: str) -> frozenset[str]:
    """The addresses whose declaration lets this person in."""
    found = addresses()
    if who == "nobody":
        return frozenset(one.route for one in found if one.declaration.access == "public")
    return frozenset(one.route for one in found if may(who.removeprefix(SECOND), one))


def crawled(server: str, *, by_role: bool, most_people: int = 0) -> Crawl:
    """Visit, send, and look at what is new, until nothing is: as everybody, or some by chance."""
    place = crawled_place()
    people = {
        who: Browser(
            who,
            server,
            {name: found.value for name, found in client.cookies.items()},
            may=routes_of(who),
            key=place.keys.get(who),
        )
        for who, client in place.people.items()
    }
    names = list(dict.fromkeys((*ORDER, *people)))
    if most_people:
        names = SystemRandom().sample(names, most_people)
    order = [people[who] for who in names]
    crawl = Crawl(addresses(), place.typed, by_role, place.senders)
    for phase, most in ROUNDS:
        for _ in range(most):
            for browser in order:
                # The crawl does a worker's work; without one the program is not ready.
                note_node(look_around(list(Lane)), at=now())
                crawl.look_around(browser, place.start)
            taken = crawl.send_forms(phase=phase)
            run_due(at=now())
            if not taken:
                break
    sign_in_each_way(crawl, server, place.keys["nobody"])
    return crawl


def sign_in_each_way(crawl: Crawl, server: str, key: SoftKey) -> None:
    """With a key and with a code after the password, and in mid-form after the session ended."""

    def stranger() -> Browser:
        return Browser("nobody", server, {}, may=routes_of("nobody"), key=key)

    for way in range(2):
        browser = stranger()
        crawl.sign_in(browser, browser.get("/signin/"), way=way)
    crawl.resume(stranger(), "/account/password/")


@pytest.mark.sqlite  # the long tier asks both databases
def test_everything_is_shown_and_taken_once_and_nothing_breaks(server):
    crawl = crawled(server, by_role=False)
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False
    assert crawl.broken == []
    # Programs find their addresses in the description of the interface, not on a page.
    pages = {one.route for one in addresses() if one.declaration.access != "token"}
    shown_nowhere = pages - crawl.post_only - crawl.shown()
    assert sorted(shown_nowhere) == []
    forms = {route for route in crawl.forms() if not route.startswith("api/")}
    assert sorted(forms - crawl.taken() - set(NOT_TAKEN)) == [], crawl.why_not()
    assert len(crawl.forms()) >= FORMS


@pytest.mark.long
def test_nothing_breaks_for_people_by_chance(server):
    """Every page of each of them, and every form; others each time, for all take half an hour."""
    crawl = crawled(server, by_role=True, most_people=SOME)
    assert crawl.seen
    assert crawl.broken == []
