"""Notices and what hangs on them are found by whoever may see the agency's records, and by nobody
else.
"""

from __future__ import annotations

from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import NotFound
from reports.law.moments import local_day
from reports.notices import queries
from reports.notices.actions.links import create_link, hash_of, token_of, withdraw_link
from reports.notices.actions.print import mark_printed, start_print_job
from reports.notices.actions.reserve_numbers import discard_number, reserve_numbers
from reports.notices.models import Notice
from reports.notices.printing import queries as print_queries
from reports.outbox.runner import run_due
from tests.factories.detainers import NOW, detainer
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
TODAY = local_day(NOW)


@pytest.fixture
def notice() -> Notice:
    item = detainer()
    run_due(at=NOW)
    return Notice.objects.select_related("agency", "detainer__person").get(detainer=item)


@pytest.fixture
def stranger():
    return person(Role.CLERK, at_agency=agency("bristol"), email="stranger@example.org")


def test_another_agencys_notice_does_not_exist(notice, stranger):
    assert queries.get_notice(person(Role.CLERK), notice.pk, on=TODAY) == notice
    with pytest.raises(NotFound):
        queries.get_notice(stranger, notice.pk, on=TODAY)


def test_what_hangs_on_a_notice_is_found_by_that_notice_only(notice):
    for getter in (queries.get_service, queries.get_enclosure, queries.get_link):
        with pytest.raises(NotFound):
            getter(notice, uuid4())


def test_a_link_opens_nothing_once_it_is_withdrawn(notice):
    clerk = person(Role.CLERK)
    link = create_link(
        notice=notice, recipient="attorney", address="a@firm.example", by=clerk, at=NOW
    )
    assert queries.get_link(notice, link.pk) == link
    assert queries.find_open_link(hash_of(token_of(link.pk)), at=NOW) == link
    withdraw_link(link=link, by=clerk, at=NOW)
    assert queries.find_open_link(hash_of(token_of(link.pk)), at=NOW) is None


def test_a_print_job_counts_what_came_out(notice, stranger):
    clerk = person(Role.CLERK)
    job = start_print_job(
        agency=agency(), notices=queries.waiting_notices(agency()), by=clerk, at=NOW
    )
    assert print_queries.get_print_job(clerk, job.pk, on=TODAY) == job
    with pytest.raises(NotFound):
        print_queries.get_print_job(stranger, job.pk, on=TODAY)
    assert print_queries.unprinted(job, at_most=40) == {1: notice.pk}
    mark_printed(job=job, through=1, by=clerk, at=NOW)
    found = print_queries.list_print_jobs(agency())
    assert [(row.job, row.items, row.printed) for row in found] == [(job, 1, 1)]
    assert print_queries.unprinted(job, at_most=40) == {}


def test_a_spoiled_number_is_not_free():
    clerk = person(Role.CLERK)
    reserve_numbers(agency=agency(), count=2, by=clerk, at=NOW)
    first, second = queries.free_numbers(agency())
    discard_number(number=first, by=clerk, at=NOW)
    assert queries.free_numbers(agency()) == [second]
    assert [row.is_free for row in queries.reserved_numbers_of(agency())] == [True, False]
    with pytest.raises(NotFound):
        queries.get_reserved_number(agency("bristol"), second.pk)
