"""A person with a letter in hand, at the public page, in a real browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from reports.notices.actions.render import render_notice
from tests.factories.detainers import NOW, detainer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_code_is_typed_and_answered(page):
    notice = detainer().notices.get()
    render_notice(notice_id=notice.pk, at=NOW)
    page.goto("/verify/")
    page.get_by_label("Code", exact=True).fill(notice.shown_code.lower())
    page.get_by_role("button", name="Check the code").click()
    page.get_by_role("heading", name="This letter is real").wait_for()
    page.get_by_label("Family name on the paper").fill("Nunez Dang")
    page.get_by_role("button", name="Compare the name").click()
    page.get_by_text("was made for this family name").wait_for()
    assert "Nuñez" not in page.content()
    assert Axe().run(page).response["violations"] == []


def test_a_reader_of_arabic_comes_by_the_square_code_on_a_telephone(page):
    notice = detainer().notices.get()
    render_notice(notice_id=notice.pk, at=NOW)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/verify/{notice.code}?lang=ar")
    page.get_by_role("heading", name="هذه الرسالة صحيحة").wait_for()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name="اطلب تصحيحا").click()
    page.get_by_label("اسمك").fill("ليلى")
    page.get_by_label("كيف يمكن للجهة أن تتصل بك").fill("860-555-0133")
    page.get_by_label("ما هو الخطأ، وما هو الصحيح").fill("التاريخ خاطئ")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="أرسل إلى الجهة").click()
    page.get_by_role("heading", name="أُرسل إلى الجهة").wait_for()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("lang", ["ur", "hi", "vi", "zh-Hans", "es"])
def test_no_language_breaks_the_page_of_a_telephone(page, lang):
    notice = detainer().notices.get()
    page.set_viewport_size({"width": 320, "height": 640})
    for address in (
        f"/verify/{lang}/",
        f"/verify/{lang}/{notice.code}",
        f"/verify/{lang}/{notice.code}/correction/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert Axe().run(page).response["violations"] == [], address


def test_the_picker_leads_to_the_same_page_in_another_language(page):
    notice = detainer().notices.get()
    page.goto(f"/verify/{notice.code}")
    page.get_by_role("link", name="Kreyòl ayisyen").click()
    page.get_by_role("heading", name="Lèt sa a bon").wait_for()
