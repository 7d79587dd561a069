"""Which grounds bear on what is asked: the rules themselves are asked."""

from __future__ import annotations

from datetime import date

import pytest

from reports.law.assess import SHIPPED_STATE, DetainerFacts
from reports.law.bearing import bearing_grounds, names_any_ground


def facts(*grounds: str) -> DetainerFacts:
    return DetainerFacts(
        on=date(2026, 3, 2), agency_kind="municipal_police", purposes=("hold",), grounds=grounds
    )


@pytest.mark.parametrize(
    ("purpose", "bearing"),
    [
        ("hold", ("judicial_warrant", "felony_ab_conviction")),
        ("notify_release", ("judicial_warrant", "felony_ab_conviction")),
        ("interview", ("felony_ab_conviction",)),
        ("confidential_information", ("written_consent",)),
        ("arrest_on_administrative_warrant", ()),
    ],
)
def test_a_ground_bears_on_what_it_changes(purpose, bearing):
    on_record = facts(
        "judicial_warrant",
        "felony_ab_conviction",
        "written_consent",
        "administrative_warrant",
        "charged_or_arrested",
    )
    found = bearing_grounds(on_record, purpose, SHIPPED_STATE)
    assert set(bearing) <= set(found)
    assert "charged_or_arrested" not in found
    assert "administrative_warrant" not in found


def test_some_bans_name_no_ground_at_all():
    assert names_any_ground(facts(), "hold", SHIPPED_STATE)
    assert not names_any_ground(facts(), "arrest_on_administrative_warrant", SHIPPED_STATE)
