"""Reading agencies and people. What is not yours does not exist: getters raise NotFound
either way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from reports.accounts.models import Agency, AgencyKind, AgencyVersion, Delegation, Membership, User
from reports.accounts.ori import ori_status_is
from reports.accounts.policies import can, memberships_of
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


def colleagues_with(
    user: User, permission: Permission, agency: Agency | None, *, on: date
) -> QuerySet[User]:
    """Everybody but this person who holds a permission at an agency, or at OPM when it is None."""
    return members_with(permission, agency, on=on).exclude(pk=user.pk)


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


def agencies_with(user: User, permission: Permission, *, on: date) -> list[Agency]:
    """The person's own agencies where they hold a permission."""
    return [agency for agency in agencies_for(user, on=on) if can(user, permission, agency, on=on)]


def delegates_of(agency: Agency, *, on: date) -> list[User]:
    """Whom the head named to review and decide, as far as it holds on a day."""
    rows = Delegation.objects.on(on).filter(agency=agency).select_related("delegate")
    return [row.delegate for row in rows]


def newest_delegation(agency: Agency, *, on: date) -> Delegation | None:
    """The delegation in force, the one named last where there are several."""
    rows = Delegation.objects.on(on).filter(agency=agency)
    return rows.select_related("delegate", "named_by").order_by("-named_at").first()


def list_memberships(agency: Agency, *, on: date) -> list[Membership]:
    """Every role held at an agency on a day, by person and role."""
    rows = Membership.objects.on(on).filter(agency=agency)
    return list(rows.select_related("user").order_by("user__name", "role"))


def get_membership(user: User, membership_id: UUID, *, on: date) -> Membership:
    """A role at an agency whose members the person manages. Raises NotFound."""
    agencies = agencies_with(user, Permission.MANAGE_MEMBERS, on=on)
    rows = Membership.objects.filter(pk=membership_id, agency__in=agencies)
    found = rows.select_related("user", "agency").first()
    if found is None:
        raise NotFound(str(membership_id))
    return found


def roles_held(user: User, agency: Agency) -> list[Membership]:
    """The roles of a person at an agency that have not ended."""
    return list(Membership.objects.filter(user=user, agency=agency, valid_to__isnull=True))


def find_user(email: str) -> User | None:
    """The person with this address, however it is capitalized."""
    return User.objects.filter(email__iexact=email.strip()).first()


def get_user_by_email(email: str) -> User:
    """The person with this address, however it is capitalized. Raises NotFound."""
    found = find_user(email)
    if found is None:
        raise NotFound("user")
    return found


def get_deactivated_user(user_id: UUID) -> User:
    """Somebody whose account is inactive. Raises NotFound."""
    found = User.objects.filter(pk=user_id, deactivated_at__isnull=False).first()
    if found is None:
        raise NotFound(str(user_id))
    return found


def deactivated_colleagues(user: User, *, on: date) -> list[Membership]:
    """One role of each person whose account is inactive and who works where this person does;
    administrators of OPM see everybody.
    """
    held = memberships_of(user, on=on)
    rows = Membership.objects.on(on)
    if not any(row.role == Role.OPM_ADMIN for row in held):
        here = Q(agency__in=[row.agency_id for row in held if row.agency_id])
        if any(row.agency_id is None for row in held):
            here |= Q(agency__isnull=True)
        rows = rows.filter(here)
    deactivated = rows.filter(user__deactivated_at__isnull=False).select_related("user", "agency")
    return list({row.user.pk: row for row in deactivated}.values())
