"""The publication desk: what stands, what is proposed, and the steps by three different people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.models import User
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import long_date, scheduled_moment
from reports.core.refusals import Refused
from reports.law.half_years import HalfYear
from reports.law.moments import local_day
from reports.publication import policies, queries
from reports.publication.actions.propose import approve, build_now, discard_proposal, propose
from reports.publication.actions.scheduled_release import release
from reports.publication.models.editions import Edition
from reports.publication.presentation.arrange import figures_of
from reports.web.opm.editions.forms import ProposeForm
from reports.web.shared.guards import AppHttpRequest, fresh_second_factor, needs, post_only
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    SummaryRow,
    Table,
    TableCell,
    Tile,
)

STEPPING_IN = (
    Permission.VIEW_ALL_SUBMISSIONS,
)  # a named substitute; the verb asks whether this person is one
READERS = (
    Permission.BUILD_EDITION,
    Permission.PUBLISH_EDITION,
    Permission.CHECK_DISCLOSURE,
    Permission.SET_THRESHOLD,
    *STEPPING_IN,
)
CRUMBS = (Crumb("Editions", "/opm/editions/"),)
EVIDENCE = (
    ("threshold", "Threshold T"),
    ("numbers", "Numbers"),
    ("withheld", "Withheld"),
    ("earlier_editions_taken_as_known", "Earlier editions taken as known"),
)
TONES = {
    "proposed": "waiting",
    "published": "good",
    "superseded": "neutral",
    "withdrawn": "stop",
    "dropped": "neutral",
}


def refusal(check: Callable[[], None]) -> str:
    """The sentence that says why a step cannot be taken now; empty when it can."""
    try:
        check()
    except Refused as refused:
        return str(refused)
    return ""


def edition_chip(edition: Edition) -> Chip:
    return Chip(edition.get_status_display(), TONES[edition.status])  # type: ignore[arg-type]


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


@needs(*READERS)
def edition(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """One edition: what it says, who checked it, what agencies say of their rows, what can be
    done.
    """
    found = queries.get_edition(edition_id)
    header = PageHeader(
        title=f"Edition {found.number}" if found.number else "Proposed edition",
        eyebrow=f"Through {HalfYear.parse(found.half_year).label}",
        crumbs=CRUMBS,
        chip=edition_chip(found),
        actions=_actions(found, request.user),
    )
    context = {
        "header": header,
        "edition": found,
        "rows": _facts(found),
        "approvals": queries.approvals_of(found),
        "evidence": [SummaryRow(title, found.audit.get(name, "")) for name, title in EVIDENCE],
        "passes": found.audit.get("passes"),
        "previews": queries.answered_previews(found),
        "confirmed": queries.confirmed_count(found),
        "asked": queries.asked_count(found),
        "corrections": queries.corrections_of(found),
        "exceptions": queries.staffing_exceptions_of(found),
        "files": queries.files_of(found),
    }
    return render(request, "opm/editions/edition.html", context)


def person_name(person: object) -> str:
    return person.name if isinstance(person, User) else ""


def _day_text(at: datetime) -> str:
    return long_date(local_day(at), padded=True)


def _facts(found: Edition) -> tuple[SummaryRow, ...]:
    return (
        SummaryRow("Threshold T", found.threshold.words, hint=found.threshold.reason),
        SummaryRow(
            "Proposed",
            f"{person_name(found.proposed_by)}, {_day_text(found.proposed_at)}",
        ),
        SummaryRow(
            "Published",
            (
                f"{person_name(found.published_by)}, {_day_text(found.published_at)}"
                if found.published_at
                else "not yet"
            ),
        ),
        *(
            (SummaryRow("Goes out", scheduled_moment(found.scheduled_at)),)
            if found.status == "proposed" and found.scheduled_at
            else ()
        ),
        *((SummaryRow("Held back", found.on_hold_reason),) if found.on_hold_reason else ()),
        SummaryRow("Content", found.content_sha256),
    )


def _address(found: Edition, name: str) -> str:
    return reverse(f"editions:{name}", args=[found.pk])


def _actions(found: Edition, user: User) -> tuple[Action, ...]:
    """The steps from here, each with the sentence that refuses it where it is refused."""
    on = clock.today()
    look = Action("Look at the figures", _address(found, "figures"))
    if found.status == "proposed":
        return (
            look,
            Action(
                "Approve as a checker",
                _address(found, "approve"),
                post=True,
                kind="primary",
                refusal=refusal(lambda: policies.check_can_check(user, found, on=on)),
            ),
            Action(
                "Publish",
                _address(found, "publish"),
                post=True,
                kind="primary",
                refusal=refusal(lambda: policies.check_can_publish(user, found, on=on)),
            ),
            Action(
                "Record an exception",
                _address(found, "staffing_exception"),
                refusal=refusal(lambda: policies.check_can_record_staffing_exception(user, on=on)),
            ),
            Action(
                "Drop the proposal",
                _address(found, "discard"),
                post=True,
                kind="quiet",
                refusal=refusal(lambda: policies.check_can_propose(user, found.half_year, on=on)),
            ),
        )
    if found.is_readable:
        why = refusal(lambda: policies.check_can_withdraw(user, found, on=on))
        return (
            Action("Note a correction", _address(found, "correct"), refusal=why),
            Action("Withdraw", _address(found, "withdraw"), kind="danger", refusal=why),
        )
    return ()


@needs(*READERS)
def figures(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """The figures exactly as they would be published, built anew from what is accepted now."""
    found = queries.get_edition(edition_id)
    built = build_now(found.half_year, threshold=found.threshold, on=clock.today())
    header = PageHeader(
        title="Figures as published",
        crumbs=(*CRUMBS, Crumb("Edition", reverse("editions:edition", args=[found.pk]))),
        lead="A withheld count is marked; a missing report is never zero.",
    )
    context = {
        "header": header,
        "edition": found,
        "same": built.content_sha256 == found.content_sha256,
        "figures": [
            figure
            for period in built.content.periods[-2:]
            for figure in figures_of(built.content, period)
        ],
        "changes": built.content.changes,
    }
    return render(request, "opm/editions/figures.html", context)


def _step(
    request: AppHttpRequest, edition_id: UUID, act: Callable[[Edition], object], message: str
) -> HttpResponse:
    """One verb, then back to the edition; a refusal travels to the 403 page with its sentence."""
    act(queries.get_edition(edition_id))
    messages.success(request, message)
    return redirect("editions:edition", edition_id)


@needs(*STEPPING_IN, Permission.CHECK_DISCLOSURE)
@fresh_second_factor
@post_only
def approve_edition(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """A checker found that the edition exposes nobody."""
    return _step(
        request,
        edition_id,
        lambda e: approve(
            edition=e, by=request.user, at=clock.now(), on=clock.today(), on_screen=True
        ),
        "Approved.",
    )


@needs(*STEPPING_IN, Permission.PUBLISH_EDITION)
@fresh_second_factor
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
