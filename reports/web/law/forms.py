"""Forms of the what-if page and of the lawbook."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.law.assess import JURISDICTION
from reports.law.facts import DetainerFacts
from reports.law.state import LawState, Settlement
from reports.law.vocabulary import Outcome, Word
from reports.lawbook.models import OffenseEntry, SettlementRecord
from reports.web import fields
from reports.web.crispy import Buttons, Fieldset, Row, Submit, form_helper

VOCABULARY = JURISDICTION.vocabulary
LISTS = tuple((entry.name, entry.title) for entry in JURISDICTION.lists)


def choices(words: tuple[Word, ...]) -> list[tuple[str, str]]:
    return [(word.value, word.label) for word in words]


class WhatIfForm(forms.Form):
    """Facts only; nothing about anybody. They stand in the page's address so that it can be shared."""

    on = fields.DayField(label="Day of the act", help_text="The law in force on this day is applied.")
    agency_kind = forms.ChoiceField(label="Kind of agency", choices=choices(VOCABULARY.agency_kinds))
    purposes = forms.MultipleChoiceField(
        label="What is asked", choices=choices(VOCABULARY.purposes), widget=forms.CheckboxSelectMultiple
    )
    grounds = forms.MultipleChoiceField(
        label="What is on record",
        choices=choices(VOCABULARY.grounds),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    minor = forms.BooleanField(label="The person is under 18", required=False)

    def facts(self) -> DetainerFacts:
        given = self.cleaned_data
        return DetainerFacts(
            on=given["on"], agency_kind=given["agency_kind"], purposes=tuple(given["purposes"]),
            grounds=tuple(given["grounds"]), minor=given["minor"],
        )  # fmt: skip


WHAT_IF = form_helper(
    Fieldset("When and who", Row("on", "agency_kind")),
    Fieldset("The request", "purposes"),
    Fieldset("The record", "grounds", "minor", hint="Tick nothing if nothing is on record."),
    Buttons(Submit("", "Show what the act says")),
    csrf=False,
)
WHAT_IF.form_method = "get"


class ConfirmForm(forms.Form):
    """A lawyer's confirmation of one entry."""

    compared_on = fields.DayField(label="Day you compared it", help_text="With the official text on cga.ct.gov.")
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=500,
        widget=forms.Textarea,
        help_text="What you compared, and what differs.",
    )
    helper = form_helper("compared_on", "note", Buttons(Submit("confirm", "Confirm this entry")))


class WithdrawForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(label="Why", max_length=500, widget=forms.Textarea)
    helper = form_helper("reason", Buttons(Submit("withdraw", "Withdraw", danger=True)))


class SettlementForm(forms.Form):
    """A dated decision of a question, or an injunction against a rule."""

    question = forms.ChoiceField(label="Question settled", required=False)
    rule = forms.ChoiceField(
        label="Rule enjoined", required=False, help_text="Only for an injunction against a rule of the act (Q11)."
    )
    decided_by = forms.CharField(
        label="Who decided", max_length=120, help_text="The Attorney General, a court, or OPM."
    )
    citation = forms.CharField(label="Citation", max_length=200)
    from_on = fields.DayField(label="Applies from")
    until_on = fields.DayField(label="Until", required=False)
    purposes = forms.MultipleChoiceField(
        label="For these purposes", required=False, choices=choices(VOCABULARY.purposes),
        widget=forms.CheckboxSelectMultiple, help_text="None ticked means all.",
    )  # fmt: skip
    grounds = forms.MultipleChoiceField(
        label="On these grounds", required=False, choices=choices(VOCABULARY.grounds),
        widget=forms.CheckboxSelectMultiple, help_text="None ticked means all.",
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label="Outcome", required=False, choices=[("", "The reading stays; the question is closed")]
        + [(outcome.value, outcome.label) for outcome in Outcome],
    )  # fmt: skip
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    helper = form_helper(
        Fieldset("What was decided", "question", "rule", "decided_by", "citation", Row("from_on", "until_on")),
        Fieldset("What it reaches", "purposes", "grounds", "outcome"),
        "note",
        Buttons(Submit("preview", "Show what would change"), Submit("propose", "Propose", quiet=True)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = [(q.id, f"{q.id}: {q.title}") for q in JURISDICTION.questions.values()]
        rules = [(rule.name, rule.title) for rule in JURISDICTION.rules]
        self.fields["question"].choices = [("", "None"), *questions]  # type: ignore[attr-defined]
        self.fields["rule"].choices = [("", "None"), *rules]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("question")) == bool(given.get("rule")):
            self.add_error(
                "question",
                fields.problem(
                    "Name either the question settled or the rule enjoined.",
                    why="A settlement answers one open question; an injunction stops one rule.",
                    fix="Choose one and leave the other at None. Record two decisions as two entries.",
                ),
            )
        if given.get("from_on") and given.get("until_on") and given["until_on"] < given["from_on"]:
            self.add_error("until_on", fields.problem("It ends before it begins.", fix="Correct one of the two days."))
        return given

    def record(self) -> SettlementRecord:
        return SettlementRecord(**self.cleaned_data)

    def settlement(self) -> Settlement:
        return self.record().as_law()


class OffenseForm(forms.Form):
    """One offence of a maintained list, as the public act names it."""

    list_name = forms.ChoiceField(label="List", choices=LISTS)
    section = forms.CharField(label="Section", max_length=40, help_text="As in 53a-101.")
    subdivision = forms.CharField(label="Subdivision", max_length=40, required=False)
    title = forms.CharField(label="Name of the offence", max_length=200)
    felony_class = forms.ChoiceField(
        label="Class", choices=[(c, c or "Not classified") for c in ("", "A", "B", "C", "D", "E")], required=False
    )
    from_on = fields.DayField(label="For offences from", required=False)
    until_on = fields.DayField(label="Until", required=False)
    source = forms.CharField(label="Source", max_length=200, help_text="The section of the public act you read it in.")
    helper = form_helper(
        "list_name", Row("section", "subdivision"), "title", "felony_class", Row("from_on", "until_on"), "source",
        Buttons(Submit("propose", "Propose this entry")),
    )  # fmt: skip

    def record(self) -> OffenseEntry:
        return OffenseEntry(**self.cleaned_data)


def with_settlement(state: LawState, settlement: Settlement) -> LawState:
    """The state of the law as it would be."""
    return LawState(
        confirmations=state.confirmations, settlements=(*state.settlements, settlement),
        overlay_dates=state.overlay_dates, lists=state.lists,
    )  # fmt: skip
