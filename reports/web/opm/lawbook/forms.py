"""Forms that maintain the law: confirmations, settlements, overlays, offenses."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.law.assess import JURISDICTION
from reports.law.engine.jurisdiction import NO_GROUND
from reports.law.vocabulary import Outcome
from reports.lawbook.actions import validation_errors
from reports.lawbook.models import OffenseEntry, OverlayDateRecord, SettlementRecord
from reports.lawbook.text_files import MOST_BYTES, section_text
from reports.web.shared.forms import fields
from reports.web.shared.forms.fields import set_choices
from reports.web.shared.forms.law_choices import VOCABULARY, choices
from reports.web.shared.forms.layout import Buttons, Fieldset, FormRow, Submit, form_helper

INJUNCTIONS = "Q11"


DETAINER_ANSWERS = (("", "Not said"), ("yes", "Yes, it is"), ("no", "No, it is not"))


FIELD_OF_FAULT = {"an": "purposes", "a": "until_on", "nothing": "outcome"}


LISTS = tuple((entry.name, entry.title) for entry in JURISDICTION.lists)


class CompareForm(forms.Form):
    """An official text, pasted or as a file, and the version of the act that it is of."""

    version = forms.ChoiceField(
        label="Version of the act",
        choices=[
            (version.code, f"{version.code}: {version.instrument}")
            for version in reversed(JURISDICTION.versions)
        ],
    )
    pasted = forms.CharField(
        label="Words of the section",
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea,
        help_text="From (a) on, with the marks (a), (1), (A). Headings and history may be there.",
    )
    file = forms.FileField(
        label="Or a file",
        required=False,
        help_text="Text or a saved web page, at most 5 MB. Copy the words out of a PDF.",
    )
    helper = form_helper("version", "pasted", "file", Buttons(Submit("compare", "Compare")))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("pasted", "").strip()) == bool(given.get("file")):
            self.add_error(
                "pasted",
                fields.problem("Paste the words or choose a file, one of the two."),
            )
        return given

    def text(self) -> str:
        """The words to compare.

        :raises UnreadableText: the file holds none.
        """
        given = self.cleaned_data
        if given["file"]:
            return section_text(given["file"].read(), JURISDICTION.read_text.section)
        return str(given["pasted"])


class ConfirmForm(forms.Form):
    """A lawyer's confirmation of one entry."""

    compared_on = fields.DayField(
        label="Day you compared it", help_text="With the official text on cga.ct.gov."
    )
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
        label="Rule enjoined",
        required=False,
        help_text="Only for an injunction against a rule of the act (Q11).",
    )
    decided_by = forms.CharField(
        label="Who decided", max_length=120, help_text="The Attorney General, a court, or OPM."
    )
    citation = forms.CharField(
        label="Citation", max_length=200, help_text="Every finding it reaches will cite this."
    )
    from_on = fields.DayField(label="Applies from")
    until_on = fields.DayField(label="Until", required=False)
    outcome = forms.ChoiceField(
        label="Outcome",
        required=False,
        choices=[("", "The reading stays; the question is closed")]
        + [(outcome.value, outcome.label) for outcome in Outcome],
        help_text="An outcome for a question reaches only the purposes and grounds ticked below.",
    )
    is_detainer = forms.ChoiceField(
        label="Is a request for these purposes a detainer?",
        required=False,
        choices=DETAINER_ANSWERS,
        help_text="Only for Q1: whether the notice on receipt is owed.",
    )
    purposes = forms.MultipleChoiceField(
        label="For these purposes",
        required=False,
        choices=choices(VOCABULARY.purposes),
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "None ticked means all, which only a settlement without an outcome or an injunction may"
            " mean."
        ),
    )
    grounds = forms.MultipleChoiceField(
        label="On these grounds",
        required=False,
        choices=[(NO_GROUND, "Nothing on record"), *choices(VOCABULARY.grounds)],
        widget=forms.CheckboxSelectMultiple,
        help_text="As above.",
    )
    note = forms.CharField(
        label="Reason in one sentence",
        required=False,
        widget=forms.Textarea,
        max_length=400,
        help_text="Shown as the reason of every finding it reaches.",
    )
    helper = form_helper(
        Fieldset(
            "What was decided",
            "question",
            "rule",
            "decided_by",
            "citation",
            FormRow("from_on", "until_on"),
        ),
        Fieldset("What it says", "outcome", "is_detainer", "note"),
        Fieldset("What it reaches", "purposes", "grounds"),
        Buttons(
            Submit("preview", "Show what would change"), Submit("propose", "Propose", quiet=True)
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = [(q.id, f"{q.id}: {q.title}") for q in JURISDICTION.questions.values()]
        rules = [(rule.name, rule.title) for rule in JURISDICTION.rules]
        set_choices(self, "question", [("", "None"), *questions])
        set_choices(self, "rule", [("", "None"), *rules])

    def clean_is_detainer(self) -> bool | None:
        """Yes, no, or None where it was left open."""
        return {"yes": True, "no": False}.get(self.cleaned_data["is_detainer"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("question")) == bool(given.get("rule")):
            self.add_error(
                "question",
                fields.problem(
                    "Name either the question settled or the rule enjoined.",
                    why="A settlement answers one open question; an injunction stops one rule.",
                    fix=(
                        "Choose one and leave the other at None. Record two decisions as two"
                        " entries."
                    ),
                ),
            )
        if given.get("rule") and not given.get("question"):
            given["question"] = INJUNCTIONS
        if not self.errors:
            for fault in validation_errors(SettlementRecord(**given)):
                self.add_error(
                    FIELD_OF_FAULT.get(fault.split()[0]), fields.problem(f"{fault.capitalize()}.")
                )
        return given

    def entry(self) -> SettlementRecord:
        return SettlementRecord(**self.cleaned_data)


class OverlayForm(forms.Form):
    """The effective date of a related act, as that act states it."""

    overlay = forms.ChoiceField(label="Act")
    effective_on = fields.DayField(label="Effective")
    citation = forms.CharField(
        label="Citation",
        max_length=200,
        help_text="Number of the public act and the section that says when it begins.",
    )
    helper = form_helper(
        "overlay",
        "effective_on",
        "citation",
        Buttons(
            Submit("preview", "Show what would change"), Submit("propose", "Propose", quiet=True)
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        overlays = JURISDICTION.overlays
        choices = [(overlay.code, f"{overlay.code}: {overlay.title}") for overlay in overlays]
        set_choices(self, "overlay", choices)

    def entry(self) -> OverlayDateRecord:
        return OverlayDateRecord(**self.cleaned_data)


class OffenseForm(forms.Form):
    """One offence of a maintained list, as the public act names it."""

    list_name = forms.ChoiceField(label="List", choices=LISTS)
    section = forms.CharField(label="Section", max_length=40, help_text="As in 53a-101.")
    subdivision = forms.CharField(label="Subdivision", max_length=40, required=False)
    title = forms.CharField(label="Name of the offense", max_length=200)
    felony_class = forms.ChoiceField(
        label="Class",
        choices=[(c, c or "Not classified") for c in ("", "A", "B", "C", "D", "E")],
        required=False,
    )
    from_on = fields.DayField(label="For offenses from", required=False)
    until_on = fields.DayField(label="Until", required=False)
    source = forms.CharField(
        label="Source", max_length=200, help_text="The section of the public act you read it in."
    )
    helper = form_helper(
        "list_name",
        FormRow("section", "subdivision"),
        "title",
        "felony_class",
        FormRow("from_on", "until_on"),
        "source",
        Buttons(Submit("propose", "Propose this entry")),
    )

    def entry(self) -> OffenseEntry:
        return OffenseEntry(**self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            for fault in validation_errors(self.entry()):
                self.add_error(
                    None,
                    fields.problem(f"{fault.capitalize()}.", fix="Compare with the list above."),
                )
        return given
