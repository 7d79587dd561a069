"""The table of transitions times the roles: exactly what the table allows happens, and each move is
in the trail.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reports.accounts.roles import ROLES, Permission, Role
from reports.audit.models import AuditEntry
from reports.core.refusals import Refused
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.compile import discard_draft, refresh
from reports.submissions.actions.review import (
    Reason,
    accept,
    hand_back,
    return_submission,
    start_review,
)
from reports.submissions.models import Submission
from reports.submissions.status import TRANSITIONS, SubmissionEvent, SubmissionStatus
from tests.submissions.helpers import (
    DURING,
    LATER,
    a_person,
    accepted,
    certified,
    drafted,
    log_access,
    returned,
)

pytestmark = pytest.mark.django_db


def in_review(**kwargs: Any) -> Submission:
    return start_review(submission=certified(**kwargs), by=a_person(Role.OPM_REVIEWER), at=LATER)


def discarded() -> Submission:
    draft = drafted()
    return discard_draft(submission=draft, by=a_person(Role.CLERK, draft.agency), at=LATER)


def superseded() -> Submission:
    from reports.submissions.actions.amend import start_amendment

    old = accepted()
    log_access(old.agency, at=DURING.replace(day=27))
    clerk = a_person(Role.CLERK, old.agency)
    draft = start_amendment(submission=old, code="late_entry", reason="Found.", by=clerk, at=LATER)
    verb_certify(draft, a_person(Role.CERTIFIER, old.agency))
    accept(submission=draft, by=a_person(Role.OPM_REVIEWER), at=LATER)
    old.refresh_from_db()
    return old


REACH: dict[SubmissionStatus, Callable[[], Submission]] = {
    SubmissionStatus.DRAFT: drafted,
    SubmissionStatus.CERTIFIED: certified,
    SubmissionStatus.IN_REVIEW: in_review,
    SubmissionStatus.RETURNED: returned,
    SubmissionStatus.ACCEPTED: accepted,
    SubmissionStatus.SUPERSEDED: superseded,
    SubmissionStatus.DISCARDED: discarded,
}


def verb_certify(submission, by):
    return certify_and_submit(
        submission=submission, by=by, at=LATER, expected_hash=submission.content_sha256
    )


def verb_return(submission, by):
    reasons = [Reason("other", "Please look again.")]
    return return_submission(submission=submission, reasons=reasons, message="", by=by, at=LATER)


def verb_refresh(submission, by):
    log_access(submission.agency, at=DURING.replace(day=26))
    return refresh(submission=submission, by=by, at=LATER)


VERBS: dict[SubmissionEvent, Callable[[Any, Any], Submission]] = {
    SubmissionEvent.REFRESHED: verb_refresh,
    SubmissionEvent.DISCARDED: lambda submission, by: discard_draft(
        submission=submission, by=by, at=LATER
    ),
    SubmissionEvent.CERTIFIED: verb_certify,
    SubmissionEvent.REVIEW_STARTED: lambda submission, by: start_review(
        submission=submission, by=by, at=LATER
    ),
    SubmissionEvent.HANDED_BACK: lambda submission, by: hand_back(
        submission=submission, by=by, at=LATER
    ),
    SubmissionEvent.RETURNED: verb_return,
    SubmissionEvent.ACCEPTED: lambda submission, by: accept(submission=submission, by=by, at=LATER),
}


def may(role: Role, event: SubmissionEvent) -> bool:
    """What the table says of a role."""
    rows = [row for row in TRANSITIONS if row.event == event]
    needed = {who for row in rows for who in row.who if isinstance(who, Permission)}
    return bool(ROLES[role].permissions & needed)


@pytest.mark.parametrize("event", VERBS, ids=str)
@pytest.mark.parametrize("status", REACH, ids=str)
def test_from_every_status_only_what_the_table_allows(status, event):
    submission = REACH[status]()
    assert submission.status == status
    row = next((row for row in TRANSITIONS if (row.event, row.start) == (event, status)), None)
    able = next(role for role in Role if may(role, event))
    by = a_person(able, submission.agency)
    before = AuditEntry.objects.filter(event=event, subject_id=submission.pk).count()
    if (
        row is None
        and event == SubmissionEvent.CERTIFIED
        and status not in {SubmissionStatus.DRAFT, SubmissionStatus.DISCARDED}
    ):
        assert (
            VERBS[event](submission, by).status == status
        )  # the same act again: the same receipt, no new move
        return
    if row is None:
        with pytest.raises(Refused):
            VERBS[event](submission, by)
        assert Submission.objects.get(pk=submission.pk).status == status
        return
    assert VERBS[event](submission, by).status == row.end
    assert AuditEntry.objects.filter(event=event, subject_id=submission.pk).count() == before + 1


@pytest.mark.parametrize("event", VERBS, ids=str)
@pytest.mark.parametrize("role", Role, ids=str)
def test_only_the_roles_of_the_table_move_it(role, event):
    start = next(row.start for row in TRANSITIONS if row.event == event)
    submission = REACH[SubmissionStatus(start)]()
    by = a_person(role, submission.agency, name="somebody")
    if may(role, event):
        VERBS[event](submission, by)
        return
    with pytest.raises(Refused, match="needs the role"):
        VERBS[event](submission, by)
    assert Submission.objects.get(pk=submission.pk).status == start


def test_every_status_can_be_reached_and_every_event_is_named_once_per_start():
    assert set(REACH) == set(SubmissionStatus)
    pairs = [(row.event, row.start) for row in TRANSITIONS]
    assert len(pairs) == len(set(pairs))
