"""Whole forms through `{% crispy %}`: our layout objects, crispy's own, formsets, tokens."""

from __future__ import annotations

from typing import Any

from crispy_forms import layout as stock
from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import Client

from reports.web.shared.forms.formsets import with_another
from reports.web.shared.forms.layout import Buttons, LinkButton, Submit, form_helper
from tests.web.shared.kitchen import LAYOUT, KitchenForm
from tests.web.shared.pages import parsed


class Short(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the paper")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")])
    hidden = forms.CharField(widget=forms.HiddenInput, initial="x", required=False)


def rendered(form: Any, helper: Any = None) -> Any:
    return parsed(render_crispy_form(form, helper=helper, context={"csrf_token": "the-token"}))


def test_our_layout_draws_every_field_once_with_token_and_buttons() -> None:
    form = rendered(KitchenForm(), form_helper(*LAYOUT))
    names = {name.split("_day")[0] for name in form.xpath(".//@name")}
    assert {
        "family_name",
        "purposes",
        "scan",
        "once",
        "csrfmiddlewaretoken",
        "save",
        "later",
    } <= names
    assert form.get("enctype") == "multipart/form-data"
    assert "novalidate" in form.attrib
    assert len(form.xpath(".//input[@name='family_name']")) == 1
    assert (
        form.xpath(".//legend[@class='fieldset__legend']")[0].text_content()
        == "What came, when, how"
    )


def test_a_button_that_cannot_be_used_says_why() -> None:
    form = rendered(KitchenForm(), form_helper(*LAYOUT))
    button = form.xpath(".//button[@aria-disabled='true']")[0]
    assert button.get("type") == "button"
    assert "needs the role Head of the agency" in button.getparent().text_content()


def test_without_a_layout_all_fields_are_drawn() -> None:
    assert rendered(Short(), form_helper()).xpath(".//@name") == [
        "csrfmiddlewaretoken",
        "name",
        "kind",
        "hidden",
    ]
    assert rendered(Short(), FormHelper()).xpath(".//@name") == [
        "csrfmiddlewaretoken",
        "name",
        "kind",
        "hidden",
    ]


def test_crispys_own_layout_objects_work() -> None:
    helper = FormHelper()
    helper.layout = stock.Layout(
        stock.Fieldset("About", stock.Row(stock.Column("name"), "kind"), css_id="about"),
        stock.Div(
            stock.HTML("<p>between</p>"), stock.Field("hidden", css_class="mark"), css_class="box"
        ),
        stock.MultiField("Several"),
        stock.ButtonHolder(
            stock.Submit("go", "Go"),
            stock.Reset("again", "Again"),
            stock.Button("b", "B"),
            stock.Hidden("h", "1"),
        ),
    )
    helper.add_input(stock.Submit("last", "Last"))
    form = rendered(Short(), helper)
    assert form.xpath(".//fieldset[@id='about']//input[@name='name']")
    assert form.xpath(".//div[@class='box']/p")[0].text == "between"
    assert form.xpath(".//input[@name='go']/@value") == ["Go"]
    assert "button--primary" in form.xpath(".//input[@name='last']/@class")[0]


def test_filters_of_crispy_draw_the_same_fields() -> None:
    template = Template(
        "{% load crispy_forms_tags %}{{ form|crispy }}|{{ form.name|as_crispy_field }}|{{"
        " form|as_crispy_errors }}"
    )
    markup = template.render(Context({"form": Short({})}))
    assert markup.count('name="name"') == 2
    assert "Name is missing." in markup


def test_addresses_of_autosave_and_assessment_stand_on_the_form() -> None:
    form = rendered(
        Short(),
        form_helper(
            "name", autosave_url="/save/", assess_url="/assess/", form_id="entry", css_class="wide"
        ),
    )
    assert (form.get("data-autosave-url"), form.get("data-assess-url"), form.get("id")) == (
        "/save/",
        "/assess/",
        "entry",
    )
    assert form.get("class") == "form wide"


def test_a_get_form_carries_no_token() -> None:
    helper = form_helper("name", Buttons(Submit("q", "Find"), LinkButton("All", "/")), method="get")
    assert not rendered(Short(), helper).xpath(".//input[@name='csrfmiddlewaretoken']")


def test_another_row_without_scripts(client: Client) -> None:
    first = client.get("/papers/")
    assert first.content.decode().count("form-row-card") == 1
    typed = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-kind": "I-205",
        "add-form": "1",
    }
    second = parsed(client.post("/papers/", typed).content)
    assert second.xpath(".//input[@name='form-0-kind']/@value") == ["I-205"]
    assert second.xpath(".//input[@name='form-1-kind']")
    assert second.xpath(".//input[@name='form-TOTAL_FORMS']/@value") == ["2"]


def test_rows_are_counted_with_care() -> None:
    assert with_another(QueryDict("form-TOTAL_FORMS=nonsense"))["form-TOTAL_FORMS"] == "1"
    assert with_another(QueryDict("form-TOTAL_FORMS=99999"))["form-TOTAL_FORMS"] == "50"


def test_errors_of_rows_are_listed_on_top(client: Client) -> None:
    answer = client.post(
        "/papers/", {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-kind": ""}
    )
    page = parsed(answer.content)
    assert page.xpath(".//*[contains(@class, 'error-summary')]//a/@href") == ["#id_form-0-kind"]
