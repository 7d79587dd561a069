"""Every desk screen at two widths: fits its window, works with a screen reader, kept as a picture
in test-results/.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from reports.accounts.actions.people import name_delegate
from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.core.clock import now, today
from reports.detainers.actions.review import record_head_review
from reports.detainers.models import HeadReview
from reports.notices.models import Notice
from reports.outbox.runner import run_due
from tests.factories import detainers as make
from tests.factories.people import person
from tests.journeys.walking import picture, sign_in
from tests.web.desk import typing

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SIZES = {"desk": 1280, "phone": 390}


def faults_on(page, screens: dict[str, str], size: str) -> list[str]:
    """Screens that are wider than their window, or that a screen reader cannot use."""
    faults, axe = [], Axe()
    for name, url in screens.items():
        page.goto(url)
        picture(page, f"{size}-{name}")
        if page.evaluate("document.documentElement.scrollWidth") > SIZES[size]:
            faults.append(f"{name}: wider than its window")
        faults += [f"{name}: {found['id']}" for found in axe.run(page).response["violations"]]
    return faults


def by_telephone(head: User) -> HeadReview:
    """A review entered for the head by a clerk, who is the head's delegate besides."""
    clerk, at = person(Role.CLERK), now()
    item = make.detainer(at=at - timedelta(hours=4))
    name_delegate(agency=item.agency, delegate=clerk, until=None, by=head, at=at, on=today())
    return record_head_review(
        detainer=item,
        reviewed_by=head,
        manner=HeadReview.Manner.TELEPHONE,
        reviewed_at=at,
        note_text="Spoke at 02:40.",
        by=clerk,
        at=at,
    )


@pytest.mark.parametrize("size", SIZES)
def test_screens_fit_their_window(page, live_server, size):
    page.set_viewport_size({"width": SIZES[size], "height": 900})
    head = person(Role.AGENCY_HEAD)
    at = now()
    waiting = make.detainer(at=at - timedelta(hours=3))
    decided = make.detainer(
        at=at - timedelta(hours=30),
        verification="none",
        person=make.person_values(given_names="Anh"),
    )
    make.decided(decided, at=at - timedelta(hours=1), hold="decline", notify_release="decline")
    make.access(detainer=decided, at=at - timedelta(minutes=30))
    called = by_telephone(head)
    run_due(at=now())
    sign_in(page, live_server, head)
    letter = Notice.objects.filter(detainer=decided).first()
    screens = {
        "home": reverse("desk:home"),
        "detainers": reverse("desk:detainers"),
        "search": reverse("desk:person_search"),
        "detainer-waiting": reverse("desk:detainer", args=[waiting.pk]),
        "detainer-decided": reverse("desk:detainer", args=[decided.pk]),
        "review": reverse("desk:review", args=[waiting.pk]),
        "telephone": reverse("desk:telephone_review", args=[waiting.pk]),
        "telephone-confirm": reverse("desk:review_confirm", args=[called.pk]),
        "telephone-dispute": reverse("desk:review_dispute", args=[called.pk]),
        "decide": reverse("desk:decide", args=[decided.pk]),
        "reply": reverse("desk:reply", args=[decided.pk]),
        "access": reverse("desk:detainer_access_add", args=[decided.pk]),
        "outcome": reverse("desk:outcome", args=[decided.pk]),
        "amend": reverse("desk:amend", args=[decided.pk]),
        "packet": reverse("desk:packet", args=[decided.pk]),
        "accesses": reverse("desk:accesses"),
        "notices": reverse("desk:notices"),
        "notice": reverse("desk:notice", args=[letter.pk]),
        "hand-over": reverse("desk:notice_serve", args=[letter.pk]),
        "trail": reverse("audit_log:agency"),
        "court-order": reverse("desk:order_new", args=[decided.pk]),
        "people": reverse("desk:people"),
        "delegate": reverse("desk:people_delegate"),
    }
    assert faults_on(page, screens, size) == []


@pytest.mark.parametrize("size", SIZES)
def test_entry_fits_its_window(page, live_server, size):
    page.set_viewport_size({"width": SIZES[size], "height": 900})
    clerk = person(Role.CLERK)
    client = typing.signed_in(clerk)
    token = typing.begin(client)
    typing.fill(client, token)
    sign_in(page, live_server, clerk)
    screens = {
        f"entry-{slug}": typing.step_url(token, slug) for slug in (*typing.steps(), "scan", "check")
    }
    assert faults_on(page, screens, size) == []
