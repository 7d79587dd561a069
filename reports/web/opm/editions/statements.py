"""Steps of an edition that are taken in words: withdrawing, noting a correction, answering a
dispute.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.publication.actions.propose import answer_dispute
from reports.publication.actions.publish import add_correction, withdraw
from reports.publication.models.editions import Edition
from reports.publication.queries import get_edition, get_preview
from reports.web.opm.editions.shared import CRUMBS
from reports.web.shared.action_pages import action_page
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Crumb, PageHeader


def _with_words(
    request: AppHttpRequest,
    edition_id: UUID,
    form: ReasonForm,
    act: Callable[[Edition, str], object],
    *,
    title: str,
    button: str,
    danger: bool = False,
) -> HttpResponse:
    found = get_edition(edition_id)
    if request.method == "POST" and form.is_valid():
        act(found, form.reason())
        return redirect("editions:edition", edition_id)
    back = Crumb("Edition", reverse("editions:edition", args=[edition_id]))
    header = PageHeader(title=title, crumbs=(*CRUMBS, back))
    return action_page(request, form, header=header, back="", button=button, danger=danger)


@needs(Permission.PUBLISH_EDITION)
def withdraw_edition(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """Taken back in public, with a reason that stays on its page."""
    form = ReasonForm(request.POST or None, label="Public reason", rows=4)
    return _with_words(
        request,
        edition_id,
        form,
        lambda e, words: withdraw(
            edition=e, reason=words, by=request.user, at=clock.now(), on=clock.today()
        ),
        title="Withdraw an edition",
        button="Withdraw this edition",
        danger=True,
    )


@needs(Permission.PUBLISH_EDITION)
def correct(request: AppHttpRequest, edition_id: UUID) -> HttpResponse:
    """An entry of the public corrections log."""
    form = ReasonForm(request.POST or None, label="What was wrong, what is right", rows=4)
    return _with_words(
        request,
        edition_id,
        form,
        lambda e, words: add_correction(
            edition=e, text=words, by=request.user, at=clock.now(), on=clock.today()
        ),
        title="Note a correction",
        button="Add to the corrections log",
    )


@needs(Permission.BUILD_EDITION)
def answer(request: AppHttpRequest, preview_id: UUID) -> HttpResponse:
    """Answer what an agency disputes."""
    preview = get_preview(preview_id)
    form = ReasonForm(request.POST or None, label=f"Answer to {preview.agency.name}", rows=4)
    return _with_words(
        request,
        preview.edition_id,
        form,
        lambda _edition, words: answer_dispute(
            preview=preview, text=words, by=request.user, at=clock.now(), on=clock.today()
        ),
        title="Answer a dispute",
        button="Answer",
    )
