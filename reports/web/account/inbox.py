"""A person's messages: every notification, whether or not mail was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.core import clock
from reports.core.dates import month_day
from reports.messaging.half_years import HalfYearFacts, half_year_facts
from reports.messaging.inbox import (
    InboxItem,
    about,
    link_for,
    mark_read,
    newest_refused_digest,
    read_messages_of,
    set_preference,
    unread_items,
    wants_mail,
)
from reports.messaging.models import Digest, Message
from reports.web.account.forms import PreferenceForm
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, post_only, signed_in
from reports.web.shared.html.components import (
    Action,
    Alert,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.html.pagination import links_of, page_of

COLUMNS = (Column("When"), Column("Message"), Column("About"))


@signed_in
def messages(request: AppHttpRequest) -> HttpResponse:
    """The new messages, each to be marked as read by itself; then those that were read."""
    page = page_of(read_messages_of(request.user), request.GET.get("page"))
    known = half_year_facts({message.half_year for message in page.object_list})
    refused = newest_refused_digest(request.user)
    context = {
        "header": _header(),
        "bounced": _bounced(refused) if refused else None,
        "unread": [_unread(item) for item in unread_items(request.user, clock.today())],
        "table": Table(
            caption="Read",
            columns=COLUMNS,
            rows=[_cells(row, known.get(row.half_year)) for row in page.object_list],
            empty=EmptyState("No earlier messages", "Messages you have read are listed here."),
            page=links_of(page),
        ),
        "form": PreferenceForm(initial={"wants_digest": wants_mail(request.user)}),
        "form_helper": form_helper(
            "wants_digest",
            Buttons(Submit("save", "Save", quiet=True)),
            action=reverse("account:mail_preference"),
        ),
    }
    return render(request, "account/inbox.html", context)


def _header() -> PageHeader:
    read_all = Action(
        "Mark all as read", reverse("account:inbox_read_all"), kind="quiet", post=True
    )
    return PageHeader(
        title="Messages",
        lead=(
            "What happened. Marking a message as read completes no task: tasks stay on your home"
            " page until they are done."
        ),
        actions=(read_all,),
    )


@dataclass(frozen=True)
class Unread:
    """A new message: where it leads, and the way to clear it."""

    title: str
    url: str
    detail: str
    at: datetime
    clear: Action


def _unread(item: InboxItem) -> Unread:
    clear = reverse("account:inbox_read", args=[item.message.pk])
    return Unread(
        title=item.title,
        url=reverse(item.url_name, kwargs=item.url_kwargs),
        detail=item.detail,
        at=item.message.created_at,
        clear=Action("Mark as read", clear, kind="quiet", post=True),
    )


def _bounced(refused: Digest) -> Alert:
    return Alert(
        "warning",
        "Mail to you was refused",
        f"On {month_day(refused.day)} the mail server did not take it. "
        "Ask your administrator to check the address; nothing is lost, every message is here.",
    )


def _cells(message: Message, half_year: HalfYearFacts | None) -> list[TableCell]:
    name, kwargs = link_for(message)
    return [
        TableCell(moment=message.created_at),
        TableCell(message.get_kind_display(), url=reverse(name, kwargs=kwargs)),
        TableCell(about(message, half_year)),
    ]


@signed_in
@post_only
def read_all(request: AppHttpRequest) -> HttpResponse:
    """Mark every message as read."""
    mark_read(by=request.user, at=clock.now())
    return redirect("account:inbox")


@signed_in
@post_only
def read_one(request: AppHttpRequest, message_id: UUID) -> HttpResponse:
    """Take one message off the list."""
    mark_read(by=request.user, at=clock.now(), only=message_id)
    return redirect("account:inbox")


@signed_in
@post_only
def preference(request: AppHttpRequest) -> HttpResponse:
    """Daily mail, yes or no."""
    form = PreferenceForm(request.POST)
    if form.is_valid():
        set_preference(
            by=request.user, wants_digest=form.cleaned_data["wants_digest"], at=clock.now()
        )
        flash.success(request, "Saved.")
    return redirect("account:inbox")
