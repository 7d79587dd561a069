"""The requested actions, the grounds, the documents, and the custody: boxes 11 to 15 of the I-247A.

An administrative warrant is not a judicial one, (a)(1): the kind of document decides it, so the
clerk need not know the law's term. A conviction is a conviction, not a charge, (b)(1)(A)(ii).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from reports.detainers.judicial_warrants import FACTS
from reports.detainers.validation import ADMINISTRATIVE_WARRANTS
from reports.detainers.values import ConvictionValues
from reports.detainers.vocabulary import (
    AttachmentSource,
    ProbableCause,
    WarrantCourt,
    WarrantKind,
    WarrantOrder,
    WarrantPerson,
)
from reports.web.shared.forms import fields, law_choices
from reports.web.shared.forms.base import AppForm, given, long_text, short_text, yes_or_no
from reports.web.shared.forms.fields import define_field, hint_choices
from reports.web.shared.forms.layout import Fieldset, FormRow, RawMarkup

WARRANT_ANSWERS = ("is_warrant_seen", "is_warrant_sealed")


def choices_of(
    label: str, choices: Any, *, help_text: str = "", required: bool = False
) -> forms.MultipleChoiceField:
    """Check boxes, none of them ticked beforehand."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        required=required,
        widget=forms.CheckboxSelectMultiple,
    )


class RequestForm(AppForm):
    """The requested actions, and the probable cause it states."""

    purposes = choices_of(
        "What is asked",
        law_choices.purpose_choices,
        help_text="Every box that is ticked.",
        required=True,
    )
    probable_cause = choices_of(
        "Box 1: what it says it rests on", ProbableCause.choices, help_text="As ticked on the form."
    )
    is_box_2 = forms.BooleanField(
        label="Box 2 is ticked: the person was transferred to this agency for a proceeding",
        required=False,
    )

    LAYOUT = (
        Fieldset("What is asked", "purposes"),
        Fieldset("Its own grounds", "probable_cause", "is_box_2"),
    )

    def values(self) -> dict[str, Any]:
        """The part of the detainer's values that this step knows."""
        data = self.cleaned_data
        return {
            "purposes": tuple(data.get("purposes") or ()),
            "probable_cause": tuple(data.get("probable_cause") or ()),
            "is_box_2": bool(data.get("is_box_2")),
        }


hint_choices(RequestForm, "purposes", law_choices.purpose_hints())
define_field(
    RequestForm,
    "probable_cause",
    "Box 1",
    "What the federal officer says. It is recorded as said; none of it is a ground of the act"
    " today.",
    "54-192h(b)(1)(A)",
)


class GroundsForm(AppForm):
    """The documents received and what the agency's own records show."""

    papers = choices_of(
        "Documents that came with it",
        AttachmentSource.choices,
        help_text="Look at who signed: an officer or a judge.",
    )
    warrant_court = short_text("Court", width="md", is_printed=True)
    warrant_docket = short_text("Docket number", width="md", is_printed=True)
    warrant_signer = short_text("Printed name and title of the judge", width="lg", is_printed=True)
    warrant_state = forms.ChoiceField(
        label="Whose court", choices=[("", "Not known"), *WarrantCourt.choices], required=False
    )
    warrant_issued_on = fields.DayField(label="Date of the warrant", required=False)
    warrant_expires_on = fields.DayField(
        label="Valid until", required=False, help_text="Only if the warrant says so."
    )
    warrant_person = short_text(
        "Person it names", width="lg", help_text="As it stands on the warrant.", is_printed=True
    )
    warrant_is_for = forms.ChoiceField(
        label="Is that the person of this request?",
        choices=[("", "Not compared yet"), *WarrantPerson.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    is_warrant_seen = forms.BooleanField(
        label="I looked at it: it came with this request all the same",
        required=False,
        help_text=(
            "Only where it names somebody else. Until somebody has looked, it is no ground; after"
            " that, what rests on it is unsettled."
        ),
    )
    warrant_commands = forms.ChoiceField(
        label="What it commands",
        choices=[("", "Not known"), *WarrantOrder.choices],
        required=False,
    )
    is_warrant_sealed = forms.BooleanField(
        label="The court sealed it",
        required=False,
        help_text="It is then kept here and printed on no notice.",
    )
    grounds = choices_of(
        "Facts on record",
        law_choices.ground_choices,
        help_text=(
            "Only what is on record now. Convictions you entered above are already included."
        ),
    )

    not_legally_competent = forms.BooleanField(
        label="The person is an adult who is not legally competent to consent",
        required=False,
        help_text="Then only a parent's or guardian's written consent counts, (d)(1).",
    )

    LAYOUT = (
        Fieldset("Documents", "papers"),
        Fieldset(
            "If a judge or magistrate signed",
            FormRow("warrant_court", "warrant_docket"),
            FormRow("warrant_signer", "warrant_state"),
            FormRow("warrant_issued_on", "warrant_expires_on"),
            FormRow("warrant_person", "warrant_commands"),
            "warrant_is_for",
            "is_warrant_seen",
            "is_warrant_sealed",
            hint="Leave empty for an I-200 or I-205: an immigration officer signs those.",
        ),
        Fieldset("What else your own records show", "grounds", "not_legally_competent"),
    )

    def layout_with(self, convictions: SafeString) -> list[Any]:
        """Documents, then the conviction lines (rendered elsewhere), then the other facts."""
        shown = Fieldset(
            "Convictions on record",
            RawMarkup(convictions),
            css_class="convictions",
            hint="Only a conviction that a ground rests on. Leave empty when there is none.",
        )
        return [*self.LAYOUT[:2], shown, *self.LAYOUT[2:]]

    def values(self, convictions: Iterable[ConvictionValues] = ()) -> dict[str, Any]:
        """The part of the detainer's values that this step knows. The rules decide which ground a
        conviction gives.
        """
        data = self.cleaned_data
        papers = tuple(data.get("papers") or ())
        return {
            "papers": papers,
            "warrant": warrant_of(papers),
            "grounds": tuple(data.get("grounds") or ()),
            "convictions": tuple(convictions),
            **given(data, *FACTS, *WARRANT_ANSWERS, "not_legally_competent"),
        }


hint_choices(GroundsForm, "grounds", law_choices.ground_hints())
define_field(
    GroundsForm,
    "papers",
    "Administrative warrant",
    "A warrant, notice to appear or removal order issued by a federal agent. A warrant issued or"
    " signed by a judicial officer is not one; an immigration judge is not a judicial officer.",
    "54-192h(a)(1), (a)(7)",
)


def warrant_of(papers: Iterable[str]) -> str:
    """The strongest warrant among the documents."""
    came = set(papers)
    if AttachmentSource.JUDICIAL_WARRANT in came:
        return WarrantKind.JUDICIAL.value
    return (
        WarrantKind.ADMINISTRATIVE if came & ADMINISTRATIVE_WARRANTS else WarrantKind.NONE
    ).value


class CustodyForm(AppForm):
    """Whether the agency holds the person, on which state charge, and until when."""

    in_custody = yes_or_no("Is the person in this agency's custody now?")
    booking_number = short_text("Booking or inmate number", width="md", longest=40)
    custody_reason = short_text(
        "Held on",
        help_text="The state charge or court order, not the federal request.",
        longest=200,
    )
    release_due_at = fields.LocalDateTimeField(
        label="Release due",
        required=False,
        help_text=(
            "When bond, court or the end of the charge would free the person if no request had"
            " come."
        ),
    )
    notes = long_text(
        "Notes for colleagues",
        rows=3,
        help_text="Not printed on a notice. Public-records law applies to them.",
    )

    LAYOUT = (
        Fieldset(
            "Custody", "in_custody", FormRow("booking_number", "custody_reason"), "release_due_at"
        ),
        Fieldset("Notes", "notes"),
    )

    def values(self) -> dict[str, Any]:
        """The part of the detainer's values that this step knows."""
        return given(self.cleaned_data, *self.fields)


define_field(
    CustodyForm,
    "release_due_at",
    "Release due",
    "The clock that protects the person. From this moment on only a ground the act names removes"
    " the prohibition on holding; the desk warns before it passes.",
    "54-192h(b)(1)(A), (g)",
)
