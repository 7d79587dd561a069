"""Verbs on agencies and people. Every one is in the audit log, in the same transaction."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reports.accounts.models import Agency, Delegation, Membership, User
from reports.accounts.policies import can, check_can
from reports.accounts.roles import ROLES, Permission, Role
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb


def audit_chain_of(agency: Agency | None) -> str:
    """The audit log that an agency's (or OPM's) entries belong to."""
    return agency.code if agency is not None else OPM_CHAIN


@verb(system=True)
def add_person(*, email: str, name: str, actor: str, at: datetime) -> User:
    """A person by address; the same address in any case is the same person."""
    existing = User.objects.filter(email__iexact=email.strip()).first()
    if existing is not None:
        return existing
    user = User.objects.create_user(email, name=name, created_at=at)
    record(
        chain=OPM_CHAIN,
        event="person.added",
        actor=actor,
        at=at,
        subject_type="user",
        subject_id=user.pk,
    )
    return user


@verb(system=True)
def add_membership(
    *,
    user: User,
    role: Role,
    agency: Agency | None,
    actor: str,
    at: datetime,
    on: date,
    granted_by: User | None = None,
    is_backup: bool = False,
) -> Membership:
    """Give a role from a day on. Granting what is held already changes nothing."""
    spec = ROLES[role]
    if spec.at_agency != (agency is not None):
        where = "needs an agency" if spec.at_agency else "belongs to OPM and takes no agency"
        raise StateRefused(f"The role {spec.title} {where}.")
    held = Membership.objects.filter(
        user=user, agency=agency, role=role.value, valid_to__isnull=True
    ).first()
    if held is not None:
        return held
    membership = Membership.objects.create(
        user=user,
        agency=agency,
        role=role.value,
        valid_from=on,
        granted_by=granted_by,
        is_backup=is_backup,
    )
    record(
        chain=audit_chain_of(agency),
        event="role.granted",
        actor=actor,
        at=at,
        subject_type="user",
        subject_id=user.pk,
        detail={"role": role.value, **({"backup": True} if is_backup else {})},
    )
    return membership


@verb(fresh=True)
def end_membership(
    *, membership: Membership, by: User, at: datetime, on: date, reason: str = ""
) -> None:
    """End a role with a day. The row stays: who could do what on a day can always be told."""
    permission = Permission.MANAGE_MEMBERS if membership.agency else Permission.MANAGE_OPM_MEMBERS
    check_can(by, permission, membership.agency, on=on)
    running = Membership.objects.filter(pk=membership.pk, valid_to__isnull=True)
    if not running.update(valid_to=on, end_reason=reason.strip()[:200]):
        raise StateRefused("This role has ended already.")
    record(
        chain=audit_chain_of(membership.agency),
        event="role.ended",
        actor=str(by.pk),
        at=at,
        subject_type="user",
        subject_id=membership.user_id,
        detail={"role": membership.role},
    )


@verb(fresh=True)
def name_delegate(
    *, agency: Agency, delegate: User, by: User, at: datetime, on: date, until: date | None
) -> Delegation:
    """The head names who reviews and decides in the head's absence; whoever was named before is so
    no longer.
    """
    check_can(by, Permission.NAME_DELEGATE, agency, on=on)
    if delegate == by or not can(delegate, Permission.VIEW_DETAINERS, agency, on=on):
        raise StateRefused(
            "The delegate must be another person who works with the agency's records."
        )
    _stop_delegations(agency, on=on)
    delegation = Delegation.objects.create(
        agency=agency, delegate=delegate, named_by=by, named_at=at, valid_from=on, valid_to=until
    )
    record(
        chain=agency.code,
        event="delegate.named",
        actor=str(by.pk),
        at=at,
        subject_type="user",
        subject_id=delegate.pk,
    )
    return delegation


@verb(fresh=True)
def end_delegation(*, agency: Agency, by: User, at: datetime, on: date) -> None:
    """The head takes review and decision back, at once."""
    check_can(by, Permission.NAME_DELEGATE, agency, on=on)
    named = Delegation.objects.on(on).filter(agency=agency).order_by("-named_at").first()
    if named is None:
        raise StateRefused("No delegate is named now.")
    _stop_delegations(agency, on=on)
    record(
        chain=agency.code,
        event="delegate.ended",
        actor=str(by.pk),
        at=at,
        subject_type="user",
        subject_id=named.delegate_id,
    )


def _stop_delegations(agency: Agency, *, on: date) -> None:
    """A delegation runs through its last day, so one that stops at once had its last day
    yesterday.
    """
    Delegation.objects.on(on).filter(agency=agency).update(valid_to=on - timedelta(days=1))
