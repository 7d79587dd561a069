"""Enter a detainer in the order of the I-247A: every step is kept as typed, with the assessment
beside it.

A step with errors is kept too, and explains each at its field. Going back and forth loses nothing;
everything is checked again before it is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import clock_time
from reports.detainers.actions.drafts import discard_draft, open_new, save_draft
from reports.detainers.assessment import assess_values
from reports.detainers.drafts import files_in, find_draft, read_draft
from reports.detainers.models import Draft
from reports.detainers.queries import get_detainer_of_form
from reports.law.findings import Assessment
from reports.law.moments import local_day
from reports.web.desk.intake.forms.convictions import CONVICTIONS, rendered_convictions
from reports.web.desk.intake.forms.request import GroundsForm
from reports.web.desk.intake.forms.steps import (
    BY_SLUG,
    SENT,
    STEPS,
    DetainerEntry,
    EntryStep,
    conviction_set,
    query_dict,
    typed_from,
)
from reports.web.desk.intake.revisions import draft_as_kept, draft_revision, step_as_kept
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.current_agency import current_agency
from reports.web.shared.forms.formsets import wants_another, with_another
from reports.web.shared.forms.layout import form_helper
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import PageHeader, Step
from reports.web.shared.revisions import revised

MAY_ENTER = Permission.LOG_DETAINER


@dataclass(frozen=True)
class OpenEntry:
    """A draft that is open on the screen, and the step that is shown."""

    draft: Draft
    typed: dict[str, Any]
    step: EntryStep

    def url(self, slug: str) -> str:
        return reverse("desk:entry_step", args=[self.draft.form_token, slug])

    def after(self) -> str:
        place = STEPS.index(self.step) + 1
        return self.url(STEPS[min(place, len(STEPS) - 1)].slug)

    def before(self) -> str:
        place = STEPS.index(self.step)
        return self.url(STEPS[place - 1].slug) if place else ""

    def with_step(self, typed: dict[str, list[str]]) -> OpenEntry:
        return OpenEntry(self.draft, {**self.typed, self.step.slug: typed}, self.step)


@needs(MAY_ENTER)
def new(request: AppHttpRequest) -> HttpResponse:
    """Start: an empty draft and its first step."""
    agency = current_agency(request, MAY_ENTER)
    draft = open_new(request.user, agency, at=clock.now())
    return redirect("desk:entry_step", draft.form_token, STEPS[0].slug)


def get_draft_or_404(request: AppHttpRequest, token: UUID, slug: str) -> OpenEntry | HttpResponse:
    """The draft and step, or the way to the record that the draft became. Raises NotFound."""
    draft = find_draft(request.user, token)
    if draft is None:
        detainer = get_detainer_of_form(request.user, token, on=clock.today())
        messages.info(
            request,
            f"This was recorded already, as detainer {detainer.reference}. It was not recorded"
            " twice.",
        )
        return redirect("desk:detainer", detainer.pk)
    return OpenEntry(draft, read_draft(draft), BY_SLUG.get(slug, STEPS[0]))


@needs(MAY_ENTER)
@revised(step_as_kept)
def step(request: AppHttpRequest, token: UUID, slug: str) -> HttpResponse:
    """One step with fields: shown as it was typed, or kept and judged."""
    entry = get_draft_or_404(request, token, slug)
    if isinstance(entry, HttpResponse):
        return entry
    if request.method != "POST":
        return _show(request, entry)
    return _keep_and_judge(request, entry)


def _keep_and_judge(request: AppHttpRequest, entry: OpenEntry) -> HttpResponse:
    """Keep what was typed first; then continue, or show the errors."""
    posted: QueryDict = request.POST
    still_typing = (
        wants_another(posted, CONVICTIONS)
        or "refresh" in posted
        or "back" in posted
        or "later" in posted
    )
    if wants_another(posted, CONVICTIONS):
        posted = with_another(posted, CONVICTIONS, most=12)
    was_sent = SENT in entry.typed.get(entry.step.slug, {})
    typed = typed_from(posted, sent=was_sent or not still_typing)
    save_draft(draft=entry.draft, part=entry.step.slug, typed=typed, at=clock.now())
    entry = entry.with_step(typed)
    if "later" in posted:
        messages.success(request, "Saved. It waits for you on your desk under “Drafts”.")
        return redirect("desk:home")
    if "back" in posted:
        return redirect(entry.before() or entry.url(entry.step.slug))
    if still_typing:
        return _show(request, entry, complain=False)
    return _go_on_or_complain(request, entry)


def _go_on_or_complain(request: AppHttpRequest, entry: OpenEntry) -> HttpResponse:
    whole = validated_entry(entry)
    if whole.forms[entry.step.slug].errors or not whole.is_right(entry.step.slug):
        return _show(request, entry, status=422)
    return redirect(entry.after())


def validated_entry(entry: OpenEntry) -> DetainerEntry:
    """Every step as typed; problems that only the whole shows are put at this step's fields."""
    whole = DetainerEntry(entry.typed)
    form = whole.forms[entry.step.slug]
    form.take_problems(whole.problems(at=clock.now()))
    return whole


def _show(
    request: AppHttpRequest, entry: OpenEntry, *, complain: bool = True, status: int = 200
) -> HttpResponse:
    slug = entry.step.slug
    whole = validated_entry(entry)
    form, convictions = whole.forms[slug], whole.convictions
    if slug not in entry.typed:
        form = type(form)()
    elif not complain or not whole.was_sent(slug):
        form.without_complaints()
        convictions = conviction_set(query_dict(entry.typed[slug]))
    layout = form.layout()
    if isinstance(form, GroundsForm):
        layout = form.layout_with(
            rendered_convictions(convictions, complain=complain and whole.was_sent(slug))
        )
    context = {
        **wizard_context(request, entry, whole),
        "form": form,
        "form_helper": form_helper(*layout, tag=False),
        "autosave_url": reverse("desk:entry_autosave", args=[entry.draft.form_token, slug]),
        "assess_url": reverse("desk:entry_assess", args=[entry.draft.form_token, slug]),
    }
    return render(request, "desk/intake/step.html", context, status=status)


def wizard_context(
    request: AppHttpRequest, entry: OpenEntry, whole: DetainerEntry
) -> dict[str, Any]:
    """What every step shows around its own part: where one is, the way back, the assessment so
    far.
    """
    place = STEPS.index(entry.step) + 1
    return {
        "entry": entry,
        "header": PageHeader(
            title=entry.step.title,
            eyebrow=(
                f"New detainer at {entry.draft.agency.display_name}, step {place} of {len(STEPS)}"
            ),
            lead=entry.step.lead,
            crumbs=desk_crumbs(),
        ),
        "steps": stepper(entry, whole),
        "assessment": assessment_of(entry, whole),
        "warnings": (
            [
                found
                for found in whole.problems(at=clock.now())
                if found.severity == "warning" and place > 2
            ]
            if entry.step.slug == "check"
            else []
        ),
        "saved_at": clock_time(entry.draft.saved_at) if entry.typed else "",
        "discard_url": reverse("desk:entry_discard", args=[entry.draft.form_token]),
        "draft_revision": draft_revision(request, entry.draft.form_token),
    }


def stepper(entry: OpenEntry, whole: DetainerEntry) -> list[Step]:
    """Where one is; each step can be reached at any time."""
    return [Step(step.title, entry.url(step.slug), _state(step, entry, whole)) for step in STEPS]


def _state(step: EntryStep, entry: OpenEntry, whole: DetainerEntry) -> Any:
    if step.slug == entry.step.slug:
        return "current"
    if step.slug == "scan":
        return "done" if files_in(entry.typed) else "todo"
    if not whole.was_sent(step.slug):
        return "todo"
    return "done" if whole.is_right(step.slug) else "problem"


def assessment_of(entry: OpenEntry, whole: DetainerEntry) -> Assessment | None:
    """The assessment of what is known so far; None until an action is requested."""
    values = whole.values(at=clock.now())
    if not values.purposes:
        return None
    received_on = local_day(values.received_at)
    return assess_values(values, agency_kind=entry.draft.agency.kind, on=received_on)


@needs(MAY_ENTER)
@post_only
@revised(step_as_kept)
def autosave(request: AppHttpRequest, token: UUID, slug: str) -> HttpResponse:
    """Keep the present values and say when. Once the detainer is recorded there is nothing left to
    keep.
    """
    entry = get_draft_or_404(request, token, slug)
    if isinstance(entry, HttpResponse):
        return HttpResponse(status=204)
    at = clock.now()
    was_sent = SENT in entry.typed.get(entry.step.slug, {})
    save_draft(
        draft=entry.draft,
        part=entry.step.slug,
        typed=typed_from(request.POST, sent=was_sent),
        at=at,
    )
    return JsonResponse({"saved_at": clock_time(at)})


@needs(MAY_ENTER)
@post_only
def assess(request: AppHttpRequest, token: UUID, slug: str) -> HttpResponse:
    """The assessment of the present values; nothing is stored."""
    entry = get_draft_or_404(request, token, slug)
    if isinstance(entry, HttpResponse):
        return HttpResponse(status=204)
    entry = entry.with_step(typed_from(request.POST, sent=False))
    found = assessment_of(entry, DetainerEntry(entry.typed))
    return render(request, "components/fragment_assessment.html", {"assessment": found})


@needs(MAY_ENTER)
@post_only
@revised(draft_as_kept)
def discard(request: AppHttpRequest, token: UUID) -> HttpResponse:
    """Discard a draft: its key is destroyed, nobody can read it again."""
    entry = get_draft_or_404(request, token, STEPS[0].slug)
    if isinstance(entry, HttpResponse):
        return entry
    discard_draft(draft=entry.draft, at=clock.now())
    messages.success(request, "Draft deleted. Nothing was recorded.")
    return redirect("desk:home")
