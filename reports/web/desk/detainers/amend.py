"""Correct a record. The earlier values are kept; when somebody else saved first, both versions are
shown.

The page carries the version it was opened with. A later save is not overwritten silently: the page
comes back with every difference, and the user decides with both versions in view.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Refused
from reports.detainers.actions.log import recorded_values
from reports.detainers.convictions import convictions_of
from reports.detainers.exceptions import EditConflict, Invalid
from reports.detainers.models import Detainer
from reports.detainers.queries import get_detainer
from reports.detainers.values import DetainerValues
from reports.notices.text.languages import LANGUAGES
from reports.persons.values import FIELDS, PersonValues, changed_fields
from reports.persons.versions import NoSuchVersion, values_in
from reports.web.desk.detainers.forms.outcome import AmendReasonForm
from reports.web.desk.detainers.next_steps import AMEND, step_refusal
from reports.web.desk.intake.answers import in_words
from reports.web.desk.intake.forms.convictions import (
    CONVICTIONS,
    BaseConvictionSet,
    ConvictionSet,
    rendered_convictions,
)
from reports.web.desk.intake.forms.request import GroundsForm
from reports.web.desk.intake.forms.steps import FORM_STEPS, DetainerEntry
from reports.web.desk.shared import detainer_header, get_detainer_or_404
from reports.web.shared.action_pages import action_saved
from reports.web.shared.forms.base import AppForm
from reports.web.shared.forms.formsets import wants_another, with_another
from reports.web.shared.forms.layout import form_helper
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Column, Table, TableCell
from reports.workflow.amendments import amend_detainer


@dataclass
class RecordCorrection:
    """All forms of one correction on one page."""

    forms: dict[str, AppForm]
    convictions: BaseConvictionSet
    reason: AmendReasonForm
    entry: DetainerEntry

    @property
    def is_right(self) -> bool:
        judged = [form.is_valid() for form in (*self.forms.values(), self.reason)]
        return all(judged) and self.convictions.is_valid()


def from_record(detainer: Detainer) -> RecordCorrection:
    """The present record, in forms."""
    known = as_typed(detainer)
    forms = {step.slug: step.form(initial=known) for step in FORM_STEPS if step.form}
    lines = [vars(conviction) for conviction in convictions_of(detainer)]
    convictions: Any = ConvictionSet(initial=lines, prefix=CONVICTIONS)
    return RecordCorrection(
        forms,
        convictions,
        AmendReasonForm(
            initial={
                "expected_version": detainer.version,
                "shown_person_version": detainer.person_version,
            }
        ),
        DetainerEntry({}),
    )


def as_typed(detainer: Detainer) -> dict[str, Any]:
    """Every recorded value under the name of its field."""
    person = vars(detainer.named)
    request = vars(recorded_values(detainer))
    is_listed = person["language"] in LANGUAGES
    return {
        **request,
        **person,
        "in_custody": {True: "yes", False: "no", None: ""}[detainer.in_custody],
        "language": person["language"] if is_listed else "",
        "other_language": "" if is_listed else person["language"],
    }


def from_posted(posted: QueryDict) -> RecordCorrection:
    """What was sent, judged as one entry."""
    everything = {name: posted.getlist(name) for name in posted}
    entry = DetainerEntry({step.slug: everything for step in FORM_STEPS})
    return RecordCorrection(entry.forms, entry.convictions, AmendReasonForm(posted), entry)


@needs(Permission.LOG_DETAINER)
def amend(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """The record in one long form, in the order of the I-247A."""
    detainer = get_detainer_or_404(request, detainer_id)
    if request.method != "POST":
        return _show(request, detainer, from_record(detainer))
    if wants_another(request.POST, CONVICTIONS):
        return _show(
            request,
            detainer,
            from_posted(with_another(request.POST, CONVICTIONS, most=12)),
            bare=True,
        )
    correction = from_posted(request.POST)
    return _try(request, detainer, correction)


def _try(request: AppHttpRequest, detainer: Detainer, correction: RecordCorrection) -> HttpResponse:
    at = clock.now()
    if not correction.is_right:
        return _show(request, detainer, correction, status=422)
    try:
        _amend(request, detainer, correction, at=at)
    except EditConflict:
        return _conflict(request, detainer, correction, at=at)
    except Invalid as wrong:
        for form in correction.forms.values():
            form.take_problems(wrong.problems)
        return _show(request, detainer, correction, status=422)
    except Refused as refused:
        correction.reason.add_error(None, str(refused))
        return _show(request, detainer, correction, status=422)
    return action_saved(
        request,
        "Corrected. The earlier values are kept with the reason. Notices that say otherwise are"
        " held back; issue the corrected ones from here.",
        "desk:detainer",
        detainer.pk,
    )


def _amend(
    request: AppHttpRequest, detainer: Detainer, correction: RecordCorrection, *, at: datetime
) -> None:
    entry = correction.entry
    data = correction.reason.cleaned_data
    amend_detainer(
        detainer=detainer,
        person=entry.person(),
        values=entry.values(at=at),
        reason=data["reason"],
        expected_version=data["expected_version"],
        shown_person_version=data["shown_person_version"],
        seen_person_version=data["seen_person_version"],
        by=request.user,
        at=at,
    )


def _conflict(
    request: AppHttpRequest, detainer: Detainer, correction: RecordCorrection, *, at: datetime
) -> HttpResponse:
    """Both versions side by side; the form now carries the newer version's number."""
    entry = correction.entry
    now_stands = get_detainer(request.user, detainer.pk, on=clock.today())
    posted = request.POST.copy()
    posted["expected_version"] = str(now_stands.version)
    posted["seen_person_version"] = str(now_stands.person_version)
    correction.reason = AmendReasonForm(posted)
    differences = _differences(
        now_stands,
        entry.person(),
        entry.values(at=at),
        untouched=_untouched(now_stands, entry.person(), posted.get("shown_person_version", "")),
    )
    return _show(request, now_stands, correction, status=409, differences=differences)


def _untouched(detainer: Detainer, typed: PersonValues, shown: str) -> frozenset[str]:
    """The values of the person that this correction leaves as they were shown: what somebody else
    made of them stays.
    """
    if not shown.isdecimal():
        return frozenset()
    try:
        base = values_in(detainer.person, int(shown))
    except NoSuchVersion:
        return frozenset()
    return frozenset(FIELDS) - set(changed_fields(base, typed))


def _differences(
    detainer: Detainer, person: PersonValues, values: DetainerValues, *, untouched: frozenset[str]
) -> Table:
    """What is recorded now beside what was typed, where they differ."""
    recorded = {**vars(recorded_values(detainer)), **vars(detainer.named)}
    typed = {**vars(values), **vars(person)}
    labelled = {
        name: field
        for step in FORM_STEPS
        if step.form
        for name, field in step.form.base_fields.items()
    }
    rows = [
        [
            TableCell(labelled[name].label),
            TableCell(in_words(labelled[name], recorded[name])),
            TableCell(in_words(labelled[name], typed[name])),
        ]
        for name in labelled
        if name in typed
        and name in recorded
        and name not in untouched
        and _comparable(recorded[name]) != _comparable(typed[name])
    ]
    columns = (Column("Field"), Column("Recorded now, by somebody else"), Column("What you typed"))
    return Table("Where the two differ", columns, rows)


def _comparable(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _show(
    request: AppHttpRequest,
    detainer: Detainer,
    correction: RecordCorrection,
    *,
    status: int = 200,
    bare: bool = False,
    differences: Table | None = None,
) -> HttpResponse:
    if bare:
        for form in correction.forms.values():
            form.without_complaints()
        correction.reason.without_complaints()
    sections = [_section(step.slug, correction) for step in FORM_STEPS]
    context = {
        "header": detainer_header(
            detainer,
            "Correct the record",
            "Earlier values stay in the record. Notices that say otherwise are held back.",
        ),
        "detainer": detainer,
        "sections": sections,
        "reason_form": correction.reason,
        "reason_helper": form_helper(tag=False),
        "differences": differences,
        "refusal": step_refusal(request, AMEND, detainer),
        "back": reverse("desk:detainer", args=[detainer.pk]),
    }
    return render(request, "desk/detainers/amend.html", context, status=status)


def _section(slug: str, correction: RecordCorrection) -> dict[str, Any]:
    """One step's form, with the convictions inside the grounds."""
    form = correction.forms[slug]
    layout = form.layout()
    if isinstance(form, GroundsForm):
        layout = form.layout_with(rendered_convictions(correction.convictions))
    return {"form": form, "helper": form_helper(*layout, tag=False)}
