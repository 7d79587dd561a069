"""The agency head's review, the decision per purpose, and the reply to the federal agency.

54-192h(c) requires that the head sees a request for notification before any response. Only the head
may depart from the assessment; the form asks for the reason and whether counsel was consulted,
beside the finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.accounts.models import User
from reports.detainers.actions.decide import ReasonWords, acts_unsettled, is_departure
from reports.detainers.vocabulary import DecisionChoice
from reports.law.findings import Finding
from reports.notices.models import StandardReason
from reports.notices.text.languages import ENGLISH, language_name
from reports.web.desk.detainers.forms.printed_words import PrintedWordsForm
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import (
    AppForm,
    long_text,
    yes_or_no,
)
from reports.web.shared.forms.layout import Fieldset, RawMarkup
from reports.web.shared.html.labels import label_of
from reports.web.shared.html.markup import trusted

LEAST_REASON = 15


class ScreenReviewForm(AppForm):
    """The head reviews on screen: now, by the person signed in."""

    note = long_text(
        "Note",
        rows=3,
        help_text="What you want the desk to know. Stays in the record.",
        longest=2000,
    )


class TelephoneReviewForm(AppForm):
    """A clerk enters what the agency head said on the telephone."""

    reviewed_by = forms.ChoiceField(
        label="Who reviewed it", help_text="They are asked to confirm at their next sign-in."
    )
    reviewed_at = fields.LocalDateTimeField(label="When you spoke")
    note = long_text(
        "What was said", rows=3, required=True, help_text="In a sentence or two.", longest=2000
    )

    def __init__(self, *args: Any, reviewers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reviewers = {str(person.pk): person for person in reviewers}
        listed: Any = self.fields["reviewed_by"]
        listed.choices = [
            ("", "Choose"),
            *((key, person.name) for key, person in self.reviewers.items()),
        ]

    def reviewer(self) -> User:
        return self.reviewers[self.cleaned_data["reviewed_by"]]


def translated_text(*, required: bool = False) -> forms.CharField:
    """The reason in the language of the person's letter."""
    found = long_text(
        "The same reason in the person's language",
        rows=4,
        required=required,
        help_text=(
            "If somebody can write it. Until it is there, the notice says in that language who can"
            " read the English to the person."
        ),
    )
    found.widget.attrs["dir"] = "auto"
    return found


def name_language(field: forms.Field, language: str) -> None:
    """Say in the label which language is meant."""
    field.label = f"The same reason in {language_name(language)}"


class ReasonTranslationForm(PrintedWordsForm):
    """The reason of a decision in the language of the person's letter."""

    PRINTED = ("translated",)

    translated = translated_text(required=True)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_language(self.fields["translated"], language)


class DecisionForm(PrintedWordsForm):
    """One choice per purpose, beside the finding it responds to."""

    PRINTED = ("reason", "reason_translated")

    standard_reasons = forms.MultipleChoiceField(
        label="Reasons from OPM's list",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Printed on the notice, in the person's language where it was translated.",
    )
    reason = long_text(
        "Reason",
        rows=4,
        help_text=(
            "In plain words: it is printed on the notice to the person. No other person's name, no"
            " victim, and nothing that is erased, sealed or about a juvenile matter."
        ),
        is_printed=True,
    )
    reason_translated = translated_text()
    decided_at = fields.LocalDateTimeField(
        label="When it was decided, if that was earlier",
        required=False,
        help_text="Only for a decision that is written down later. Left empty: now.",
    )
    departure_reason = long_text("Why, in your own words", rows=3)
    counsel_consulted = yes_or_no("Was counsel consulted?", required=False)

    def __init__(
        self,
        *args: Any,
        findings: Sequence[Finding],
        reasons: Sequence[StandardReason] = (),
        language: str = ENGLISH.code,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.findings, self.language = tuple(findings), language
        listed: Any = self.fields["standard_reasons"]
        listed.choices = [(str(reason.pk), reason.text) for reason in reasons]
        if not reasons:
            del self.fields["standard_reasons"]
            self.fields["reason"].required = True
        if language == ENGLISH.code:
            del self.fields["reason_translated"]
        else:
            name_language(self.fields["reason_translated"], language)
        for finding in self.findings:
            choice = forms.ChoiceField(
                label=f"{label_of(finding.purpose)}: decision",
                choices=DecisionChoice.choices,
                widget=forms.RadioSelect,
            )
            self.fields[field_of(finding.purpose)] = choice
        if not self.may_need_explaining:
            del self.fields["departure_reason"], self.fields["counsel_consulted"]

    @property
    def may_need_explaining(self) -> bool:
        """Whether any choice here would depart from its finding, or act where it is unsettled."""
        return any(
            _explained(finding.outcome, choice)
            for finding in self.findings
            for choice in DecisionChoice.values
        )

    def layout(self) -> list[Any]:
        """Each choice beside its finding, then the reason, then what a departure asks."""
        items: list[Any] = [
            Fieldset(label_of(f.purpose), RawMarkup(_finding_markup(f)), field_of(f.purpose))
            for f in self.findings
        ]
        words = ("standard_reasons", "reason", "reason_translated")
        items += [name for name in words if name in self.fields]
        items += [*(["names_checked"] if self.other_people else []), "decided_at"]
        if self.may_need_explaining:
            hint = (
                "Only the agency head may comply where the assessment says prohibited, or decline"
                " where it says required. The same is asked where the law is unsettled."
            )
            items.append(
                Fieldset(
                    "Only if the decision differs from the assessment, or the law is unsettled",
                    "departure_reason",
                    "counsel_consulted",
                    hint=hint,
                )
            )
        return items

    def clean_reason(self) -> str:
        """A reason the person can read; a single word is none."""
        reason = str(self.cleaned_data["reason"]).strip()
        if not reason and self.cleaned_data.get("standard_reasons"):
            return reason
        if len(reason) < LEAST_REASON:
            raise fields.problem(
                "The reason is too short to tell the person anything.",
                why="The notice gives it word for word.",
                fix="Write one or two sentences.",
            )
        return reason

    def other_words(self) -> ReasonWords:
        """The reasons chosen from OPM's list, and the own words in the person's language."""
        chosen = self.cleaned_data.get("standard_reasons", ())
        return ReasonWords(
            standard_reasons=tuple(UUID(key) for key in chosen),
            translated=self.written("reason_translated"),
            language=self.language,
        )

    def choices(self) -> Mapping[str, str]:
        """What was chosen, by purpose, in the order of the assessment."""
        return {
            finding.purpose: self.cleaned_data[field_of(finding.purpose)]
            for finding in self.findings
        }

    def clean(self) -> dict[str, Any]:
        """A departure needs its own reason and an answer about counsel, and so does acting where
        the law is unsettled.
        """
        data = super().clean() or self.cleaned_data
        chosen = [(f, data.get(field_of(f.purpose), "")) for f in self.findings]
        departing = [f for f, choice in chosen if is_departure(f.outcome, choice)]
        unsettled = [f for f, choice in chosen if acts_unsettled(f.outcome, choice)]
        if departing:
            self._ask_why(data, f"The choice for “{_named(departing)}” differs from the assessment")
        elif unsettled:
            self._ask_why(data, f"For “{_named(unsettled)}” the law is unsettled")
        return data

    def _ask_why(self, data: Mapping[str, Any], because: str) -> None:
        why = f"{because}; such a decision is kept with its reason."
        if not (data.get("departure_reason") or "").strip():
            self.add_error(
                "departure_reason",
                fields.problem(
                    "The reason is missing.",
                    why=why,
                    fix="Say why you do this, or choose again.",
                ),
            )
        if data.get("counsel_consulted") is None:
            self.add_error(
                "counsel_consulted",
                fields.problem(
                    "Say whether counsel was consulted.", why=why, fix="Choose yes or no."
                ),
            )


def _explained(outcome: str, choice: str) -> bool:
    return is_departure(outcome, choice) or acts_unsettled(outcome, choice)


def _named(findings: Sequence[Finding]) -> str:
    return ", ".join(label_of(finding.purpose) for finding in findings)


def _finding_markup(finding: Finding) -> SafeString:
    """The finding as the panel shows it, with its source mark."""
    page = render_to_string("desk/detainers/_finding.html", {"finding": finding})
    return trusted(page)


def field_of(purpose: str) -> str:
    """The name of the field that decides a purpose."""
    return f"choice_{purpose}"
