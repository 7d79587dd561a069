"""The screens around letters in the browser: what goes with one, print jobs, corrections, paper,
the public's pages.

Every page is kept as a picture in test-results/, which is not part of the repository.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now
from reports.notices.actions.correct import CorrectionInput, request_correction
from reports.notices.actions.links import create_link, token_of
from reports.notices.codes import display_code
from reports.outbox.runner import run_due
from tests.factories import detainers as make
from tests.factories.papers import attach
from tests.factories.people import person
from tests.journeys.walking import picture, sign_in
from tests.web.desk import typing

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def busy() -> Any:
    """A person who cannot read, a scan, a release that was told, and nobody named to be told."""
    cache.clear()
    at = now()
    item = make.detainer(
        at=at - timedelta(hours=3), person=make.person_values(attorney_name="", can_read="no")
    )
    clerk = person(Role.CLERK)
    scan = typing.scan().read()
    attach(
        detainer=item, kind="detainer", label="", data=scan, by=clerk, at=at - timedelta(hours=3)
    )
    make.decided(item, at=at - timedelta(hours=2), notify_release="comply")
    make.access(detainer=item, kind="B", at=at - timedelta(hours=1))
    run_due(at=at)
    return item


def test_a_clerk_sees_a_letter_and_what_goes_with_it(page, live_server, busy):
    sign_in(page, live_server, person(Role.CLERK))
    letter = busy.notices.get(kind="N1")
    page.goto(reverse("desk:notices"))
    picture(page, "letters-01-register")
    page.goto(reverse("desk:notice", args=[letter.pk]))
    page.locator(
        f"form[action='{reverse('desk:enclosure_request', args=[letter.pk, 'large'])}'] button"
    ).click()
    run_due(at=now())
    page.reload()
    picture(page, "letters-02-letter")
    page.goto(reverse("desk:link_new", args=[letter.pk]))
    page.fill("[name=address]", "ada@law.example")
    picture(page, "letters-03-link")
    page.goto(reverse("desk:notice_create", args=["N1", busy.pk]))
    picture(page, "letters-08-make")
    page.goto(reverse("desk:contact_inquiry", args=[busy.accesses.get().pk]))
    picture(page, "letters-09-whom-to-tell")


def test_a_clerk_prints_all_that_is_owed(page, live_server, busy):
    sign_in(page, live_server, person(Role.CLERK))
    page.goto(reverse("desk:print_jobs"))
    picture(page, "letters-04-print-jobs")
    page.click("text=Print all that are owed")
    page.wait_for_selector("text=Left to print")
    page.fill("[name=through]", "1")
    page.click("button[name=printed]")
    page.wait_for_selector("text=Printed: 1 of 3")
    picture(page, "letters-05-print-job")


def test_a_clerk_looks_into_a_correction_and_reserves_numbers(page, live_server, busy):
    sign_in(page, live_server, person(Role.CLERK))
    words = CorrectionInput(
        name="Ada Lawyer", contact="860-555-0133", says="The day of the request is wrong."
    )
    request = request_correction(
        notice=busy.notices.get(kind="N1"), values=words, form_token=uuid4(), at=now()
    )
    page.goto(reverse("desk:correction", args=[request.pk]))
    page.click("text=I know who asks")
    page.wait_for_selector("text=Who asks is known")
    picture(page, "letters-06-correction")
    page.goto(reverse("desk:blank_forms"))
    page.fill("[name=count]", "3")
    page.click("button[name=reserve]")
    page.wait_for_selector("text=On a blank sheet")
    picture(page, "letters-07-on-paper")


def test_opm_proposes_who_may_help(page, live_server):
    sign_in(page, live_server, person(Role.OPM_LEGAL))
    page.goto(reverse("office:support_contacts"))
    page.fill("[name=name]", "Example Legal Aid")
    page.fill("[name=contact]", "860-555-0170")
    page.click("button[name=propose]")
    page.wait_for_selector("text=Waits for approval")
    picture(page, "letters-10-help-lines")


def test_whoever_holds_a_letter_asks_for_a_correction_and_opens_a_link(page, live_server, busy):
    letter = busy.notices.get(kind="N2")
    page.goto(reverse("verify:letter", args=[display_code(letter.code)]))
    picture(page, "letters-11-verify")
    page.click("text=Ask for a correction")
    page.fill("[name=name]", "Ada Lawyer")
    page.fill("[name=contact]", "860-555-0133")
    page.fill("[name=says]", "The day is wrong.")
    picture(page, "letters-12-ask")
    page.click("text=Send to the agency")
    page.wait_for_selector("text=Write down this ticket")
    picture(page, "letters-13-ticket")
    link = create_link(
        notice=letter,
        address="a@law.example",
        recipient="attorney",
        by=person(Role.CLERK),
        at=now(),
    )
    page.goto(reverse("verify:link", args=[token_of(link.pk)]))
    picture(page, "letters-14-link")
    page.fill("[name=code]", letter.shown_code)
    with page.expect_download() as loading:
        page.click("text=Open the letter")
    assert loading.value.suggested_filename == f"notice-{letter.number}.pdf"
