"""Who may do what with a notice: each step with its own permission, at the notice's agency."""

from __future__ import annotations

import pytest

from reports.accounts.roles import Permission, Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.law.moments import local_day
from reports.notices import policies
from reports.notices.models import CorrectionRequest, Notice
from reports.notices.status import NOTICE_LIFECYCLE, NoticeStatus, StaleReason
from tests.factories import detainers as make
from tests.factories.notices import ready
from tests.factories.people import agency, person
from tests.support.policies import check_each_needs_its_own, policies_of

pytestmark = pytest.mark.django_db
TODAY = local_day(make.NOW)
NEEDS = {
    "check_can_issue": Permission.ISSUE_NOTICE,
    "check_can_render_again": Permission.ISSUE_NOTICE,
    "check_can_serve": Permission.RECORD_SERVICE,
    "check_can_attach_proof": Permission.RECORD_SERVICE,
    "check_can_send_link": Permission.RECORD_SERVICE,
    "check_can_withdraw_link": Permission.RECORD_SERVICE,
    "check_can_void": Permission.VOID_NOTICE,
    "check_can_enclose": Permission.ISSUE_NOTICE,
    "check_can_print": Permission.ISSUE_NOTICE,
    "check_can_answer_correction": Permission.ISSUE_NOTICE,
    "check_can_release_reason": Permission.DEPART_FROM_ASSESSMENT,
    "check_can_record_inquiry": Permission.RECORD_SERVICE,
    "check_can_record_by_hand": Permission.RECORD_SERVICE,
}
# Nobody's agency is asked: the support contacts stand on the notices of all.
AT_OPM = {"check_can_maintain_contacts", "check_can_approve_text"}


def standing(status: str, **values: object) -> Notice:
    """A stored notice in this status, as far as the checks read it."""
    notice = Notice(agency=agency(), status=status, **values)
    notice._state.adding = False
    return notice


def test_each_needs_its_own_permission_at_the_agency_of_the_notice():
    asked = policies_of(policies)
    assert set(asked) >= AT_OPM
    notice = standing("rendering")
    check_each_needs_its_own(
        {name: check for name, check in asked.items() if name not in AT_OPM},
        NEEDS,
        {"agency": agency(), "notice": notice, "request": CorrectionRequest(notice=notice)},
        here=person(),
        elsewhere=person(at_agency=agency("avon")),
        on=TODAY,
    )


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPM_LEGAL])
def test_only_opms_lawyers_keep_the_support_contacts(role):
    policies.check_can_maintain_contacts(person(Role.OPM_LEGAL), on=TODAY)
    with pytest.raises(PermissionRefused, match="OPM legal"):
        policies.check_can_maintain_contacts(person(role), on=TODAY)


@pytest.mark.parametrize(
    ("status", "event", "sentence"),
    [
        ("rendering", "served", "The notice is still being made."),
        ("could_not_render", "served", "The notice could not be drawn yet."),
        ("voided", "served", "It is void or was replaced already."),
        ("superseded", "voided", "It is void or was replaced already."),
    ],
)
def test_a_step_that_cannot_be_taken_says_why(status, event, sentence):
    with pytest.raises(StateRefused) as refused:
        NOTICE_LIFECYCLE.check_state(standing(status), f"notice.{event}")
    assert str(refused.value) == sentence


@pytest.mark.parametrize("status", NoticeStatus.values)
def test_an_enclosure_goes_with_a_current_notice_only(status):
    clerk, notice = person(), standing(status)
    if status in {"voided", "superseded"}:
        with pytest.raises(StateRefused, match=r"^It is void or was replaced\.$"):
            policies.check_can_enclose(clerk, notice, on=TODAY)
    else:
        policies.check_can_enclose(clerk, notice, on=TODAY)


@pytest.mark.parametrize("because", StaleReason)
def test_a_stale_notice_is_not_mailed_and_says_why(because):
    notice = standing("ready", stale_at=make.NOW, stale_because=because)
    with pytest.raises(StateRefused) as refused:
        policies.check_can_send_link(person(), notice, on=TODAY)
    assert str(refused.value) == (
        f"{because.label}. Issue the corrected notice; it replaces this one."
    )
    policies.check_not_stale(standing("superseded", stale_at=make.NOW, stale_because=because))
    policies.check_not_stale(standing("ready"))


def test_a_file_that_is_whole_is_not_made_again():
    clerk = person()
    with pytest.raises(StateRefused, match="Its file is made and will not change"):
        policies.check_can_render_again(clerk, ready(), on=TODAY)
    policies.check_can_render_again(clerk, standing("could_not_render"), on=TODAY)
