"""OPM's desk and the agency's half-years at two widths: each fits its window and works with a
screen reader.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.core.clock import now, today
from reports.messaging.models import Digest
from reports.outbox.runner import run_due
from reports.reconciliation.actions import count_federal_file, load_federal_file
from reports.reconciliation.models import FederalFile
from reports.records.holds.actions import place_hold
from reports.training.actions import record_training
from tests.factories import detainers as make
from tests.factories.people import person
from tests.journeys.test_screens import SIZES, faults_on
from tests.journeys.walking import sign_in
from tests.reconciliation.helpers import workbook
from tests.submissions.helpers import a_person, accepted, an_agency, certified, returned

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def half_years() -> dict[str, str]:
    """One submission in each state that matters, and the addresses where they are seen."""
    waiting, back = certified(an_agency("avon"), lines=3), returned(an_agency("berlin"), lines=2)
    certified(an_agency("canton"), lines=0)
    done = accepted(an_agency("danbury"), lines=2)
    run_due(at=now())
    return {
        "opm-review": reverse("opm:review", args=[waiting.pk]),
        "opm-returned": reverse("opm:review", args=[back.pk]),
        "opm-return": reverse("opm:return", args=[waiting.pk]),
        "opm-reopen": reverse("opm:reopen", args=[done.pk]),
    }


@pytest.mark.parametrize("size", SIZES)
def test_opm_screens_fit_their_window(page, live_server, size):
    page.set_viewport_size({"width": SIZES[size], "height": 900})
    reviewer = a_person(Role.OPM_REVIEWER)
    file = load_federal_file(title="October 2025", data=workbook(), by=reviewer, at=now())
    count_federal_file(file=FederalFile.objects.get(pk=file.pk), at=now())
    screens = half_years()
    record_training(
        agency=an_agency("avon"),
        held_on=today(),
        people=3,
        subject="The act in an hour",
        by=a_person(Role.OPM_TRAINING),
        at=now(),
    )
    Digest.objects.create(
        recipient=reviewer, day=today(), outcome="refused", error_code="SMTPRecipientsRefused"
    )
    names = (
        "home",
        "submissions",
        "nil_reports",
        "received_outside",
        "coverage",
        "figures",
        "agency_setup",
        "mail",
        "reconciliation",
        "periods",
    )
    screens |= {f"opm-{name}": reverse(f"opm:{name}") for name in names}
    screens["opm-federal-file"] = reverse("opm:federal_file", args=[file.pk]) + "?show=all"
    screens["opm-missing"] = reverse("opm:missing", args=["2025H1"])
    sign_in(page, live_server, reviewer)
    found = faults_on(page, screens, size)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", SIZES)
def test_the_agencys_half_years_and_succession_fit_their_window(page, live_server, size):
    page.set_viewport_size({"width": SIZES[size], "height": 900})
    head, item = person(Role.AGENCY_HEAD), make.detainer(at=now() - timedelta(hours=3))
    place_hold(person=item.person, detainer=item, by=head, at=now())
    sleeper = person(Role.CLERK)
    User.objects.filter(pk=sleeper.pk).update(deactivated_at=now())
    answered = returned(item.agency, lines=2)
    code = item.agency.code
    screens = {
        "half-years": reverse("submissions:list"),
        "half-year": reverse("submissions:half_year", args=[code, "2025H1"]),
        "half-year-check": reverse("submissions:check", args=[code, "2025H1"]),
        "half-year-version": reverse("submissions:version", args=[answered.pk]),
        "half-year-receipt": reverse("submissions:receipt", args=[answered.pk]),
        "half-year-figures": reverse("submissions:figures", args=[code]),
        "half-year-dispute": reverse("submissions:dispute", args=[code, "2025H1"]),
        "messages": reverse("account:inbox"),
        "hand-over-page": reverse("desk:account_transfer"),
        "holds": reverse("desk:holds"),
        "held-record": reverse("desk:detainer", args=[item.pk]),
        "sleepers": reverse("account:deactivated"),
    }
    sign_in(page, live_server, head)
    found = faults_on(page, screens, size)
    assert not found, "\n".join(found)
