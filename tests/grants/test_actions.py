"""Asking, confirming, stopping: who can, when the role begins, and no access before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.actions.deactivation import DEACTIVATED_AFTER
from reports.accounts.actions.roles import grant_role
from reports.accounts.models import Membership, User
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
from reports.grants.actions import (
    GIVE_WHEN_DUE,
    confirm_role_request,
    give_or_ask,
    give_when_due,
    lapse_role_requests,
    stop_role_request,
)
from reports.grants.models import RoleRequest
from reports.grants.status import LAPSES_AFTER, ROLE_REQUEST_LIFECYCLE, WAIT, ConfirmedAt
from reports.messaging.models import Message
from reports.outbox.models import Job
from tests.factories.people import agency, person
from tests.grants.conftest import AT, NEW, ask, known
from tests.lifecycle.test_walks import all_rows, taken  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
SOON = AT + timedelta(minutes=5)


def has_access() -> bool:
    return Membership.objects.filter(user__email__iexact=NEW["user_email"]).exists()


def status_of(request) -> str:
    return RoleRequest.objects.get(pk=request.pk).status


@pytest.mark.parametrize("role", [Role.AGENCY_ADMIN, Role.AGENCY_HEAD])
def test_the_agency_confirms_what_opm_asks_for(administrator, second, role):
    hartford, insider = agency(), known(role)
    request = ask(administrator, hartford)
    assert not has_access()
    assert not User.objects.filter(email__iexact=NEW["user_email"]).exists()
    for refused in (administrator, second, known(Role.CLERK)):
        with pytest.raises(PermissionRefused, match="agency's administrator or head confirms"):
            confirm_role_request(request=request, by=refused, at=SOON)
    confirm_role_request(request=request, by=insider, at=SOON)
    held = Membership.objects.get(user__email__iexact=NEW["user_email"])
    assert (held.role, held.agency, held.granted_by) == ("agency_admin", hartford, administrator)
    chain = AuditEntry.objects.filter(chain="hartford", subject_type="role_request")
    assert list(chain.order_by("seq").values_list("event", "actor")) == [
        ("role_request.requested", str(administrator.pk)),
        ("role_request.confirmed", str(insider.pk)),
        ("role_request.given", str(insider.pk)),
    ]
    assert AuditEntry.objects.filter(chain="opm", event="access.restored").exists()
    assert Job.objects.filter(kind="link_mail").count() == 1


def test_where_nobody_at_the_agency_can_opm_needs_two_and_a_day(administrator, second):
    request = ask(administrator, agency())
    assert request.confirmed_where == ConfirmedAt.OPM
    with pytest.raises(PermissionRefused, match="Another OPM administrator"):
        confirm_role_request(request=request, by=administrator, at=SOON)
    confirm_role_request(request=request, by=second, at=SOON)
    assert not has_access()
    job = Job.objects.get(kind=GIVE_WHEN_DUE)
    assert (job.object_id, job.run_after) == (request.pk, AT + WAIT)
    give_when_due(request_id=request.pk, at=AT + WAIT - timedelta(seconds=1))
    assert not has_access()
    give_when_due(request_id=request.pk, at=AT + WAIT)
    give_when_due(request_id=request.pk, at=AT + WAIT)
    assert has_access()
    assert status_of(request) == "given"


def test_a_second_word_after_the_day_gives_at_once(administrator, second):
    request = ask(administrator, agency())
    confirm_role_request(request=request, by=second, at=AT + WAIT)
    assert has_access()


@pytest.mark.parametrize("state", ["never signed in", "inactive", "disabled", "the person"])
def test_somebody_who_cannot_answer_is_not_waited_for(administrator, second, state):
    hartford, head = agency(), known(Role.AGENCY_HEAD)
    changes = {
        "never signed in": {"last_login": None},
        "inactive": {"deactivated_at": AT - DEACTIVATED_AFTER},
        "disabled": {"is_active": False},
        "the person": {},
    }[state]
    if changes:
        User.objects.filter(pk=head.pk).update(**changes)
    who = {"user_email": head.email} if state == "the person" else {}
    assert ask(administrator, hartford, **who).confirmed_where == ConfirmedAt.OPM


def test_the_agencys_own_word_ends_the_wait(administrator, second):
    hartford, head = agency(), person(Role.AGENCY_HEAD)
    request = ask(administrator, hartford)
    assert request.confirmed_where == ConfirmedAt.OPM, "the head never signed in"
    confirm_role_request(request=request, by=head, at=SOON)
    assert has_access()


@pytest.mark.parametrize("role", [Role.OPM_ADMIN, Role.OPM_PUBLISHER, Role.DISCLOSURE_CHECKER])
def test_opms_own_powers_need_a_second_administrator(administrator, second, role):
    facts = {"role": role, "agency": None, "by": administrator, "at": AT, "on": AT.date()}
    with pytest.raises(StateRefused, match="until a second person confirms"):
        grant_role(**NEW, **facts)
    request = give_or_ask(**NEW, **facts)
    for refused in (administrator, known(Role.OPM_LEGAL), known(Role.AGENCY_HEAD)):
        with pytest.raises(PermissionRefused):
            confirm_role_request(request=request, by=refused, at=SOON)
    confirm_role_request(request=request, by=second, at=SOON)
    assert has_access()


def test_what_needs_nobody_is_given_at_once(administrator):
    facts = {"agency": None, "by": administrator, "at": AT, "on": AT.date()}
    assert isinstance(give_or_ask(**NEW, role=Role.OPM_REVIEWER, **facts), Membership)
    with pytest.raises(StateRefused, match="needs no second person"):
        ask(administrator, role=Role.OPM_TRAINING)


def test_one_administrator_alone_cannot_begin(administrator):
    person(Role.OPM_ADMIN, email="invited@opm.example")  # has never signed in
    with pytest.raises(StateRefused, match="no second administrator"):
        ask(administrator, role=Role.OPM_PUBLISHER)
    with pytest.raises(StateRefused, match="no second administrator"):
        ask(administrator, agency())


def test_a_desk_at_the_agency_does_not_make_opm_its_administrator(second):
    both = known(Role.CLERK, email=second.email)
    known(Role.AGENCY_HEAD)
    facts = {"agency": agency(), "by": both, "at": AT, "on": AT.date()}
    with pytest.raises(PermissionRefused, match="only restores"):
        grant_role(**NEW, role=Role.CLERK, **facts)
    with pytest.raises(StateRefused, match="until a second person confirms"):
        grant_role(**NEW, role=Role.AGENCY_ADMIN, **facts)


def test_everybody_concerned_is_told_and_any_of_them_stops_it(administrator, second):
    hartford, head, clerk = agency(), known(Role.AGENCY_HEAD), known(Role.CLERK)
    sleeper = known(Role.CERTIFIER)
    User.objects.filter(pk=sleeper.pk).update(deactivated_at=AT)
    elsewhere = known(Role.AGENCY_HEAD, at_agency=agency("bristol"))
    request = ask(administrator, hartford)
    told = set(Message.objects.values_list("recipient__email", flat=True))
    assert told == {p.email for p in (administrator, second, head, clerk, sleeper)}
    for stranger in (elsewhere, known(Role.OPM_REVIEWER)):
        with pytest.raises(PermissionRefused):
            stop_role_request(request=request, by=stranger, at=SOON)
    stop_role_request(request=request, by=clerk, at=SOON)
    with pytest.raises(StateRefused):
        confirm_role_request(request=request, by=head, at=SOON)
    assert not has_access()


def test_stopped_within_the_day_it_is_never_given(administrator, second):
    request = ask(administrator, agency())
    confirm_role_request(request=request, by=second, at=SOON)
    stop_role_request(request=request, by=administrator, at=SOON)
    give_when_due(request_id=request.pk, at=AT + WAIT)
    assert (status_of(request), has_access()) == ("stopped", False)


@pytest.mark.parametrize("who", ["administrator", "second"])
def test_whoever_lost_the_right_meanwhile_gives_nothing(administrator, second, who):
    request = ask(administrator, agency())
    confirm_role_request(request=request, by=second, at=SOON)
    gone = {"administrator": administrator, "second": second}[who]
    User.objects.filter(pk=gone.pk).update(is_active=False)
    give_when_due(request_id=request.pk, at=AT + WAIT)
    assert (status_of(request), has_access()) == ("lapsed", False)


def test_who_asked_and_lost_the_right_is_not_confirmed(administrator, second):
    head = known(Role.AGENCY_HEAD)
    request = ask(administrator, agency())
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    request = RoleRequest.objects.get(pk=request.pk)
    with pytest.raises(StateRefused, match="cannot give the role any more"):
        confirm_role_request(request=request, by=head, at=SOON)


def test_what_nobody_answers_lapses(administrator, second):
    head, request = known(Role.AGENCY_HEAD), ask(administrator, agency())
    late = AT + LAPSES_AFTER
    with pytest.raises(StateRefused, match="two weeks"):
        confirm_role_request(request=request, by=head, at=late)
    assert lapse_role_requests(at=late - timedelta(seconds=1)) == 0
    assert lapse_role_requests(at=late) == 1
    assert status_of(request) == "lapsed"
    ask(administrator, agency(), at=late)


def test_a_role_is_asked_for_once(administrator, second):
    request = ask(administrator, agency())
    with pytest.raises(StateRefused, match="asked for already"):
        ask(second, agency(), user_email="ANA.reed@hartford.example")
    stop_role_request(request=request, by=second, at=SOON)
    ask(second, agency())


def test_nobody_asks_for_themselves_or_for_another_role(administrator, second):
    with pytest.raises(StateRefused, match="Nobody gives a role to themselves"):
        ask(administrator, role=Role.OPM_PUBLISHER, user_email=administrator.email)
    with pytest.raises(PermissionRefused, match="only restores"):
        ask(administrator, agency(), role=Role.AGENCY_HEAD)
    known(Role.OPM_ADMIN, email="third@opm.example")
    request = ask(administrator, role=Role.OPM_PUBLISHER, user_email=second.email)
    with pytest.raises(PermissionRefused):
        confirm_role_request(request=request, by=second, at=SOON)


def test_every_step_of_a_request(administrator, second, taken):  # noqa: F811  the fixture named above
    given = ask(administrator, agency())
    confirm_role_request(request=given, by=second, at=SOON)
    give_when_due(request_id=given.pk, at=AT + WAIT)
    stopped = ask(administrator, agency("bristol"))
    stop_role_request(request=stopped, by=second, at=SOON)
    late = ask(administrator, agency("derby"))
    confirm_role_request(request=late, by=second, at=SOON)
    stop_role_request(request=late, by=second, at=SOON)
    ask(administrator, agency("ansonia"))
    lapse_role_requests(at=AT + LAPSES_AFTER)
    dropped = ask(administrator, agency("avon"))
    confirm_role_request(request=dropped, by=second, at=SOON)
    User.objects.filter(pk=second.pk).update(is_active=False)
    give_when_due(request_id=dropped.pk, at=AT + WAIT)
    assert taken >= all_rows(ROLE_REQUEST_LIFECYCLE)
