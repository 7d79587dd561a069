"""A page with every kind of field and every component, for tests and for looking; nothing is
stored.
"""

from __future__ import annotations

from types import MappingProxyType

from django import forms
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import include, path

from reports.accounts.roles import Permission
from reports.core.refusals import NotFound, StateRefused
from reports.sealing.providers.configured import KeysUnavailable
from reports.web.shared import error_pages, health
from reports.web.shared.forms import fields
from reports.web.shared.forms.formsets import wants_another, with_another
from reports.web.shared.forms.layout import (
    Buttons,
    Fieldset,
    FormRow,
    LinkButton,
    Note,
    Submit,
    form_helper,
)
from reports.web.shared.guards import AppHttpRequest, needs, post_only, public, signed_in
from tests.web.shared.samples import ASSESSMENT, context

CHANNELS = [
    ("fax", "Fax"),
    ("email", "Email"),
    ("phone", "Phone"),
    ("in_person", "In person"),
    ("nlets", "NLETS"),
]
PURPOSES = [
    ("hold", "Hold past release"),
    ("notify_release", "Notify of the release date and time"),
    ("interview", "Interview in custody"),
]


class KitchenForm(forms.Form):
    received_at = fields.LocalDateTimeField(
        label="Received", help_text="When the fax or message arrived, not when you read it."
    )
    channel = forms.ChoiceField(label="How it came", choices=CHANNELS, widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label="Form",
        choices=[("", "Choose"), ("I-247A", "I-247A"), ("Older forms", [("I-247D", "I-247D")])],
    )
    officer = forms.CharField(label="Federal officer", max_length=80, required=False)
    phone = forms.CharField(
        label="Call-back number", widget=forms.TextInput(attrs={"type": "tel", "width": "md"})
    )
    family_name = forms.CharField(label="Family name")
    born_on = fields.MemorableDateField(
        label="Date of birth", required=False, help_text="As written on the form."
    )
    sex = forms.ChoiceField(
        label="Sex",
        choices=[("", "Choose"), ("F", "F"), ("M", "M"), ("X", "X"), ("U", "Not recorded")],
        required=False,
    )
    age = forms.IntegerField(
        label="Age",
        min_value=0,
        max_value=125,
        required=False,
        widget=forms.NumberInput(attrs={"width": "2xs"}),
    )
    purposes = forms.MultipleChoiceField(
        label="What is asked", choices=PURPOSES, widget=forms.CheckboxSelectMultiple
    )
    release_on = fields.DayField(label="Release due", required=False)
    reason = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    scan = forms.FileField(
        label="Scan of the form", required=False, help_text="PDF, PNG or JPEG, up to 20 MB."
    )
    verified = forms.BooleanField(
        label="The officer was called back at an independently known number"
    )
    many = forms.MultipleChoiceField(
        label="Documents attached",
        choices=[("I-200", "I-200"), ("I-205", "I-205")],
        widget=forms.SelectMultiple,
        required=False,
    )
    hours = forms.DecimalField(label="Hours spent", required=False)
    mail = forms.EmailField(label="Attorney's e-mail", required=False)
    locked = forms.CharField(label="Agency", initial="Hartford", disabled=True, required=False)
    once = fields.IdempotencyField()

    received_at.definition = fields.GlossaryTerm(  # type: ignore[attr-defined]  # set as forms do
        "Received",
        "The moment the agency got the request. The notice is owed from here.",
        "54-192h(e)(1)",
    )
    purposes.choice_hints = MappingProxyType({"hold": "Custody after the time of release."})  # type: ignore[attr-defined]  # set as forms do
    hours.suffix_text = "hours"  # type: ignore[attr-defined]  # set as forms do

    def clean_family_name(self) -> str:
        name: str = self.cleaned_data["family_name"]
        if name == "wrong":
            raise fields.problem(
                "This is no name.",
                why="The notice is addressed to it.",
                fix="Write it as on the form.",
            )
        return name


LAYOUT = (
    Fieldset(
        "What came, when, how",
        Note("Enter it in the order of the paper."),
        "received_at",
        FormRow("form", "release_on"),
        "channel",
        hint="Fax header and boxes 1 to 5.",
    ),
    Fieldset("Who asks", FormRow("officer", "phone"), "verified"),
    Fieldset("The person", "family_name", "born_on", FormRow("sex", "age"), "locked"),
    Fieldset(
        "What is asked",
        "purposes",
        "many",
        "hours",
        "reason",
        "scan",
        "mail",
    ),
    "once",
    Buttons(
        Submit("save", "Continue"),
        Submit("later", "Save and exit", quiet=True),
        Submit("decide", "Record decision", refusal="This step needs the role Head of the agency."),
        LinkButton("Cancel", "/"),
    ),
)


def kitchen_form(request: HttpRequest) -> KitchenForm:
    form = KitchenForm(request.POST or None, request.FILES or None)
    form.helper = form_helper(*LAYOUT, autosave_url="/autosave/", assess_url="/assess/")  # type: ignore[attr-defined]  # set as forms do
    return form


@public
def sink(request: HttpRequest) -> HttpResponse:
    return render(request, "web_look/kitchen.html", {**context(), "form": kitchen_form(request)})


@signed_in
def desk(request: AppHttpRequest) -> HttpResponse:
    return render(request, "web_look/kitchen.html", {**context(), "form": kitchen_form(request)})


@public(cache_seconds=300)
def cached(request: HttpRequest) -> HttpResponse:
    return render(request, "web_look/plain.html")


@signed_in
def floor(request: AppHttpRequest) -> HttpResponse:
    return render(request, "web_look/plain.html")


@needs(Permission.PUBLISH_EDITION)
def publishers(request: AppHttpRequest) -> HttpResponse:
    return HttpResponse("published")


@signed_in
def refused(request: AppHttpRequest) -> HttpResponse:
    raise StateRefused("The notice is served already. Issue a new one instead.")


@signed_in
def missing(request: AppHttpRequest) -> HttpResponse:
    raise NotFound("secret-name")


@signed_in
def sealed(request: AppHttpRequest) -> HttpResponse:
    raise KeysUnavailable("no key ring")


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError("María Canary")


@public
def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server at secret-host closed the connection")


@signed_in
@post_only
def echo(request: AppHttpRequest) -> JsonResponse:
    return JsonResponse(dict(request.POST.lists()))


@public
def poll(request: HttpRequest) -> HttpResponse:
    return render(request, "components/progress.html", {"progress": context()["working"]})


@public
@post_only
def assess(request: HttpRequest) -> HttpResponse:
    return render(request, "components/fragment_assessment.html", {"assessment": ASSESSMENT})


@public
@post_only
def autosave(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"saved_at": "2:10 PM"})


class PaperForm(forms.Form):
    kind = forms.CharField(label="Document")


Papers = forms.formset_factory(PaperForm, extra=1)


@public
def papers(request: HttpRequest) -> HttpResponse:
    data: QueryDict | None = request.POST or None
    if data is not None and wants_another(data):
        data = with_another(data)
    return render(
        request, "web_look/papers.html", {"formset": Papers(data), "helper": form_helper("kind")}
    )


urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", sink),
    path("desk/", desk),
    path("cached/", cached),
    path("floor/", floor),
    path("publishers/", publishers),
    path("refused/", refused),
    path("missing/", missing),
    path("sealed/", sealed),
    path("broken/", broken),
    path("away/", away),
    path("echo/", echo),
    path("papers/", papers),
    path("poll/", poll),
    path("assess/", assess),
    path("autosave/", autosave),
    path("", include("reports.web.urls")),
]
handler400 = error_pages.bad_request
handler403 = error_pages.permission_denied
handler404 = error_pages.page_not_found
handler500 = error_pages.server_error
