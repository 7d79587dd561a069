"""The demo is a living system: every status and outcome is somewhere in it, and everybody finds
work waiting.
"""

from __future__ import annotations

import pytest
from django.db.models import Count

from reports.accounts.models import Agency
from reports.accounts.roles import Role
from reports.audit.verification import verify
from reports.core.clock import now, today
from reports.demo.accounts import ACCOUNTS
from reports.demo.seed import build
from reports.detainers.models import CustodyEvent, Decision, DecisionLine, Detainer, HeadReview
from reports.detainers.status import DetainerStatus
from reports.detainers.vocabulary import CustodyOutcome, Relation
from reports.law.half_years import HalfYear
from reports.law.moments import local_day
from reports.notices.models import Notice
from reports.records.agreement.queries import disagreeing
from reports.submissions.models import ReportingPeriod
from tests.notices.spoken import spoken_text

pytestmark = [pytest.mark.long, pytest.mark.django_db]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this module, and rolled back."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        build(at=now())
        yield
        transaction.set_rollback(True)


def kinds(rows, name) -> set[str]:
    return set(rows.values_list(name, flat=True))


def test_every_status_outcome_and_relation_is_there(demo):
    assert kinds(Detainer.objects.all(), "status") == set(DetainerStatus.values)
    assert kinds(Detainer.objects.all(), "outcome") == {"", *CustodyOutcome.values} - {
        CustodyOutcome.STILL_HELD
    }
    assert CustodyEvent.objects.filter(kind=CustodyOutcome.STILL_HELD).exists()
    assert kinds(Detainer.objects.all(), "relation") == {"", *Relation.values}
    assert kinds(Notice.objects.all(), "kind") == {"N1", "N1I", "N1X", "N2", "N2C"}
    assert "voided" in kinds(Notice.objects.all(), "status")


def test_what_is_rare_is_there_once(demo):
    assert Decision.objects.filter(is_departure=True, counsel_consulted=True).exists()
    assert Detainer.objects.filter(court_orders__isnull=False).exists()
    assert HeadReview.objects.to_confirm_by(
        Decision.objects.filter(is_departure=True).get().decided_by
    ).exists()
    assert Detainer.objects.filter(
        verification="none", status__in=["awaiting_review", "awaiting_decision"]
    ).exists()
    two_at_once = (
        Detainer.objects.still_open()
        .values("person")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
    )
    assert two_at_once.exists()


def test_stories_that_go_wrong_in_life_are_there(demo):
    letters = [row.words for row in Notice.objects.with_content().filter(kind="N1I").live()]
    texts = [spoken_text(words, lang="en") for words in letters]
    reversed_ = [text for text in texts if "This answer has changed" in text]
    assert any("when you will be let go." in text for text in reversed_)
    assert Notice.objects.live().filter(stale_because="record_corrected").exists()


def test_every_agency_has_a_heading_for_its_letters(demo):
    assert not Agency.objects.filter(address="").exists()
    assert not Agency.objects.filter(phone="").exists()


def test_refusals_are_far_more_common_than_access(demo):
    declined = DecisionLine.objects.filter(choice="decline").count()
    assert declined > 3 * DecisionLine.objects.filter(choice="comply").count()


def test_all_agencies_and_six_half_years_are_there(demo):
    assert Agency.objects.count() > 95
    running = HalfYear.of(today())
    assert len({*kinds(ReportingPeriod.objects.all(), "half_year"), running.code}) >= 6
    assert any(
        HalfYear.of(local_day(at)) == running for at in kinds(Detainer.objects.all(), "received_at")
    )


def test_nothing_in_it_disagrees(demo):
    found = [part.sentence for _, parts in disagreeing(None, at=now()) for part in parts]
    assert found == []


def test_each_role_can_be_tried(demo):
    assert {account.role for account in ACCOUNTS} == set(Role)


def test_its_trail_is_whole(demo):
    from django.db import connection

    assert verify(connection).problems == ()
