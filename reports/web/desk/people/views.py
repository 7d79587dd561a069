"""People at the agency: who has which role, the agency head's delegate, the letterhead of notices.

Roles belong to a person at an agency, from a start date to an end date. Granting and ending one is
in the audit log; an account with only this task sees no name from the records.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.actions.letterhead import change_letterhead
from reports.accounts.actions.people import end_delegation, name_delegate
from reports.accounts.actions.roles import grant_role, revoke_role
from reports.accounts.actions.transfer import role_coverage
from reports.accounts.api_scopes import MANAGE_TOKENS
from reports.accounts.models import Agency, Membership, User
from reports.accounts.queries import (
    colleagues_with,
    get_any_agency,
    get_membership,
    get_user_by_email,
    list_memberships,
    newest_delegation,
)
from reports.accounts.roles import ROLES, Permission, Role
from reports.core import clock
from reports.core.dates import month_day, short_date
from reports.messaging.digests import refused_since
from reports.submissions.onboarding import MAIL_LOOKED_BACK
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.current_agency import current_agency, desks_of, who_refusal
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.people.coverage import coverage_table
from reports.web.shared.people.ending import ROLE_ENDED, asks_reason, end_last_role
from reports.web.shared.people.forms import DelegateForm, GrantForm, LetterheadForm
from reports.web.shared.people.links import link_sent
from reports.web.shared.people.signing_out import sign_out_page
from reports.web.shared.revisions import Standing, revised

MAY_SEE = (Permission.MANAGE_MEMBERS, Permission.NAME_DELEGATE)
COLUMNS = (
    Column("Person"),
    Column("Role"),
    Column("Since"),
    Column("Last seen"),
    Column("Sessions"),
    Column("End"),
    Column("Replace"),
)


@needs(*MAY_SEE)
def people(request: AppHttpRequest) -> HttpResponse:
    """Who works here, in which role, and who is the agency head's delegate."""
    agency = _agency(request)
    on = clock.today()
    rows = list_memberships(agency, on=on)
    refused = refused_since([row.user_id for row in rows], since=on - MAIL_LOOKED_BACK)
    may_end = not who_refusal(request, Permission.MANAGE_MEMBERS, agency)
    table = Table(
        caption="People and roles",
        caption_hidden=True,
        columns=COLUMNS if may_end else COLUMNS[:-3],
        rows=[_row(row, refused, may_end=may_end) for row in rows],
        empty=EmptyState("Nobody holds a role here yet"),
    )
    may_take_back = not who_refusal(request, Permission.NAME_DELEGATE, agency)
    cover = role_coverage(agency, on=on)
    context = {
        "header": _header(request, agency),
        "table": table,
        "delegation": newest_delegation(agency, on=on),
        "agency": agency,
        "taking_back": (
            Action("End it now", reverse("desk:delegate_end"), post=True) if may_take_back else None
        ),
        "cover": coverage_table(cover),
        "alone": [row.title for row in cover if row.is_alone],
    }
    return render(request, "desk/people/list.html", context)


def _agency(request: AppHttpRequest) -> Agency:
    """The current agency where the user may do either; administrators of OPM use their own
    screen.
    """
    permission = next((p for p in MAY_SEE if desks_of(request, p)), MAY_SEE[0])
    return current_agency(request, permission)


def _seen(user: User, refused: dict[UUID, date]) -> TableCell:
    """When somebody last signed in, and what keeps mail from reaching them."""
    day = refused.get(user.pk)
    detail = f"mail refused on {month_day(day)}" if day else ""
    chip = Chip("Inactive", "waiting") if user.deactivated_at else None
    if user.last_seen_at is None:
        return TableCell("not yet", detail=detail, chip=chip)
    return TableCell(moment=user.last_seen_at, detail=detail, chip=chip)


def _row(row: Membership, refused: dict[UUID, date], *, may_end: bool) -> list[TableCell]:
    acts = (
        ("Sign out everywhere", "desk:people_sign_out"),
        ("End this role", "desk:people_end"),
        ("Replace the person", "desk:people_transfer"),
    )
    end = [TableCell(label, url=reverse(name, args=[row.pk])) for label, name in acts]
    return [
        TableCell(row.user.name, detail=row.user.email),
        TableCell(ROLES[Role(row.role)].title, chip=Chip("Backup") if row.is_backup else None),
        TableCell(short_date(row.valid_from)),
        _seen(row.user, refused),
        *(end if may_end else ()),
    ]


def _header(request: AppHttpRequest, agency: Agency) -> PageHeader:
    return PageHeader(
        title="People and roles",
        eyebrow=agency.display_name,
        lead=(
            "A role belongs to a person at this agency, from a day to a day. Name a backup for"
            " each task."
        ),
        crumbs=desk_crumbs(),
        actions=(
            Action("Staff handoff", reverse("desk:account_transfer")),
            Action(
                "Heading of notices",
                reverse("desk:letterhead"),
                refusal=who_refusal(request, Permission.MANAGE_AGENCY, agency),
            ),
            Action(
                "Connected programs",
                reverse("desk:programs"),
                refusal=who_refusal(request, MANAGE_TOKENS, agency),
            ),
            Action(
                "Name a delegate",
                reverse("desk:people_delegate"),
                refusal=who_refusal(request, Permission.NAME_DELEGATE, agency),
            ),
            Action(
                "Give a role",
                reverse("desk:people_grant"),
                kind="primary",
                refusal=who_refusal(request, Permission.MANAGE_MEMBERS, agency),
            ),
        ),
    )


def _crumbs() -> tuple[Crumb, ...]:
    return desk_crumbs(Crumb("People and roles", reverse("desk:people")))


@needs(Permission.MANAGE_MEMBERS)
def grant(request: AppHttpRequest) -> HttpResponse:
    """Give a role; a new person gets a one-time link by mail."""
    agency = current_agency(request, Permission.MANAGE_MEMBERS)
    form = GrantForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(form, lambda: _grant(form, agency, request.user)):
        user = get_user_by_email(form.cleaned_data["email"])
        return action_saved(
            request, f"{user.name} holds the role from now on.{link_sent(user)}", "desk:people"
        )
    header = PageHeader(title="Give a role", eyebrow=agency.display_name, crumbs=_crumbs())
    return action_page(
        request, form, header=header, back=reverse("desk:people"), button="Give the role"
    )


def _grant(form: GrantForm, agency: Agency, by: User) -> None:
    data = form.cleaned_data
    grant_role(
        user_email=data["email"],
        name=data["name"],
        role=Role(data["role"]),
        agency=agency,
        by=by,
        at=clock.now(),
        on=clock.today(),
        is_backup=data["is_backup"],
    )


@needs(Permission.MANAGE_MEMBERS)
def end(request: AppHttpRequest, membership_id: UUID) -> HttpResponse:
    """End a role with today; the row stays."""
    found = get_membership(request.user, membership_id, on=clock.today())
    header = PageHeader(
        title="End a role",
        eyebrow=found.agency.display_name if found.agency else "",
        crumbs=_crumbs(),
    )
    if asks_reason(found, on=clock.today()):
        return end_last_role(request, found, header=header, back=reverse("desk:people"))
    if request.method == "POST":
        revoke_role(membership=found, by=request.user, at=clock.now(), on=clock.today())
        messages.success(request, ROLE_ENDED)
        return redirect("desk:people")
    context = {"header": header, "membership": found, "role": ROLES[Role(found.role)].title}
    return render(request, "desk/people/end_role.html", context)


@needs(Permission.MANAGE_MEMBERS)
def sign_out(request: AppHttpRequest, membership_id: UUID) -> HttpResponse:
    """End every session of a person who works here."""
    found = get_membership(request.user, membership_id, on=clock.today())
    eyebrow = found.agency.display_name if found.agency else ""
    header = PageHeader(title=f"Sessions: {found.user.name}", eyebrow=eyebrow, crumbs=_crumbs())
    return sign_out_page(request, found, header=header, back=reverse("desk:people"))


def delegate_as_it_stands(request: AppHttpRequest) -> Standing:
    """Who stands in for the head now."""
    agency = current_agency(request, Permission.NAME_DELEGATE)
    newest = newest_delegation(agency, on=clock.today())
    values = {}
    if newest is not None:
        until = f" until {short_date(newest.valid_to)}" if newest.valid_to else ""
        since = short_date(newest.valid_from)
        values = {"Delegate": f"{newest.delegate.name}, from {since}{until}"}
    return Standing(f"delegate {agency.code}", values, fields=DelegateForm.base_fields)


@needs(Permission.NAME_DELEGATE)
@revised(delegate_as_it_stands)
def delegate(request: AppHttpRequest) -> HttpResponse:
    """The head names a delegate."""
    agency = current_agency(request, Permission.NAME_DELEGATE)
    on = clock.today()
    colleagues = colleagues_with(request.user, Permission.VIEW_DETAINERS, agency, on=on)
    form = DelegateForm(
        request.POST if request.method == "POST" else None, people=colleagues, today=on
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: name_delegate(
            agency=agency,
            delegate=form.person(),
            by=request.user,
            at=clock.now(),
            on=on,
            until=form.cleaned_data["until"],
        ),
    ):
        return action_saved(
            request,
            "Named. The delegate may review and decide; a departure stays yours.",
            "desk:people",
        )
    header = PageHeader(title="Name a delegate", eyebrow=agency.display_name, crumbs=_crumbs())
    return action_page(
        request, form, header=header, back=reverse("desk:people"), button="Name the delegate"
    )


@needs(Permission.NAME_DELEGATE)
@post_only
def end_delegate(request: AppHttpRequest) -> HttpResponse:
    """The head takes review and decision back."""
    agency = current_agency(request, Permission.NAME_DELEGATE)
    end_delegation(agency=agency, by=request.user, at=clock.now(), on=clock.today())
    return action_saved(
        request, "Ended. Only the head reviews and decides from now on.", "desk:people"
    )


def letterhead_as_it_stands(request: AppHttpRequest) -> Standing:
    """The heading as letters carry it now."""
    current = current_agency(request, Permission.MANAGE_AGENCY)
    agency = get_any_agency(current.code)
    fields = LetterheadForm.base_fields
    values = {str(field.label): str(getattr(agency, name)) for name, field in fields.items()}
    return Standing(f"agency {agency.code}", values, fields=fields)


@needs(Permission.MANAGE_AGENCY)
@revised(letterhead_as_it_stands)
def letterhead(request: AppHttpRequest) -> HttpResponse:
    """The letterhead of future notices."""
    agency = current_agency(request, Permission.MANAGE_AGENCY)
    known = {name: getattr(agency, name) for name in LetterheadForm.base_fields}
    form = LetterheadForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and submit_action(
        form,
        lambda: change_letterhead(
            agency=agency, values=form.values(), by=request.user, at=clock.now(), on=clock.today()
        ),
    ):
        return action_saved(
            request,
            "Kept. Letters from now on carry it; letters already issued stay as they were.",
            "desk:people",
        )
    header = PageHeader(
        title="Heading of notices",
        eyebrow=agency.display_name,
        crumbs=_crumbs(),
        lead="Stands at the head of every letter to a person, beside the agency's name.",
    )
    return action_page(request, form, header=header, back=reverse("desk:people"), button="Keep it")
