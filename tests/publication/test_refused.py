"""An edition that would expose somebody is refused, and the refusal itself tells nobody who may not
know.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.messaging.models import Message
from reports.publication.actions.external_figures import record_external_figure
from reports.publication.actions.propose import approve, propose
from reports.publication.actions.scheduled_release import publish_released, release
from reports.publication.content.suppression_pattern import thaw
from reports.publication.exceptions import AuditFails
from reports.publication.figures.cells import EVENTS, Cell
from reports.publication.models.editions import Edition
from tests.factories.people import agency, person
from tests.publication.stored import AT, ON, office, published

REFUSED = "The disclosure audit fails"


def make_known() -> Cell:
    """The total and all withheld towns of the first edition but one become known; returns that
    one.
    """
    edition = Edition.objects.get(number=1)
    entries = thaw(edition.pattern).entries
    towns = [e for c, e in entries.items() if e.withheld and not c.statewide and not e.apart]
    left, *others = sorted(towns, key=lambda entry: entry.value)
    others.append(entries[Cell(EVENTS, left.cell.period)])
    *_, legal = office()
    record_external_figure(
        cells={entry.cell: entry.value for entry in others},
        source="A letter of March 1",
        by=legal,
        at=AT,
        on=ON,
    )
    return left.cell


@pytest.fixture
def exposed(stored_world) -> Cell:
    """A withheld town whose withheld neighbours are known."""
    published()
    return make_known()


def test_the_publisher_reads_what_would_leak_and_not_how_much(exposed, client):
    publisher, *_ = office()
    client.force_login(publisher)
    page = client.post("/opm/editions/propose/", {"half_year": "2025H2"}).content.decode()
    assert REFUSED in page
    assert f"{exposed.unit} {exposed.period}, {exposed.agency}, total (by anyone)" in page
    assert "Ways out" in page


def test_nobody_else_learns_of_it(exposed, client):
    with pytest.raises(AuditFails):
        published("2025H2", at=AT + timedelta(hours=1))
    for role, code in ((Role.AGENCY_HEAD, exposed.agency), (Role.CLERK, "a01")):
        client.force_login(person(role, at_agency=agency(code)))
        answer = client.post("/opm/editions/propose/", {"half_year": "2025H2"})
        assert answer.status_code in (403, 404)
        assert REFUSED not in answer.content.decode()
    client.logout()
    for address in ("/", "/data/", "/data/editions/1/", "/method/", "/api/public/v1/editions"):
        assert "give away" not in client.get(address).content.decode()
    assert not any(
        "give away" in str(vars(row)) for row in (*AuditEntry.objects.all(), *Message.objects.all())
    )
    assert not any("give away" in message.body for message in mail.outbox)


def test_an_edition_held_back_at_its_hour_says_why_to_the_office_alone(
    stored_world, client, settings
):
    """What is written for publishers stands on the edition's own page; messages only point
    there.
    """
    settings.PUBLICATION_HOUR = 10
    published()
    publisher, one, two, _ = office()
    edition = propose(half_year="2025H2", by=publisher, at=AT, on=ON)
    for checker in (one, two):
        approve(edition=edition, by=checker, at=AT, on=ON, on_screen=True)
    release(edition=edition, by=publisher, at=AT, on=ON)
    town = make_known()
    publish_released(edition.pk, at=AT + timedelta(days=1))
    edition.refresh_from_db()
    assert edition.status == "proposed"
    assert "It would give away" in edition.on_hold_reason
    assert not any(
        "give away" in str(vars(row)) for row in (*AuditEntry.objects.all(), *Message.objects.all())
    )
    client.force_login(person(Role.AGENCY_HEAD, at_agency=agency(town.agency)))
    assert client.get(f"/opm/editions/{edition.pk}/").status_code in (403, 404)
    assert "give away" not in client.get(f"/desk/previews/{town.agency}/").content.decode()
