"""From the desk to the notice in the browser: log the worked example, review, decide, hand over,
record the access.

Every page and both letters are kept as pictures in test-results/, which is not part of the
repository.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse

from reports.access.models import Access
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.detainers.models import Detainer
from reports.law.moments import local, local_day
from reports.notices.models import Notice
from reports.outbox.runner import run_due
from tests.factories.people import person
from tests.journeys.walking import PICTURES, picture, sign_in
from tests.support.sign_in import give_codes, next_code
from tests.web.desk import typing

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def fill_moment(page: Any, name: str, moment: Any) -> None:
    """A moment as somebody types it, to the minute."""
    there = local(moment)
    page.fill(f"[name={name}_day]", there.strftime("%Y-%m-%d"))
    page.fill(f"[name={name}_time]", there.strftime("%H:%M"))


def tick(page: Any, name: str, *values: str) -> None:
    """Check boxes and radio buttons are pressed on their label, as people do."""
    for value in values:
        box = page.locator(f"input[name={name}][value='{value}']")
        page.locator(f"label[for='{box.get_attribute('id')}']").click()


def go_on(page: Any, name: str) -> None:
    picture(page, f"road-{name}")
    page.click("button[name=save]")


def log_the_fax(page: Any) -> None:
    """The paper on the desk, in its own order."""
    at = now()
    page.goto("/desk/")
    picture(page, "road-01-desk")
    page.click("text=Log detainer")
    fill_moment(page, "received_at", at - timedelta(hours=1))
    tick(page, "channel", "fax")
    page.select_option("[name=form]", "I-247A")
    page.fill(
        "[name=form_dated_on]",
        local_day(at - timedelta(hours=1)).isoformat(),
    )
    go_on(page, "02-what-came")
    page.fill("[name=federal_office]", "ICE ERO Hartford")
    tick(page, "verification", "call_back")
    go_on(page, "03-sender")
    describe_the_person(page)
    tick(page, "purposes", "notify_release", "hold")
    tick(page, "probable_cause", "a")
    page.wait_for_selector("[data-assessment] .finding--prohibited")
    go_on(page, "05-asked")
    record_grounds_and_custody(page, at)


def describe_the_person(page: Any) -> None:
    page.fill("[name=family_name]", "Nuñez-Đặng")
    page.fill("[name=given_names]", "María José")
    for part, value in (("month", "7"), ("day", "14"), ("year", "1991")):
        page.fill(f"[name=date_of_birth_{part}]", value)
    page.select_option("[name=sex]", "F")
    page.select_option("[name=language]", "es")
    page.fill("[name=attorney_name]", "Ana Beltrán")
    page.fill("[name=attorney_contact]", "860 555 0142")
    go_on(page, "04-person")


def record_grounds_and_custody(page: Any, at: Any) -> None:
    tick(page, "papers", "I-205")
    page.fill("[name=convictions-0-offense]", "Burglary in the first degree")
    page.select_option("[name=convictions-0-offense_class]", "B")
    page.fill("[name=convictions-0-section]", "53a-101")
    page.fill("[name=convictions-0-offense_on]", "2018-06-01")
    page.fill("[name=convictions-0-convicted_on]", "2019")
    page.wait_for_selector("[data-assessment] .finding--not_prohibited")
    read_as_expected(page)
    go_on(page, "06-grounds")
    tick(page, "in_custody", "yes")
    page.fill("[name=custody_reason]", "Larceny")
    fill_moment(page, "release_due_at", typing.release_due(at))
    go_on(page, "07-custody")
    page.set_input_files(
        "[name=file]", {"name": "fax.png", "mimeType": "image/png", "buffer": typing.scan().read()}
    )
    page.click("button[name=attach]")
    page.wait_for_selector("text=The document is attached and sealed.")
    picture(page, "road-08-scan")
    page.click("text=Continue")
    for name, text in typing.HEADING.items():  # the agency's first request asks for it
        page.fill(f"[name={name}]", text)
    picture(page, "road-09-check")
    page.click("button[name=record]")
    page.wait_for_selector("text=Recorded as detainer")


def read_as_expected(page: Any) -> None:
    """Hold not prohibited with Q4, Q6 and Q8; notification unsettled; the head reviews before any
    answer.
    """
    hold = page.inner_text("[data-assessment] .finding--not_prohibited")
    assert "Hold past release" in hold
    assert all(question in hold for question in ("Q4", "Q6", "Q8"))
    told = page.inner_text("[data-assessment] .finding--unsettled")
    assert "Notify of release" in told
    assert "Q2" in told
    assert "Head review" in page.inner_text("[data-assessment] .duties")


def decide_on_a_phone(page: Any, detainer: Detainer) -> None:
    """The head reviews and decides with a thumb."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/desk/")
    picture(page, "road-11-head-desk")
    page.click("#reviews a")
    picture(page, "road-12-review")
    page.fill("[name=note]", "Seen, with the conviction on record.")
    page.click("button[name=record]")
    page.wait_for_selector("text=Your review is recorded.")
    page.goto(reverse("desk:decide", args=[detainer.pk]))
    tick(page, "choice_hold", "decline")
    tick(page, "choice_notify_release", "comply")
    page.fill(
        "[name=reason]",
        "A class B felony conviction of 2019 is on record. You will not be held past your release.",
    )
    page.fill(
        "[name=departure_reason]", "The conviction was checked, and counsel read the finding."
    )
    tick(page, "counsel_consulted", "yes")
    picture(page, "road-13-decision")
    page.click("button[name=record]")
    page.wait_for_selector("text=Decision recorded")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})


def notify_the_release(page: Any, detainer: Detainer) -> None:
    page.goto(reverse("desk:reply", args=[detainer.pk]))
    tick(page, "channel", "fax")
    tick(page, "what", "notifies")
    assert detainer.release_due_at is not None
    fill_moment(page, "notified_release_at", detainer.release_due_at)
    page.fill("[name=text]", "Release is due tomorrow at 9:00 AM.")
    picture(page, "road-14-reply")
    page.click("button[name=record]")
    page.wait_for_selector("text=The reply is recorded, with the access (B)")
    picture(page, "road-15-record")


def hand_over(page: Any, letter: Notice) -> None:
    """Progress is shown while the file is made; then it is printed and handed over."""
    page.goto(reverse("desk:notice", args=[letter.pk]))
    page.wait_for_selector("text=Print notice and enclosures")
    picture(page, f"road-16-notice-{letter.kind}")
    keep_letter(page, letter)
    page.goto(reverse("desk:notice_serve", args=[letter.pk]))
    tick(page, "outcome", "served")
    page.fill("[name=handed_over_by]", "Officer Reed 114")
    picture(page, f"road-17-hand-over-{letter.kind}")
    page.click("button[name=record]")
    page.wait_for_selector("text=Recorded with its time and who did it.")


def keep_letter(page: Any, letter: Notice) -> None:
    """The letter's pages as pictures; its words are tested where letters are made."""
    answer = page.request.get(reverse("desk:notice_pdf", args=[letter.pk]))
    assert answer.headers["content-type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.body())
    assert "Nuñez-Đặng" in "".join(sheet.get_textpage().get_text_range() for sheet in pages)
    for number, sheet in enumerate(pages, start=1):
        sheet.render(scale=1.5).to_pil().save(PICTURES / f"road-letter-{letter.kind}-{number}.png")


def record_another_access(page: Any, detainer: Detainer) -> None:
    page.goto(reverse("desk:detainer_access_add", args=[detainer.pk]))
    tick(page, "kind", "D")
    page.fill("[name=minutes_spent]", "40")
    page.fill("[name=description]", "Interview in room 2, officer present.")
    picture(page, "road-18-access")
    page.click("button[name=record]")
    page.wait_for_selector("text=The access is recorded.")


def test_from_the_desk_to_the_notice(page, live_server):
    clerk, head = person(Role.CLERK), person(Role.AGENCY_HEAD)
    sign_in(page, live_server, clerk)
    log_the_fax(page)
    detainer = Detainer.objects.get()
    picture(page, "road-10-recorded")
    assert detainer.status == "awaiting_review"
    sign_in(page, live_server, head)
    decide_on_a_phone(page, detainer)
    sign_in(page, live_server, clerk)
    notify_the_release(page, detainer)
    run_due(at=now())
    for kind in ("N1", "N1I", "N2", "N2C"):
        hand_over(page, Notice.objects.get(kind=kind))
    record_another_access(page, detainer)
    assert sorted(Access.objects.values_list("kind", flat=True)) == ["B", "D"]
    assert set(Notice.objects.values_list("status", flat=True)) == {"served"}
    page.goto(reverse("desk:notices") + "?show=served")
    picture(page, "road-19-register")
    page.goto(reverse("desk:detainer", args=[detainer.pk]))
    picture(page, "road-20-record-after")
    page.goto("/desk/")
    picture(page, "road-21-desk-after")


def test_a_session_lost_in_mid_form_loses_nothing(page, live_server, complaints):
    complaints.expect("401")
    clerk = person(Role.CLERK)
    clerk.set_password("correct horse battery")
    clerk.save()
    give_codes(clerk)
    sign_in(page, live_server, clerk)
    page.goto(reverse("desk:entry_new"))
    page.goto(page.url.replace("what-came", "person"))
    page.fill("[name=family_name]", "Nuñez-Đặng")
    page.context.clear_cookies(name="session")
    page.click("button[name=save]")
    picture(page, "road-lost-session")
    page.fill("[type=email]", clerk.email)
    page.fill("[type=password]", "correct horse battery")
    page.click("text=Sign in and go on")
    picture(page, "road-lost-session-code")
    page.fill("[name=code]", next_code(clerk))
    page.click("button:has-text('Sign in')")
    page.click("text=Send what I typed")
    page.wait_for_url("**/asked/**")
    page.click("text=The person")
    assert page.input_value("[name=family_name]") == "Nuñez-Đặng"
