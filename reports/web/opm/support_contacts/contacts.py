"""The support contacts on notices: proposed by one person at OPM, approved by another, ended by
either.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import short_date
from reports.law.moments import local_day
from reports.notices.actions.support_contacts import (
    approve_support_contact,
    confirm_support_contact,
    end_support_contact,
    propose_support_contact,
)
from reports.notices.models import Help, SupportContact
from reports.notices.queries import get_support_contact, needs_check, support_contacts_kept
from reports.notices.text.languages import language_name
from reports.web.opm.support_contacts.forms import SupportContactForm
from reports.web.opm.support_contacts.translations import OTHERS, WORDINGS
from reports.web.shared.action_pages import action_saved, submit_action
from reports.web.shared.current_agency import listed
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)

KEEP = Permission.MAINTAIN_LAW
COLUMNS = (
    Column("Who"),
    Column("How to reach"),
    Column("Languages beside English"),
    Column("Proposed by"),
    Column("State"),
)


@needs(KEEP)
def support_contacts(request: AppHttpRequest) -> HttpResponse:
    """The contacts that are printed, those that wait for approval, and a form for another."""
    form = SupportContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and submit_action(form, lambda: _propose(form, request)):
        return action_saved(
            request,
            "Proposed. It is printed once somebody else at OPM approves it.",
            "office:support_contacts",
        )
    rows = support_contacts_kept()
    header = PageHeader(
        title="Help contacts",
        lead=(
            "Printed on every notice under “Others who may help”: legal aid, the public defender,"
            " who can be called from custody; in English, and in each language for which its words"
            " were approved. One proposes, another approves. Notices already issued stay as they"
            " were."
        ),
    )
    context = {
        "header": header,
        "table": _table(rows),
        "form": form,
        "form_helper": form_helper(*form.fields, Buttons(Submit("propose", "Propose"))),
        "acts": [(row, _acts(request, row)) for row in rows],
    }
    return render(
        request,
        "opm/support_contacts/contacts.html",
        context,
        status=422 if form.is_bound and form.errors else 200,
    )


def _propose(form: SupportContactForm, request: AppHttpRequest) -> None:
    data = form.cleaned_data
    propose_support_contact(
        values=form.values(),
        from_custody=data["from_custody"],
        position=data["position"],
        kind=data["kind"],
        languages=data["languages"],
        by=request.user,
        at=clock.now(),
    )


def _table(rows: list[Any]) -> Table:
    cells = [
        [
            TableCell(row.name, detail=_what(row)),
            TableCell(row.contact, detail=row.note),
            _languages(row),
            TableCell(
                row.proposed_by.name,
                detail=f"approved by {row.approved_by.name}" if row.approved_by else "",
            ),
            TableCell(
                f"checked {short_date(local_day(row.last_checked_at))}"
                if row.last_checked_at
                else "",
                chip=_state(row),
            ),
        ]
        for row in rows
    ]
    empty = EmptyState(
        "No help contacts yet",
        "A contact is printed on notices once a second person at OPM has approved it.",
    )
    return Table(
        caption="Help lines", caption_hidden=True, columns=COLUMNS, rows=cells, empty=empty
    )


def _what(row: SupportContact) -> str:
    """The kind of help, whether it can be called from a cell, and the languages spoken there."""
    return listed(
        [
            Help(row.kind).label,
            "can be called from custody" if row.from_custody else "",
            *(language_name(code) for code in row.spoken),
        ]
    )


def _state(row: SupportContact) -> Chip:
    if not row.approved_at:
        return Chip("Waits for approval", "waiting")
    if needs_check(row, on=clock.today()):
        return Chip("Printed, to be checked", "warning")
    return Chip("Printed on notices", "good")


def _languages(row: Any) -> TableCell:
    waiting = Chip(f"{row.waiting} to approve", "waiting") if row.waiting else None
    return TableCell(
        f"{row.printed} of {len(OTHERS)}", url=reverse(WORDINGS, args=[row.pk]), chip=waiting
    )


def _acts(request: AppHttpRequest, row: SupportContact) -> list[Action]:
    own = (
        "Someone else must approve what you proposed."
        if row.proposed_by_id == request.user.pk
        else ""
    )
    approve = Action(
        "Approve", reverse("office:support_contact_approve", args=[row.pk]), post=True, refusal=own
    )
    end = Action(
        "End", reverse("office:support_contact_end", args=[row.pk]), kind="quiet", post=True
    )
    check = Action(
        "Checked today", reverse("office:support_contact_check", args=[row.pk]), post=True
    )
    return [check, end] if row.approved_at else [approve, end]


@needs(KEEP)
@post_only
def support_contact_approve(request: AppHttpRequest, entry_id: UUID) -> HttpResponse:
    """Let a help line be printed."""
    approve_support_contact(entry=get_support_contact(entry_id), by=request.user, at=clock.now())
    return action_saved(
        request, "Approved. Notices issued from now on name it.", "office:support_contacts"
    )


@needs(KEEP)
@post_only
def support_contact_check(request: AppHttpRequest, entry_id: UUID) -> HttpResponse:
    """Say that somebody called and it is right."""
    confirm_support_contact(entry=get_support_contact(entry_id), by=request.user, at=clock.now())
    return action_saved(request, "Kept, with today's date.", "office:support_contacts")


@needs(KEEP)
@post_only
def support_contact_end(request: AppHttpRequest, entry_id: UUID) -> HttpResponse:
    """Leave a contact off future notices."""
    end_support_contact(entry=get_support_contact(entry_id), by=request.user, at=clock.now())
    return action_saved(
        request, "Ended. Notices issued from now on do not name it.", "office:support_contacts"
    )
