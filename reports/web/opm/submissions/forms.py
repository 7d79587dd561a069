"""Forms of OPM's review: the queue's filter, reasons of a return, reports received outside the
system, periods.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.forms import formset_factory

from reports.access.kinds import AccessKind, Basis
from reports.accounts.models import Agency, User
from reports.detainers.vocabulary import Channel
from reports.persons.vocabulary import Ethnicity, Race, Sex
from reports.submissions.actions.received_outside import ExternalLine, ExternalReport
from reports.submissions.actions.review import Reason
from reports.submissions.content import COLUMNS
from reports.submissions.models import ReportingPeriod, ReturnReason, Submission
from reports.submissions.queries import line_ids_at
from reports.submissions.review_queue import QueueFilter
from reports.submissions.status import SubmissionStatus
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, long_text, short_text
from reports.web.shared.forms.scans import cleaned_scan, scan_field
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.submission_tables import COLUMN_TITLES

ANY = ("", "Any")
STATES = (
    ("waiting", "Waiting for OPM"),
    (SubmissionStatus.CERTIFIED.value, "Not taken up"),
    (SubmissionStatus.IN_REVIEW.value, "In review"),
    (SubmissionStatus.RETURNED.value, "Returned"),
    (SubmissionStatus.ACCEPTED.value, "Accepted"),
    ("all", "All"),
)


class QueueFilterForm(AppForm):
    """Filters of the queue. All of them may be in the address: they say nothing about a person."""

    state = forms.ChoiceField(label="State", choices=STATES, required=False)
    half_year = forms.RegexField(
        label="Reporting period", regex=r"^\d{4}H[12]$", required=False, help_text="Like 2025H1."
    )
    agency = short_text("Agency", longest=60)
    assigned = forms.ChoiceField(
        label="Assigned to", choices=[ANY, ("mine", "Me"), ("nobody", "Nobody")], required=False
    )
    content = forms.ChoiceField(
        label="Content",
        choices=[ANY, ("nil", "Zero reports"), ("lines", "With accesses")],
        required=False,
    )

    def wanted(self) -> QueueFilter:
        """The filter; what was not understood is left out."""
        data = self.cleaned_data if self.is_valid() else {}
        kept = {name: str(value) for name, value in data.items() if value}
        return QueueFilter(**kept)


class ReturnReasonForm(AppForm):
    """One reason of a return."""

    code = forms.ChoiceField(
        label="Kind of reason", choices=[("", "Choose"), *ReturnReason.Code.choices], required=False
    )
    line = forms.IntegerField(
        label="Line",
        required=False,
        min_value=1,
        help_text="Its number, if it concerns one.",
        widget=forms.TextInput(attrs={"width": "2xs", "inputmode": "numeric"}),
    )
    field = forms.ChoiceField(
        label="Column",
        required=False,
        choices=[("", "The whole line"), *((n, COLUMN_TITLES[n]) for n in COLUMNS)],
    )
    words = long_text("What is wrong, and how to fix it", rows=2, longest=1000)

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.submission = submission

    @property
    def is_empty(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in ("code", "line", "words"))

    def clean(self) -> dict[str, Any]:
        """A reason begun must be finished, and its line must be one of the submission's."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_empty:
            return data
        for name, what in (
            ("code", "Choose what kind of reason it is."),
            ("words", "Say in a sentence what is wrong."),
        ):
            if not data.get(name):
                self.add_error(name, fields.problem(what))
        if data.get("line") and data["line"] > self.submission.line_count:
            self.add_error(
                "line",
                fields.problem(f"The report has {counted(self.submission.line_count, 'line')}."),
            )
        if data.get("field") and not data.get("line"):
            self.add_error(
                "field", fields.problem("A column can only be named together with a line.")
            )
        return data


ReturnReasonFormSet = formset_factory(ReturnReasonForm, extra=1, max_num=50, absolute_max=50)


def reasons_of(forms_: Iterable[ReturnReasonForm], submission: Submission) -> list[Reason]:
    """The reasons given, their line numbers turned into lines."""
    given = [form.cleaned_data for form in forms_ if not form.is_empty]
    numbers = {reason["line"] for reason in given if reason.get("line")}
    lines: dict[Any, UUID] = line_ids_at(submission, numbers)
    return [
        Reason(
            reason["code"],
            reason["words"],
            line_id=lines.get(reason.get("line")),
            field=reason.get("field") or "",
        )
        for reason in given
    ]


class ReturnForm(AppForm):
    """The free text of a return, in the same message as its reasons."""

    message = long_text(
        "Anything else", rows=3, longest=2000, help_text="The agency reads this with the reasons."
    )


class AssignForm(AppForm):
    """Who it is assigned to."""

    reviewer = forms.ChoiceField(label="Reviewer")
    revision = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reviewers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reviewers = {str(user.pk): user for user in reviewers}
        chosen: Any = self.fields["reviewer"]
        chosen.choices = [
            ("", "Choose"),
            *((key, user.name) for key, user in self.reviewers.items()),
        ]

    def chosen(self) -> User:
        return self.reviewers[self.cleaned_data["reviewer"]]


class OutsideForm(AppForm):
    """Whose report came how, with the source attached."""

    agency = forms.ChoiceField(label="Agency")
    half_year = forms.ChoiceField(label="Reporting period")
    channel = forms.ChoiceField(label="How it came", choices=Channel.choices)
    arrived_on = fields.DayField(label="Arrived on")
    source = scan_field(
        "What the town sent",
        "PDF, JPEG, PNG, TIFF or HEIC. It is sealed, because it may hold a name.",
    )
    is_nil = forms.BooleanField(
        label="The town reports that no ICE access was given in the reporting period.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        agencies: Iterable[Agency],
        periods: Iterable[ReportingPeriod],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {agency.code: agency for agency in agencies}
        self.periods = {period.half_year: period for period in periods}
        for name, choices in (
            ("agency", [(code, agency.name) for code, agency in self.agencies.items()]),
            ("half_year", [(text, period.title) for text, period in self.periods.items()]),
        ):
            field: Any = self.fields[name]
            field.choices = [("", "Choose"), *choices]

    def clean_source(self) -> bytes:
        data, self.content_type = cleaned_scan(self.cleaned_data["source"])
        return data

    def paper(self) -> ExternalReport:
        data = self.cleaned_data
        return ExternalReport(
            data["channel"], data["arrived_on"], data["source"], self.content_type
        )


class LineForm(AppForm):
    """One access as the town reported it."""

    access_on = fields.DayField(label="Date of access", required=False)
    access_kind = forms.ChoiceField(
        label="Kind", choices=[("", "Choose"), *AccessKind.choices], required=False
    )
    basis = forms.ChoiceField(
        label="Basis", choices=[("", "Choose"), *Basis.choices], required=False
    )
    race = forms.ChoiceField(label="Race", choices=Race.choices, initial="U", required=False)
    ethnicity = forms.ChoiceField(
        label="Ethnicity", choices=Ethnicity.choices, initial="U", required=False
    )
    sex = forms.ChoiceField(label="Sex", choices=Sex.choices, initial="U", required=False)
    age = forms.IntegerField(
        label="Age",
        required=False,
        min_value=0,
        max_value=125,
        widget=forms.TextInput(attrs={"width": "2xs", "inputmode": "numeric"}),
    )
    person = short_text(
        "Person",
        longest=20,
        help_text="The same word for lines about one person. Not a name.",
        width="xs",
    )

    @property
    def is_empty(self) -> bool:
        return not any(
            self.cleaned_data.get(name) for name in ("access_on", "access_kind", "basis")
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_empty:
            for name in ("access_on", "access_kind", "basis"):
                if not data.get(name) and not self.has_error(name):
                    self.add_error(name, fields.problem("This is needed for every line."))
        return data

    def line(self) -> ExternalLine:
        data = self.cleaned_data
        codes = {name: data.get(name) or "U" for name in ("race", "ethnicity", "sex")}
        return ExternalLine(
            access_on=data["access_on"],
            access_kind=data["access_kind"],
            basis=data["basis"],
            age=data.get("age"),
            person=data.get("person") or "",
            **codes,
        )


LineFormSet = formset_factory(LineForm, extra=1, max_num=200, absolute_max=200)
