"""The publication desk at two widths, as each of its people: every screen fits and works with a
screen reader.
"""

from __future__ import annotations

import pytest

from reports.accounts.roles import Role
from reports.core.clock import now, today
from reports.imports.history.actions import store_upload
from reports.publication.actions.propose import propose
from reports.publication.actions.thresholds import set_threshold
from tests.factories.people import agency, person
from tests.journeys.test_screens import SIZES, faults_on
from tests.journeys.walking import sign_in
from tests.publication.stored import load
from tests.publication.worlds import make_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SHEET = b"Town,Half,Race\nSome Police,First half 2024,White\na01,2024H2,W\n"


@pytest.mark.parametrize("size", SIZES)
def test_the_publication_desk_fits_its_window(page, live_server, transactional_db, tmp_path, size):
    page.set_viewport_size({"width": SIZES[size], "height": 900})
    load(make_world(12, agencies=8, busy=0.6, halves=("2025H1",)), tmp_path, through="2025H1")
    publisher, legal, reviewer = (
        person(Role.OPM_PUBLISHER),
        person(Role.OPM_LEGAL),
        person(Role.OPM_REVIEWER),
    )
    head = person(Role.AGENCY_HEAD, at_agency=agency("a01"))
    set_threshold(value=6, reason="As agreed.", by=legal, at=now(), on=today())
    edition = propose(half_year="2025H1", by=publisher, at=now(), on=today())
    sheet = store_upload(data=SHEET, by=reviewer, at=now(), on=today())
    desk = f"/opm/editions/{edition.pk}/"
    walks = {
        publisher: (
            "/opm/editions/",
            "/opm/editions/propose/",
            "/opm/editions/spanish/",
            "/opm/editions/already-public/",
            "/opm/editions/cost/",
            desk,
            f"{desk}figures/",
        ),
        legal: ("/opm/editions/threshold/", f"{desk}exception/"),
        reviewer: ("/opm/editions/history/", f"/opm/editions/history/{sheet.pk}/"),
        head: (f"/desk/previews/a01/{edition.pk}/", "/desk/previews/a01/process/"),
    }
    faults: list[str] = []
    for who, addresses in walks.items():
        sign_in(page, live_server, who)
        screens = {
            f"editions-{address.strip('/').replace('/', '-')[:50]}": address
            for address in addresses
        }
        faults += faults_on(page, screens, size)
    assert faults == []
