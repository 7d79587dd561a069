"""Which agencies are on board, who was trained, and whose mail comes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports import clock
from reports.accounts.models import Agency
from reports.accounts.roles import ROLES, Permission
from reports.submissions.board import OnBoard, onboarding
from reports.submissions.models import Digest
from reports.training.actions import record_training
from reports.training.models import AgencyTraining
from reports.training.queries import last_trained
from reports.web import fields
from reports.web.components import Action, Cell, Chip, Column, Empty, PageHeader, Table, Tile
from reports.web.desk.acts import act_page, attempt, done
from reports.web.forms.base import DeskForm, short_text
from reports.web.guards import AppHttpRequest, needs
from reports.web.opm_coverage import opm_crumbs
from reports.web.submission_parts import links_of, page_of

SEE = Permission.VIEW_ALL_SUBMISSIONS
MAIL_SHOWN = timedelta(days=90)
BOARD = (
    Column("Agency"),
    Column("People", numeric=True),
    Column("Signed in", numeric=True),
    Column("Back-up missing for"),
    Column("Trained"),
    Column("Mail"),
    Column("State"),
)


@needs(SEE)
def on_board(request: AppHttpRequest) -> HttpResponse:
    """How far each agency is: invited, signed in, somebody to certify, back-ups named, trained,
    reached by mail.
    """
    on = clock.today()
    rows = onboarding(on=on)
    trained = last_trained(row.agency for row in rows)
    page = page_of(rows, request.GET.get("page"))
    header = PageHeader(
        title="Agencies on board",
        crumbs=opm_crumbs(),
        lead="Who can work here when the half-year ends, and who would be alone.",
        actions=(Action("Mail that came back", reverse("opm:mail"), kind="quiet"),),
    )
    table = Table(
        caption="Agencies",
        caption_hidden=True,
        columns=BOARD,
        page=links_of(page),
        rows=[_cells(row, trained) for row in page.object_list],
    )
    return render(
        request,
        "opm/submissions/board.html",
        {"header": header, "table": table, "tiles": _tiles(rows, trained)},
    )


def _tiles(rows: list[OnBoard], trained: dict[UUID, date]) -> list[Tile]:
    owing = [row for row in rows if row.agency.is_municipal]
    alone = sum(bool(row.people and row.alone) for row in owing)
    return [
        Tile(
            "Municipal agencies",
            len(owing),
            detail=f"{sum(not row.people for row in owing)} not invited yet",
        ),
        Tile("Signed in", sum(bool(row.signed_in) for row in owing)),
        Tile("Without a back-up for a role", alone, tone="warning" if alone else "good"),
        Tile("Trained", sum(row.agency.pk in trained for row in owing)),
    ]


def _cells(row: OnBoard, trained: dict[UUID, date]) -> list[Cell]:
    day = trained.get(row.agency.pk)
    alone = ", ".join(ROLES[role].title for role in row.alone) if row.people else ""
    return [
        Cell(row.agency.name),
        Cell(row.people, detail=f"{row.asleep} asleep" if row.asleep else ""),
        Cell(row.signed_in),
        Cell(alone or ("nothing" if row.people else "")),
        Cell(f"{day:%b} {day.day}, {day.year}" if day else "not recorded"),
        Cell(f"{row.refused} refused" if row.refused else "arrives" if row.people else ""),
        Cell(chip=_state(row)),
    ]


def _state(row: OnBoard) -> Chip:
    if not row.people:
        return Chip("Not invited", "stop")
    if not row.signed_in:
        return Chip("Invited", "waiting")
    if not row.certifiers:
        return Chip("Nobody to certify", "warning")
    return Chip("No back-up", "warning") if row.alone else Chip("Ready", "good")


class TrainingForm(DeskForm):
    """One training at one agency."""

    agency = forms.ChoiceField(label="Agency")
    held_on = fields.DayField(label="Held on")
    people = forms.IntegerField(
        label="How many took part",
        min_value=1,
        max_value=5000,
        widget=forms.TextInput(attrs={"width": "2xs", "inputmode": "numeric"}),
    )
    subject = short_text(
        "What was taught or handed out", required=True, longest=160, help_text="No names of people."
    )

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {agency.code: agency for agency in agencies}
        listed: Any = self.fields["agency"]
        listed.choices = [
            ("", "Choose"),
            *((code, agency.name) for code, agency in self.agencies.items()),
        ]


TRAINED = (
    Column("Held on"),
    Column("Agency"),
    Column("People", numeric=True),
    Column("Subject"),
    Column("Recorded by"),
)


@needs(Permission.MANAGE_TRAINING)
def training(request: AppHttpRequest) -> HttpResponse:
    """Trainings held, (f)."""
    page = page_of(
        AgencyTraining.objects.select_related("agency", "recorded_by"), request.GET.get("page")
    )
    rows = [
        [
            Cell(row.held_on.isoformat()),
            Cell(row.agency.name),
            Cell(row.people),
            Cell(row.subject),
            Cell(row.recorded_by.name),
        ]
        for row in page.object_list
    ]
    header = PageHeader(
        title="Training",
        crumbs=opm_crumbs(),
        lead="Who was trained in the act's requirements, and when, 54-192h(f).",
        actions=(Action("Record a training", reverse("opm:training_new"), kind="primary"),),
    )
    empty = Empty("No training recorded yet")
    table = Table(
        caption="Trainings",
        caption_hidden=True,
        columns=TRAINED,
        rows=rows,
        page=links_of(page),
        empty=empty,
    )
    return render(request, "opm/submissions/table.html", {"header": header, "table": table})


@needs(Permission.MANAGE_TRAINING)
def training_new(request: AppHttpRequest) -> HttpResponse:
    """Record a training that was held."""
    agencies = list(Agency.objects.filter(is_sandbox=False).order_by("name"))
    form = TrainingForm(request.POST if request.method == "POST" else None, agencies=agencies)
    if request.method == "POST" and attempt(form, lambda: _record(request, form)):
        return done(request, "Kept. It shows on the board of agencies.", "opm:training")
    header = PageHeader(title="Record a training", crumbs=opm_crumbs())
    return act_page(request, form, header=header, back=reverse("opm:training"), button="Record it")


def _record(request: AppHttpRequest, form: TrainingForm) -> None:
    said = form.cleaned_data
    record_training(
        agency=form.agencies[said["agency"]],
        held_on=said["held_on"],
        people=said["people"],
        subject=said["subject"],
        by=request.user,
        at=clock.now(),
    )


@needs(SEE, Permission.MANAGE_OPM_MEMBERS)
def mail(request: AppHttpRequest) -> HttpResponse:
    """Mail that the server refused: whom the system cannot reach, so that somebody telephones."""
    since = clock.today() - MAIL_SHOWN
    sent = Digest.objects.filter(day__gte=since)
    rows = sent.filter(outcome=Digest.Outcome.REFUSED).select_related("recipient")
    page = page_of(rows.prefetch_related("recipient__memberships__agency"), request.GET.get("page"))
    header = PageHeader(
        title="Mail that came back",
        crumbs=opm_crumbs(),
        lead=(
            "The daily mail of the last ninety days. Whatever was in it stands on the person's own"
            " page all the same; correct the address under People, or telephone."
        ),
    )
    columns = (Column("Day"), Column("Person"), Column("Where"), Column("What the server said"))
    table = Table(
        caption="Refused mail",
        caption_hidden=True,
        columns=columns,
        page=links_of(page),
        rows=[_mail_cells(row) for row in page.object_list],
        empty=Empty("No mail came back"),
    )
    counts = {outcome: sent.filter(outcome=outcome).count() for outcome in Digest.Outcome}
    tiles = [Tile(outcome.label, count) for outcome, count in counts.items()]
    return render(
        request, "opm/submissions/board.html", {"header": header, "table": table, "tiles": tiles}
    )


def _mail_cells(row: Digest) -> list[Cell]:
    places = dict.fromkeys(
        m.agency.name if m.agency else "OPM" for m in row.recipient.memberships.all()
    )
    return [
        Cell(row.day.isoformat()),
        Cell(row.recipient.name, detail=row.recipient.email),
        Cell(", ".join(places)),
        Cell(row.error_code),
    ]
