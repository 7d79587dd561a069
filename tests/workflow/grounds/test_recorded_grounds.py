"""What the written reason says of the record: as recorded, still on record, and fit to print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports.detainers.models import Detainer
from reports.detainers.values import ConvictionValues
from reports.notices.models import Notice
from reports.workflow.grounds.recorded_grounds import _printed
from tests.factories.detainers import access, decided, detainer, person_values
from tests.factories.detainers import told as tell
from tests.notices.spoken import spoken_text

pytestmark = pytest.mark.django_db

BURGLARY = ConvictionValues(
    offense="Burglary, first degree",
    section="53a-101",
    offense_class="B",
    offense_on=date(2018, 6, 1),
    convicted_on="2019-05-14",
    court="Superior Court, Hartford",
    docket="HHD-CR18-0000001-T",
    source="Judicial Branch look-up",
    checked_on=date(2026, 3, 1),
)
WARRANT: dict[str, Any] = {
    "grounds": (),
    "convictions": (),
    "warrant": "judicial",
    "papers": ("judicial_warrant",),
    "warrant_court": "United States District Court",
    "warrant_docket": "3:26-mj-1",
    "warrant_signer": "A. Example",
    "warrant_state": "US",
    "warrant_issued_on": date(2026, 2, 27),
    "warrant_person": "María José Nuñez-Đặng",
    "warrant_is_for": "this_person",
    "warrant_commands": "arrest",
}


def told(*, choice: str = "comply", reason: str = "", **changes: Any) -> Detainer:
    """A record under which ICE was told of the release after the decision."""
    item = detainer(**{"convictions": (BURGLARY,)} | changes)
    decided(item, choice=choice)
    tell(item, reason=reason)
    return item


def said(item: Detainer, kind: str = "N2", lang: str = "en") -> str:
    notice = Notice.objects.with_content().live().get(detainer=item, kind=kind)
    return spoken_text(notice.words, lang=lang)


def test_the_written_reason_gives_the_conviction_as_recorded():
    text = said(told())
    for words in (
        "convicted of a felony of class A or B",
        "Crime: Burglary, first degree (53a-101)",
        "Day of the judgment: May 14, 2019",
        "Case number: HHD-CR18-0000001-T",
        "As checked on March 1, 2026.",
        "We weighed the request and the record.",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("court", "state", "printed"),
    [
        ("Superior Court, Hartford", "", "Superior Court, Hartford"),
        ("Superior Court, Hartford", "CT", "Superior Court, Hartford"),
        ("County Court", "NY", "County Court, NY"),
        ("", "NY", "NY"),
    ],
)
def test_the_court_of_another_state_is_printed_with_its_state(court, state, printed):
    assert _printed(replace(BURGLARY, court=court, state=state)).court == printed


def test_a_judges_warrant_is_given_as_recorded_and_the_name_on_it_is_not_printed():
    text = said(told(**WARRANT))
    assert "We have on record a warrant that a judge signed." in text
    assert "Judge: A. Example" in text
    assert "The warrant names you." in text
    other = WARRANT | {
        "warrant_person": "Quentin Other",
        "warrant_is_for": "another_person",
        "is_warrant_seen": True,
    }
    text = said(told(**other))
    assert "The warrant names another person." in text
    assert "It is not clear if this counts under the law." in text
    assert "Quentin" not in text


def test_a_sealed_warrant_is_not_named():
    text = said(told(**WARRANT | {"is_warrant_sealed": True}))
    assert "There is something on record that we do not print here." in text
    assert "warrant" not in text.lower()
    assert "(A)(i)" not in text


@pytest.mark.parametrize("mark", ["is_juvenile", "is_minor"])
def test_a_juvenile_matter_is_not_named(mark):
    is_minor = mark == "is_minor"
    conviction = BURGLARY if is_minor else replace(BURGLARY, is_juvenile=True)
    born = date(2009, 7, 14) if is_minor else date(1991, 7, 14)
    item = told(
        convictions=(conviction,),
        is_minor=is_minor,
        person=person_values(date_of_birth=born),
    )
    for kind in ("N2", "N2C", "N1I"):
        text = said(item, kind)
        assert "Burglary" not in text
        assert "convicted" not in text
        assert "(A)(ii)" not in text


def test_an_erased_conviction_is_neither_used_nor_named():
    erased = (replace(BURGLARY, is_erased=True),)
    item = told(choice="decline", reason="By mistake.", convictions=erased, grounds=())
    for kind in ("N1", "N1I", "N2", "N2C"):
        text = said(item, kind)
        assert "Burglary" not in text
        assert "convicted" not in text


def test_a_stated_ground_without_facts_is_told_without_any():
    text = said(told(convictions=(), grounds=("felony_ab_conviction",)))
    assert "convicted of a felony of class A or B" in text
    assert "Crime:" not in text


def test_no_ground_on_record_is_said_where_the_act_names_some():
    item = detainer(convictions=(), grounds=(), purposes=("hold",))
    decided(item, choice="decline")
    assert "none of the grounds that this law names" in said(item, "N1I")


def test_a_terrorist_ground_of_the_decision_keeps_the_reason_back_after_it_was_taken_out():
    item = detainer(grounds=("terrorist_database_match",), convictions=())
    decided(item, choice="comply")
    Detainer.objects.filter(pk=item.pk).update(grounds=[])
    access(detainer=Detainer.objects.with_person().get(pk=item.pk), kind="B")
    text = said(item)
    assert "We will give you the reason in writing in another letter." in text
    assert "We weighed" not in text
