"""One edition: its content, who checked it, the possible steps, its figures."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.models import User
from reports.core import clock
from reports.core.dates import long_date, scheduled_moment
from reports.law.half_years import HalfYear
from reports.law.moments import local_day
from reports.publication import policies, queries
from reports.publication.actions.propose import build_now
from reports.publication.models.editions import Edition
from reports.publication.presentation.arrange import figures_of
from reports.web.opm.editions.shared import CRUMBS, READERS, edition_chip, person_name, refusal
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Crumb,
    PageHeader,
    SummaryRow,
)

EVIDENCE = (
    ("threshold", "Threshold T"),
    ("numbers", "Numbers"),
    ("withheld", "Withheld"),
    ("earlier_editions_taken_as_known", "Earlier editions taken as known"),
)


@needs(*READERS)
def edition(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """One edition: its content, who checked it, what agencies said of their rows, the possible
    steps.
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
        "asked_agencies": queries.preview_count(found),
        "corrections": queries.corrections_of(found),
        "exceptions": queries.staffing_exceptions_of(found),
        "files": queries.files_of(found),
    }
    return render(request, "opm/editions/edition.html", context)


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
    """The figures exactly as they would be published, built from what is accepted now."""
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
