"""Every kind of field as drawn: labels, hints, errors and what ties them together; nothing typed
becomes markup.
"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

import reports.web
from reports.core.clock import now as clock_now
from reports.law.moments import local_day
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


class Moment(forms.Form):
    at = fields.LocalDateTimeField(label="Received")


def moment_form(day: str, clock: str, which: str = "") -> Moment:
    return Moment(posted(at_day=day, at_time=clock, at_which=which))


def test_a_local_time_becomes_a_moment() -> None:
    form = moment_form("2026-11-21", "14:10")
    assert form.is_valid()
    assert form.cleaned_data["at"] == datetime(2026, 11, 21, 19, 10, tzinfo=UTC)


@pytest.mark.parametrize("clock", ["2:10 PM", "2:10 p.m.", "1410", "14:10:00"])
def test_times_are_read_as_people_write_them(clock: str) -> None:
    form = moment_form("11/21/2026", clock)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2026, 11, 21, 19, 10, tzinfo=UTC)


def test_a_time_that_did_not_happen_is_refused() -> None:
    form = moment_form("2027-03-14", "02:30")
    assert not form.is_valid()
    said = drawn(form, "at").text_content()
    assert "did not happen" in said
    assert "clocks went forward" in said


@pytest.mark.parametrize(("which", "hour"), [("first", 5), ("second", 6)])
def test_a_time_that_happened_twice_asks_which(which: str, hour: int) -> None:
    asked = moment_form("2026-11-01", "01:30")
    assert not asked.is_valid()
    choices = drawn(asked, "at").xpath(".//input[@type='radio']/@value")
    assert choices == ["first", "second"]
    assert "EDT" in drawn(asked, "at").text_content()

    answered = moment_form("2026-11-01", "01:30", which)
    assert answered.is_valid(), answered.errors
    assert answered.cleaned_data["at"] == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)
    again = Moment(initial={"at": answered.cleaned_data["at"]})
    assert drawn(again, "at").xpath(".//input[@type='radio' and @checked]/@value") == [which]


@pytest.mark.parametrize(
    ("day", "clock", "lacking"),
    [
        ("2026-11-21", "", "time is missing"),
        ("", "14:10", "day is missing"),
        ("nonsense", "14:10", "not a day"),
    ],
)
def test_half_a_moment_says_what_lacks(day: str, clock: str, lacking: str) -> None:
    form = moment_form(day, clock)
    assert not form.is_valid()
    assert lacking in drawn(form, "at").text_content()


@pytest.mark.parametrize("clock", ["2400", "midnight"])
def test_midnight_is_asked_about_plainly(clock: str) -> None:
    asked = moment_form("3/1/2026", clock)
    assert not asked.is_valid()
    field = drawn(asked, "at")
    assert field.xpath(".//input[@type='radio']/@value") == ["start", "end"]
    assert "as Mar 1 ends (the night from Mar 1 to Mar 2)" in field.text_content()
    assert field.xpath(".//input[@id='id_at_time']/@value") == [clock]
    ends = moment_form("3/1/2026", clock, "end")
    assert ends.is_valid()
    assert ends.cleaned_data["at"] == datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
    starts = moment_form("3/1/2026", clock, "start")
    assert starts.is_valid()
    assert starts.cleaned_data["at"] == datetime(2026, 3, 1, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(("zone", "hour"), [("EDT", 5), ("EST", 6)])
def test_the_zone_beside_a_time_says_which_of_two(zone: str, hour: int) -> None:
    form = moment_form("11/1/2026", f"0130 {zone}")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)


def test_a_zone_that_the_clock_did_not_show_is_refused() -> None:
    form = moment_form("7/1/2026", "0130 EST")
    assert not form.is_valid()
    assert "did not show 1:30 AM EST" in drawn(form, "at").text_content()


@pytest.mark.parametrize(
    ("day", "clock"),
    [("1 Mar 26", "200"), ("0026-03-01", "2400"), ("yesterday", "1530"), ("3/1", "3")],
)
def test_nothing_typed_is_changed_when_the_form_comes_back(day: str, clock: str) -> None:
    field = drawn(moment_form(day, clock), "at")
    assert field.xpath(".//input[@type='text']/@value") == [day, clock]
    assert not field.xpath(".//input[@maxlength] | .//input[@type='date' or @type='time']")


def test_how_it_is_read_stands_beside_what_was_typed() -> None:
    assert "Read as Mar 1, 2026, 2:00 AM." in drawn(moment_form("03-01-26", "200"), "at").xpath(
        "string()"
    )


def test_now_by_the_server_is_one_click_and_one_word_without_scripts() -> None:
    button = drawn(Moment(), "at").xpath(".//button[@type='button' and @hidden]")[0]
    assert datetime.fromisoformat(button.get("data-now")) <= clock_now()
    form = moment_form("", "now")
    assert form.is_valid(), form.errors
    assert abs(form.cleaned_data["at"] - clock_now()) < timedelta(minutes=1)


def test_a_word_for_a_day_goes_on_meaning_the_day_on_which_it_was_typed() -> None:
    typed_at = datetime(2026, 3, 2, 4, 30, tzinfo=UTC)  # still March 1 in Connecticut
    kept = fields.with_moment_of_typing(
        {"at_day": ["yesterday"], "at_time": ["1530"], "notes": ["nothing"]}, at=typed_at
    )
    assert set(kept) == {"at_day", "at_time", "notes", "at_asof"}
    form = Moment(posted(**kept))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["at"] == datetime(2026, 2, 28, 20, 30, tzinfo=UTC)
    assert drawn(form, "at").xpath(".//input[@name='at_asof']/@value") == [typed_at.isoformat()]


def test_a_moment_of_typing_that_lies_ahead_is_not_believed() -> None:
    ahead = (clock_now() + timedelta(days=2)).isoformat()
    form = Moment(posted(at_day="today", at_time="noon", at_asof=ahead))
    assert form.is_valid(), form.errors
    assert local_day(form.cleaned_data["at"]) == local_day(clock_now())


class Day(forms.Form):
    on = fields.DayField(label="Day", required=False)


def test_a_day_of_ours_is_written_as_on_american_forms_and_a_typed_one_stays() -> None:
    assert drawn(Day(initial={"on": date(2026, 3, 1)}), "on").xpath(".//input/@value") == [
        "03/01/2026"
    ]
    typed = drawn(Day(posted(on="1 mar 26")), "on")
    assert typed.xpath(".//input/@value") == ["1 mar 26"]
    assert "Read as Mar 1, 2026." in typed.text_content()


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


def all_forms(kind: type) -> list[type]:
    found = [kind]
    for below in kind.__subclasses__():
        found.extend(all_forms(below))
    return found


class Birth(forms.Form):
    on = fields.MemorableDateField(label="Date of birth", required=False)


@pytest.mark.parametrize("month", ["7", "07", "July", "jul", "JUL."])
def test_a_birth_date_is_read_off_the_paper(month: str) -> None:
    form = Birth(posted(on_month=month, on_day="14", on_year="1991"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(1991, 7, 14)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("2", "30", "1991"), "not a day of the calendar"),
        (("", "14", "1991"), "month is missing"),
        (("7", "14", "91"), "four figures"),
        (("x", "1", "1991"), "not a day of the calendar"),
        (("7/14/91", "", ""), "year is not written in full"),
    ],
)
def test_a_wrong_birth_date_keeps_what_was_typed(parts: tuple[str, str, str], said: str) -> None:
    form = Birth(posted(on_month=parts[0], on_day=parts[1], on_year=parts[2]))
    assert not form.is_valid()
    field = drawn(form, "on")
    assert said in field.text_content()
    assert tuple(field.xpath(".//input/@value")) == parts


@pytest.mark.parametrize("whole", ["7/14/1991", "July 14, 1991", "1991-07-14", "07141991"])
def test_a_birth_date_pasted_whole_into_one_input_is_read(whole: str) -> None:
    form = Birth(posted(on_month=whole, on_day="", on_year=""))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(1991, 7, 14)


def test_no_birth_date_is_no_error() -> None:
    assert Birth(posted(on_month="", on_day="", on_year="")).is_valid()


def test_a_form_carries_its_own_key() -> None:
    first, second = KitchenForm()["once"].value(), KitchenForm()["once"].value()
    assert first != second
