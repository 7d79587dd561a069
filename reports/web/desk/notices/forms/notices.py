"""Small forms around notices: printing, mailing a link, releasing a reason, contact inquiry,
corrections, numbers.
"""

from __future__ import annotations

from typing import Any

from django import forms

from reports.notices.kinds import NoticeKind
from reports.notices.status import CorrectionOutcome, InquiryAnswer, Recipient
from reports.web.desk.detainers.forms.printed_words import PrintedWordsForm
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, long_text, short_text
from reports.web.shared.forms.layout import Buttons, Submit, form_helper


class PrintedForm(AppForm):
    """How far the printer got."""

    through = forms.IntegerField(
        label="Printed through part",
        min_value=1,
        help_text=(
            "The last part that came out whole. What follows is printed when the file is opened"
            " again."
        ),
    )
    helper = form_helper("through", Buttons(Submit("printed", "Keep what was printed", quiet=True)))

    def __init__(self, *args: Any, parts: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["through"] = forms.IntegerField(
            label=self.fields["through"].label,
            help_text=self.fields["through"].help_text,
            min_value=1,
            max_value=parts,
            initial=parts,
        )


class LinkForm(AppForm):
    """Where a link goes. The code goes another way."""

    form_token = fields.IdempotencyField(required=False)
    recipient = forms.ChoiceField(
        label="To whom",
        choices=[
            (choice.value, choice.label) for choice in (Recipient.ATTORNEY, Recipient.DESIGNEE)
        ],
    )
    address = forms.EmailField(
        label="Email address",
        max_length=200,
        help_text=(
            "The mail says nothing about anybody. Tell the code by phone: without it the link"
            " opens nothing."
        ),
    )


class ReleaseReasonForm(AppForm):
    """The agency head's release of a reason that rests on a terrorist-screening record."""

    counsel = short_text("Counsel who advised", required=True, help_text="Name and office.")
    advised_on = fields.DayField(label="Day of the advice")
    note = long_text(
        "What counsel advised", rows=3, longest=1000, help_text="Sealed with the record."
    )


class ContactInquiryForm(AppForm):
    """Whether the person was asked for an attorney or designee, and the answer."""

    form_token = fields.IdempotencyField(required=False)
    answer = forms.ChoiceField(
        label="What the person said", choices=InquiryAnswer.choices, widget=forms.RadioSelect
    )
    inquired_at = fields.LocalDateTimeField(label="When they were asked")
    agrees_to_facts = forms.BooleanField(
        label="The person agrees that the copy says what the conviction or the warrant is",
        required=False,
        help_text="Without it the copy for the lawyer or the one named gives the ground only.",
    )
    note = long_text(
        "Note",
        rows=2,
        longest=1000,
        help_text="Why they could not be asked; tries to reach the one named.",
    )


class CorrectionForm(PrintedWordsForm):
    """What became of a request for correction."""

    PRINTED = ("reason",)

    outcome = forms.ChoiceField(
        label="Outcome", choices=CorrectionOutcome.choices, widget=forms.RadioSelect
    )
    reason = long_text(
        "Why, in your words",
        rows=4,
        longest=2000,
        help_text=(
            "Printed in the notice that answers. Plain words, no private facts beyond what the"
            " notice needs."
        ),
        is_printed=True,
    )


BLANK_KINDS = (
    (NoticeKind.N1_RECEIPT, "N1: copy of the request, and what we intend"),
    (NoticeKind.N1_INTENT, "N1, second sheet: what we decided"),
    (NoticeKind.N2, "N2: the federal agency was told of the release"),
)


class ReserveForm(AppForm):
    """A block of numbers for blank forms."""

    count = forms.IntegerField(label="How many numbers", min_value=1, max_value=40, initial=5)

    LAYOUT = ("count",)


class BlankForm(AppForm):
    """Which blank forms are printed for the free numbers."""

    kind = forms.ChoiceField(
        label="Notice",
        choices=[(kind.value, label) for kind, label in BLANK_KINDS],
        widget=forms.Select(attrs={"class": "usa-select"}),
    )

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label="Language beside English",
            choices=languages,
            widget=forms.Select(attrs={"class": "usa-select"}),
        )
