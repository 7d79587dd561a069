"""Forms of an agency's reports."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.submissions.actions.certify_on_paper import SignedCertificate
from reports.submissions.models import ReasonAnswer
from reports.submissions.status import AmendmentCode
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, long_text, short_text
from reports.web.shared.forms.layout import FormRow
from reports.web.shared.forms.scans import cleaned_scan, scan_field


class CertifyForm(AppForm):
    """The statement that is signed. Which content is signed travels with it as a hash."""

    expected_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    read = forms.BooleanField(
        label="I have looked at every line shown here, and they are what the agency's log says."
    )
    nil = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, nil_statement: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if nil_statement:
            self.fields["nil"].label, self.fields["nil"].required = nil_statement, True
            del self.fields["read"]
        else:
            del self.fields["nil"]


class ExplanationForm(AppForm):
    """A sentence on one finding."""

    words = long_text(
        "What explains it",
        required=True,
        rows=2,
        longest=1000,
        help_text="OPM reads this. No names.",
    )


class ReasonAnswerForm(AppForm):
    """The answer to one of OPM's reasons."""

    kind = forms.ChoiceField(
        label="Your answer", choices=ReasonAnswer.Kind.choices, widget=forms.RadioSelect
    )
    line = forms.IntegerField(
        label="Line of the draft it concerns",
        required=False,
        min_value=1,
        widget=forms.TextInput(attrs={"width": "2xs", "inputmode": "numeric"}),
        help_text="Leave it empty if the answer is about the whole report.",
    )
    words = long_text(
        "What was fixed, or why it is right",
        rows=3,
        longest=1000,
        help_text="OPM's reviewer reads this beside the reason. No names.",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") == ReasonAnswer.Kind.STANDS and not data.get("words"):
            self.add_error("words", fields.problem("Say why it is right as it stands."))
        return data


class AmendmentForm(AppForm):
    """Why an accepted report must change."""

    code = forms.ChoiceField(
        label="Why is it amended?",
        choices=AmendmentCode.choices[:-2] + AmendmentCode.choices[-1:],
        widget=forms.RadioSelect,
        help_text="This choice is published with the change.",
    )
    reason = long_text(
        "In a sentence",
        required=True,
        rows=2,
        longest=1000,
        help_text="For OPM; never published. No names.",
    )


class PaperCertificateForm(AppForm):
    """The content of the signed certificate, and its scan."""

    signer_name = short_text("Name of the person who signed", required=True)
    signer_title = short_text(
        "Office", required=True, longest=80, help_text="For example: First Selectman."
    )
    signed_on = fields.DayField(label="Signed on")
    sha256 = short_text(
        "Code on the certificate",
        required=True,
        help_text="The sixteen letters and digits printed under the statement.",
    )
    scan = scan_field("Scan of the signed certificate")
    nil = forms.BooleanField(
        label="The certificate states that no ICE access was given in the reporting period.",
        required=False,
    )

    LAYOUT = (FormRow("signer_name", "signer_title"), FormRow("signed_on", "sha256"), "scan")

    def __init__(self, *args: Any, asks_nil: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks_nil = asks_nil

    def layout(self) -> list[Any]:
        return [*self.LAYOUT, *(["nil"] if self.asks_nil else [])]

    def clean_scan(self) -> bytes:
        data, self.content_type = cleaned_scan(self.cleaned_data["scan"])
        return data

    def attests_nil(self) -> bool:
        """Whether the certificate states that nothing is to be reported."""
        return bool(self.cleaned_data["nil"])

    def certificate(self) -> SignedCertificate:
        data = self.cleaned_data
        return SignedCertificate(
            signer_name=data["signer_name"],
            signer_title=data["signer_title"],
            signed_on=data["signed_on"],
            sha256=data["sha256"],
            scan=data["scan"],
            content_type=self.content_type,
        )
