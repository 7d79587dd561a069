"""A detainer being entered, from its draft: every step's form as typed, and the values they give
together.

Values are read leniently while somebody is still typing (the assessment beside the form) and
strictly when the detainer is recorded. All rules run on the whole record at the end, so that a
later entry can invalidate an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.http import QueryDict

from reports.core import clock
from reports.detainers.drafts import PAGE
from reports.detainers.issues import FieldIssue
from reports.detainers.validation import field_issues
from reports.detainers.values import DetainerValues
from reports.law.moments import local_day
from reports.persons.values import PersonValues
from reports.web.desk.intake.forms.convictions import CONVICTIONS, BaseConvictionSet, ConvictionSet
from reports.web.desk.intake.forms.person import PersonForm
from reports.web.desk.intake.forms.request import CustodyForm, GroundsForm, RequestForm
from reports.web.desk.intake.forms.sender import OriginForm, SenderForm
from reports.web.shared.forms.base import AppForm
from reports.web.shared.forms.fields import with_moment_of_typing
from reports.web.shared.html.hidden import OPENED_PAGE, REVISION

Typed = Mapping[str, Mapping[str, list[str]]]
SENT = "_sent"
NOT_TYPED = frozenset(
    {"csrfmiddlewaretoken", "save", "later", "back", "refresh", REVISION, OPENED_PAGE}
)


@dataclass(frozen=True)
class EntryStep:
    """A page of the entry. Steps without fields show what was collected."""

    slug: str
    title: str
    form: type[AppForm] | None = None
    lead: str = ""


STEPS = (
    EntryStep(
        "what-came",
        "What came",
        OriginForm,
        "The head of the form, and when and how it reached you.",
    ),
    EntryStep(
        "sender", "Who asked", SenderForm, "Who says they sent it, and how you made sure of that."
    ),
    EntryStep(
        "person", "The person", PersonForm, "As the request names them, and what the notices need."
    ),
    EntryStep(
        "asked",
        "What is asked",
        RequestForm,
        "Every box that is ticked. The panel shows what the act says of each.",
    ),
    EntryStep(
        "grounds",
        "Grounds and documents",
        GroundsForm,
        "Which documents came with it, and what your own records show.",
    ),
    EntryStep(
        "custody",
        "Custody and release",
        CustodyForm,
        "Whether you hold the person, and until when.",
    ),
    EntryStep(
        "scan",
        "The document itself",
        None,
        "The scan is the copy the person gets. Citizenship and birthplace stay in it and nowhere"
        " else.",
    ),
    EntryStep(
        "check", "Check and record", None, "Read it once against the document, then record it."
    ),
)
FORM_STEPS = tuple(step for step in STEPS if step.form is not None)
BY_SLUG = {step.slug: step for step in STEPS}


def typed_from(posted: QueryDict, *, sent: bool) -> dict[str, list[str]]:
    """What is kept of a submitted step: every field as typed, right or wrong."""
    kept = {
        name: posted.getlist(name)
        for name in posted
        if name not in NOT_TYPED and not name.startswith("add-")
    }
    kept = with_moment_of_typing(kept, at=clock.now())
    if page := posted.get(OPENED_PAGE):
        kept[PAGE] = [str(page)[:36]]
    return {**kept, SENT: ["1"]} if sent else kept


def query_dict(typed: Mapping[str, list[str]]) -> QueryDict:
    """Typed values in the shape a form reads."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, list(values))
    return data


class DetainerEntry:
    """All steps of one draft."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.forms = {step.slug: self._form(step) for step in FORM_STEPS}
        self.convictions = conviction_set(self._data("grounds"))

    def _data(self, slug: str) -> QueryDict:
        return query_dict(self.typed.get(slug, {}))

    def _form(self, step: EntryStep) -> AppForm:
        form = (step.form or AppForm)(self._data(step.slug))
        form.is_valid()
        return form

    def was_sent(self, slug: str) -> bool:
        """Whether the person sent this step, rather than leaving it half typed."""
        return SENT in self.typed.get(slug, {})

    def is_right(self, slug: str) -> bool:
        """Whether the step by itself can be recorded."""
        extra = self.convictions.is_valid() if slug == "grounds" else True
        return slug not in self.forms or (self.forms[slug].is_valid() and extra)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """Steps that still hold an error or were never filled in."""
        return tuple(step.slug for step in FORM_STEPS if not self.is_right(step.slug))

    def person(self) -> PersonValues:
        form: Any = self.forms["person"]
        values: PersonValues = form.person_values()
        return values

    def values(self, *, at: datetime) -> DetainerValues:
        """The detainer as far as it was understood; `at` is used where no receipt was entered
        yet.
        """
        forms: dict[str, Any] = dict(self.forms)
        origin = {
            "received_at": at,
            "channel": "other",
            "form": "none",
            **forms["what-came"].values(),
        }
        known = {
            "federal_office": "",
            **origin,
            **forms["sender"].values(),
            **forms["asked"].values(),
        }
        known |= forms["grounds"].values(self.convictions.convictions()) | forms["custody"].values()
        received_on = local_day(known["received_at"])
        return DetainerValues(**known, **forms["person"].values(received_on=received_on))

    def problems(self, *, at: datetime) -> tuple[FieldIssue, ...]:
        """Errors and warnings over the whole request."""
        return field_issues(person=self.person(), values=self.values(at=at), at=at)


def conviction_set(data: QueryDict) -> BaseConvictionSet:
    """The conviction lines as typed; one empty line where nothing was typed yet."""
    bound = data if f"{CONVICTIONS}-TOTAL_FORMS" in data else query_dict(EMPTY_SET)
    formset = cast(BaseConvictionSet, ConvictionSet(bound, prefix=CONVICTIONS))
    formset.is_valid()
    return formset


EMPTY_SET = {f"{CONVICTIONS}-TOTAL_FORMS": ["1"], f"{CONVICTIONS}-INITIAL_FORMS": ["0"]}


def step_of_field(name: str) -> str:
    """The step that has this field."""
    if name == CONVICTIONS:
        return "grounds"
    return next(
        (step.slug for step in FORM_STEPS if step.form and name in step.form.base_fields),
        FORM_STEPS[0].slug,
    )
