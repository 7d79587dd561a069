"""What a draft shows, what it withholds, and what keeps a whole record back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reports.accounts.roles import Role
from reports.detainers.actions.court_orders import CourtOrderValues, record_court_order
from reports.detainers.actions.erasures import erase_conviction
from reports.exports.public_records.contents import bundle_of
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 3)


def drafted(**days):
    chosen = {"starts_on": FIRST, "ends_on": LAST, **days}
    return bundle_of(agency(), at=make.NOW + timedelta(days=1), **chosen)


def test_the_elements_are_counted_and_each_part_has_its_values():
    item = make.detainer()
    make.decided(item)
    make.access(detainer=item, minutes_spent=25, cost_cents=1250)
    bundle = drafted()
    assert (bundle.elements.individuals, bundle.elements.accesses) == (1, 1)
    assert (bundle.elements.minutes, bundle.elements.cost_cents) == (25, 1250)
    (entry,) = bundle.entries
    titles = [part.title for part in entry.parts]
    assert {"Request", "Person", "Decision", "Decision on one action", "ICE access"} <= set(titles)
    shown = {line.label: line.value for part in entry.parts for line in part.shown}
    assert shown["Purposes"] == "hold; notify release"
    assert "Family name" not in shown


def test_only_the_days_asked_for():
    make.detainer()
    assert drafted(starts_on=date(2026, 3, 3)).entries == []
    assert drafted(ends_on=date(2026, 3, 1)).entries == []


def test_a_childs_record_waits_for_counsel():
    make.detainer(person=make.person_values(date_of_birth=date(2012, 1, 1)), convictions=())
    (entry,) = drafted().entries
    assert (entry.whole.citation, entry.parts) == ("46b-124", [])


def test_a_record_under_a_courts_order_waits_for_counsel():
    item = make.detainer()
    order = CourtOrderValues(citation="D. Conn. 3:26-cv-1", says="None.", from_on=FIRST)
    record_court_order(detainer=item, values=order, by=item.entered_by, at=make.NOW)
    (entry,) = drafted().entries
    assert "court order" in entry.whole.why
    assert [line.record for line in entry.withheld] == [item.reference]


def test_an_erased_conviction_leaves_no_trace():
    item = make.detainer()
    before = drafted().entries
    head = person(Role.AGENCY_HEAD, email="h@hartford.example")
    erase_conviction(conviction=item.convictions.get(), by=head, at=make.NOW)
    assert drafted().entries == before
