"""Backup coverage of each role, and account transfer, by which a successor loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports.accounts.actions.people import audit_chain_of
from reports.accounts.actions.roles import check_may_grant, grant_role, revoke_role
from reports.accounts.models import Agency, Delegation, Membership, User
from reports.accounts.roles import ROLES, Role
from reports.accounts.second_person import waits_for_second_person
from reports.audit.actions import record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb

NEEDED = (Role.CLERK, Role.AGENCY_HEAD, Role.CERTIFIER, Role.AGENCY_ADMIN)
NEEDED_AT_OPM = (
    Role.OPM_REVIEWER,
    Role.DISCLOSURE_CHECKER,
    Role.OPM_PUBLISHER,
    Role.OPM_LEGAL,
    Role.OPM_TRAINING,
    Role.OPM_ADMIN,
)


@dataclass(frozen=True)
class RoleCoverage:
    """One role: who holds it, and who stands in."""

    role: Role
    first: tuple[str, ...]
    stands_in: tuple[str, ...]

    @property
    def title(self) -> str:
        return ROLES[self.role].title

    @property
    def is_alone(self) -> bool:
        """Whether one absence would stop the work of this role."""
        return len(self.first) + len(self.stands_in) < 2


def role_coverage(agency: Agency | None, *, on: date) -> list[RoleCoverage]:
    """The roles that an agency, or OPM, cannot do without. The head's delegate stands in for the
    head.
    """
    rows = (
        Membership.objects.on(on).filter(agency=agency, user__is_active=True).select_related("user")
    )
    held = list(rows.order_by("is_backup", "valid_from", "user__name"))
    return [
        _role_coverage(role, held, agency, on) for role in (NEEDED if agency else NEEDED_AT_OPM)
    ]


def _role_coverage(
    role: Role, held: list[Membership], agency: Agency | None, on: date
) -> RoleCoverage:
    first = [row.user.name for row in held if row.role == role and not row.is_backup]
    backups = [row.user.name for row in held if row.role == role and row.is_backup]
    if role == Role.AGENCY_HEAD and agency is not None:
        rows = Delegation.objects.filter(agency=agency, valid_from__lte=on).exclude(valid_to__lt=on)
        backups += [
            row.delegate.name
            for row in rows.select_related("delegate")
            if row.delegate.name not in backups
        ]
    return RoleCoverage(role, tuple(first), tuple(backups))


@verb(fresh=True)
def transfer_account(
    *, leaving: User, agency: Agency | None, email: str, name: str, by: User, at: datetime, on: date
) -> User:
    """Everything one person may do at an agency, or at OPM, somebody else does from now on. Both
    are told by mail.
    """
    rows = Membership.objects.filter(user=leaving, agency=agency, valid_to__isnull=True)
    held = list(rows.select_for_update(of=("self",)).select_related("user", "agency"))
    if not held:
        raise StateRefused(f"{leaving.name} holds no role here that could be handed over.")
    if email.strip().casefold() == leaving.email.casefold():
        raise StateRefused("That is the address of the person who leaves. Give the successor's.")
    for membership in held:
        _transfer_role(membership, email=email, name=name, by=by, at=at, on=on)
    successor = User.objects.get(email__iexact=email.strip())
    record(
        chain=audit_chain_of(agency),
        event="person.replaced",
        actor=str(by.pk),
        at=at,
        subject_type="user",
        subject_id=leaving.pk,
        detail={"successor": str(successor.pk), "roles": len(held)},
    )
    return successor


def _transfer_role(
    membership: Membership, *, email: str, name: str, by: User, at: datetime, on: date
) -> None:
    """The new one first, so that an office is never without its person."""
    known = Membership.objects.filter(
        user__email__iexact=email.strip(),
        agency=membership.agency,
        role=membership.role,
        valid_to__isnull=True,
    )
    if not known.exists():
        _check_given_alone(membership, by=by, on=on)
        given = grant_role(
            user_email=email,
            name=name,
            role=Role(membership.role),
            agency=membership.agency,
            by=by,
            at=at,
            on=on,
            is_backup=membership.is_backup,
        )
        assert given.pk != membership.pk  # noqa: S101  another person's role is another row
    revoke_role(membership=membership, by=by, at=at, on=on)


def _check_given_alone(membership: Membership, *, by: User, on: date) -> None:
    """Whoever leaves keeps a role that a second person has to confirm until the successor has
    it.
    """
    role = Role(membership.role)
    check_may_grant(by, role, membership.agency, on=on)
    if waits_for_second_person(role=role, agency=membership.agency, by=by, on=on):
        raise StateRefused(
            f"The role {ROLES[role].title} needs a second person's confirmation. Ask for it for the"
            " successor first; replace the person once the successor holds it."
        )
