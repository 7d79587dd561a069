"""Confirmations make findings verified; court orders about one person bar what they bar, and are
cited.
"""

from datetime import date, timedelta

import pytest

from reports.law.assess import CourtOrderFacts, assess
from reports.law.state import SHIPPED_STATE, Confirmation, LawState
from tests.law.support import facts_of, finding_of

FROM = date(2026, 7, 1)
LATER = date(2026, 8, 1)
ONE_DAY = timedelta(days=1)


class TestConfirmations:
    def test_a_confirmed_rule_is_verified(self):
        state = LawState(confirmations=(Confirmation("hold_needs_a_ground", "A. Lawyer", FROM),))
        assert finding_of("hold", "felony_ab_conviction", state=state).verified
        assert not finding_of("interview", "felony_ab_conviction", state=state).verified

    def test_a_listed_crime_is_verified_only_with_its_list(self):
        rule = Confirmation("hold_needs_a_ground", "A. Lawyer", FROM)
        listed = Confirmation("listed_offenses_2025", "A. Lawyer", FROM)
        assert not finding_of("hold", "listed_offense_conviction", state=LawState((rule,))).verified
        assert finding_of(
            "hold", "listed_offense_conviction", state=LawState((rule, listed))
        ).verified
        for purpose, name in {
            "transfer": "transfer_follows_the_hold",
            "interview": "interview_needs_a_ground",
            "notify_release": "release_messages",
        }.items():
            of_rule = Confirmation(name, "A. Lawyer", FROM)
            assert not finding_of(
                purpose, "listed_offense_conviction", state=LawState((of_rule,))
            ).verified
            assert finding_of(
                purpose, "listed_offense_conviction", state=LawState((of_rule, listed))
            ).verified

    def test_what_a_school_tells_is_verified_only_with_what_it_keeps_confidential(self):
        rule = Confirmation("confidential_information", "A. Lawyer", FROM)
        kept = Confirmation("school_confidential", "A. Lawyer", FROM)
        asked = facts_of("confidential_information", agency_kind="school_police")
        assert not assess(asked, LawState((rule,))).findings[0].verified
        assert assess(asked, LawState((rule, kept))).findings[0].verified

    def test_where_the_act_has_nothing_to_say_that_can_be_confirmed_too(self):
        state = LawState(
            tuple(
                Confirmation(n, "A. Lawyer", FROM) for n in ("agency_not_covered", "before_the_act")
            )
        )
        assert assess(facts_of(agency_kind="other"), state).findings[0].verified
        assert assess(facts_of(on=date(2000, 1, 1)), state).findings[0].verified

    def test_the_latest_confirmation_of_an_entry_counts(self):
        early, late = Confirmation("x", "Early", FROM), Confirmation("x", "Late", LATER)
        assert LawState((late, early)).confirmed["x"] == late
        assert SHIPPED_STATE.confirmed == {}


class TestCourtOrders:
    ORDER = CourtOrderFacts(
        "Doe v. Agency, 26-cv-1", FROM, ("hold",), LATER, "The court barred the hold."
    )

    def assessed(self, day, *orders):
        facts = facts_of("hold", "interview", grounds=("felony_ab_conviction",), on=day)
        return assess(facts, court_orders=orders).findings

    def test_an_order_bars_what_it_bars_and_is_cited(self):
        hold, interview = self.assessed(FROM, self.ORDER)
        assert (hold.outcome, hold.rule, hold.citation) == (
            "prohibited",
            "court_order_bars",
            "Doe v. Agency, 26-cv-1",
        )
        assert hold.reason == "The court barred the hold."
        assert hold.court_orders == ("Doe v. Agency, 26-cv-1",)
        assert hold.verified
        assert hold.as_dict()["court_orders"] == ["Doe v. Agency, 26-cv-1"]
        assert interview == finding_of("interview", "felony_ab_conviction")

    @pytest.mark.parametrize(
        ("day", "barred"),
        [(FROM - ONE_DAY, False), (FROM, True), (LATER, True), (LATER + ONE_DAY, False)],
    )
    def test_it_runs_from_its_first_to_its_last_day(self, day, barred):
        assert bool(self.assessed(day, self.ORDER)[0].court_orders) == barred

    def test_an_order_that_names_no_purpose_bars_all_and_has_no_end_unless_it_says(self):
        order = CourtOrderFacts("Order", FROM)
        assert {finding.outcome for finding in self.assessed(date(2060, 1, 1), order)} == {
            "prohibited"
        }
        assert self.assessed(FROM, order)[0].reason == "A court order about this person bars it."

    def test_the_first_of_several_gives_the_citation(self):
        hold = self.assessed(FROM, self.ORDER, CourtOrderFacts("Second", FROM))[0]
        assert hold.citation == "Doe v. Agency, 26-cv-1"
        assert hold.court_orders == ("Doe v. Agency, 26-cv-1", "Second")
