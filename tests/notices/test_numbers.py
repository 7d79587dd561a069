"""Numbers without gap or duplicate, whoever takes them and whatever fails."""

from __future__ import annotations

import threading

import pytest
from django.db import connections, transaction

from reports.notices.actions.issue import take_number
from reports.notices.models import NoticeCounter
from tests.factories.detainers import NOW, detainer
from tests.factories.people import agency

WRITERS, ACTS = 6, 20


@pytest.mark.django_db
def test_a_step_that_fails_gives_its_number_back():
    place = agency()
    assert take_number(place, at=NOW) == (2026, 1)
    with transaction.atomic():
        take_number(place, at=NOW)
        transaction.set_rollback(True)
    assert take_number(place, at=NOW) == (2026, 2)


@pytest.mark.django_db
def test_each_agency_and_year_counts_for_itself():
    assert take_number(agency("hartford"), at=NOW) == (2026, 1)
    assert take_number(agency("new-haven"), at=NOW) == (2026, 1)
    assert take_number(agency("hartford"), at=NOW.replace(year=2027)) == (2027, 1)


@pytest.mark.django_db
def test_codes_differ_and_numbers_follow_each_other():
    letters = [detainer().notices.get() for _ in range(5)]
    assert sorted(letter.sequence for letter in letters) == [1, 2, 3, 4, 5]
    assert len({letter.code for letter in letters}) == 5


def _take(place, taken: list[int]) -> None:
    try:
        for act in range(ACTS):
            with transaction.atomic():
                number = take_number(place, at=NOW)[1]
                if act % 5 == 4:
                    transaction.set_rollback(True)
            if act % 5 != 4:
                taken.append(number)
    finally:
        connections.close_all()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_many_at_once_take_each_number_once():
    place, taken = agency(), []
    threads = [threading.Thread(target=_take, args=(place, taken)) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, WRITERS * ACTS * 4 // 5 + 1))
    assert NoticeCounter.objects.get().last == len(taken)
