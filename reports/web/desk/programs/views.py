"""Programs that act for the agency through the interface: their tokens, made and shown once,
renewed and taken back.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.actions.api_tokens import (
    NewToken,
    create_token,
    revoke_token,
    rotate_token,
)
from reports.accounts.api_identity import get_token, tokens_of
from reports.accounts.api_scopes import MANAGE_TOKENS, SCOPE_TITLES, ApiScope
from reports.accounts.models import Agency, ApiToken
from reports.core import clock
from reports.core.dates import short_date
from reports.web.desk.programs.forms import TokenForm
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.action_pages import action_page, confirm_page, submit_action
from reports.web.shared.current_agency import current_agency
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    Confirm,
    Crumb,
    EmptyState,
    PageHeader,
    SummaryRow,
    Table,
    TableCell,
)

COLUMNS = (
    Column("Program"),
    Column("What it may do", width="wide"),
    Column("Made"),
    Column("Last used"),
    Column("Expires"),
    Column("Renew"),
    Column("Take back"),
)


@needs(MANAGE_TOKENS)
def programs(request: AppHttpRequest) -> HttpResponse:
    """Every token of the agency, the newest first."""
    agency, at = current_agency(request, MANAGE_TOKENS), clock.now()
    header = PageHeader(
        title="Connected programs",
        eyebrow=agency.display_name,
        lead=(
            "A program, such as a records-management system, acts for this agency with a token of"
            " its own. Take back a token that is not used any more."
        ),
        crumbs=_crumbs(),
        actions=(Action("Make a token", reverse("desk:program_new"), kind="primary"),),
    )
    table = Table(
        caption="Tokens",
        caption_hidden=True,
        columns=COLUMNS,
        rows=[_row(token, is_usable=token.is_usable(at)) for token in tokens_of(agency)],
        empty=EmptyState("No program has a token"),
    )
    return render(request, "desk/programs/list.html", {"header": header, "table": table})


def _row(token: ApiToken, *, is_usable: bool) -> list[TableCell]:
    last_used = TableCell(moment=token.last_used_at) if token.last_used_at else TableCell("never")
    made_by = token.granted_by.name if token.granted_by else "the operator"
    kind = "sandbox" if token.is_sandbox else "real work"
    is_renewed = hasattr(token, "replaced_by")
    return [
        TableCell(
            token.system_name,
            detail=f"{kind}, ends in {token.last_characters}",
            chip=_chip(token, is_usable=is_usable, is_renewed=is_renewed),
        ),
        TableCell(", ".join(SCOPE_TITLES[ApiScope(word)] for word in token.scopes)),
        TableCell(short_date(token.issued_at), detail=f"by {made_by}"),
        last_used,
        TableCell(short_date(token.expires_at)),
        _link("Renew", "desk:program_renew", token, shown=is_usable and not is_renewed),
        _link("Take back", "desk:program_revoke", token, shown=is_usable),
    ]


def _chip(token: ApiToken, *, is_usable: bool, is_renewed: bool) -> Chip | None:
    if token.revoked_at is not None:
        return Chip("Taken back")
    if not is_usable:
        return Chip("Expired")
    return Chip("Renewed, ends soon", "waiting") if is_renewed else None


def _link(label: str, name: str, token: ApiToken, *, shown: bool) -> TableCell:
    return TableCell(label, url=reverse(name, args=[token.pk])) if shown else TableCell("")


def _crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return desk_crumbs(Crumb("People and roles", reverse("desk:people")), *more)


def _inner_crumbs() -> tuple[Crumb, ...]:
    return _crumbs(Crumb("Connected programs", reverse("desk:programs")))


@needs(MANAGE_TOKENS)
def new(request: AppHttpRequest) -> HttpResponse:
    """Make a token; the answer is the one page that shows it."""
    agency = current_agency(request, MANAGE_TOKENS)
    form = TokenForm(request.POST if request.method == "POST" else None)
    made: list[NewToken] = []
    if form.is_bound and submit_action(form, lambda: made.append(_create(request, form, agency))):
        return _show_once(request, made[0])
    header = PageHeader(
        title="Make a token",
        eyebrow=agency.display_name,
        crumbs=_inner_crumbs(),
        lead="The token is shown once. Give it to the program, and to nobody by mail.",
    )
    return action_page(
        request, form, header=header, back=reverse("desk:programs"), button="Make the token"
    )


def _create(request: AppHttpRequest, form: TokenForm, agency: Agency) -> NewToken:
    return create_token(
        agency=agency,
        system_name=form.cleaned_data["system_name"],
        scopes=form.chosen_scopes(),
        is_sandbox=form.is_sandbox,
        by=request.user,
        at=clock.now(),
    )


def _show_once(request: AppHttpRequest, made: NewToken) -> HttpResponse:
    header = PageHeader(
        title=f"The token of {made.token.system_name}",
        eyebrow=made.token.agency.display_name,
        crumbs=_inner_crumbs(),
    )
    context = {"header": header, "secret": made.secret, "token": made.token}
    return render(request, "desk/programs/made.html", context)


@needs(MANAGE_TOKENS)
def renew(request: AppHttpRequest, token_id: UUID) -> HttpResponse:
    """A new token in place of one; both work for a day."""
    token = get_token(current_agency(request, MANAGE_TOKENS), token_id)
    if request.method == "POST":
        return _show_once(request, rotate_token(token=token, by=request.user, at=clock.now()))
    confirm = Confirm(
        title="Make a new token for the same program?",
        text="The old one works for another 24 hours, so that the program can be given the new.",
        button="Renew",
        action_url=reverse("desk:program_renew", args=[token.pk]),
        cancel_url=reverse("desk:programs"),
    )
    return _confirm(request, token, confirm, "Renew a token")


@needs(MANAGE_TOKENS)
def revoke(request: AppHttpRequest, token_id: UUID) -> HttpResponse:
    """Take a token back, at once."""
    token = get_token(current_agency(request, MANAGE_TOKENS), token_id)
    if request.method == "POST":
        revoke_token(token=token, by=request.user, at=clock.now())
        messages.success(request, f"The token of {token.system_name} is taken back.")
        return redirect("desk:programs")
    confirm = Confirm(
        title="Take this token back?",
        text="The program is refused from this moment on. What it recorded stays.",
        button="Take back",
        action_url=reverse("desk:program_revoke", args=[token.pk]),
        cancel_url=reverse("desk:programs"),
        danger=True,
    )
    return _confirm(request, token, confirm, "Take a token back")


def _confirm(
    request: AppHttpRequest, token: ApiToken, confirm: Confirm, title: str
) -> HttpResponse:
    header = PageHeader(title=title, eyebrow=token.agency.display_name, crumbs=_inner_crumbs())
    rows = [
        SummaryRow("Program", token.system_name),
        SummaryRow("The token ends in", token.last_characters),
    ]
    return confirm_page(request, confirm, header=header, rows=rows)
