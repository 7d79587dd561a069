"""Every row of the four tables is walked by the verbs that people and the program really use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from reports.accounts.roles import Role
from reports.core.verbs import verb
from reports.detainers.actions.amend import amend_detainer
from reports.detainers.actions.outcome import record_outcome, reopen_detainer
from reports.detainers.actions.review import dispute_head_review, record_head_review
from reports.detainers.models import Detainer
from reports.detainers.status import DETAINER_LIFECYCLE
from reports.documents.errors import MissingGlyphs
from reports.lifecycle import Lifecycle
from reports.notices import policies
from reports.notices.actions import render
from reports.notices.actions.serve import ServiceValues, record_service
from reports.notices.actions.void import void_notice
from reports.notices.models import Notice
from reports.notices.status import CURRENT, NOTICE_LIFECYCLE, NoticeStatus
from reports.persons.records import values_of
from reports.publication.actions.propose import discard_proposal, propose
from reports.publication.actions.publish import withdraw
from reports.publication.status import EDITION_LIFECYCLE
from reports.submissions.actions.amend import start_amendment
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.certify_on_paper import SignedCertificate, certify_on_paper
from reports.submissions.actions.compile import discard_draft, refresh
from reports.submissions.actions.import_accepted import import_accepted
from reports.submissions.actions.received_outside import ExternalReport, enter_received_outside
from reports.submissions.actions.review import (
    Reason,
    accept,
    hand_back,
    return_submission,
    start_review,
)
from reports.submissions.models import Submission
from reports.submissions.status import SUBMISSION_LIFECYCLE
from reports.workflow.notices import issue_first_notice
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.publication.conftest import stored_world  # noqa: F401  a fixture
from tests.publication.stored import AT, ON, office, published
from tests.submissions import helpers

pytestmark = pytest.mark.django_db
NOW = make.NOW
LATER = NOW + timedelta(minutes=10)
QUIET = {"purposes": ("custody_status",), "grounds": (), "convictions": ()}


@pytest.fixture
def taken(monkeypatch) -> set[tuple[str, str | None, str]]:
    """The rows whose step was taken, by event, start and end."""
    rows: set[tuple[str, str | None, str]] = set()
    found: Callable[..., Any] = Lifecycle._step

    def step(self: Lifecycle, row: Any, event: str, end: str | None) -> Any:
        one = found(self, row, event, end)
        rows.add((str(one.event), one.start and str(one.start), str(one.end)))
        return one

    monkeypatch.setattr(Lifecycle, "_step", step)
    return rows


def all_rows(machine: Lifecycle) -> set[tuple[str, str | None, str]]:
    return {
        (str(row.event), row.start and str(row.start), str(row.end)) for row in machine.transitions
    }


def ended(item: Detainer) -> Detainer:
    record_outcome(
        detainer=item,
        outcome="released",
        happened_at=NOW,
        by=person(Role.CLERK),
        at=NOW,
    )
    return item


def reopened(item: Detainer) -> Detainer:
    reopen_detainer(detainer=item, reason="By mistake.", by=person(Role.AGENCY_HEAD), at=NOW)
    return item


def test_every_step_of_a_detainer(taken):
    unreviewed = reopened(ended(make.detainer()))
    reviewed = make.reviewed(unreviewed)
    decided = reopened(ended(make.decided(reopened(ended(reviewed))).detainer))
    make.decided(decided)
    disputed = make.detainer()
    review = record_head_review(
        detainer=disputed,
        reviewed_by=person(Role.AGENCY_HEAD),
        manner="telephone",
        reviewed_at=NOW,
        by=person(Role.CLERK),
        at=NOW,
    )
    dispute_head_review(review=review, reason="No call.", by=person(Role.AGENCY_HEAD), at=NOW)
    quiet = make.detainer(**QUIET)
    amend_detainer(
        detainer=quiet,
        person=values_of(quiet.person),
        values=make.detainer_values(),
        reason="More was asked.",
        expected_version=1,
        by=person(Role.CLERK),
        at=NOW,
    )
    assert taken >= all_rows(DETAINER_LIFECYCLE)


def attempt(outcome: str) -> ServiceValues:
    return ServiceValues(
        happened_at=NOW + timedelta(minutes=5),
        how="in_person",
        outcome=outcome,
        handed_over_by="Ofc. Hale",
        reason="" if outcome == "served" else "Not there.",
    )


def served(notice: Notice, outcome: str) -> None:
    clerk = person(Role.CLERK)
    record_service(notice=notice, values=attempt(outcome), by=clerk, at=LATER)


@verb
def issued_again(*, notice: Notice, by: Any, at: Any) -> None:
    issue_first_notice(notice.detainer, by=by, at=at)


def test_every_step_of_a_notice(taken, monkeypatch):
    def cannot(page: Any) -> Any:
        raise MissingGlyphs("?")

    notice = make.detainer().notices.get(kind="N1")
    with monkeypatch.context() as patched:
        patched.setattr(render, "documents", SimpleNamespace(render=cannot))
        render.render_notice(notice_id=notice.pk, at=NOW)
    notice.refresh_from_db()
    render.render_again(notice=notice, by=person(Role.CLERK), at=NOW)
    render.render_notice(notice_id=notice.pk, at=NOW)
    notice.refresh_from_db()
    with monkeypatch.context() as patched:
        patched.setattr(policies, "plain_because", lambda notice: "Page.paint")
        render.render_again(notice=notice, by=person(Role.CLERK), at=NOW)
    render.render_notice(notice_id=notice.pk, at=NOW)
    notice.refresh_from_db()
    for outcome in ("could_not", "refused", "served", "served"):
        served(notice, outcome)
    Notice.objects.filter(pk=notice.pk).update(status=NoticeStatus.READY)
    notice.refresh_from_db()
    served(notice, "served")
    for status in sorted(CURRENT):
        Notice.objects.filter(pk=notice.pk).update(status=status)
        notice.refresh_from_db()
        issued_again(notice=notice, by=person(Role.CLERK), at=LATER)
        latest = Notice.objects.get(supersedes=notice)
        Notice.objects.filter(pk=latest.pk).update(status=status)
        latest.refresh_from_db()
        void_notice(notice=latest, reason="By mistake.", by=person(Role.AGENCY_HEAD), at=LATER)
        issued_again(notice=latest, by=person(Role.CLERK), at=LATER)
        notice = Notice.objects.get(supersedes=latest)
    assert taken >= all_rows(NOTICE_LIFECYCLE)


REASONS = [Reason("other", "Please look again.")]
WHEN = helpers.LATER


def test_every_step_of_a_submission(taken):
    reviewer, clerk = person(Role.OPM_REVIEWER), person(Role.CLERK)
    first = helpers.certified(agency())
    hand_back(submission=start_review(submission=first, by=reviewer, at=WHEN), by=reviewer, at=WHEN)
    start_review(submission=first, by=reviewer, at=WHEN)
    sent_back = return_submission(
        submission=first, reasons=REASONS, message="", by=reviewer, at=WHEN
    )
    answer = helpers.certified(sent_back.agency)
    accepted = accept(
        submission=start_review(submission=answer, by=reviewer, at=WHEN), by=reviewer, at=WHEN
    )
    _amend_on_paper(accepted, clerk, reviewer)
    elsewhere = helpers.certified(helpers.an_agency("bristol"))
    return_submission(submission=elsewhere, reasons=REASONS, message="", by=reviewer, at=WHEN)
    _enter_outside(reviewer)
    helpers.half_year("2024H1")
    import_accepted(groups={("hartford", "2024H1"): []}, at=WHEN)
    assert taken >= all_rows(SUBMISSION_LIFECYCLE)


def _amend_on_paper(accepted: Submission, clerk: Any, reviewer: Any) -> None:
    """An amendment dropped, and one that is refreshed, signed on paper and accepted."""
    helpers.log_access(accepted.agency, at=helpers.DURING.replace(day=27))

    def amendment() -> Submission:
        return start_amendment(
            submission=accepted, code="late_entry", reason="Found.", by=clerk, at=WHEN
        )

    discard_draft(submission=amendment(), by=clerk, at=WHEN)
    draft = amendment()
    helpers.log_access(accepted.agency, at=helpers.DURING.replace(day=28))
    draft = refresh(submission=draft, by=clerk, at=WHEN)
    paper = SignedCertificate(
        "A. Mayor", "Mayor", helpers.AFTER.date(), draft.content_sha256, b"scan", "image/png"
    )
    signed = certify_on_paper(submission=draft, certificate=paper, by=clerk, at=WHEN)
    accept(submission=signed, by=reviewer, at=WHEN)


def _enter_outside(reviewer: Any) -> None:
    town = helpers.an_agency("canton")
    enter_received_outside(
        agency=town,
        period=helpers.half_year(),
        lines=[],
        paper=ExternalReport("mail", helpers.AFTER.date(), b"scan", "image/png"),
        by=reviewer,
        at=WHEN,
    )


def test_the_certifiers_own_signature_is_walked_too(taken):
    draft = helpers.drafted(agency())
    certifier = person(Role.CERTIFIER)
    certify_and_submit(submission=draft, by=certifier, at=WHEN, expected_hash=draft.content_sha256)
    assert ("submission.certified", "draft", "certified") in taken


def test_every_step_of_an_edition(taken, stored_world):  # noqa: F811  the fixture named above
    publisher, *_ = office()
    first = published()
    second = published("2025H2", at=AT + timedelta(hours=1))
    first.refresh_from_db()
    withdraw(edition=first, reason="A mistake.", by=publisher, at=AT, on=ON)
    withdraw(edition=second, reason="A mistake.", by=publisher, at=AT, on=ON)
    proposal = propose(half_year="2025H2", by=publisher, at=AT, on=ON)
    discard_proposal(edition=proposal, by=publisher, at=AT, on=ON)
    assert taken >= all_rows(EDITION_LIFECYCLE)
