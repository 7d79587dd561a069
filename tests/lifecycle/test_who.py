"""Each row of the five tables times the eleven roles: exactly whom the row names may take the
step.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from reports.accounts.roles import ROLES, Permission, Role
from reports.core.refusals import PermissionRefused
from reports.detainers.status import DetainerEvent
from reports.grants.status import RoleRequestEvent
from reports.lifecycle import ActorRule, SystemActor
from tests.factories.detainers import NOW
from tests.factories.people import agency, person
from tests.lifecycle.machines import LIFECYCLES, ROWS, everybody, name_of, stand_in

pytestmark = pytest.mark.django_db
ON = NOW.date()


def asked(machine, row, *, by, **facts):
    """Ask the machine who may take the step of one row."""
    record = stand_in(agency(), row, **facts)
    machine.check(record, row.event, by=by, on=ON, end=row.end)


def may(machine, row, *, by, **facts) -> bool:
    try:
        asked(machine, row, by=by, **facts)
    except PermissionRefused:
        return False
    return True


BY_RULE = {
    DetainerEvent.REVIEWED: {Role.CLERK, Role.AGENCY_HEAD},  # entered after a call
    RoleRequestEvent.CONFIRMED: {Role.AGENCY_HEAD, Role.AGENCY_ADMIN},
    RoleRequestEvent.STOPPED: {role for role in Role if ROLES[role].at_agency} | {Role.OPM_ADMIN},
}


@pytest.mark.parametrize("machine", LIFECYCLES, ids=name_of)
def test_only_the_roles_that_a_row_names_take_its_step(machine):
    people = everybody(agency())
    for row in machine.transitions:
        permissions = {who for who in row.who if isinstance(who, Permission)}
        named = {role for role in Role if ROLES[role].permissions & permissions}
        able = {role for role, by in people.items() if may(machine, row, by=by)}
        assert able == named | BY_RULE.get(row.event, set()), name_of(row)


@pytest.mark.parametrize("machine", LIFECYCLES, ids=name_of)
def test_nobody_of_another_agency_and_nobody_without_account_takes_a_step(machine):
    elsewhere = agency("bristol")
    there = [person(role, at_agency=elsewhere) for role in Role if ROLES[role].at_agency]
    gone = [*everybody(agency()).values()]
    for user in gone:
        user.is_active = False
    for row in machine.transitions:
        able = [user.email for user in [*there, *gone] if may(machine, row, by=user)]
        assert not able, name_of(row)


@pytest.mark.parametrize("machine", LIFECYCLES, ids=name_of)
def test_a_forgotten_actor_is_never_taken_for_the_program(machine):
    for row in machine.transitions:
        if row.who:
            with pytest.raises(TypeError, match="needs the person who does it"):
                asked(machine, row, by=None)
        else:
            asked(machine, row, by=None)


@pytest.mark.parametrize("machine", LIFECYCLES, ids=name_of)
def test_the_program_takes_only_the_steps_that_name_its_occasion(machine):
    for row in machine.transitions:
        assert not may(machine, row, by=SystemActor("something else", "system:else")), name_of(row)
        for occasion in (who for who in row.who if isinstance(who, SystemActor)):
            assert may(machine, row, by=occasion), name_of(row)


def row_of(event: str, end: str | None = None):
    return next(pair for pair in ROWS if pair[1].event == event and end in {None, pair[1].end})


def test_the_head_certifies_only_where_configured():
    head = person(Role.AGENCY_HEAD)
    machine, row = row_of("submission.certified")
    with pytest.raises(PermissionRefused, match="needs the role Certifier at Hartford"):
        asked(machine, row, by=head)
    asked(machine, row, by=head, period=SimpleNamespace(head_may_certify=True))
    elsewhere = person(Role.AGENCY_HEAD, at_agency=agency("bristol"))
    assert not may(machine, row, by=elsewhere, period=SimpleNamespace(head_may_certify=True))


def test_opm_drops_only_an_empty_draft_for_what_came_outside():
    reviewer = person(Role.OPM_REVIEWER)
    machine, row = row_of("submission.discarded")
    assert not may(machine, row, by=reviewer)
    asked(machine, row, by=reviewer, line_count=0)


def test_the_substitute_named_by_legal_publishes_this_edition_alone():
    reviewer = person(Role.OPM_REVIEWER)
    machine, row = row_of("edition.published")
    named = SimpleNamespace(person_id=reviewer.pk, kind="publisher")
    checks = SimpleNamespace(person_id=reviewer.pk, kind="checker")
    asked(machine, row, by=reviewer, exceptions=SimpleNamespace(all=lambda: [named]))
    assert not may(machine, row, by=reviewer, exceptions=SimpleNamespace(all=lambda: [checks]))


def test_every_row_names_somebody_or_is_the_programs_own():
    rules = {who for _, row in ROWS for who in row.who if isinstance(who, ActorRule)}
    assert len({rule.label for rule in rules}) == len(rules)
    assert [row.event for _, row in ROWS if not row.who] == [
        "notice.rendered",
        "notice.could_not_render",
        "submission.superseded",
        "edition.superseded",
        "role_request.given",
        "role_request.lapsed",
        "role_request.lapsed",
    ]
