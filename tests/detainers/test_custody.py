"""One answer to whether a hold past release rests on anything, and to which clocks run."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.detainers.custody import (
    KEEPS_THE_PERSON,
    SUPPORTING,
    WARN_BEFORE,
    clock_runs,
    custody_of,
    hold_is_supported,
)
from reports.detainers.models import Detainer
from reports.detainers.status import OPEN, DetainerStatus
from reports.law.clocks import NOTICE_BEFORE_RELEASE, ReleaseState, hold_limit, notify_release_by
from reports.law.findings import Assessment, Finding
from reports.law.moments import parse_local
from reports.law.vocabulary import Outcome
from reports.workflow.custody_alerts import send_custody_warnings
from tests.factories import detainers as make
from tests.factories.people import person
from tests.web.desk import typing

NOW = parse_local("2026-03-02", "10:00")
SECOND = timedelta(seconds=1)


def found(**outcomes: Outcome) -> Assessment:
    """Findings with these outcomes, by requested action."""
    findings = tuple(
        Finding(purpose, outcome, "a rule", "54-192h(b)(1)(A)", "because")
        for purpose, outcome in outcomes.items()
    )
    return Assessment(date(2026, 3, 2), "2025", True, True, (), findings, ())


def held(due: datetime | None, **changes: object) -> Detainer:
    values = {"status": DetainerStatus.DECIDED, "in_custody": True, "release_due_at": due}
    return Detainer(**values | changes)


PROHIBITED = found(hold=Outcome.PROHIBITED, notify_release=Outcome.UNSETTLED)


@pytest.mark.parametrize("purpose", sorted(KEEPS_THE_PERSON))
@pytest.mark.parametrize("outcome", Outcome)
def test_only_a_finding_that_does_not_prohibit_keeping_the_person_supports_a_hold(purpose, outcome):
    assert hold_is_supported(found(**{purpose: outcome})) == (outcome in SUPPORTING)
    beside = found(interview=Outcome.REQUIRED, **{purpose: outcome})
    assert hold_is_supported(beside) == (outcome in SUPPORTING)


def test_nothing_else_supports_a_hold():
    assert not hold_is_supported(found(notify_release=Outcome.NOT_PROHIBITED))
    assert not hold_is_supported(found())
    assert not custody_of(held(NOW), None, NOW).is_supported


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (timedelta(hours=48) + SECOND, ReleaseState.RUNNING),
        (timedelta(hours=48), ReleaseState.SOON),
        (timedelta(), ReleaseState.SOON),
        (-SECOND, ReleaseState.OVERDUE),
    ],
)
def test_a_release_is_near_for_two_days_and_overdue_once_its_moment_has_passed(left, state):
    assert custody_of(held(NOW + left), PROHIBITED, NOW).state is state


@pytest.mark.parametrize("status", DetainerStatus)
def test_the_clock_runs_for_open_detainers_of_people_in_custody_only(status):
    custody = custody_of(held(NOW, status=status), PROHIBITED, NOW)
    assert (custody.release_due_at == NOW) == (status in OPEN)
    assert (custody.state is not ReleaseState.NONE) == (status in OPEN)
    assert custody.warn_now == (status in OPEN)


@pytest.mark.parametrize("stopped", [{"in_custody": False}, {"release_due_at": None}])
def test_without_custody_or_a_release_nothing_runs(stopped):
    item = held(NOW, **stopped)
    custody = custody_of(item, found(hold=Outcome.NOT_PROHIBITED), NOW)
    assert (custody.release_due_at, custody.limit, custody.notify_by) == (None, None, None)
    assert custody.state is ReleaseState.NONE
    assert not custody.warn_now
    assert custody.is_supported


def test_the_desk_is_warned_within_the_hours_set_and_only_without_support():
    due = NOW + WARN_BEFORE
    assert custody_of(held(due), PROHIBITED, NOW).warn_now
    assert not custody_of(held(due + SECOND), PROHIBITED, NOW).warn_now
    assert not custody_of(held(due), found(hold=Outcome.NOT_PROHIBITED), NOW).warn_now
    assert custody_of(held(NOW - SECOND), None, NOW).warn_now


@pytest.mark.parametrize("outcome", Outcome)
def test_a_hold_has_a_limit_where_it_is_not_prohibited(outcome):
    limit = custody_of(held(NOW), found(hold=outcome), NOW).limit
    assert limit == (hold_limit(NOW) if outcome in SUPPORTING else None)


def test_a_transfer_that_is_not_prohibited_gives_the_hold_no_limit():
    custody = custody_of(held(NOW), found(transfer=Outcome.NOT_PROHIBITED), NOW)
    assert (custody.is_supported, custody.limit) == (True, None)


@pytest.mark.parametrize("outcome", Outcome)
def test_the_forms_wish_to_be_told_is_named_where_telling_is_not_prohibited(outcome):
    notify_by = custody_of(held(NOW), found(notify_release=outcome), NOW).notify_by
    silent = outcome in {Outcome.PROHIBITED, Outcome.NO_RULE}
    assert notify_by == (None if silent else notify_release_by(NOW))


def test_without_being_asked_nobody_waits_to_be_told():
    assert custody_of(held(NOW), found(hold=Outcome.PROHIBITED), NOW).notify_by is None


@pytest.mark.django_db
def test_a_query_finds_the_clocks_that_run():
    running = make.detainer(release_due_at=NOW)
    make.detainer(release_due_at=None)
    make.detainer(in_custody=False, release_due_at=None)
    ended = make.detainer(release_due_at=NOW)
    Detainer.objects.filter(pk=ended.pk).update(status=DetainerStatus.CLOSED)
    assert list(Detainer.objects.filter(clock_runs())) == [running]


@pytest.mark.django_db
def test_home_record_memo_and_warnings_give_the_same_answer():
    at = now()
    bare = {"grounds": (), "convictions": (), "warrant": "none", "papers": ()}
    unsupported = make.detainer(at=at, release_due_at=at + WARN_BEFORE / 2, **bare)
    supported = make.detainer(at=at, release_due_at=at + WARN_BEFORE / 2)
    clerk = typing.signed_in(person(Role.CLERK))
    for item, is_supported in ((unsupported, False), (supported, True)):
        for name in ("detainer", "memo"):
            page = clerk.get(reverse(f"desk:{name}", args=[item.pk])).content.decode()
            assert ("no ground to hold beyond it is on record" in page) != is_supported, name
            assert ("a hold is not prohibited on these facts" in page) == is_supported, name
    home = clerk.get(reverse("desk:home")).content.decode()
    assert home.count("no ground to hold beyond it is on record") == 1
    assert home.count("a hold is not prohibited on these facts") == 1
    assert send_custody_warnings(at=at) == 1
    assert unsupported.warnings.exists()


def test_soon_is_the_forms_own_measure():
    assert timedelta(hours=48) == NOTICE_BEFORE_RELEASE
