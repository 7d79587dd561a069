"""A person with a letter in hand, at the public page, in a real browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from reports.notices.actions import render_notice_pdf
from tests.factories.detainers import NOW, detainer

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_code_is_typed_and_answered(page):
    notice = detainer().notices.get()
    render_notice_pdf(notice_id=notice.pk, at=NOW)
    page.goto("/verify/")
    page.get_by_label("Code", exact=True).fill(notice.shown_code.lower())
    page.get_by_role("button", name="Check the code").click()
    page.get_by_role("heading", name="This letter is real").wait_for()
    page.get_by_label("Family name on the paper").fill("Nunez Dang")
    page.get_by_role("button", name="Compare the name").click()
    page.get_by_text("was made for this family name").wait_for()
    assert "Nuñez" not in page.content()
    assert Axe().run(page).response["violations"] == []
