"""Reading agencies and people. What is not yours does not exist: getters raise NotFound
either way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from reports.accounts.models import Agency, AgencyKind, AgencyVersion, Membership, User
from reports.accounts.ori import ori_status_is
from reports.accounts.policies import memberships_of
from reports.accounts.roles import Permission, Role, roles_with
from reports.core.refusals import NotFound


def agencies_for(user: User, *, on: date) -> list[Agency]:
    """The agencies where the person holds a role, each once, by name."""
    found = {m.agency.pk: m.agency for m in memberships_of(user, on=on) if m.agency is not None}
    return sorted(found.values(), key=lambda agency: agency.name)


def get_agency(user: User, code: str, *, on: date) -> Agency:
    """The agency with this code if the person belongs to it. Raises NotFound."""
    for agency in agencies_for(user, on=on):
        if agency.code == code:
            return agency
    raise NotFound(code)


def members_with(permission: Permission, agency: Agency | None, *, on: date) -> QuerySet[User]:
    """Active people who hold a permission at an agency, or at OPM when it is None."""
    held = Membership.objects.on(on).filter(
        agency=agency, role__in=[r.value for r in roles_with(permission)]
    )
    return User.objects.filter(is_active=True, memberships__in=held).distinct()


def heads_of(agency: Agency, *, on: date) -> QuerySet[User]:
    """Who heads the agency on a day."""
    held = Membership.objects.on(on).filter(agency=agency, role=Role.AGENCY_HEAD.value)
    return User.objects.filter(is_active=True, memberships__in=held).distinct()


def get_any_agency(code: str) -> Agency:
    """The agency with this code, whoever asks, with who goes on in its place. Raises NotFound."""
    found = Agency.objects.select_related("successor").filter(code=code).first()
    if found is None:
        raise NotFound(code)
    return found


def find_agencies(
    *, words: str = "", kind: str = "", ori: str = "", state: str = "", on: date
) -> QuerySet[Agency]:
    """The register narrowed by words of name, town or code, by kind, by how the ORI is known, and
    by whether the agency is in force ("open") or has "ended"; what is empty narrows nothing.
    """
    rows = Agency.objects.select_related("successor")
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(town__icontains=words) | Q(code__icontains=words)
        )
    if kind:
        rows = rows.filter(kind=kind)
    if ori:
        rows = rows.filter(ori_status_is(ori))
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return {"open": rows.filter(in_force), "ended": rows.exclude(in_force)}.get(state, rows)


def all_agencies() -> list[Agency]:
    """Every entry of the register, those that ended and sandboxes included."""
    return list(Agency.objects.all())


def agencies_by_name(*, municipal: bool | None = None) -> QuerySet[Agency]:
    """Every agency but the sandboxes of vendors; of municipalities only, or all others only, where
    that is asked.
    """
    rows = Agency.objects.filter(is_sandbox=False).order_by("name")
    if municipal is None:
        return rows
    kind = Q(kind=AgencyKind.MUNICIPAL_POLICE)
    return rows.filter(kind if municipal else ~kind)


def agencies_by_id(ids: Iterable[UUID]) -> dict[UUID, Agency]:
    """These agencies, each under its id."""
    return Agency.objects.in_bulk(set(ids))


def agency_names() -> dict[str, str]:
    """The name of every agency under its code, in the order of names."""
    return dict(Agency.objects.order_by("name").values_list("code", "name"))


def changes_of(agency: Agency) -> QuerySet[AgencyVersion]:
    """Every change of the agency's entry, the newest first, with who made it."""
    return agency.versions.select_related("changed_by")


def roles_kept_by_opm(agency: Agency | None, *, on: date) -> QuerySet[Membership]:
    """The roles that OPM gives and ends: all of its own, or those of an agency's administrators."""
    rows = Membership.objects.on(on).filter(agency=agency).select_related("user")
    if agency is not None:
        rows = rows.filter(role=Role.AGENCY_ADMIN.value)
    return rows.order_by("user__name", "role")


def get_role_kept_by_opm(membership_id: UUID) -> Membership:
    """A role at OPM or of an agency's administrator; all others are the agency's own. Raises
    NotFound.
    """
    found = Membership.objects.select_related("user", "agency").filter(pk=membership_id).first()
    if found is None or (found.agency is not None and found.role != Role.AGENCY_ADMIN):
        raise NotFound(str(membership_id))
    return found


def get_open_role(email: str, agency: Agency | None) -> Membership:
    """A role without a last day of the person with this address, there. Raises NotFound."""
    rows = Membership.objects.filter(
        user__email__iexact=email, agency=agency, valid_to__isnull=True
    )
    found = rows.select_related("user", "agency").first()
    if found is None:
        raise NotFound(email)
    return found


def people_of(agency: Agency | None) -> QuerySet[User]:
    """Everybody who holds or held a role at the agency, or at OPM when it is None."""
    here = Membership.objects.filter(agency=agency)
    return User.objects.filter(memberships__in=here).distinct()


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """The names of people under their ids."""
    return {str(user.pk): user.name for user in User.objects.filter(pk__in=set(ids))}
