"""Agencies and people with roles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from reports.accounts.actions.people import add_membership, add_person
from reports.accounts.models import Agency, User
from reports.accounts.roles import ROLES, Role

SINCE = datetime(2020, 1, 1, 15, 0, tzinfo=UTC)


def agency(code: str = "hartford", **values: Any) -> Agency:
    """An agency by code; the same code gives the same row."""
    known = Agency.objects.filter(code=code).first()
    if known is not None:
        return known
    name = str(values.pop("name", code.replace("-", " ").title()))
    kind = values.pop("kind", "municipal_police")
    return Agency.objects.create(code=code, name=name, kind=kind, **values)


def person(
    role: Role | str = Role.CLERK,
    *,
    at_agency: Agency | None = None,
    email: str = "",
    since: date | None = None,
) -> User:
    """A user holding a role (at Hartford unless another agency is given)."""
    held = Role(role)
    place = (at_agency or agency()) if ROLES[held].at_agency else None
    address = email or f"{held.value}@{place.code if place else 'opm'}.example"
    user = add_person(
        email=address,
        name=f"{ROLES[held].title} of {place.name if place else 'OPM'}",
        actor="system:test",
        at=SINCE,
    )
    add_membership(
        user=user, role=held, agency=place, actor="system:test", at=SINCE, on=since or SINCE.date()
    )
    return User.objects.get(pk=user.pk)
