"""Settlements, injunctions, effective dates, confirmations, court orders: applied from their day,
and cited.
"""

from datetime import date, timedelta

from reports.law.assess import Assessment, CourtOrderFacts, assess
from reports.law.connecticut import CONNECTICUT
from reports.law.engine.evaluation import change_days
from reports.law.state import (
    SHIPPED_STATE,
    Confirmation,
    LawState,
    Offense,
    OffenseList,
    OverlayDate,
    Settlement,
)
from reports.law.vocabulary import Outcome
from tests.law.support import DAY_2019, DAY_2025, facts_of, finding_of

FROM = date(2026, 7, 1)
LATER = date(2026, 8, 1)
ONE_DAY = timedelta(days=1)


def settled(**changed):
    given = {
        "id": "S1",
        "question": "Q2",
        "citation": "Opinion of 2026-06-20",
        "decided_by": "attorney_general",
        "from_on": FROM,
        "purposes": ("notify_release",),
        "grounds": ("felony_ab_conviction",),
        "outcome": Outcome.NOT_PROHIBITED,
        "note": "The grounds for holds apply to messages.",
    }
    return Settlement(**(given | changed))


def with_settlements(*settlements):
    return LawState(settlements=settlements)


def test_a_settlement_applies_from_its_day_and_is_cited():
    state = with_settlements(settled())
    before = finding_of("notify_release", "felony_ab_conviction", on=FROM - ONE_DAY, state=state)
    assert before == finding_of("notify_release", "felony_ab_conviction", on=FROM - ONE_DAY)
    after = finding_of("notify_release", "felony_ab_conviction", on=FROM, state=state)
    assert after.outcome == "not_prohibited"
    assert after.citation == "54-192h(b)(1)(B); Opinion of 2026-06-20"
    assert after.reason == "The grounds for holds apply to messages."
    assert after.questions == ("Q6", "Q8")
    assert after.settlements == ("S1",)
    assert after.as_dict()["settlements"] == ["S1"]


def test_a_settlement_ends_after_its_last_day():
    state = with_settlements(settled(until_on=LATER))
    assert finding_of(
        "notify_release", "felony_ab_conviction", on=LATER, state=state
    ).settlements == ("S1",)
    assert (
        finding_of(
            "notify_release", "felony_ab_conviction", on=LATER + ONE_DAY, state=state
        ).settlements
        == ()
    )


def test_a_settlement_of_one_day_holds_on_that_day():
    state = with_settlements(settled(until_on=FROM))
    assert finding_of(
        "notify_release", "felony_ab_conviction", on=FROM, state=state
    ).settlements == ("S1",)
    assert (
        finding_of(
            "notify_release", "felony_ab_conviction", on=FROM + ONE_DAY, state=state
        ).settlements
        == ()
    )


def test_an_assessment_under_settlements_and_orders_is_read_back_as_it_was_kept():
    facts = facts_of("notify_release", "interview", grounds=("felony_ab_conviction",), on=FROM)
    order = CourtOrderFacts("Order", FROM, ("interview",))
    confirmed = LawState((Confirmation("interview_needs_a_ground", "A. Lawyer", FROM),))
    for assessment in (
        assess(facts, confirmed),
        assess(facts, with_settlements(settled()), court_orders=(order,)),
        assess(facts_of("interview", on=FROM)),
    ):
        assert Assessment.from_dict(assessment.as_dict()) == assessment


def test_a_settlement_reaches_only_what_it_names():
    state = with_settlements(settled())
    for purpose, ground in [
        ("notify_release", "judicial_warrant"),
        ("custody_status", "felony_ab_conviction"),
    ]:
        assert finding_of(purpose, ground, on=FROM, state=state) == finding_of(
            purpose, ground, on=FROM
        )


def test_a_settlement_speaks_only_where_its_question_arises():
    state = with_settlements(settled(question="Q5"))
    changed = finding_of("notify_release", "felony_ab_conviction", on=FROM, state=state)
    assert changed == finding_of("notify_release", "felony_ab_conviction", on=FROM)


def test_without_an_outcome_it_closes_the_question_and_leaves_the_reading():
    state = with_settlements(settled(question="Q8", purposes=(), grounds=(), outcome=None, note=""))
    finding = finding_of("hold", "felony_ab_conviction", on=FROM, state=state)
    assert (finding.outcome, finding.questions) == ("not_prohibited", ("Q6",))
    assert finding.reason == finding_of("hold", "felony_ab_conviction").reason
    assert finding.citation == "54-192h(b)(1)(A)(ii); Opinion of 2026-06-20"


def test_a_settled_case_with_no_ground_is_named_none():
    state = with_settlements(
        settled(
            question="Q1",
            purposes=("custody_status",),
            grounds=("none",),
            outcome=Outcome.UNSETTLED,
        )
    )
    assert finding_of("custody_status", on=FROM, state=state).outcome == "unsettled"
    assert finding_of("custody_status", "judicial_warrant", on=FROM, state=state).settlements == ()


def test_a_question_between_grounds_can_make_the_outcome_stricter_with_the_citation():
    state = with_settlements(settled(question="Q4", purposes=("hold",), outcome=Outcome.PROHIBITED))
    both = finding_of(
        "hold", "felony_ab_conviction", "administrative_warrant", on=FROM, state=state
    )
    assert both.outcome == "prohibited"
    assert both.citation == "54-192h(b)(1)(A)(ii); Opinion of 2026-06-20"
    assert both.questions == ("Q6", "Q8")
    assert both.settlements == ("S1",)
    assert (
        finding_of("hold", "felony_ab_conviction", on=FROM, state=state).outcome == "not_prohibited"
    )
    other = finding_of(
        "hold", "terrorist_database_match", "administrative_warrant", on=FROM, state=state
    )
    assert (other.outcome, other.questions) == ("not_prohibited", ("Q4", "Q7"))
    later = finding_of(
        "hold", "felony_ab_conviction", "administrative_warrant", on=FROM - ONE_DAY, state=state
    )
    assert later.questions == ("Q4", "Q6", "Q8")


def test_a_question_closed_between_grounds_is_closed_though_one_of_them_raises_it():
    state = with_settlements(
        settled(question="Q4", purposes=(), grounds=("charged_or_arrested",), outcome=None)
    )
    closed = finding_of(
        "hold", "administrative_warrant", "charged_or_arrested", on=FROM, state=state
    )
    assert (closed.questions, closed.settlements) == ((), ("S1",))
    assert finding_of("hold", "administrative_warrant", on=FROM, state=state).questions == ("Q4",)


def test_a_question_between_grounds_can_be_closed():
    state = with_settlements(settled(question="Q4", purposes=(), grounds=(), outcome=None))
    both = finding_of(
        "hold", "felony_ab_conviction", "administrative_warrant", on=FROM, state=state
    )
    assert (both.outcome, both.questions, both.settlements) == (
        "not_prohibited",
        ("Q6", "Q8"),
        ("S1",),
    )


def test_an_enjoined_rule_gives_the_outcome_of_the_injunction():
    state = with_settlements(
        settled(
            question="Q11",
            rule="hold_needs_a_ground",
            purposes=(),
            grounds=(),
            outcome=Outcome.NO_RULE,
        )
    )
    finding = finding_of("hold", on=FROM, state=state)
    assert (finding.outcome, finding.settlements) == ("no_rule", ("S1",))
    assert finding_of("interview", on=FROM, state=state).settlements == ()


def test_of_two_settlements_the_later_in_the_list_holds_and_both_are_cited():
    state = with_settlements(
        settled(),
        settled(id="S2", question="Q8", outcome=Outcome.PROHIBITED, citation="Decision", note=""),
    )
    finding = finding_of("notify_release", "felony_ab_conviction", on=FROM, state=state)
    assert (finding.outcome, finding.settlements) == ("prohibited", ("S1", "S2"))
    assert finding.citation == "54-192h(b)(1)(B); Opinion of 2026-06-20; Decision"
    assert finding.reason == "The grounds for holds apply to messages."


def test_grounds_settled_apart_are_both_cited_by_their_settlements():
    other = settled(id="S2", grounds=("judicial_warrant",), citation="Another opinion")
    state = with_settlements(settled(), other)
    both = finding_of(
        "notify_release", "felony_ab_conviction", "judicial_warrant", on=FROM, state=state
    )
    assert both.settlements == ("S2", "S1")
    assert both.citation == "54-192h(b)(1)(B); Another opinion"


def test_settled_grounds_and_others_are_combined_as_ever():
    state = with_settlements(settled())
    finding = finding_of(
        "notify_release", "felony_ab_conviction", "judicial_warrant", on=FROM, state=state
    )
    assert (finding.outcome, finding.questions) == ("not_prohibited", ("Q6", "Q8"))


def test_what_counts_as_a_detainer_can_be_settled():
    answer = settled(
        question="Q1", purposes=("interview",), grounds=(), outcome=None, is_detainer=False
    )
    state = with_settlements(answer)
    assessment = assess(facts_of("interview", on=FROM), state)
    assert (assessment.is_detainer, assessment.duties) == (False, ())
    assert assess(facts_of("interview", on=FROM - ONE_DAY), state).is_detainer
    both = assess(facts_of("interview", "custody_status", on=FROM), state)
    assert both.duties[0].questions == ("Q1",)
    assert assess(facts_of("interview", "hold", on=FROM), state).is_detainer


def test_a_yes_to_what_counts_as_a_detainer_takes_the_doubt_from_the_duty():
    answer = settled(
        question="Q1", purposes=("interview",), grounds=(), outcome=None, is_detainer=True
    )
    state = with_settlements(answer)
    assert assess(facts_of("interview", on=FROM), state).duties[0].questions == ()
    assert assess(facts_of("interview", "custody_status", on=FROM), state).duties[0].questions == (
        "Q1",
    )


def test_a_question_closed_whatever_the_grounds_is_closed_for_the_duty_too():
    closed = settled(question="Q1", purposes=("interview",), grounds=(), outcome=None)
    assert (
        assess(facts_of("interview", on=FROM), with_settlements(closed)).duties[0].questions == ()
    )
    for other in (
        settled(question="Q1", purposes=("interview",)),
        settled(question="Q2", grounds=()),
    ):
        state = with_settlements(other)
        assert assess(facts_of("interview", on=FROM), state).duties[0].questions == ("Q1",)


def test_the_latest_answer_on_what_counts_as_a_detainer_holds():
    no = settled(
        question="Q1", purposes=("interview",), grounds=(), outcome=None, is_detainer=False
    )
    yes = settled(id="S2", question="Q1", purposes=(), grounds=(), outcome=None, is_detainer=True)
    assert assess(facts_of("interview", on=FROM), with_settlements(no, yes)).is_detainer
    assert not assess(facts_of("interview", on=FROM), with_settlements(yes, no)).is_detainer


class TestOverlays:
    """HB 8004 over the address rule, before and after somebody finds its effective date."""

    @staticmethod
    def dated(day):
        return LawState(overlay_dates=(OverlayDate("O1", day, "PA 25-999"),))

    def test_it_is_named_where_it_may_be_in_force_and_bears_on_the_purpose(self):
        def overlays(purpose, day):
            return assess(facts_of(purpose, on=day)).overlays

        for purpose in (
            "address_information",
            "supervision_information",
            "confidential_information",
        ):
            assert overlays(purpose, date(2025, 11, 12)) == ("O1",)
            assert overlays(purpose, date(2025, 11, 11)) == ()
        assert overlays("hold", DAY_2025) == ()
        assert assess(facts_of("hold", "address_information")).overlays == ("O1",)

    def test_until_its_date_is_known_the_2025_act_is_unsettled_on_addresses(self):
        for day in (date(2025, 10, 1), DAY_2025):
            assert finding_of("address_information", on=day).outcome == "unsettled"
        assert finding_of("address_information", "written_consent").outcome == "not_prohibited"

    def test_once_known_it_forbids_from_its_day_with_its_exceptions(self):
        state = self.dated(FROM)
        assert (
            finding_of("address_information", on=FROM - ONE_DAY, state=state).outcome
            == "not_prohibited"
        )
        assert (
            finding_of("address_information", on=FROM - ONE_DAY, state=state).citation
            == "54-192h(a)(6)(C)"
        )
        after = finding_of("address_information", on=FROM, state=state)
        assert (after.outcome, after.citation) == ("prohibited", "54-192h(a)(6)(C); HB 8004 (2025)")
        for ground, outcome in {
            "written_consent": "not_prohibited",
            "required_by_law": "not_prohibited",
            "terrorism_investigation": "unsettled",
            "judicial_warrant": "prohibited",
        }.items():
            assert (
                finding_of("address_information", ground, on=FROM, state=state).outcome == outcome
            )

    def test_it_is_not_named_before_the_day_that_was_found(self):
        state = self.dated(FROM)
        assert assess(facts_of("address_information", on=FROM - ONE_DAY), state).overlays == ()
        assert assess(facts_of("address_information", on=FROM), state).overlays == ("O1",)

    def test_the_2019_act_is_not_touched(self):
        assert (
            finding_of("address_information", on=DAY_2019, state=self.dated(FROM)).outcome
            == "not_prohibited"
        )

    def test_a_corrected_date_replaces_the_one_before(self):
        dates = (OverlayDate("O1", FROM, "x"), OverlayDate("O1", LATER, "y"))
        state = LawState(overlay_dates=dates)
        assert finding_of("address_information", on=FROM, state=state).outcome == "not_prohibited"
        assert finding_of("address_information", on=LATER, state=state).outcome == "prohibited"


def test_the_days_of_change_are_those_of_versions_overlays_and_the_state():
    shipped = [
        date(2014, 1, 1),
        date(2019, 10, 1),
        date(2021, 7, 1),
        date(2025, 10, 1),
        date(2025, 11, 12),
        date(2026, 5, 4),
    ]
    assert change_days(CONNECTICUT, SHIPPED_STATE) == shipped
    state = LawState(
        settlements=(settled(until_on=LATER),),
        overlay_dates=(OverlayDate("O1", date(2026, 1, 1), "x"),),
    )
    assert change_days(CONNECTICUT, state) == sorted(
        [*shipped, FROM, LATER + ONE_DAY, date(2026, 1, 1)]
    )
    assert change_days(CONNECTICUT, with_settlements(settled(until_on=date.max)))[-1] == date.max


def test_a_state_is_named_by_its_content():
    assert SHIPPED_STATE.id == LawState().id
    assert (
        len(
            {
                SHIPPED_STATE.id,
                with_settlements(settled()).id,
                with_settlements(settled(id="S2")).id,
            }
        )
        == 3
    )
    assert len(SHIPPED_STATE.id) == 16
    assert hash(SHIPPED_STATE) != hash(with_settlements(settled()))


def test_the_list_of_2025_ships_empty_and_one_can_be_kept():
    assert SHIPPED_STATE.offense_list("listed_offenses_2025") == OffenseList(
        "listed_offenses_2025", ()
    )
    kept = OffenseList("listed_offenses_2025", (Offense("53a-0"),))
    assert LawState(lists=(OffenseList("other"), kept)).offense_list("listed_offenses_2025") == kept
