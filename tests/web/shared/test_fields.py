"""Every kind of field as drawn: labels, hints, errors and what ties them together; nothing typed
becomes markup.
"""

from __future__ import annotations

import importlib
import pkgutil
from html import unescape
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

import reports.web
from reports.web.shared.forms import fields
from reports.web.shared.forms.error_summary import form_items, render_summary
from reports.web.shared.forms.field_rendering import render_form_field
from tests.web.shared.kitchen import KitchenForm
from tests.web.shared.pages import parsed

HOSTILE = "\"><script>alert(1)</script>&amp;'{{ 7*7 }}"


def drawn(form: forms.BaseForm, name: str) -> Any:
    return parsed(str(render_form_field(form[name])))


def posted(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


@pytest.mark.parametrize("name", [name for name in KitchenForm.base_fields if name != "once"])
def test_every_field_has_a_name_that_is_read_out(name: str) -> None:
    field = drawn(KitchenForm(), name)
    for control in field.xpath(".//input | .//select | .//textarea"):
        label = field.xpath(f".//label[@for='{control.get('id')}']")
        assert [one for one in label if one.text_content().strip()], control.get("name")


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "optional" in drawn(KitchenForm(), "officer").text_content()
    assert "optional" not in drawn(KitchenForm(), "family_name").text_content()


def test_required_is_told_to_screen_readers_but_left_to_the_server() -> None:
    control = drawn(KitchenForm(), "family_name").xpath(".//input")[0]
    assert "required" in control.attrib


def test_the_error_is_read_before_the_hint() -> None:
    form = KitchenForm(QueryDict())
    fieldset = drawn(form, "received_at").xpath(".//fieldset")[0]
    first, second = fieldset.get("aria-describedby").split()
    assert (
        fieldset.xpath(f".//*[@id='{first}']")[0].text_content().startswith("Received is missing.")
    )
    assert "fax" in fieldset.xpath(f".//*[@id='{second}']")[0].text_content()
    assert {part.get("aria-invalid") for part in fieldset.xpath(".//input")} == {"true"}


def test_a_definition_stands_beside_its_field() -> None:
    details = drawn(KitchenForm(), "received_at").xpath(".//details")[0]
    assert "54-192h(e)(1)" in details.text_content()


def test_choices_keep_what_was_chosen() -> None:
    form = KitchenForm(
        posted(
            channel="phone",
            purposes=["hold", "interview"],
            form="I-247D",
            many=["I-205"],
            verified="on",
        )
    )
    assert drawn(form, "channel").xpath(".//input[@checked]/@value") == ["phone"]
    assert drawn(form, "purposes").xpath(".//input[@checked]/@value") == ["hold", "interview"]
    assert drawn(form, "form").xpath(".//option[@selected]/@value") == ["I-247D"]
    assert drawn(form, "form").xpath(".//optgroup/@label") == ["Older forms"]
    assert drawn(form, "many").xpath(".//option[@selected]/@value") == ["I-205"]
    assert drawn(form, "verified").xpath(".//input[@checked]")
    assert "Custody after the time of release." in drawn(form, "purposes").text_content()


def test_a_password_is_never_sent_back() -> None:
    class Door(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput)

    assert "secret" not in str(render_form_field(Door({"password": "secret"})["password"]))


@pytest.mark.parametrize(
    "name", ["family_name", "reason", "phone", "hours", "mail", "born_on_month", "received_at_day"]
)
def test_hostile_text_stays_text(name: str) -> None:
    form = KitchenForm(posted(**{name: HOSTILE}))
    markup = str(render_form_field(form[name.removesuffix("_month").removesuffix("_day")])) + str(
        render_summary(form_items(form))
    )
    assert "<script" not in markup
    assert "&lt;script&gt;" in markup


@given(st.text(min_size=1, max_size=60))
def test_whatever_is_typed_comes_back_as_typed(typed: str) -> None:
    class Remark(forms.Form):
        text = forms.CharField(required=False, strip=False)

    markup = str(render_form_field(Remark({"text": typed})["text"]))
    assert "<script" not in markup
    assert unescape(markup.split('value="', 1)[1].split('"', 1)[0]) == typed


def test_stock_messages_name_the_field_and_the_way_out() -> None:
    form = KitchenForm(posted(channel="pigeon", age="old", mail="nobody", verified=""))
    said = str(render_summary(form_items(form)))
    assert "This field is required" not in said
    assert "Age is not a whole number." in said
    assert "Choose one of the choices listed." in said
    assert "name@example.org" in said
    assert "not confirmed." in said


def test_the_summary_links_to_the_control_that_has_to_change() -> None:
    form = KitchenForm(QueryDict())
    summary = parsed(str(render_summary(form_items(form))))
    page = parsed("".join(f"<div>{render_form_field(form[name])}</div>" for name in form.fields))
    for link in summary.xpath(".//a/@href"):
        assert page.xpath(
            f"//*[@id='{link.removeprefix('#')}' and (self::input or self::select or"
            " self::textarea)]"
        ), link


def test_an_error_of_ours_says_what_why_and_how() -> None:
    field = drawn(KitchenForm(posted(family_name="wrong")), "family_name")
    parts = [
        field.xpath(f".//*[@class='error__{part}']")[0].text_content().strip()
        for part in ("what", "why", "fix")
    ]
    assert parts == [
        "This is no name.",
        "The notice is addressed to it.",
        "Write it as on the form.",
    ]


def test_every_form_takes_days_and_times_through_these_fields() -> None:
    known = (fields.DayField, fields.LocalDateTimeField, fields.MemorableDateField)
    others = (forms.DateField, forms.TimeField, forms.DateTimeField, forms.SplitDateTimeField)
    import_every_form()
    found = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in all_forms(forms.BaseForm)
        if form.__module__.startswith("reports.web")
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, others) and not isinstance(field, known)
    ]
    assert found == []


def import_every_form() -> None:
    for module in pkgutil.walk_packages(reports.web.__path__, "reports.web."):
        importlib.import_module(module.name)


def all_forms(kind: Any) -> list[Any]:
    found: list[Any] = [kind]
    for below in kind.__subclasses__():
        found.extend(all_forms(below))
    return found


def test_a_form_carries_its_own_key() -> None:
    first, second = KitchenForm()["once"].value(), KitchenForm()["once"].value()
    assert first != second
