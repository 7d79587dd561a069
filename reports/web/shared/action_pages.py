"""One pattern for every act on a record: show a form, submit it, call one verb, go back to the
record.

A refusal by a verb is a message at the top of the same form, with everything typed still in it;
nothing was changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.core.refusals import Refused
from reports.web.shared.forms.base import AppForm
from reports.web.shared.forms.layout import Buttons, LinkButton, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Confirm, PageHeader, SummaryRow


def submit_action(form: AppForm, act: Callable[[], Any]) -> bool:
    """Whether the form is valid and the verb succeeded. A refusal becomes the form's own error."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def action_saved(request: AppHttpRequest, message: str, *way: Any) -> HttpResponse:
    """Say what was recorded and go back."""
    messages.success(request, message)
    return redirect(*way)


def action_page(
    request: AppHttpRequest,
    form: AppForm,
    *,
    header: PageHeader,
    back: str,
    button: str,
    template: str = "shared/action.html",
    danger: bool = False,
    refusal: str = "",
    **more: Any,
) -> HttpResponse:
    """The page of one act: heading, its facts, the form; no link back where `back` is empty."""
    buttons = Buttons(Submit("record", button, danger=danger, refusal=refusal))
    if back:
        buttons.fields.append(LinkButton("Cancel", back))
    context = {
        "header": header,
        "form": form,
        "form_helper": form_helper(*form.layout(), buttons),
        "back": back,
        **more,
    }
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def confirm_page(
    request: AppHttpRequest,
    confirm: Confirm,
    *,
    header: PageHeader,
    rows: list[SummaryRow] | None = None,
) -> HttpResponse:
    """The confirmation page: heading, its facts, the question with its button."""
    context = {"header": header, "rows": rows or [], "confirm": confirm}
    return render(request, "shared/confirm.html", context)
