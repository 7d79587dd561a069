"""One edition on OPM's screen: what it says, what can be done from here, its figures."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core import clock
from reports.publication.actions.propose import propose
from reports.publication.actions.thresholds import set_threshold
from reports.submissions.actions.import_accepted import import_accepted
from reports.submissions.content import ReportLine
from tests.factories.people import agency, person
from tests.web.desk.typing import signed_in

pytestmark = pytest.mark.django_db
HALF = "2025H1"


@pytest.fixture
def publisher():
    return person(Role.OPM_PUBLISHER)


@pytest.fixture
def proposal(publisher):
    agency("avon")
    lines = [
        ReportLine(date(2025, 2, 3), "D", "other", "W", "H", "F", 30, f"p{number}")
        for number in range(8)
    ]
    import_accepted(groups={("avon", HALF): lines}, at=clock.now())
    on = clock.today()
    set_threshold(value=6, reason="As agreed.", by=person(Role.OPM_LEGAL), at=clock.now(), on=on)
    return propose(half_year=HALF, by=publisher, at=clock.now(), on=on)


def page(browser, name, edition) -> str:
    answer = browser.get(reverse(f"editions:{name}", args=[edition.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_proposal_says_who_proposed_it_and_what_waits(publisher, proposal):
    shown = page(signed_in(publisher), "edition", proposal)
    for words in ("Proposed edition", publisher.name, "not yet", proposal.content_sha256):
        assert words in shown
    assert "Approve as a checker" in shown
    assert "Withdraw" not in shown


def test_its_figures_are_built_anew(publisher, proposal):
    shown = page(signed_in(publisher), "figures", proposal)
    assert "Figures as published" in shown


def test_a_stranger_and_an_unknown_edition(proposal, publisher):
    address = reverse("editions:edition", args=[proposal.pk])
    assert signed_in(person(Role.CLERK)).get(address).status_code == 403
    unknown = reverse("editions:edition", args=["00000000-0000-4000-8000-000000000000"])
    assert signed_in(publisher).get(unknown).status_code == 404
