"""The last steps of an entry: the scan, the check of the whole, and recording it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from reports.core import clock
from reports.detainers.actions.drafts import save_draft
from reports.detainers.exceptions import Invalid
from reports.web.desk.intake.answers import shown_values
from reports.web.desk.intake.forms.heading import HeadingForm, heading_form
from reports.web.desk.intake.forms.same_person import PersonMatch, SamePersonForm, possible_matches
from reports.web.desk.intake.forms.steps import (
    BY_SLUG,
    FORM_STEPS,
    SENT,
    DetainerEntry,
    query_dict,
    step_of_field,
    typed_from,
)
from reports.web.desk.intake.revisions import draft_as_kept
from reports.web.desk.intake.scans import file_rows
from reports.web.desk.intake.steps import MAY_ENTER, OpenEntry, get_draft_or_404, wizard_context
from reports.web.shared.forms.layout import form_helper
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.revisions import revised
from reports.workflow.intake import log_draft

SAME_PERSON = "same-person"


@needs(MAY_ENTER)
@revised(draft_as_kept)
def check(request: AppHttpRequest, token: UUID) -> HttpResponse:
    """Everything entered, what is wrong or doubtful, who the person may be; then record it."""
    entry = get_draft_or_404(request, token, "check")
    if isinstance(entry, HttpResponse):
        return entry
    whole = DetainerEntry(entry.typed)
    known = possible_matches(entry.draft.agency, whole.person())
    form = _same_person(request, entry, known, cancels_on=whole.values(at=clock.now()).cancels_on)
    questions = LastQuestions(form, _heading(request, entry))
    if request.method == "POST":
        if questions.is_answered() and not corrections_needed(entry, whole):
            return _recorded(request, entry, whole, questions)
        _keep_answer(request, entry)
    return _show(request, entry, whole, questions)


@dataclass(frozen=True)
class LastQuestions:
    """What is asked beside the check: who the person may be, and the heading where none is
    known.
    """

    same_person: SamePersonForm | None
    heading: HeadingForm | None

    def is_answered(self) -> bool:
        """Whether every question is; each form judges, so that all errors are shown at once."""
        judged = [form is None or form.is_valid() for form in (self.same_person, self.heading)]
        return all(judged)


def _heading(request: AppHttpRequest, entry: OpenEntry) -> HeadingForm | None:
    """The heading as typed before, or as sent."""
    if request.method == "POST":
        return heading_form(entry.draft.agency, request.POST)
    kept = entry.typed.get(SAME_PERSON)
    form = heading_form(entry.draft.agency, query_dict(kept) if kept else None)
    if form is not None and form.is_bound:
        form.without_complaints()
    return form


@dataclass(frozen=True)
class NeededCorrection:
    """An error that keeps the whole from being recorded, with the way to its field."""

    step: str
    sentence: str
    url: str


def corrections_needed(entry: OpenEntry, whole: DetainerEntry) -> list[NeededCorrection]:
    """Everything that must be fixed first, each with a link to its field."""
    found = [
        NeededCorrection(
            BY_SLUG[slug].title,
            (
                "This step is not complete."
                if not whole.was_sent(slug)
                else "Something here is wrong."
            ),
            entry.url(slug),
        )
        for slug in whole.unfinished
    ]
    for problem in whole.problems(at=clock.now()):
        slug = step_of_field(problem.field)
        if problem.severity == "error" and slug not in whole.unfinished:
            found.append(
                NeededCorrection(
                    BY_SLUG[slug].title,
                    problem.sentence,
                    f"{entry.url(slug)}#div_id_{problem.field}",
                )
            )
    return found


def _same_person(
    request: AppHttpRequest, entry: OpenEntry, known: list[PersonMatch], *, cancels_on: date | None
) -> SamePersonForm | None:
    if not known:
        return None
    if request.method == "POST":
        return SamePersonForm(request.POST, candidates=known, cancels_on=cancels_on)
    kept = entry.typed.get(SAME_PERSON)
    if not kept:
        return SamePersonForm(candidates=known, cancels_on=cancels_on)
    form = SamePersonForm(query_dict(kept), candidates=known, cancels_on=cancels_on)
    form.without_complaints()
    return form


def _keep_answer(request: AppHttpRequest, entry: OpenEntry) -> None:
    typed = {
        name: values
        for name, values in typed_from(request.POST, sent=False).items()
        if name != SENT
    }
    save_draft(draft=entry.draft, part=SAME_PERSON, typed=typed, at=clock.now())


def _show(
    request: AppHttpRequest, entry: OpenEntry, whole: DetainerEntry, questions: LastQuestions
) -> HttpResponse:
    to_correct = corrections_needed(entry, whole)
    context = {
        **wizard_context(request, entry, whole),
        "sections": _sections(entry, whole),
        "files": file_rows(entry),
        "mends": to_correct,
        "form": questions.same_person,
        "heading_form": questions.heading,
        "form_helper": form_helper(tag=False),
        "is_late": _entered_later(whole),
        "scan_url": entry.url("scan"),
        "refusal": "Fix the problems listed above." if to_correct else "",
    }
    return render(
        request, "desk/intake/check.html", context, status=422 if request.method == "POST" else 200
    )


def _entered_later(whole: DetainerEntry) -> bool:
    at = clock.now()
    return (at - whole.values(at=at).received_at).total_seconds() > 3600


def _sections(entry: OpenEntry, whole: DetainerEntry) -> list[dict[str, Any]]:
    """Each step's values as they will be recorded, with the way back to it."""
    return [
        {"title": step.title, "url": entry.url(step.slug), "rows": _rows(step.slug, whole)}
        for step in FORM_STEPS
    ]


def _rows(slug: str, whole: DetainerEntry) -> list[Any]:
    rows = shown_values(whole.forms[slug])
    if slug == "grounds":
        rows += [row for form in whole.convictions.forms for row in shown_values(form)]
    return rows


def _recorded(
    request: AppHttpRequest, entry: OpenEntry, whole: DetainerEntry, questions: LastQuestions
) -> HttpResponse:
    try:
        at = clock.now()
        detainer = log_draft(
            draft=entry.draft,
            person=whole.person(),
            values=whole.values(at=at),
            by=request.user,
            at=at,
            heading=questions.heading.first_heading() if questions.heading else None,
            **_relation(questions.same_person),
        )
    except Invalid:
        _keep_answer(request, entry)
        return _show(request, entry, whole, questions)
    messages.success(
        request,
        f"Recorded as detainer {detainer.reference}. The notices that are due are on this page.",
    )
    return redirect("desk:detainer", detainer.pk)


def _relation(form: SamePersonForm | None) -> dict[str, Any]:
    """Which person was chosen, and how the detainers relate."""
    chosen = form.chosen() if form is not None else None
    if form is None or chosen is None:
        return {}
    return {
        "same_person": chosen.person,
        "relation": form.written("relation"),
        "earlier": form.earlier(),
    }
