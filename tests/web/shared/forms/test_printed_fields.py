"""What a letter prints is refused where it is typed, for every field that reaches one."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms

from reports.notices.content.facts import NoticeFacts
from reports.web.desk.detainers.forms.answer import DecisionForm
from reports.web.desk.detainers.forms.reply import ReplyForm
from reports.web.desk.intake.forms.convictions import ConvictionForm
from reports.web.desk.intake.forms.heading import HeadingForm
from reports.web.desk.intake.forms.person import PersonForm
from reports.web.desk.intake.forms.request import GroundsForm
from reports.web.desk.intake.forms.sender import SenderForm
from reports.web.desk.notices.forms.notices import CorrectionForm
from reports.web.opm.agencies.forms import AgencyForm
from reports.web.opm.standard_reasons.forms import StandardReasonForm, StandardReasonTranslationForm
from reports.web.opm.support_contacts.forms import SupportContactForm
from reports.web.shared.forms.base import refuse_unprintable
from reports.web.shared.people.forms import LetterheadForm

NAMES = [(PersonForm, "family_name"), (PersonForm, "given_names"), (PersonForm, "latin_name")]
HEADING = {
    name: [(LetterheadForm, name), (HeadingForm, name), (AgencyForm, name)]
    for name in ("address", "phone")
}
SUPPORT = {name: [(SupportContactForm, name)] for name in ("name", "contact", "note")}
# Each text a notice can print, and the fields it is typed into.
TYPED_IN: dict[str, Any] = {
    "person_name": NAMES,
    "family_name": NAMES[:2],
    "agency.name": [(AgencyForm, "name")],
    "agency.address_lines": HEADING["address"],
    "agency.phone": HEADING["phone"],
    "federal_office": [(SenderForm, "federal_office")],
    "release.office": [(SenderForm, "federal_office")],
    "notified_before.office": [(SenderForm, "federal_office")],
    "release.spoken_words": [(ReplyForm, "text")],
    "notified_before.spoken_words": [(ReplyForm, "text")],
    "decider.title": [(LetterheadForm, "head_title"), (AgencyForm, "head_title")],
    "own_words": [(DecisionForm, "reason"), (CorrectionForm, "reason")],
    "child_addressee": [(PersonForm, "guardian_name"), (PersonForm, "attorney_name")],
    "standard_reasons.text": [(StandardReasonForm, "text")],
    "standard_reasons.translations.text": [(StandardReasonTranslationForm, "text")],
    "recipient.name": [(PersonForm, "attorney_name"), (PersonForm, "designee_name")],
    "decisions.grounds.convictions.court": [(ConvictionForm, "court")],
    "decisions.grounds.convictions.docket": [(ConvictionForm, "docket")],
    "decisions.grounds.convictions.judgment_on": [(ConvictionForm, "convicted_on")],
    "decisions.grounds.convictions.offense": [(ConvictionForm, "offense")],
    "decisions.grounds.convictions.source": [(ConvictionForm, "source")],
    "decisions.grounds.warrant.court": [(GroundsForm, "warrant_court")],
    "decisions.grounds.warrant.docket": [(GroundsForm, "warrant_docket")],
    "decisions.grounds.warrant.judge": [(GroundsForm, "warrant_signer")],
    "help_lines.name": SUPPORT["name"],
    "help_lines.contact": SUPPORT["contact"],
    "help_lines.note": SUPPORT["note"],
    "help_lines.wordings.name": SUPPORT["name"],
    "help_lines.wordings.contact": SUPPORT["contact"],
    "help_lines.wordings.note": SUPPORT["note"],
}
CODES = frozenset(
    {"code", "kind", "purpose", "decision", "outcome", "citation", "changed_from", "role", "lang"}
    | {"child_role"}
    | {"form", "earlier_number", "replaces_number", "number", "new_number", "law_version"}
    | {"ground", "felony_class", "commands", "is_for"}
    | {"own_words_translated", "own_words_language"}
)
# These two take their own road: the name stands as on the paper, with Latin letters beside it.
CHECKED_TOGETHER = {(PersonForm, "family_name"), (PersonForm, "given_names")}
EVERY_FIELD = {place for places in TYPED_IN.values() for place in places}


def texts_of(kind: Any, place: str = "") -> Iterator[str]:
    """Where a text stands in a notice's facts, by the names on the way to it."""
    if kind is str:
        yield place
    elif dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            yield from texts_of(hints[field.name], f"{place}.{field.name}".removeprefix("."))
    else:
        for part in typing.get_args(kind):
            yield from texts_of(part, place)


def test_each_text_of_a_notice_is_typed_into_a_known_field_or_is_a_code() -> None:
    unknown = {
        place
        for place in texts_of(NoticeFacts)
        if place not in TYPED_IN and place.rpartition(".")[2] not in CODES
    }
    assert unknown == set(), "name the fields it is typed into, and let them refuse"


@pytest.mark.parametrize(("form", "name"), sorted(EVERY_FIELD - CHECKED_TOGETHER, key=str))
@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("\u202eabc", "U+202E, right-to-left override"),
        ("Chief \U0001f600", "U+1F600, grinning face"),
        ("\u07d6", "U+07D6, nko letter ja"),
    ],
)
def test_every_field_refuses_what_cannot_be_printed_and_names_it(
    form: type[forms.Form], name: str, typed: str, named: str
) -> None:
    field = form.base_fields.get(name) or form.declared_fields[name]
    assert refuse_unprintable in field.validators
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    assert named in "".join(refused.value.messages)


def person_form(**typed: str) -> PersonForm:
    known = {"sex": "U", "race": "U", "ethnicity": "U", "can_read": "not_asked"}
    form = PersonForm({**known, **typed})
    form.is_valid()
    return form


def test_a_name_that_no_font_has_asks_for_latin_letters_and_keeps_both() -> None:
    alone = person_form(family_name="\u07d6\u07ca")
    assert "nko letter ja" in alone.errors["family_name"][0]
    assert "in Latin letters below" in alone.errors["family_name"][0]
    both = person_form(family_name="\u07d6\u07ca", latin_name="Ja Camara")
    assert not both.errors
    assert both.person_values().latin_name == "Ja Camara"
    assert both.person_values().family_name == "\u07d6\u07ca"
    wrong = person_form(family_name="\u07d6\u07ca", latin_name="Жa")
    assert list(wrong.errors) == ["latin_name"]


def test_names_in_the_scripts_of_the_letters_need_no_latin_ones() -> None:
    for name in ("Nuñez-Đặng", "محمد", "Жанна", "王小明", "ਗੁਰਪ੍ਰੀਤ", "O’Brien"):
        assert not person_form(family_name=name).errors, name
