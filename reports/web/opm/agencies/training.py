"""Training reported by agencies, section 54-192h(f)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.queries import agencies_by_name
from reports.accounts.roles import Permission
from reports.core import clock
from reports.training.actions import record_training
from reports.training.queries import trainings
from reports.web.opm.shared import opm_crumbs
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, short_text
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)
from reports.web.shared.html.pagination import links_of, page_of


class TrainingForm(AppForm):
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
    page = page_of(trainings(), request.GET.get("page"))
    rows = [
        [
            TableCell(row.held_on.isoformat()),
            TableCell(row.agency.name),
            TableCell(row.people),
            TableCell(row.subject),
            TableCell(row.recorded_by.name),
        ]
        for row in page.object_list
    ]
    header = PageHeader(
        title="Training",
        crumbs=opm_crumbs(),
        lead="Who was trained in the act's requirements, and when, 54-192h(f).",
        actions=(Action("Record a training", reverse("opm:training_new"), kind="primary"),),
    )
    empty = EmptyState("No training recorded yet")
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
    form = TrainingForm(
        request.POST if request.method == "POST" else None, agencies=list(agencies_by_name())
    )
    if request.method == "POST" and submit_action(form, lambda: _record(request, form)):
        return action_saved(request, "Kept. It shows on the board of agencies.", "opm:training")
    header = PageHeader(title="Record a training", crumbs=opm_crumbs())
    return action_page(
        request, form, header=header, back=reverse("opm:training"), button="Record it"
    )


def _record(request: AppHttpRequest, form: TrainingForm) -> None:
    data = form.cleaned_data
    record_training(
        agency=form.agencies[data["agency"]],
        held_on=data["held_on"],
        people=data["people"],
        subject=data["subject"],
        by=request.user,
        at=clock.now(),
    )
