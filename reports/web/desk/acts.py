"""One shape for every act on a record: show a form, take it, call one verb, go back to the record.

A refusal by a verb is a sentence at the top of the same form, with everything typed still in it;
nothing was changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.accounts.exceptions import Refused
from reports.detainers.models import Detainer
from reports.web.components import PageHeader
from reports.web.crispy import Buttons, LinkButton, Submit, form_helper
from reports.web.desk.common import detainer_crumbs, status_chip
from reports.web.forms.base import DeskForm
from reports.web.guards import AppHttpRequest


def attempt(form: DeskForm, act: Callable[[], Any]) -> bool:
    """Whether the form is right and the verb did it. A refusal becomes the form's own error."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def done(request: AppHttpRequest, said: str, *way: Any) -> HttpResponse:
    """Say what was recorded and go back."""
    messages.success(request, said)
    return redirect(*way)


def act_page(
    request: AppHttpRequest,
    form: DeskForm,
    *,
    header: PageHeader,
    back: str,
    button: str,
    template: str = "desk/act.html",
    danger: bool = False,
    refusal: str = "",
    **more: Any,
) -> HttpResponse:
    """The page of one act: heading, what it rests on, the form."""
    layout = form.layout()
    buttons = Buttons(
        Submit("record", button, danger=danger, refusal=refusal), LinkButton("Cancel", back)
    )
    context = {
        "header": header,
        "form": form,
        "form_helper": form_helper(*layout, buttons),
        "back": back,
        **more,
    }
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def detainer_header(detainer: Detainer, title: str, lead: str = "") -> PageHeader:
    """The heading of an act on a detainer."""
    return PageHeader(
        title=title,
        eyebrow=f"Detainer {detainer.reference}, {detainer.agency.display_name}",
        lead=lead,
        crumbs=detainer_crumbs(detainer),
        chip=status_chip(detainer),
    )
