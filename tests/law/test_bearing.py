"""Which grounds bear on what is asked: the rules themselves are asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reports.law import bearing
from reports.law.assess import SHIPPED_STATE, DetainerFacts, assess
from reports.law.bearing import bearing_grounds, names_any_ground
from reports.law.facts import Doubt
from reports.law.state import LawState, Settlement
from reports.law.vocabulary import Outcome


def facts(*grounds: str, **changes: Any) -> DetainerFacts:
    given: dict[str, Any] = {"on": date(2026, 3, 2), "agency_kind": "municipal_police"} | changes
    return DetainerFacts(purposes=("hold",), grounds=grounds, **given)


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


def test_a_ground_that_is_in_doubt_bears_all_the_same():
    doubted = facts(
        "listed_offense_conviction",
        doubts=(Doubt("listed_offense_conviction", "copy_contradicts"),),
    )
    assert bearing_grounds(doubted, "transfer", SHIPPED_STATE) == ("listed_offense_conviction",)


@pytest.mark.parametrize("changes", [{"on": date(2000, 1, 1)}, {"agency_kind": "other"}])
def test_before_the_act_and_beside_it_no_ground_bears(changes):
    assert bearing_grounds(facts("judicial_warrant", **changes), "hold", SHIPPED_STATE) == ()


def test_the_law_is_asked_as_it_was_settled():
    settled = Settlement(
        "S1",
        "Q8",
        "D. Conn. 26-cv-1",
        "A. Judge",
        date(2026, 1, 1),
        outcome=Outcome.NO_RULE,
        rule="hold_needs_a_ground",
    )
    on_record = facts("judicial_warrant")
    assert bearing_grounds(on_record, "hold", SHIPPED_STATE) == ("judicial_warrant",)
    assert bearing_grounds(on_record, "hold", LawState(settlements=(settled,))) == ()


def test_the_same_question_about_another_detainer_is_answered_from_memory(monkeypatch):
    asked = []

    def counted(*given):
        asked.append(given)
        return assess(*given)

    monkeypatch.setattr(bearing, "assess", counted)
    assert names_any_ground(facts(on=date(2026, 3, 9)), "hold", SHIPPED_STATE)
    first = len(asked)
    other = facts(
        "judicial_warrant", on=date(2026, 3, 9), id="2", doubts=(Doubt("judicial_warrant", "x"),)
    )
    assert names_any_ground(other, "hold", SHIPPED_STATE)
    assert len(asked) == first > 0
