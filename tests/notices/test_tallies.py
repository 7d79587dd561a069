"""Letters owed, late and handed over, counted by agency and half-year without a name."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from reports.law.half_years import HalfYear
from reports.notices.actions.render import render_notice
from reports.notices.actions.serve import ServiceValues, record_service
from reports.notices.actions.void import void_notice
from reports.notices.cases import owed_notices
from reports.notices.counts import NoticeCounts, notice_counts
from reports.notices.models import Notice
from reports.notices.owed import LATE_AFTER
from reports.notices.queries import register
from tests.factories.detainers import NOW, access, decided, detainer
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def only(**which) -> NoticeCounts:
    (found,) = notice_counts(**which)
    return found


def hand_over(notice: Notice, *, at: datetime) -> None:
    render_notice(notice_id=notice.pk, at=at)
    notice.refresh_from_db()
    clerk = person("clerk", at_agency=notice.agency)
    values = ServiceValues(
        happened_at=at, how="in_person", outcome="served", handed_over_by="A. Clerk"
    )
    record_service(notice=notice, values=values, by=clerk, at=at)


def test_a_letter_is_counted_where_it_stands():
    item = detainer(at=NOW)
    decided(item, at=LATER)
    first = item.notices.get(kind="N1")
    found = only(at=LATER)
    assert (found.agency_id, found.half_year) == (item.agency_id, HalfYear.parse("2026H1"))
    assert (found.all, found.to_hand_over, found.late, found.served) == (2, 2, 0, 0)
    hand_over(first, at=LATER)
    assert (only(at=LATER).served, only(at=LATER).served_late, only(at=LATER).to_hand_over) == (
        1,
        0,
        1,
    )
    assert only(at=LATER + LATE_AFTER + timedelta(seconds=1)).late == 1


def test_handed_over_past_the_clock_stays_visible():
    hand_over(detainer(at=NOW).notices.get(), at=NOW + LATE_AFTER + timedelta(minutes=5))
    found = only(at=NOW + timedelta(days=9))
    assert (found.served, found.served_late, found.late) == (1, 1, 0)


def test_what_is_owed_and_not_made_is_counted_like_the_register():
    item = detainer(at=NOW)
    access(detainer=item, at=NOW)
    head = person("agency_head", at_agency=item.agency)
    void_notice(notice=item.notices.get(kind="N1"), reason="Wrong", by=head, at=LATER)
    at = LATER + timedelta(days=3)
    lines = register(item.agency, at=at)
    found = only(at=at)
    assert found.not_made == len(owed_notices(item.agency, at=at)) > 0
    assert found.not_made + found.to_hand_over == len(lines)
    assert found.late == sum(line.is_late for line in lines)
    assert {line.owed_at for line in owed_notices(None, at=at)} == {
        line.owed_at for line in owed_notices(item.agency, at=at)
    }


def test_agencies_are_counted_apart_and_a_sandbox_not_at_all():
    mine, theirs, trial = (
        detainer(),
        detainer(agency=agency("bristol")),
        detainer(agency=agency("avon", is_sandbox=True)),
    )
    assert {found.agency_id for found in notice_counts(at=LATER)} == {
        mine.agency_id,
        theirs.agency_id,
    }
    assert only(at=LATER, agency=mine.agency).all == 1
    assert notice_counts(at=LATER, agency=trial.agency) == []


def test_half_years_turn_at_connecticuts_midnight():
    zone = ZoneInfo("America/New_York")
    old = detainer(at=datetime(2026, 7, 1, 0, 50, tzinfo=zone))  # received an hour before
    detainer(at=datetime(2026, 7, 1, 1, 10, tzinfo=zone))
    assert [str(found.half_year) for found in notice_counts(at=LATER, agency=old.agency)] == [
        "2026H2",
        "2026H1",
    ]


def test_counting_asks_a_few_questions_however_many_letters_there_are(
    django_assert_max_num_queries,
):
    for _ in range(4):
        decided(detainer(at=NOW), at=LATER)
    with django_assert_max_num_queries(8):
        notice_counts(at=LATER)
