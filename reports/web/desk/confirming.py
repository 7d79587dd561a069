"""What was entered in somebody's absence, confirmed by that person: a telephone review, a decision from a file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports import clock
from reports.accounts.exceptions import Missing
from reports.accounts.roles import Permission
from reports.detainers.actions import confirm_decision
from reports.detainers.models import Decision, Detainer, HeadReview
from reports.detainers.queries import viewable_agencies
from reports.detainers.vocabulary import Choice
from reports.templatetags.look import moment
from reports.web.components import Confirm, Row
from reports.web.desk.acts import detainer_header, done
from reports.web.guards import AppHttpRequest, needs
from reports.web.words import words_of
from reports.workflow import confirm_head_review


@needs(Permission.VIEW_DETAINERS)
def review(request: AppHttpRequest, review_id: UUID) -> HttpResponse:
    """The reviewer reads what was entered for them, and confirms it."""
    rows = HeadReview.objects.select_related("detainer__agency", "record_key", "entered_by", "reviewed_by")
    found = rows.filter(pk=review_id, detainer__agency__in=viewable_agencies(request.user, on=clock.today())).first()
    if found is None:
        raise Missing(str(review_id))
    if request.method == "POST":
        confirm_head_review(review=found, by=request.user, at=clock.now())
        return done(request, "Confirmed. The record shows your review.", "desk:detainer", found.detainer_id)
    told = [
        Row("Reviewed by", found.reviewed_by.name),
        Row("When", moment(found.reviewed_at)),
        Row("Entered by", found.entered_by.name),
        Row("What was said", found.note),
    ]
    text = "You are said to have reviewed this request by telephone before anyone answered it."
    return _page(
        request,
        found.detainer,
        title="Confirm your telephone review",
        text=text,
        rows=told,
        button="Yes, I reviewed it then",
    )


@needs(Permission.DECIDE)
def decision(request: AppHttpRequest, decision_id: UUID) -> HttpResponse:
    """The head reads a decision that came in a file, and confirms it."""
    rows = Decision.objects.select_related("detainer__agency", "record_key", "decided_by").prefetch_related("lines")
    found = rows.filter(pk=decision_id, detainer__agency__in=viewable_agencies(request.user, on=clock.today())).first()
    if found is None:
        raise Missing(str(decision_id))
    if request.method == "POST":
        confirm_decision(decision=found, by=request.user, at=clock.now())
        return done(request, "Confirmed. The decision stands as reported.", "desk:detainer", found.detainer_id)
    lines = [Row(words_of(line.purpose), Choice(line.choice).label) for line in found.lines.all()]
    told = [*lines, Row("Reason", found.reason), Row("Decided", moment(found.decided_at), hint=found.decided_by.name)]
    text = "This decision came in a file. It counts once you confirm it."
    return _page(
        request,
        found.detainer,
        title="Confirm a reported decision",
        text=text,
        rows=told,
        button="Yes, this was decided",
    )


def _page(
    request: AppHttpRequest, detainer: Detainer, *, title: str, text: str, rows: list[Row], button: str
) -> HttpResponse:
    confirm = Confirm(
        title=title,
        text=text,
        button=button,
        action_url=request.path,
        cancel_url=reverse("desk:detainer", args=[detainer.pk]),
        consequences=("If it is not so, cancel, and tell the desk to correct the record.",),
    )
    header = detainer_header(detainer, title)
    return render(request, "desk/confirm.html", {"header": header, "rows": rows, "confirm": confirm})
