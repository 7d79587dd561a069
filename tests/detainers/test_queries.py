"""What is not yours does not exist, whichever row of a record is asked for."""

from __future__ import annotations

from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import NotFound
from reports.detainers import queries
from reports.detainers.actions.court_orders import CourtOrderValues, record_court_order
from reports.detainers.models import Conviction, Detainer
from reports.detainers.status import DetainerStatus
from reports.law.moments import local_day
from tests.factories.detainers import NOW, decided, detainer
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
TODAY = local_day(NOW)


@pytest.fixture
def item() -> Detainer:
    found = detainer()
    decided(found)
    order = CourtOrderValues(citation="D. Conn. 3:26-cv-1", says="No hold.", from_on=TODAY)
    record_court_order(detainer=found, values=order, by=person(Role.CLERK), at=NOW)
    return found


def rows_of(item: Detainer) -> list[tuple]:
    return [
        (queries.get_detainer, item.pk),
        (queries.get_head_review, item.reviews.get().pk),
        (queries.get_decision, item.decisions.get().pk),
        (queries.get_court_order, item.court_orders.get().pk),
        (queries.get_conviction, Conviction.objects.filter(detainer=item).get().pk),
        (queries.get_detainer_of_form, item.form_token),
    ]


def test_a_row_of_ones_own_agency_is_found(item):
    clerk = person(Role.CLERK)
    for getter, key in rows_of(item):
        assert getter(clerk, key, on=TODAY) is not None


@pytest.mark.parametrize("role", [Role.CLERK, Role.OPM_ADMIN])
def test_of_another_agency_nothing_exists(item, role):
    bristol = agency("bristol") if role == Role.CLERK else None
    stranger = person(role, at_agency=bristol, email="stranger@example.org")
    for getter, key in rows_of(item):
        for wanted in (key, uuid4()):
            with pytest.raises(NotFound):
                getter(stranger, wanted, on=TODAY)


def test_the_list_is_in_the_order_asked_for(item):
    later = detainer()
    assert list(queries.list_detainers(agency(), sort="number")) == [item, later]
    assert list(queries.list_detainers(agency(), sort="-number")) == [later, item]
    assert set(queries.list_detainers(agency(), sort="'; drop")) == {item, later}


def test_everybody_asked_for_has_a_list(item):
    stranger = uuid4()
    found = queries.detainers_by_person(agency(), [item.person_id, stranger])
    assert found == {item.person_id: [item], stranger: []}


def test_the_lines_of_decisions_come_latest_first(item):
    (decision,) = item.decisions.all()
    lines = queries.decision_lines(item)
    assert {line.decision_id for line in lines} == {decision.pk}
    assert [line.position for line in lines] == sorted(line.position for line in lines)
    assert queries.decision_lines(detainer()) == []


def test_other_open_requests_are_of_the_same_person_and_agency(item):
    beside, stranger = detainer(), detainer()
    Detainer.objects.filter(pk=beside.pk).update(person=item.person)
    assert queries.other_open(item) == [beside]
    assert queries.other_open(stranger) == []
    Detainer.objects.filter(pk=beside.pk).update(status=DetainerStatus.CLOSED)
    assert queries.other_open(item) == []
