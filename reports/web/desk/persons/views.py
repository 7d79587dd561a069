"""A person on file: what is known, every record, who else may be the same person; merging two,
splitting them again, and giving a record to somebody else.

The address holds a random id, the title no name. Merging and splitting show both side by side
before anything is said, and move nothing.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.policies import check_can_amend
from reports.lifecycle import refusal
from reports.persons.actions import record_person_view
from reports.persons.likeness import likeness
from reports.persons.matching import candidates_for
from reports.persons.merging import standing_merges
from reports.persons.models import Person
from reports.persons.queries import get_merge, get_person
from reports.persons.records import values_of
from reports.web.desk.persons.rows import known_rows, records_table, side_by_side
from reports.web.desk.shared import (
    desk_crumbs,
    detainer_header,
    get_detainer_or_404,
    record_url,
)
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Alert, Crumb, PageHeader
from reports.web.shared.people.likeness import likeness_sentence, sentence_of
from reports.workflow.amendments import merge_people, separate_record, split_people

MOVES_NOTHING = (
    "Nothing moves: each request keeps its own name, convictions, warrants, decision and letters."
)


@needs(Permission.VIEW_PERSON)
def person(request: AppHttpRequest, person_id: UUID) -> HttpResponse:
    """What is known of a person, their requests, and who else may be they."""
    found = get_person(request.user, person_id, on=clock.today())
    if found.merged_into_id:
        return redirect("desk:person", found.merged_into_id)
    record_person_view(found, by=request.user, at=clock.now())
    context = {
        "header": PageHeader(
            title="A person on file", eyebrow=found.agency.display_name, crumbs=_crumbs()
        ),
        "name": found.full_name,
        "rows": known_rows(values_of(found)),
        "records": records_table(found),
        "merges": [
            {
                "merge": merge,
                "name": merge.other.full_name,
                "url": reverse("desk:person_split", args=[merge.pk]),
            }
            for merge in standing_merges(found)
        ],
        "candidates": [
            {
                "name": one.person.full_name,
                "why": likeness_sentence(one),
                "url": reverse("desk:person_merge", args=[found.pk, one.person.pk]),
            }
            for one in candidates_for(found)
        ],
        "refusal": _refusal(request, found),
    }
    return render(request, "desk/persons/person.html", context)


@needs(Permission.VIEW_PERSON)
def merge(request: AppHttpRequest, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Both side by side, then the one word that they are one person."""
    on = clock.today()
    kept = get_person(request.user, person_id, on=on)
    other = get_person(request.user, other_id, on=on)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label="How you know that they are one person",
        help_text="For example: the same A-number on both documents, and the booking photograph.",
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: merge_people(
            kept=kept, other=other, reason=form.reason(), by=request.user, at=clock.now()
        ),
    ):
        message = "They are one person on file from now on. It can be undone here."
        return action_saved(request, message, "desk:person", kept.pk)
    found = likeness(values_of(kept), values_of(other))
    return action_page(
        request,
        form,
        header=PageHeader(
            title="Are they one person?",
            eyebrow=kept.agency.display_name,
            crumbs=_crumbs(),
            lead=f"{MOVES_NOTHING} A correction of one reaches the other where both say the same.",
        ),
        back=reverse("desk:person", args=[kept.pk]),
        button="They are one person",
        template="desk/persons/compare.html",
        refusal=_refusal(request, kept),
        alert=Alert("warning" if found.doubts else "info", sentence_of(found)),
        table=side_by_side(kept, other, titles=("This person", "The other")),
    )


@needs(Permission.VIEW_PERSON)
def split(request: AppHttpRequest, merge_id: UUID) -> HttpResponse:
    """Both side by side, then the word that they are two people after all."""
    found = get_merge(request.user, merge_id, on=clock.today())
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label="How you know that they are two people",
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: split_people(merge=found, reason=form.reason(), by=request.user, at=clock.now()),
    ):
        message = "They are two people on file again, as before."
        return action_saved(request, message, "desk:person", found.other_id)
    who = found.merged_by.name
    return action_page(
        request,
        form,
        header=PageHeader(
            title="Are they two people?",
            eyebrow=found.kept.agency.display_name,
            crumbs=_crumbs(),
            lead=MOVES_NOTHING,
        ),
        back=reverse("desk:person", args=[found.kept.root_id]),
        button="They are two people",
        template="desk/persons/compare.html",
        refusal="They were split already." if found.split_at else _refusal(request, found.kept),
        alert=Alert("info", f"{who} said that they are one person", found.reason),
        table=side_by_side(found.kept, found.other, titles=("This person", "The other")),
    )


@needs(Permission.LOG_DETAINER)
def separate(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """Say that this record is about somebody else than the other records of its person."""
    detainer = get_detainer_or_404(request, detainer_id)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label="How you know that it is somebody else",
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: separate_record(
            detainer=detainer, reason=form.reason(), by=request.user, at=clock.now()
        ),
    ):
        message = (
            "This request is about a person of its own now, known as it names them. Look through"
            " what it took over: attorney, language, date of birth."
        )
        return action_saved(request, message, "desk:detainer", detainer.pk)
    return action_page(
        request,
        form,
        header=detainer_header(
            detainer,
            "This request is about somebody else",
            "The other requests stay with the person they are kept under. Nothing else moves.",
        ),
        back=record_url(detainer),
        button="It is somebody else",
        template="desk/persons/separate.html",
        refusal=refusal(check_can_amend, request.user, detainer, on=clock.today()),
        rows=known_rows(detainer.named),
        records=records_table(detainer.person.merged_into or detainer.person),
    )


def _crumbs() -> tuple[Crumb, ...]:
    return desk_crumbs(Crumb("Find a person", reverse("desk:person_search")))


def _refusal(request: AppHttpRequest, found: Person) -> str:
    """Why this person may not merge or split; empty where they may."""
    return refusal(check_can, request.user, Permission.LOG_DETAINER, found.agency, on=clock.today())
