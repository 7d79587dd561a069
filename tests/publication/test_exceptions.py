"""Why an edition is refused, said to whoever tries."""

from __future__ import annotations

import pytest

from reports.core.refusals import StateRefused
from reports.publication.exceptions import NeverRequested
from reports.publication.policies import check_all_were_requested
from reports.submissions.content import AgencyCoverage
from tests.factories.people import agency


@pytest.mark.django_db(transaction=True)
def test_an_edition_that_names_a_town_never_requested_is_refused():
    agency("darien")
    row = AgencyCoverage("2025H2", "darien", "Darien", "municipal_police", "missing")
    with pytest.raises(NeverRequested, match=r"darien \(2025H2\).*Open the half-year"):
        check_all_were_requested([row])
    assert issubclass(NeverRequested, StateRefused)
