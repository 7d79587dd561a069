"""Who can sign in to the demo: every role at Hartford and at OPM, and a second agency for
comparison.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password

from reports.accounts.actions.people import add_membership, add_person
from reports.accounts.models import Agency, User
from reports.accounts.roles import Role

# Demo accounts exist on loopback only and are refused elsewhere.
PASSWORD = "Demo-Lantern-Orchard-52"  # noqa: S105  # pragma: allowlist secret

# Stands for a code app: the demo's invented people have no telephone. Shown on the page that asks.
CODE = "246810"


@dataclass(frozen=True)
class DemoAccount:
    email: str
    name: str
    role: Role
    agency: str = ""


ACCOUNTS: tuple[DemoAccount, ...] = (
    DemoAccount("clerk@hartford.example", "Dana Whitlock", Role.CLERK, "hartford"),
    DemoAccount("clerk2@hartford.example", "Samuel Okafor", Role.CLERK, "hartford"),
    DemoAccount("chief@hartford.example", "Chief Ruth Adeyemi", Role.AGENCY_HEAD, "hartford"),
    DemoAccount("certifier@hartford.example", "Teresa Lindqvist", Role.CERTIFIER, "hartford"),
    DemoAccount("admin@hartford.example", "Miles Carver", Role.AGENCY_ADMIN, "hartford"),
    DemoAccount("auditor@hartford.example", "Ingrid Solberg", Role.AUDITOR, "hartford"),
    DemoAccount("clerk@new-haven.example", "Lorraine Petit", Role.CLERK, "new-haven"),
    DemoAccount("chief@new-haven.example", "Chief Alan Mercer", Role.AGENCY_HEAD, "new-haven"),
    DemoAccount("certifier@new-haven.example", "Noor Haddad", Role.CERTIFIER, "new-haven"),
    DemoAccount("reviewer@opm.example", "Grace Tillman", Role.OPM_REVIEWER),
    DemoAccount("publisher@opm.example", "Victor Amaral", Role.OPM_PUBLISHER),
    DemoAccount("checker1@opm.example", "Hannah Brandt", Role.DISCLOSURE_CHECKER),
    DemoAccount("checker2@opm.example", "Elias Fontaine", Role.DISCLOSURE_CHECKER),
    DemoAccount("legal@opm.example", "Judith Marchetti", Role.OPM_LEGAL),
    DemoAccount("legal2@opm.example", "Owen Castellano", Role.OPM_LEGAL),
    DemoAccount("training@opm.example", "Curtis Bell", Role.OPM_TRAINING),
    DemoAccount("admin@opm.example", "Priscilla Nakamura", Role.OPM_ADMIN),
)


def create_accounts(*, at: datetime, on: date) -> None:
    """Every demo account with its role; the password is hashed once."""
    hashed = make_password(PASSWORD)
    for account in ACCOUNTS:
        place = Agency.objects.get(code=account.agency) if account.agency else None
        user = add_person(email=account.email, name=account.name, actor="system:demo", at=at)
        User.objects.filter(pk=user.pk).update(password=hashed)
        TOTP.activate(user, generate_totp_secret())
        add_membership(
            user=user, role=account.role, agency=place, actor="system:demo", at=at, on=on
        )


def staff_of(agency: Agency, *, at: datetime, on: date) -> tuple[User, User]:
    """Clerk and head of an agency; agencies without demo accounts get people who cannot sign in."""
    return _one(agency, Role.CLERK, at, on), _one(agency, Role.AGENCY_HEAD, at, on)


def _one(agency: Agency, role: Role, at: datetime, on: date) -> User:
    held = User.objects.filter(memberships__agency=agency, memberships__role=role.value).order_by(
        "created_at", "email"
    )
    known = held.first()
    if known is not None:
        return known
    user = add_person(
        email=f"{role.value}@{agency.code}.example",
        name=f"{role.value.replace('_', ' ').title()}, {agency.name}",
        actor="system:demo",
        at=at,
    )
    add_membership(user=user, role=role, agency=agency, actor="system:demo", at=at, on=on)
    return user
