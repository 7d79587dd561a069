"""Steps of an edition that are taken in words: withdrawing, noting a correction, answering a
dispute.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.publication.actions.propose import answer_dispute
from reports.publication.actions.publish import add_correction, withdraw
from reports.publication.models.editions import Edition
from reports.publication.queries import get_edition, get_preview
from reports.web.opm.editions.views import CRUMBS
from reports.web.shared.forms.reason import WordsForm
from reports.web.shared.guards import AppHttpRequest, fresh_second_factor, needs
from reports.web.shared.html.components import Crumb, PageHeader


def _with_words(
    request: AppHttpRequest,
    edition_id: UUID,
    form: WordsForm,
    act: Callable[[Edition, str], object],
    *,
    title: str,
) -> HttpResponse:
    found = get_edition(edition_id)
    if request.method == "POST" and form.is_valid():
        act(found, form.cleaned_data["words"])
        return redirect("editions:edition", edition_id)
    back = Crumb("Edition", reverse("editions:edition", args=[edition_id]))
    header = PageHeader(title=title, crumbs=(*CRUMBS, back))
    return render(
        request,
        "opm/editions/action.html",
        {"header": header, "form": form, "form_helper": form.helper},
    )


@needs(Permission.PUBLISH_EDITION)
@fresh_second_factor
def withdraw_edition(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """Taken back in public, with a reason that stays on its page."""
    form = WordsForm(
        request.POST or None, label="Public reason", button="Withdraw this edition", danger=True
    )
    return _with_words(
        request,
        edition_id,
        form,
        lambda e, words: withdraw(
            edition=e, reason=words, by=request.user, at=clock.now(), on=clock.today()
        ),
        title="Withdraw an edition",
    )


@needs(Permission.PUBLISH_EDITION)
def correct(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """An entry of the public corrections log."""
    form = WordsForm(
        request.POST or None,
        label="What was wrong, what is right",
        button="Add to the corrections log",
    )
    return _with_words(
        request,
        edition_id,
        form,
        lambda e, words: add_correction(
            edition=e, text=words, by=request.user, at=clock.now(), on=clock.today()
        ),
        title="Note a correction",
    )


@needs(Permission.BUILD_EDITION)
def answer(request: AppHttpRequest, preview_id: UUID) -> HttpResponse:
    """Answer what an agency disputes."""
    preview = get_preview(preview_id)
    form = WordsForm(
        request.POST or None, label=f"Answer to {preview.agency.name}", button="Answer"
    )
    return _with_words(
        request,
        preview.edition_id,
        form,
        lambda _edition, words: answer_dispute(
            preview=preview, text=words, by=request.user, at=clock.now(), on=clock.today()
        ),
        title="Answer a dispute",
    )
