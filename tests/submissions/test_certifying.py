"""Certify is submit; what is signed is what was seen."""

from __future__ import annotations

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.compile import compile_draft, refresh
from reports.submissions.exceptions import LogChanged, NilContradicted, NotOverYet
from reports.submissions.models import Receipt, Submission
from reports.submissions.status import SubmissionStatus
from tests.submissions.helpers import (
    AFTER,
    DURING,
    a_person,
    an_agency,
    certified,
    drafted,
    half_year,
    log_access,
)

pytestmark = pytest.mark.django_db


def certify(draft, *, by=None, attests_nil=False, expected_hash=None, at=AFTER):
    return certify_and_submit(
        submission=draft,
        by=by or a_person(Role.CERTIFIER, draft.agency),
        at=at,
        expected_hash=expected_hash or draft.content_sha256,
        attests_nil=attests_nil,
    )


def test_certifying_submits_and_leaves_receipt_and_trail():
    draft = drafted(lines=2)
    submission = certify(draft)
    assert submission.status == SubmissionStatus.CERTIFIED
    assert submission.received_at == submission.certified_at == AFTER
    assert submission.receipt.content["sha256"] == draft.content_sha256
    assert (
        AuditEntry.objects.filter(
            chain="hartford", event="submission.certified", subject_id=draft.pk
        ).count()
        == 1
    )


def test_certifying_twice_gives_the_same_receipt():
    draft = drafted()
    first, second = (
        certify(draft),
        certify(draft, by=a_person(Role.CERTIFIER, draft.agency, name="second")),
    )
    assert first.receipt == second.receipt
    assert second.certified_by == first.certified_by
    assert Receipt.objects.count() == 1


def test_a_half_year_that_still_runs_is_refused():
    with pytest.raises(NotOverYet, match="June 30, 2025"):
        compile_draft(
            agency=an_agency(), period=half_year(), by=a_person(Role.CLERK, an_agency()), at=DURING
        )


def test_what_changed_after_the_page_was_opened_is_not_certified():
    draft = drafted()
    log_access(draft.agency, at=DURING.replace(day=20))
    with pytest.raises(LogChanged, match="log has changed"):
        certify(draft)
    seen = draft.content_sha256
    refresh(submission=draft, by=a_person(Role.CLERK, draft.agency), at=AFTER)
    with pytest.raises(LogChanged, match="compiled again"):
        certify(draft, expected_hash=seen)
    assert Submission.objects.get(pk=draft.pk).status == SubmissionStatus.DRAFT


def test_a_report_of_none_needs_the_statement():
    draft = drafted(lines=0)
    assert draft.is_nil
    with pytest.raises(
        StateRefused, match="no ICE access was given from January 1, 2025 through June 30, 2025"
    ):
        certify(draft)
    assert certify(draft, attests_nil=True).is_nil


def test_a_report_of_none_is_refused_while_an_access_stands():
    with pytest.raises(NilContradicted, match=r"1 access.* in the log.*void"):
        certify(drafted(lines=1), attests_nil=True)


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.AGENCY_HEAD, Role.AGENCY_ADMIN, Role.AUDITOR, Role.OPM_REVIEWER]
)
def test_only_a_certifier_certifies(role):
    draft = drafted()
    with pytest.raises(PermissionRefused, match="Certifier"):
        certify(draft, by=a_person(role, draft.agency))


def test_the_head_certifies_where_opm_configured_it():
    draft = drafted()
    draft.period.head_may_certify = True
    draft.period.save()
    submission = certify(draft, by=a_person(Role.AGENCY_HEAD, draft.agency))
    assert submission.certified_as == "Head of the agency"


def test_lines_hold_no_person_and_group_one_person():
    submission = certified(lines=2)
    lines = list(submission.lines.all())
    people = {str(line.person_ref) for line in lines}
    assert len(people) == 2
    assert not people & {str(access.person_id) for access in submission.agency.accesses.all()}
