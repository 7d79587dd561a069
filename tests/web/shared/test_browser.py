"""The kitchen sink in a real browser: accessibility rules, and the comforts that scripts add."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reports.accounts.models import User
from tests.support.browser import new_context
from tests.support.sign_in import next_code
from tests.web.shared.conftest import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("width", [1280, 390])
def test_no_accessibility_fault_on_any_component(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    assert faults(page) == []
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0


def test_no_accessibility_fault_after_a_refused_submit(page: Page) -> None:
    page.goto("/")
    page.click("button[name=save]")
    expect(page.locator(".error-summary")).to_be_focused()
    assert faults(page) == []
    page.click(".error-summary a >> nth=0")
    expect(page.locator("#id_received_at_day")).to_be_focused()


@pytest.mark.parametrize("path", ["/signin/", "/papers/", "/nowhere/", "/desk/"])
def test_other_pages_have_no_fault(page: Page, complaints: object, path: str) -> None:
    complaints.expect("404")  # type: ignore[attr-defined]  # a fixture, untyped
    page.goto(path)
    assert faults(page) == []


def test_the_assessment_follows_the_form_and_the_draft_is_kept(page: Page) -> None:
    asked: list[str] = []
    page.on(
        "request",
        lambda request: (
            asked.append(request.url.rsplit("/", 2)[1]) if request.method == "POST" else None
        ),
    )
    page.goto("/")
    page.evaluate("document.querySelector('[data-assessment-body]').replaceChildren()")
    page.click("label:has-text('Hold past release')")
    expect(page.locator("[data-assessment-body]")).to_contain_text("Duties")
    expect(page.locator(".saved-note")).to_have_text("Draft saved at 2:10 PM")
    assert asked == ["assess", "autosave"]


def test_two_presses_send_once(page: Page) -> None:
    sent: list[str] = []
    page.goto("/")
    page.on(
        "request", lambda request: sent.append(request.url) if request.method == "POST" else None
    )
    page.evaluate(
        "() => { const b = document.querySelector('button[name=save]'); b.click(); b.click(); }"
    )
    page.wait_for_selector(".error-summary")
    assert len(sent) == 1


def test_the_end_of_a_session_is_announced_and_can_be_put_off(page: Page, clerk: User) -> None:
    page.clock.install()
    page.goto("/signin/?next=/floor/")
    page.fill("#id_email", clerk.email)
    page.fill("#id_password", PASSWORD)
    page.click("button[name='sign-in']")
    page.fill("[name=code]", next_code(clerk))
    page.click("button:has-text('Sign in')")
    page.wait_for_url("**/floor/")
    page.clock.fast_forward(26 * 60 * 1000)
    dialog = page.locator("#session-warning")
    expect(dialog).to_be_visible()
    assert faults(page) == []
    dialog.locator("[data-stay]").click()
    expect(dialog).not_to_be_visible()


def test_everything_works_without_scripts(browser: Browser, live_server: object) -> None:
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)  # type: ignore[attr-defined]  # a fixture, untyped
    page = context.new_page()
    page.goto("/")
    page.click("button[name=save]")
    assert page.locator(".error-summary li").count() == 7
    assert not page.locator("[data-print]").is_visible()
    page.goto("/papers/")
    page.click("button[name='add-form']")
    assert page.locator(".form-row-card").count() == 2
    context.close()


def test_pages_print_without_frame_and_with_everything_unfolded(
    browser: Browser, live_server: object
) -> None:
    context = new_context(browser, base_url=live_server.url)  # type: ignore[attr-defined]  # a fixture, untyped
    page = context.new_page()
    page.goto("/")
    page.emulate_media(media="print")
    for hidden in (".mainnav", ".crumbs", ".buttons", ".skip"):
        assert page.locator(hidden).first.is_hidden() if page.locator(hidden).count() else True
    assert page.locator(".definition p").first.is_visible()
    context.close()
