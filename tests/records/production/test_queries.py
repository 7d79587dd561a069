"""Productions are found by whoever sees the record, and by nobody else."""

from __future__ import annotations

from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import NotFound
from reports.law.moments import local_day
from reports.records.production.actions import Stated, ask_for_production
from reports.records.production.queries import get_attachment, get_production, productions_of
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
ON = local_day(make.NOW)


@pytest.fixture
def asked(paper, clerk):
    stated = Stated("court", "Superior Court, docket 1", "A motion")
    return ask_for_production(
        attachment=paper, stated=stated, form_token=uuid4(), by=clerk, at=make.NOW
    )


def test_ones_own_agency_finds_them(asked, paper, head):
    assert get_production(head, asked.pk, on=ON) == asked
    assert get_attachment(head, paper.pk, on=ON) == paper
    assert productions_of(paper.detainer) == [asked]


def test_another_agency_finds_nothing(asked, paper):
    other = person(Role.AGENCY_HEAD, at_agency=agency("avon"))
    with pytest.raises(NotFound):
        get_production(other, asked.pk, on=ON)
    with pytest.raises(NotFound):
        get_attachment(other, paper.pk, on=ON)


def test_what_is_not_there_is_not_found(clerk):
    with pytest.raises(NotFound):
        get_production(clerk, uuid4(), on=ON)
