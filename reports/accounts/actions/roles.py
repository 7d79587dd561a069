"""Giving and ending roles by a person who may, and restoring access that was lost.

A role belongs to the agency or to OPM, not to an address. Nobody grants anything to themselves.
OPM's administrator may only restore an agency's own administrator: from then on the agency gives
its roles itself, and OPM sees none of its records. What waits for a second person
(reports/accounts/second_person.py) is asked for in reports/grants and given by `give_role` once it
is confirmed. Everybody concerned is notified by the audit log and by mail.
"""

from __future__ import annotations

from datetime import date, datetime

from reports.accounts.actions.deactivation import reactivate
from reports.accounts.actions.people import add_membership, audit_chain_of, end_membership
from reports.accounts.last_holder import check_can_end
from reports.accounts.models import Agency, Membership, User
from reports.accounts.notifications import ENDED, GIVEN, LINK_MAIL, ROLE_MAIL, ROLE_MESSAGE
from reports.accounts.policies import check_can
from reports.accounts.roles import ROLES, Permission, Role
from reports.accounts.second_person import gives_from_outside, waits_for_second_person
from reports.audit.actions import OPM_CHAIN, record
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.outbox.actions import enqueue


@verb(fresh=True)
def grant_role(
    *,
    user_email: str,
    name: str,
    role: Role,
    agency: Agency | None,
    by: User,
    at: datetime,
    on: date,
    is_backup: bool = False,
) -> Membership:
    """Give a role at an agency, or at OPM without one. The same address in any case is the same
    person. Whoever has no password yet gets a one-time link by mail.
    """
    check_may_grant(by, role, agency, on=on)
    if waits_for_second_person(role=role, agency=agency, by=by, on=on):
        raise StateRefused(
            f"The role {ROLES[role].title} waits until a second person confirms it. Ask for it, and"
            " they are told."
        )
    wait_for_turn(turn_of(user_email))
    check_not_held(user_email, role, agency, by=by)
    return give_role(
        user_email=user_email,
        name=name,
        role=role,
        agency=agency,
        by=by,
        at=at,
        on=on,
        is_backup=is_backup,
    )


def turn_of(user_email: str) -> str:
    """The turn that whoever gives a role to this address waits for."""
    return f"account {user_email.strip().casefold()}"


def check_not_held(user_email: str, role: Role, agency: Agency | None, *, by: User) -> None:
    """Raise StateRefused where the role would go to the giver, or to somebody who holds it."""
    known = User.objects.filter(email__iexact=user_email.strip()).first()
    if known == by:
        raise StateRefused("Nobody gives a role to themselves. Ask another administrator.")
    if known is not None and _holds(known, role, agency):
        raise StateRefused(f"{known.name} holds this role already.")


def give_role(
    *,
    user_email: str,
    name: str,
    role: Role,
    agency: Agency | None,
    by: User,
    at: datetime,
    on: date,
    is_backup: bool = False,
    confirmed_by: User | None = None,
) -> Membership:
    """The role itself, within the verb that has asked who may. `by` answers for it; the entries
    name whoever confirmed it where that took a second person.
    """
    known = User.objects.filter(email__iexact=user_email.strip()).first()
    is_first = known is None or not Membership.objects.filter(user=known).exists()
    user = known or User.objects.create_user(user_email, name=name.strip(), created_at=at)
    actor = confirmed_by or by
    # The agency's chain is written before OPM's; see reports.audit.actions.
    membership = add_membership(
        user=user,
        role=role,
        agency=agency,
        actor=str(actor.pk),
        at=at,
        on=on,
        granted_by=by,
        is_backup=is_backup,
    )
    if is_first and not user.has_usable_password():
        _send_link(membership, by=actor, at=at)
    if known is None:
        record(
            chain=OPM_CHAIN,
            event="person.added",
            actor=str(actor.pk),
            at=at,
            subject_type="user",
            subject_id=user.pk,
        )
    if gives_from_outside(by, agency, on=on):
        _audit(membership, "access.restored", chain=OPM_CHAIN, by=by, at=at)
    enqueue(kind=ROLE_MAIL, object_id=membership.pk, version=GIVEN, at=at)
    enqueue(kind=ROLE_MESSAGE, object_id=membership.pk, version=GIVEN, at=at)
    return membership


@verb(fresh=True)
def revoke_role(
    *, membership: Membership, by: User, at: datetime, on: date, reason: str = ""
) -> None:
    """End a role. The last person awake in one that the office cannot do without keeps it until
    there is a successor or a stated reason (reports/accounts/last_holder.py); nobody from outside
    ends an agency's other roles.
    """
    check_may_grant(by, Role(membership.role), membership.agency, on=on)
    where = membership.agency.code if membership.agency else OPM_CHAIN
    wait_for_turn(f"role {membership.role} at {where}")
    check_can_end(membership, reason=reason, on=on)
    end_membership(membership=membership, by=by, at=at, on=on, reason=reason)
    enqueue(kind=ROLE_MAIL, object_id=membership.pk, version=ENDED, at=at)


@verb(fresh=True)
def issue_sign_in_link(*, membership: Membership, by: User, at: datetime, on: date) -> None:
    """A new one-time link for somebody who cannot sign in. It goes to the person by mail and to
    nobody else.
    """
    check_may_grant(by, Role(membership.role), membership.agency, on=on)
    if membership.user_id == by.pk:
        raise StateRefused("Change your own password under your name, at the head of the page.")
    if membership.valid_to is not None:
        raise StateRefused("This role has ended. Give it again first.")
    _send_link(membership, by=by, at=at)
    if gives_from_outside(by, membership.agency, on=on):
        _audit(membership, "access.restored", chain=OPM_CHAIN, by=by, at=at)
    if membership.user.deactivated_at is not None:
        reactivate(user=membership.user, by=by, at=at, on=on)


def _send_link(membership: Membership, *, by: User, at: datetime) -> None:
    entry = _audit(membership, "link.made", chain=audit_chain_of(membership.agency), by=by, at=at)
    enqueue(kind=LINK_MAIL, object_id=entry.pk, at=at)


def check_may_grant(by: User, role: Role, agency: Agency | None, *, on: date) -> None:
    """Who gives and ends this role there, alone or with a second person. Raises
    PermissionRefused.
    """
    check_can(
        by, Permission.MANAGE_MEMBERS if agency else Permission.MANAGE_OPM_MEMBERS, agency, on=on
    )
    if gives_from_outside(by, agency, on=on) and role != Role.AGENCY_ADMIN:
        title = ROLES[Role.AGENCY_ADMIN].title
        raise PermissionRefused(
            f"OPM only restores an agency's {title}, who then gives the other roles there."
        )


def _holds(user: User, role: Role, agency: Agency | None) -> bool:
    return Membership.objects.filter(
        user=user, agency=agency, role=role.value, valid_to__isnull=True
    ).exists()


def _audit(membership: Membership, event: str, *, chain: str, by: User, at: datetime) -> AuditEntry:
    place = membership.agency.code if membership.agency else OPM_CHAIN
    return record(
        chain=chain,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="user",
        subject_id=membership.user_id,
        detail={"role": membership.role, "place": place},
    )
