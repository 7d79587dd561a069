"""OPM's people, and agencies that lost access: roles granted and ended, sign-in links shown once.

Restoring access shows OPM nothing of an agency's records: only its administrator can be named, and
the agency is notified.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.actions.roles import issue_sign_in_link, revoke_role
from reports.accounts.actions.transfer import role_coverage
from reports.accounts.models import Agency, Membership
from reports.accounts.queries import get_open_role, get_role_kept_by_opm, roles_kept_by_opm
from reports.accounts.roles import ROLES, Permission, Role
from reports.core import clock
from reports.core.dates import short_date
from reports.grants.actions import give_or_ask
from reports.grants.models import RoleRequest
from reports.grants.status import ConfirmedAt
from reports.web.opm.people.forms import OpmStaffPersonForm, StaffPersonForm
from reports.web.opm.shared import office_crumbs
from reports.web.shared.action_pages import action_page, action_saved, confirm_page, submit_action
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Column,
    Confirm,
    Crumb,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.people.coverage import coverage_table, transfer_saved
from reports.web.shared.people.ending import ROLE_ENDED, asks_reason, end_last_role
from reports.web.shared.people.forms import SuccessorForm
from reports.web.shared.people.links import LINK_SENT, link_sent
from reports.web.shared.people.signing_out import sign_out_page

OPM_PEOPLE = Permission.MANAGE_OPM_MEMBERS
COLUMNS = (
    Column("Person"),
    Column("Role"),
    Column("Since"),
    Column("Last seen"),
    Column("Link"),
    Column("Sessions"),
    Column("End"),
    Column("Replace"),
)


@needs(OPM_PEOPLE)
def people(request: AppHttpRequest) -> HttpResponse:
    """Who works at OPM, in which role."""
    header = PageHeader(
        title="OPM people",
        lead=(
            "A role belongs to a person at OPM, from a day to a day. None of them shows a name from"
            " the records."
        ),
        actions=(
            Action("Roles waiting for confirmation", reverse("account:role_requests")),
            Action("Add a person", reverse("office:person_new"), kind="primary"),
        ),
    )
    cover = coverage_table(role_coverage(None, on=clock.today()))
    return render(
        request, "opm/list.html", {"header": header, "table": _table(None), "cover": cover}
    )


def _table(agency: Agency | None) -> Table:
    return Table(
        caption="People and roles",
        caption_hidden=True,
        columns=COLUMNS,
        rows=[_row(row) for row in roles_kept_by_opm(agency, on=clock.today())],
        empty=EmptyState("Nobody administers this agency", "Name somebody who does."),
    )


def _row(row: Membership) -> list[TableCell]:
    seen, is_open = row.user.last_seen_at, row.valid_to is None
    return [
        TableCell(row.user.name, detail=row.user.email),
        TableCell(ROLES[Role(row.role)].title, detail="" if is_open else "ends today"),
        TableCell(short_date(row.valid_from)),
        TableCell(moment=seen) if seen else TableCell("not yet"),
        *(_acts(row) if is_open else [TableCell("")] * len(ACTS)),
    ]


ACTS = (
    ("New link", "office:person_link"),
    ("Sign out everywhere", "office:person_sign_out"),
    ("End this role", "office:person_end"),
    ("Replace the person", "office:person_replace"),
)


def _acts(row: Membership) -> list[TableCell]:
    return [TableCell(label, url=reverse(name, args=[row.pk])) for label, name in ACTS]


@needs(OPM_PEOPLE)
def person_new(request: AppHttpRequest) -> HttpResponse:
    """Give a role at OPM; a new person gets a one-time link by mail."""
    form = OpmStaffPersonForm(request.POST if request.method == "POST" else None)
    if given := _given(request, form, None, form.data.get("role", "")):
        return _hand_over(request, given)
    header = PageHeader(
        title="Add a person",
        eyebrow="OPM",
        crumbs=_crumbs(None),
        lead=(
            "The roles OPM administrator, OPM publisher and Disclosure checker wait until another"
            " OPM administrator confirms them."
        ),
    )
    return action_page(
        request, form, header=header, back=reverse("office:people"), button="Give the role"
    )


def _given(
    request: AppHttpRequest, form: StaffPersonForm, agency: Agency | None, role: str
) -> Membership | RoleRequest | None:
    """The role, or the request for it, if the form is right and the verb accepted it."""
    made: list[Membership | RoleRequest] = []
    right = form.is_bound and submit_action(
        form,
        lambda: made.append(
            give_or_ask(
                user_email=form.written("email"),
                name=form.written("name"),
                role=Role(role),
                agency=agency,
                by=request.user,
                at=clock.database_now(),
                on=clock.today(),
            )
        ),
    )
    return made[0] if right else None


def _hand_over(request: AppHttpRequest, row: Membership | RoleRequest) -> HttpResponse:
    """Back to the people, with what the new holder gets, or who has to confirm it first."""
    if isinstance(row, RoleRequest):
        return action_saved(
            request, _requested(row), reverse("account:role_request", args=[row.pk])
        )
    held = f"{row.user.name} holds the role from now on."
    return action_saved(request, f"{held}{link_sent(row.user)}", _back(row.agency))


def _requested(row: RoleRequest) -> str:
    who = ConfirmedAt(row.confirmed_where).label
    wait = " 24 hours have to pass as well." if row.earliest_at > row.requested_at else ""
    return (
        f"Asked for. {row.name} has no access yet. {who} must confirm the role.{wait} Everybody"
        " concerned was told."
    )


def _back(agency: Agency | None) -> str:
    return reverse("office:access", args=[agency.code]) if agency else reverse("office:people")


def _crumbs(agency: Agency | None) -> tuple[Crumb, ...]:
    if agency is None:
        return (Crumb("OPM people", _back(None)),)
    own = Crumb(agency.display_name, reverse("office:agency", args=[agency.code]))
    return office_crumbs(own, Crumb("Restore its access", _back(agency)))


@needs(OPM_PEOPLE)
def person_end(request: AppHttpRequest, membership_id: UUID) -> HttpResponse:
    """End a role; it stops at once."""
    found = get_role_kept_by_opm(membership_id)
    if asks_reason(found, on=clock.today()):
        title = f"End the role {ROLES[Role(found.role)].title} of {found.user.name}"
        header = PageHeader(title=title, eyebrow="OPM", crumbs=_crumbs(None))
        return end_last_role(request, found, header=header, back=_back(None))
    if request.method == "POST":
        revoke_role(membership=found, by=request.user, at=clock.now(), on=clock.today())
        return action_saved(request, ROLE_ENDED, _back(found.agency))
    title = f"End the role {ROLES[Role(found.role)].title} of {found.user.name}"
    text = "It stops at once. What was done under it stays told, and the person is told by mail."
    return _confirm(request, found, title=title, text=text, button="End the role")


@needs(OPM_PEOPLE)
def person_link(request: AppHttpRequest, membership_id: UUID) -> HttpResponse:
    """A new sign-in link, by mail to the person alone."""
    found = get_role_kept_by_opm(membership_id)
    if request.method == "POST":
        issue_sign_in_link(membership=found, by=request.user, at=clock.now(), on=clock.today())
        return action_saved(request, LINK_SENT.format(email=found.user.email), _back(found.agency))
    title = f"A new one-time link for {found.user.name}"
    text = (
        "It goes by mail to the person, who chooses a new password with it. Make sure by phone,"
        " at a number you know, who asks for it."
    )
    return _confirm(request, found, title=title, text=text, button="Send the link")


@needs(OPM_PEOPLE)
def person_sign_out(request: AppHttpRequest, membership_id: UUID) -> HttpResponse:
    """End every session of somebody at OPM, or of an agency's administrator."""
    found = get_role_kept_by_opm(membership_id)
    eyebrow = found.agency.display_name if found.agency else "OPM"
    title = f"Sessions: {found.user.name}"
    header = PageHeader(title=title, eyebrow=eyebrow, crumbs=_crumbs(found.agency))
    return sign_out_page(request, found, header=header, back=_back(found.agency))


@needs(OPM_PEOPLE)
def person_replace(request: AppHttpRequest, membership_id: UUID) -> HttpResponse:
    """Transfer a person's work to a successor: every role at OPM, or an agency's administrator,
    with what waits.
    """
    found = get_role_kept_by_opm(membership_id)
    form = SuccessorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and submit_action(
        form, lambda: transfer_saved(request, form, found.user, found.agency)
    ):
        return _hand_over(request, get_open_role(form.written("email"), found.agency))
    header = PageHeader(
        title=f"Replace {found.user.name}",
        eyebrow=found.agency.display_name if found.agency else "OPM",
        crumbs=_crumbs(found.agency),
        lead=(
            "The successor holds the same roles from now on, with everything that waits "
            "and what was in hand. What was done stays under the old name."
        ),
    )
    return action_page(
        request, form, header=header, back=_back(found.agency), button="Replace", danger=True
    )


def _confirm(
    request: AppHttpRequest, found: Membership, *, title: str, text: str, button: str
) -> HttpResponse:
    confirm = Confirm(
        title=title,
        text=text,
        button=button,
        action_url=request.path,
        cancel_url=_back(found.agency),
        danger=True,
    )
    eyebrow = found.agency.display_name if found.agency else "OPM"
    header = PageHeader(title="Are you sure?", eyebrow=eyebrow, crumbs=_crumbs(found.agency))
    return confirm_page(request, confirm, header=header)
