"""Pages for the form benchmark: the signed-in floor, a form of thirty fields, a list of fifty, a
posted form.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from crispy_forms import layout as stock
from crispy_forms.helper import FormHelper
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import URLPattern, URLResolver, include, path

from reports.accounts.models import Agency, User
from reports.audit.actions import OPM_CHAIN, record
from reports.core.clock import now
from reports.core.verbs import verb
from reports.web.shared.forms import fields
from reports.web.shared.forms.layout import Buttons, Fieldset, FormRow, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, signed_in
from reports.web.shared.html.components import Chip, Column, Table, TableCell

PAGE = (
    '{% extends "base.html" %}{% block title %}Bench{% endblock %}{% block content %}<h1>Bench</h1>'
)
FLOOR = PAGE + "{% endblock %}"
FORM = (
    PAGE.replace("{% block title", "{% load crispy_forms_tags %}{% block title")
    + "{% crispy form %}{% endblock %}"
)
LIST = PAGE + '{% include "components/data_table.html" %}{% endblock %}'
TOWNS = [(f"town-{number}", f"Department of town number {number}") for number in range(320)]
CHOICES = [(letter, f"Choice {letter}") for letter in "ABCDEF"]


class ThirtyFields(forms.Form):
    """A detainer's worth of fields: one long list, several short ones, days, moments, text."""

    town = forms.ChoiceField(
        label="Agency", choices=TOWNS, help_text="The department that holds the person."
    )
    received_at = fields.LocalDateTimeField(label="Received", required=False)
    born_on = fields.MemorableDateField(label="Date of birth", required=False)
    due_on = fields.DayField(label="Release due", required=False)
    channel = forms.ChoiceField(
        label="Channel", choices=CHOICES, widget=forms.RadioSelect, required=False
    )
    asked = forms.MultipleChoiceField(
        label="Asked", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    verified = forms.BooleanField(label="Verified", required=False)
    age = forms.IntegerField(label="Age", required=False, min_value=0)
    mail = forms.EmailField(label="Mail", required=False)


for _number in range(14):
    ThirtyFields.base_fields[f"text_{_number}"] = forms.CharField(
        label=f"Text {_number}", required=False, help_text="Hint"
    )
for _number in range(6):
    ThirtyFields.base_fields[f"pick_{_number}"] = forms.ChoiceField(
        label=f"Pick {_number}", choices=CHOICES, required=False
    )

NAMES = list(ThirtyFields.base_fields)
OURS = (
    Fieldset("First", *NAMES[:10], hint="Ten fields"),
    Fieldset("Second", FormRow(*NAMES[10:12]), *NAMES[12:20]),
    Fieldset("Third", *NAMES[20:]),
    Buttons(Submit("save", "Save")),
)


def stock_helper() -> Any:
    """The same layout written with crispy's own objects."""
    helper = FormHelper()
    helper.layout = stock.Layout(
        stock.Fieldset("First", *NAMES[:10]),
        stock.Fieldset("Second", stock.Row(*NAMES[10:12]), *NAMES[12:20]),
        stock.Fieldset("Third", *NAMES[20:]),
        stock.ButtonHolder(stock.Submit("save", "Save")),
    )
    return helper


def rendered_page(source: str, request: HttpRequest, **context: Any) -> HttpResponse:
    """A page from a template given as text; compiled once."""
    if source not in COMPILED:
        COMPILED[source] = engines["django"].from_string(source)
    return HttpResponse(COMPILED[source].render(context, request))


COMPILED: dict[str, Any] = {}


@signed_in
def floor(request: AppHttpRequest) -> HttpResponse:
    return rendered_page(FLOOR, request)


@signed_in
def form_page(request: AppHttpRequest) -> HttpResponse:
    form = ThirtyFields()
    form.helper = form_helper(*OURS)  # type: ignore[attr-defined]  # as our forms do
    return rendered_page(FORM, request, form=form)


@signed_in
def stock_form_page(request: AppHttpRequest) -> HttpResponse:
    form = ThirtyFields()
    form.helper = stock_helper()  # type: ignore[attr-defined]  # as our forms do
    return rendered_page(FORM, request, form=form)


@signed_in
def list_page(request: AppHttpRequest) -> HttpResponse:
    columns = [Column(label) for label in ("Code", "Name", "Kind", "Town", "Number", "Status")]
    found = Agency.objects.order_by("code").values_list(
        "code", "name", "kind", "town", "town_code"
    )[:50]
    rows = [
        (
            TableCell(code, url=f"/{code}/"),
            name,
            kind,
            town,
            number or 0,
            TableCell(chip=Chip("Waiting", "waiting")),
        )
        for code, name, kind, town, number in found
    ]
    return rendered_page(LIST, request, table=Table("Agencies", columns, rows))


@verb
def post(*, by: User, at: datetime) -> None:
    """Three rows and an entry, as a usual act writes."""
    for _ in range(3):
        Agency.objects.create(
            code=f"bench-{uuid4().hex}", name="Bench", kind="other", valid_from=date(2020, 1, 1)
        )
    record(chain=OPM_CHAIN, event="bench.posted", actor=str(by.pk), at=at)


@signed_in
def post_page(request: AppHttpRequest) -> HttpResponse:
    form = ThirtyFields(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    post(by=request.user, at=now())
    return HttpResponseRedirect("/floor/")


urlpatterns: list[URLPattern | URLResolver] = [
    path("floor/", floor),
    path("form/", form_page),
    path("stock/", stock_form_page),
    path("list/", list_page),
    path("post/", post_page),
    # The frame of every page links to the program's own.
    path("", include("trustact_site.urls")),
]
