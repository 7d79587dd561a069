"""Mail to agencies that could not be delivered."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from reports.accounts.roles import Permission
from reports.core import clock
from reports.messaging.models import Digest
from reports.messaging.queries import mail_outcomes, refused_mail
from reports.web.opm.agencies.onboarding import SEE
from reports.web.opm.shared import opm_crumbs
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
    Tile,
)
from reports.web.shared.html.pagination import links_of, page_of

MAIL_SHOWN = timedelta(days=90)


@needs(SEE, Permission.MANAGE_OPM_MEMBERS)
def mail(request: AppHttpRequest) -> HttpResponse:
    """Addresses that refused mail, so that somebody telephones."""
    since = clock.today() - MAIL_SHOWN
    page = page_of(refused_mail(since=since), request.GET.get("page"))
    header = PageHeader(
        title="Bounced email",
        crumbs=opm_crumbs(),
        lead=(
            "The daily mail of the last ninety days. Whatever was in it stands on the person's own"
            " page all the same; correct the address under People, or call."
        ),
    )
    columns = (Column("Day"), Column("Person"), Column("Where"), Column("What the server said"))
    table = Table(
        caption="Refused mail",
        caption_hidden=True,
        columns=columns,
        page=links_of(page),
        rows=[_mail_cells(row) for row in page.object_list],
        empty=EmptyState("No mail came back"),
    )
    tiles = [Tile(outcome.label, count) for outcome, count in mail_outcomes(since=since).items()]
    return render(
        request, "opm/agencies/onboarding.html", {"header": header, "table": table, "tiles": tiles}
    )


def _mail_cells(row: Digest) -> list[TableCell]:
    places = dict.fromkeys(
        m.agency.name if m.agency else "OPM" for m in row.recipient.memberships.all()
    )
    return [
        TableCell(row.day.isoformat()),
        TableCell(row.recipient.name, detail=row.recipient.email),
        TableCell(", ".join(places)),
        TableCell(row.error_code),
    ]
