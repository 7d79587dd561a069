"""Court orders on one detainer, and erased convictions (54-142a): recorded, lifted, removed; the
detainer is assessed again.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.actions.court_orders import lift_court_order, record_court_order
from reports.detainers.models import Detainer
from reports.detainers.queries import get_conviction, get_court_order
from reports.web.desk.detainers.forms.court_orders import CourtOrderForm
from reports.web.desk.detainers.next_steps import ORDER, step_refusal
from reports.web.desk.detainers.record.court_order_alerts import days_of
from reports.web.desk.detainers.shared import with_assessment
from reports.web.desk.shared import detainer_header, get_detainer_or_404, record_url
from reports.web.shared.action_pages import action_page, action_saved, confirm_page, submit_action
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Confirm, SummaryRow
from reports.workflow.grounds.erasures import erase_conviction


@needs(Permission.LOG_DETAINER)
def order_new(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Record an order; from its first day the findings state what it bars and cite it."""
    detainer = get_detainer_or_404(request, detainer_id)
    posted = request.POST if request.method == "POST" else None
    form = CourtOrderForm(
        posted,
        request.FILES or None,
        purposes=detainer.purposes,
        initial={"from_on": clock.today()},
    )
    if posted is not None and submit_action(
        form,
        lambda: record_court_order(
            detainer=detainer,
            values=form.values(),
            scan=form.cleaned_data["file"],
            by=request.user,
            at=clock.now(),
        ),
    ):
        return action_saved(
            request,
            "The order is recorded and the findings follow it.",
            "desk:detainer",
            detainer.pk,
        )
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer, "Record court order", "An order about this detainer: it bars what it bars."
        ),
        back=record_url(detainer),
        button="Record the order",
        template="desk/detainers/_assessment.html",
        refusal=step_refusal(request, ORDER, detainer),
        **with_assessment(detainer),
    )


@needs(Permission.DECIDE)
def order_lift(request: AppHttpRequest, order_id: UUID) -> HttpResponse:
    """The order no longer holds; what was assessed while it did stays as it was."""
    order = get_court_order(request.user, order_id, on=clock.today())
    if request.method == "POST":
        lift_court_order(order=order, by=request.user, at=clock.now())
        return action_saved(
            request,
            "The order is marked as lifted and the law is asked again.",
            "desk:detainer",
            order.detainer_id,
        )
    days = days_of(order, on=clock.today())
    rows = [
        SummaryRow("Order", order.citation),
        SummaryRow("It says", order.says),
        SummaryRow("Days", days),
    ]
    text = "The findings from now on do without it. Those made while it held stay as they were."
    return _page(request, order.detainer, title="The order was lifted", text=text, rows=rows)


@needs(Permission.LOG_DETAINER)
def conviction_erase(request: AppHttpRequest, conviction_id: UUID) -> HttpResponse:
    """An erased conviction leaves the record and the grounds."""
    conviction = get_conviction(request.user, conviction_id, on=clock.today())
    if request.method == "POST":
        erase_conviction(conviction=conviction, by=request.user, at=clock.now())
        return action_saved(
            request,
            "The conviction is removed from every record of this person. The law is asked again,"
            " the head is told, and notices that give it are held back.",
            "desk:detainer",
            conviction.detainer_id,
        )
    rows = [SummaryRow("Conviction", conviction.offense)]
    text = (
        "An erased conviction may be unlawful to keep or show, 54-142a. It leaves every record of"
        " this person at your agency and the grounds, from this minute. The head is told, and each"
        " notice that gives it is held back until a corrected one replaces it."
    )
    return _page(
        request, conviction.detainer, title="The conviction was erased", text=text, rows=rows
    )


def _page(
    request: AppHttpRequest, detainer: Detainer, *, title: str, text: str, rows: list[SummaryRow]
) -> HttpResponse:
    confirm = Confirm(
        title=title,
        text=text,
        button="Yes, do so",
        action_url=request.path,
        cancel_url=reverse("desk:detainer", args=[detainer.pk]),
        danger=True,
    )
    return confirm_page(request, confirm, header=detainer_header(detainer, title), rows=rows)
