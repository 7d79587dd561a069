"""The public scenario check: choose facts, see the assessment, share the address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.models import User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core import clock
from reports.law.assess import DetainerFacts, assess, explain
from reports.lawbook.queries import law_state
from reports.web.law.forms import WHAT_IF, WhatIfForm
from reports.web.shared.guards import public
from reports.web.shared.html.components import Action, PageHeader

HEADER = PageHeader(
    title="What if: try the act on facts",
    lead=(
        "Choose what is asked and what is on record. The page shows what the TRUST Act says, with"
        " the paragraph, and what is unsettled. It is not legal advice, and it asks nothing about"
        " any person."
    ),
)


@public
def what_if(request: HttpRequest) -> HttpResponse:
    """Facts only, nothing about anybody, so the page's address may be shared."""
    is_submitted = bool(request.GET)
    given = (
        request.GET
        if is_submitted
        else QueryDict(f"on={clock.today().isoformat()}&agency_kind=municipal_police")
    )
    form = WhatIfForm(given) if is_submitted else WhatIfForm(initial=given.dict())
    context = {"form": form, "form_helper": WHAT_IF, "header": HEADER}
    if is_submitted and form.is_valid():
        facts = form.facts()
        assessment = assess(facts, law_state())
        context |= {
            "assessment": assessment,
            "problems": assessment.problems,
            "memo": explain(facts, assessment, state=law_state()),
            "address": request.build_absolute_uri(f"{request.path}?{query_of(facts)}"),
            "exercise": _exercise(request, facts),
        }
    return render(request, "law/what_if.html", context)


def query_of(facts: DetainerFacts) -> str:
    """The facts as the words of an address: the same facts always make the same one."""
    facts_given = {
        "on": facts.on.isoformat(),
        "agency_kind": facts.agency_kind,
        "purposes": list(facts.purposes),
        "grounds": list(facts.grounds),
        **({"minor": "on"} if facts.minor else {}),
        **({"not_legally_competent": "on"} if facts.not_legally_competent else {}),
        **({} if facts.in_custody is None else {"in_custody": str(facts.in_custody).lower()}),
        **({"form": facts.form} if facts.form else {}),
    }
    return urlencode(facts_given, doseq=True)


def _exercise(request: HttpRequest, facts: DetainerFacts) -> Action | None:
    """Trainers make an exercise of what they see."""
    user = request.user
    if not isinstance(user, User) or not can(user, Permission.MANAGE_TRAINING, on=clock.today()):
        return None
    return Action(
        "Make an exercise of these facts", f"{reverse('law:exercise_new')}?{query_of(facts)}"
    )
