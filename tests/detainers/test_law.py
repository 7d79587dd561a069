"""Between record and law: erased convictions, questions that convictions raise, what reads
otherwise later.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reports.accounts.roles import Role
from reports.detainers.assessment import law_changes_since, stored_assessment
from reports.detainers.convictions import convictions_of, grounds_without_facts
from reports.detainers.values import ConvictionValues
from reports.law.assess import conditions_of
from reports.lawbook.actions import approve, propose
from reports.lawbook.models import OverlayDateRecord, SettlementRecord
from reports.lawbook.queries import law_state
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOW = make.NOW
BURGLARY = ConvictionValues(
    offense="Burglary, first degree",
    section="53a-101",
    offense_class="B",
    offense_on=date(2018, 6, 1),
)
JUDGES = ("judicial_warrant",)
LARCENY = ConvictionValues(offense="Larceny, first degree", section="53a-122", offense_class="C")


def outcomes(item):
    return [finding.outcome for finding in stored_assessment(item.assessments.latest()).findings]


def test_a_conviction_from_elsewhere_raises_its_question_on_the_kept_assessment():
    item = make.detainer(
        grounds=(),
        convictions=(
            ConvictionValues(offense="Burglary", section="PL 140", offense_class="C", state="NY"),
        ),
    )
    hold = stored_assessment(item.assessments.latest()).findings[0]
    assert (hold.outcome, hold.questions) == ("prohibited", ("Q4", "Q6", "Q8"))


@pytest.mark.parametrize(
    "changes", [{"offense_on": None}, {"offense_class": "A"}, {"state": "NY"}, {"section": ""}]
)
def test_a_conviction_whose_class_is_in_doubt_leaves_the_hold_unsettled_and_stays_so(changes):
    item = make.detainer(grounds=(), convictions=(replace(BURGLARY, **changes),))
    record = item.assessments.latest()
    hold = stored_assessment(record).findings[0]
    assert (hold.outcome, hold.questions) == ("unsettled", ("Q4", "Q6", "Q8"))
    assert record.facts["doubts"][0]["ground"] == "felony_ab_conviction"
    assert law_changes_since(record, law_state(), on=NOW.date()) == ()


def test_facts_kept_before_doubts_were_known_are_still_read():
    item = make.detainer(in_custody=None, release_due_at=None)
    record = item.assessments.latest()
    assert set(record.facts) == {"on", "agency_kind", "purposes", "grounds", "minor", "form"}
    assert law_changes_since(record, law_state(), on=NOW.date()) == ()


def test_what_the_judgment_was_found_to_say_is_kept_sealed_with_the_conviction():
    (key, words), *_ = conditions_of("53a-72b")
    assert words == "victim under 16"
    looked_up = replace(
        BURGLARY, section="53a-72b", inchoate="attempt", confirmed=(key,), is_juvenile=True
    )
    item = make.detainer(grounds=(), convictions=(looked_up,))
    assert convictions_of(item) == (looked_up,)
    completed = replace(looked_up, inchoate="", is_juvenile=False)
    item = make.detainer(grounds=(), convictions=(completed,))
    assert convictions_of(item) == (completed,)
    assert outcomes(item)[0] == "not_prohibited"


def test_a_ground_that_nothing_on_record_shows_is_named():
    stated = ("felony_ab_conviction", "other_felony_conviction", "judicial_warrant")
    bare = make.detainer(grounds=stated, convictions=(), warrant="judicial", papers=JUDGES)
    assert grounds_without_facts(bare) == stated
    shown = make.detainer(
        grounds=stated,
        convictions=(BURGLARY, LARCENY),
        warrant="judicial",
        papers=JUDGES,
        warrant_court="Superior Court",
    )
    assert grounds_without_facts(shown) == ()
    assert grounds_without_facts(make.detainer(grounds=(), convictions=())) == ()


def settle():
    proposal = SettlementRecord(
        question="Q2",
        citation="Opinion 2026-1",
        decided_by="Attorney General",
        from_on=NOW.date(),
        purposes=["notify_release"],
        grounds=["felony_ab_conviction"],
        outcome="not_prohibited",
    )
    first, second = (
        person(Role.OPM_LEGAL, email="a@opm.example"),
        person(Role.OPM_LEGAL, email="b@opm.example"),
    )
    approve(propose(proposal, by=first, at=NOW), by=second, at=NOW)


def test_a_settlement_leaves_what_was_assessed_and_says_what_reads_otherwise():
    item = make.detainer()
    record = item.assessments.latest()
    assert law_changes_since(record, law_state(), on=NOW.date()) == ()
    settle()
    assert outcomes(item) == ["not_prohibited", "unsettled"]
    (change,) = law_changes_since(record, law_state(), on=NOW.date())
    assert (change.purpose, change.before.outcome, change.now.outcome) == (
        "notify_release",
        "unsettled",
        "not_prohibited",
    )
    assert change.now.citation.endswith("Opinion 2026-1")
    assert law_changes_since(record, law_state(), on=NOW.date() - timedelta(days=1)) == ()


def test_the_next_decision_applies_and_cites_the_settlement():
    item = make.detainer()
    settle()
    decision = make.decided(item)
    line = decision.lines.get(purpose="notify_release")
    assert line.finding_outcome == "not_prohibited"
    assert line.citation.endswith("Opinion 2026-1")


def test_an_overlay_dated_later_does_not_reach_back():
    item = make.detainer(purposes=("address_information",), grounds=(), convictions=())
    dated = OverlayDateRecord(overlay="O1", effective_on=date(2026, 4, 1), citation="PA 25-0")
    first, second = (
        person(Role.OPM_LEGAL, email="a@opm.example"),
        person(Role.OPM_LEGAL, email="b@opm.example"),
    )
    approve(propose(dated, by=first, at=NOW), by=second, at=NOW)
    record = item.assessments.latest()
    assert [c.now.outcome for c in law_changes_since(record, law_state(), on=date(2026, 4, 1))] == [
        "prohibited"
    ]
