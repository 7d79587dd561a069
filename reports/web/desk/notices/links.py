"""Send a notice by a link to the attorney or the designee: for some days, only with the code."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.lifecycle import refusal
from reports.notices.actions.links import create_link, withdraw_link
from reports.notices.policies import check_can_send_link
from reports.notices.queries import get_link
from reports.web.desk.notices.forms.notices import LinkForm
from reports.web.desk.notices.page.cards import notice_chip
from reports.web.desk.notices.page.notice import get_notice_or_404, notice_crumbs
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import PageHeader


@needs(Permission.RECORD_SERVICE)
def link_new(request: AppHttpRequest, notice_id: UUID) -> HttpResponse:
    """Mail a link. Its first opening is recorded as service."""
    found = get_notice_or_404(request, notice_id)
    person = found.detainer.named
    form = LinkForm(request.POST or None, initial={"address": _address_in(person.attorney_contact)})
    if request.method == "POST" and submit_action(
        form,
        lambda: create_link(
            notice=found,
            address=form.written("address"),
            recipient=form.written("recipient"),
            by=request.user,
            at=clock.now(),
            form_token=form.cleaned_data["form_token"],
        ),
    ):
        message = (
            f"The link is on its way. Tell the code {found.shown_code} by phone; the mail does"
            " not hold it."
        )
        return action_saved(request, message, "desk:notice", found.pk)
    header = PageHeader(
        title="Email link to attorney to the notice",
        eyebrow=f"No. {found.number}",
        chip=notice_chip(found),
        crumbs=notice_crumbs(found),
        lead="It opens for seven days, and only with the code printed on the notice.",
    )
    refused = refusal(check_can_send_link, request.user, found, on=clock.today())
    back = reverse("desk:notice", args=[found.pk])
    return action_page(
        request, form, header=header, back=back, button="Send the link", refusal=refused
    )


def _address_in(contact: str) -> str:
    """The e-mail address in what was written about how to reach somebody."""
    return next((word.strip("<>,;") for word in contact.split() if "@" in word), "")


@needs(Permission.RECORD_SERVICE)
@post_only
def link_withdraw(request: AppHttpRequest, notice_id: UUID, link_id: UUID) -> HttpResponse:
    """End a link before it expires."""
    found = get_notice_or_404(request, notice_id)
    withdraw_link(link=get_link(found, link_id), by=request.user, at=clock.now())
    return action_saved(request, "The link opens nothing any more.", "desk:notice", found.pk)
