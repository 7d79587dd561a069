"""The Spanish of the public pages: every sentence beside its English, who reviewed it, and the
steps of two people.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import long_date
from reports.publication.actions.review_translation import (
    agree_to_review,
    end_review,
    record_review,
)
from reports.publication.models.translation_review import TranslationReview
from reports.publication.presentation.translations import SiteTranslation, public_words
from reports.publication.queries import get_translation_review, spanish_reviews
from reports.web.opm.editions.forms import ReviewForm
from reports.web.opm.editions.shared import CRUMBS, person_name
from reports.web.shared.action_pages import submit_action
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
)

KEEPERS = (Permission.PUBLISH_EDITION, Permission.SET_THRESHOLD)
COLUMNS = (Column("Reviewed by"), Column("On"), Column("Recorded by"), Column("State"))


@needs(*KEEPERS)
def translation_review(request: AppHttpRequest) -> HttpResponse:
    """What a reviewer reads, what was recorded of their review, and the form that records one."""
    words = public_words()
    form = ReviewForm(
        request.POST if request.method == "POST" else None, initial={"words_sha256": words.sha256}
    )
    if request.method == "POST" and submit_action(form, lambda: _record(form, request)):
        messages.success(request, "Recorded. It holds once somebody else at OPM agrees.")
        return redirect("editions:translation")
    rows = spanish_reviews()
    header = PageHeader(
        title="Spanish of the public pages",
        crumbs=CRUMBS,
        chip=_state(rows, words),
        lead=(
            "In production Spanish pages are offered only while a named person's review stands for"
            " these very words. When the words change, with a new version of the program, the"
            " review is needed again."
        ),
    )
    context = {
        "header": header,
        "table": _table(rows, words),
        "acts": _acts(request, rows, words),
        "form": form,
        "words": words,
        "form_helper": form.helper,
    }
    return render(
        request, "opm/editions/translation_review.html", context, status=422 if form.errors else 200
    )


def _record(form: ReviewForm, request: AppHttpRequest) -> None:
    record_review(**form.cleaned_data, by=request.user, at=clock.now(), on=clock.today())


def _state(rows: list[TranslationReview], words: SiteTranslation) -> Chip:
    if not words.is_complete:
        return Chip("Incomplete", "stop")
    standing = [
        row
        for row in rows
        if row.words_sha256 == words.sha256 and row.agreed_at and not row.ended_at
    ]
    return (
        Chip("Reviewed", "good") if standing else Chip("Not reviewed: off in production", "waiting")
    )


def _table(rows: list[TranslationReview], words: SiteTranslation) -> Table:
    cells = [
        (
            TableCell(row.reviewer, detail=row.qualification),
            TableCell(long_date(row.reviewed_on)),
            TableCell(
                person_name(row.recorded_by),
                detail=f"agreed: {person_name(row.agreed_by)}" if row.agreed_at else "",
            ),
            TableCell(chip=_chip(row, words)),
        )
        for row in rows
    ]
    empty = EmptyState(
        "Nobody has reviewed these words",
        "The translation was made by machine and says so on every page.",
    )
    return Table(caption="Reviews", columns=COLUMNS, rows=cells, empty=empty)


def _chip(row: TranslationReview, words: SiteTranslation) -> Chip:
    if row.ended_at:
        return Chip("Ended", "neutral")
    if row.words_sha256 != words.sha256:
        return Chip("Of other words than today's", "neutral")
    return Chip("Stands", "good") if row.agreed_at else Chip("Waits for a second person", "waiting")


def _acts(
    request: AppHttpRequest, rows: list[TranslationReview], words: SiteTranslation
) -> list[tuple[TranslationReview, list[Action]]]:
    """What can still be done with each review that has not ended."""
    found = []
    for row in (row for row in rows if not row.ended_at):
        own = (
            "Someone else must agree to what you recorded."
            if row.recorded_by == request.user
            else ""
        )
        agree = Action(
            "Agree", reverse("editions:translation_agree", args=[row.pk]), post=True, refusal=own
        )
        end = Action(
            "End", reverse("editions:translation_end", args=[row.pk]), kind="quiet", post=True
        )
        waits = not row.agreed_at and row.words_sha256 == words.sha256
        found.append((row, [agree, end] if waits else [end]))
    return found


@needs(*KEEPERS)
@post_only
def translation_review_agree(request: AppHttpRequest, review_id: UUID) -> HttpResponse:
    """A second person vouches for the review."""
    agree_to_review(
        review=get_translation_review(review_id),
        by=request.user,
        at=clock.now(),
        on=clock.today(),
    )
    messages.success(request, "Agreed. The pages name the reviewer and the day.")
    return redirect("editions:translation")


@needs(*KEEPERS)
@post_only
def translation_review_end(request: AppHttpRequest, review_id: UUID) -> HttpResponse:
    """The review holds no longer."""
    end_review(
        review=get_translation_review(review_id),
        by=request.user,
        at=clock.now(),
        on=clock.today(),
    )
    messages.success(request, "Ended. In production the Spanish pages are off.")
    return redirect("editions:translation")
