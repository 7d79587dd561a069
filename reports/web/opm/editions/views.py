"""The publication screens: the current edition, proposals, and the steps by three different
people.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import scheduled_moment
from reports.core.refusals import Refused
from reports.publication import queries
from reports.publication.actions.propose import approve, discard_proposal, propose
from reports.publication.actions.scheduled_release import release
from reports.publication.models.editions import Edition
from reports.web.opm.editions.forms import ProposeForm
from reports.web.opm.editions.shared import CRUMBS, READERS, STEPPING_IN, edition_chip
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Action,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
    Tile,
)


def edition_cell(row: Edition) -> TableCell:
    name = f"Edition {row.number}" if row.number else "Proposal"
    return TableCell(name, url=reverse("editions:edition", args=[row.pk]))


@needs(*READERS)
def editions(request: AppHttpRequest) -> HttpResponse:
    """Every edition and proposal, and the threshold in force."""
    threshold = queries.threshold_in_force()
    table = Table(
        caption="Editions",
        columns=(
            Column("Edition"),
            Column("Through"),
            Column("T", numeric=True),
            Column("Published"),
            Column("State"),
        ),
        rows=tuple(
            (
                edition_cell(row),
                TableCell(row.half_year),
                TableCell(row.threshold.words),
                TableCell(moment=row.published_at),
                TableCell(chip=edition_chip(row)),
            )
            for row in queries.editions_and_proposals()[:200]
        ),
        empty=EmptyState(
            "No edition yet", "OPM legal records T, a publisher proposes, two checkers approve."
        ),
    )
    header = PageHeader(
        title="Editions",
        lead="Frozen, privacy-checked publications. Nothing published is ever edited.",
        actions=(
            Action("Propose an edition", reverse("editions:propose"), kind="primary"),
            Action("What each T withholds", reverse("editions:cost")),
            Action("Threshold", reverse("editions:threshold")),
            Action("Already public", reverse("editions:external_figures")),
            Action("Spanish", reverse("editions:translation")),
        ),
    )
    tiles = (Tile("Threshold T", threshold.words if threshold else "not chosen"),)
    return render(
        request, "opm/editions/list.html", {"header": header, "table": table, "tiles": tiles}
    )


@needs(Permission.BUILD_EDITION)
def propose_edition(request: AppHttpRequest) -> HttpResponse:
    """Build what would be published, attack it, and ask for two checks."""
    form = ProposeForm(
        request.POST or None, half_years=queries.half_years_to_publish(on=clock.today())
    )
    if request.method == "POST" and form.is_valid():
        try:
            edition = propose(
                half_year=form.cleaned_data["half_year"],
                by=request.user,
                at=clock.now(),
                on=clock.today(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, "Proposed. The disclosure audit passes; two checkers look at it now."
            )
            return redirect("editions:edition", edition.pk)
    header = PageHeader(
        title="Propose an edition",
        crumbs=CRUMBS,
        lead="Building and attacking it takes some seconds.",
    )
    return render(
        request,
        "shared/action.html",
        {"header": header, "form": form, "form_helper": form.helper},
    )


def _step(
    request: AppHttpRequest, edition_id: UUID, act: Callable[[Edition], object], message: str
) -> HttpResponse:
    """One verb, then back to the edition; a refusal travels to the 403 page with its sentence."""
    act(queries.get_edition(edition_id))
    messages.success(request, message)
    return redirect("editions:edition", edition_id)


@needs(*STEPPING_IN, Permission.CHECK_DISCLOSURE)
@post_only
def approve_edition(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """A checker states that the edition exposes nobody."""
    return _step(
        request,
        edition_id,
        lambda e: approve(
            edition=e, by=request.user, at=clock.now(), on=clock.today(), on_screen=True
        ),
        "Approved.",
    )


@needs(*STEPPING_IN, Permission.PUBLISH_EDITION)
@post_only
def publish_edition(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """Out it goes: at once, or released for the fixed hour."""
    found = release(
        edition=queries.get_edition(edition_id), by=request.user, at=clock.now(), on=clock.today()
    )
    message = (
        f"Released. It goes out {scheduled_moment(found.scheduled_at)}."
        if found.scheduled_at
        else "Published."
    )
    messages.success(request, "Published." if found.status == "published" else message)
    return redirect("editions:edition", edition_id)


@needs(Permission.BUILD_EDITION)
@post_only
def discard_edition(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """The proposal is not pursued."""
    return _step(
        request,
        edition_id,
        lambda e: discard_proposal(edition=e, by=request.user, at=clock.now(), on=clock.today()),
        "Dropped.",
    )
