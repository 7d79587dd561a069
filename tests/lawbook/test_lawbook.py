"""What OPM's lawyers establish, and what it changes."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import IntegrityError, transaction

from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.law.assess import JURISDICTION, assess, parse_facts
from reports.law.register.entry_text import fingerprints
from reports.law.register.state_json import load_state
from reports.lawbook.actions import approve, confirm_entry, propose, withdraw, withdraw_confirmation
from reports.lawbook.models import (
    OffenseEntry,
    OverlayDateRecord,
    RuleConfirmation,
    SettlementRecord,
)
from reports.lawbook.queries import (
    WaitingProposal,
    law_state,
    missing_offenses,
    outdated_entries,
    read_state,
    waiting_proposals,
)
from reports.lawbook.startup_check import refuse_unconfirmed_law
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
KNOWN = frozenset(entry.name for entry in JURISDICTION.register)
HOLD = {
    "on": "2026-03-01",
    "agency_kind": "municipal_police",
    "purposes": ["hold"],
    "grounds": ["felony_ab_conviction"],
}


def lawyer(name: str = "legal") -> User:
    return person(Role.OPM_LEGAL, email=f"{name}@opm.example")


def settlement(**changes) -> SettlementRecord:
    values = {
        "question": "Q2",
        "citation": "Opinion of the Attorney General 2026-1",
        "decided_by": "Attorney General",
        "from_on": date(2026, 2, 1),
        "purposes": ["notify_release"],
        "grounds": ["felony_ab_conviction"],
        "outcome": "not_prohibited",
    } | changes
    return SettlementRecord(**values)


def outcome_of(on: str, purpose: str = "notify_release") -> str:
    facts = parse_facts(HOLD | {"on": on, "purposes": [purpose]})
    return assess(facts, law_state()).findings[0].outcome


def test_nothing_is_established_until_somebody_does_it():
    assert law_state() == read_state()
    assert not law_state().confirmations


def test_a_confirmation_verifies_the_rule_and_can_be_withdrawn():
    rule = assess(parse_facts(HOLD), law_state()).findings[0].rule
    confirmation = confirm_entry(
        entry=rule, known=KNOWN, compared_on=NOW.date(), note="read", by=lawyer(), at=NOW
    )
    assert assess(parse_facts(HOLD), law_state()).findings[0].verified
    with pytest.raises(Conflict):
        confirm_entry(entry=rule, known=KNOWN, compared_on=NOW.date(), note="", by=lawyer(), at=NOW)
    withdraw_confirmation(confirmation=confirmation, by=lawyer(), at=NOW)
    assert not assess(parse_facts(HOLD), law_state()).findings[0].verified


def test_what_is_not_in_the_register_cannot_be_confirmed():
    with pytest.raises(StateRefused):
        confirm_entry(
            entry="invented", known=KNOWN, compared_on=NOW.date(), note="", by=lawyer(), at=NOW
        )


def test_a_settlement_takes_two_lawyers_and_works_from_its_day():
    first, second = lawyer(), lawyer("legal2")
    proposal = propose(settlement(), by=first, at=NOW)
    assert outcome_of("2026-03-01") == "unsettled"
    with pytest.raises(StateRefused, match="two pairs of eyes"):
        approve(proposal, by=first, at=NOW)
    approve(proposal, by=second, at=NOW)
    assert outcome_of("2026-01-31") == "unsettled"
    assert outcome_of("2026-02-01") == "not_prohibited"
    with pytest.raises(Conflict):
        approve(proposal, by=second, at=NOW)
    withdraw(proposal, reason="Reversed on appeal", by=first, at=NOW)
    assert outcome_of("2026-03-01") == "unsettled"


def test_the_database_itself_wants_two_people():
    first = lawyer()
    proposal = propose(settlement(), by=first, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SettlementRecord.objects.filter(pk=proposal.pk).update(approved_by=first, approved_at=NOW)


def test_the_offences_added_in_2025_ship_empty():
    assert not OffenseEntry.objects.exists()
    entry = OffenseEntry(
        list_name="listed_offenses_2025",
        section="53a-999",
        title="An invented offence",
        source="PA 25-29",
        felony_class="C",
    )
    approve(propose(entry, by=lawyer(), at=NOW), by=lawyer("legal2"), at=NOW)
    assert [
        offense.section for offense in law_state().offense_list("listed_offenses_2025").entries
    ] == ["53a-999"]


def test_only_opm_legal_maintains_the_law():
    with pytest.raises(PermissionRefused, match="OPM legal"):
        propose(settlement(), by=person(Role.OPM_ADMIN), at=NOW)
    with pytest.raises(PermissionRefused):
        confirm_entry(
            entry="x",
            known=KNOWN,
            compared_on=NOW.date(),
            note="",
            by=person(Role.AGENCY_HEAD),
            at=NOW,
        )
    assert not RuleConfirmation.objects.exists()


def test_the_gate_of_a_production_start(settings):
    refuse_unconfirmed_law()
    settings.REQUIRE_VERIFIED_LAW = True
    with pytest.raises(ImproperlyConfigured, match="law_status"):
        refuse_unconfirmed_law()
    for entry in KNOWN:
        confirm_entry(
            entry=entry, known=KNOWN, compared_on=NOW.date(), note="", by=lawyer(), at=NOW
        )
    refuse_unconfirmed_law()
    call_command("law_status", "--require-verified", stdout=io.StringIO())


def confirm(entry: str, by: User) -> RuleConfirmation:
    return confirm_entry(entry=entry, known=KNOWN, compared_on=NOW.date(), note="", by=by, at=NOW)


def test_a_confirmation_names_the_reading_that_was_confirmed():
    confirmation = confirm("hold_needs_a_ground", lawyer())
    assert confirmation.reading == fingerprints(JURISDICTION)["hold_needs_a_ground"]
    assert "judge's warrant" in confirmation.wording


def test_a_reading_that_changed_since_counts_as_unconfirmed_and_can_be_confirmed_anew():
    first = lawyer()
    confirmation = confirm("hold_needs_a_ground", first)
    RuleConfirmation.objects.filter(pk=confirmation.pk).update(reading="of an earlier release")
    assert not read_state().is_verified("hold_needs_a_ground")
    assert outdated_entries() == {"hold_needs_a_ground"}
    confirm("hold_needs_a_ground", first)
    assert read_state().is_verified("hold_needs_a_ground")
    assert not outdated_entries()


def test_a_confirmation_from_before_readings_were_kept_still_counts():
    confirmation = confirm("head_review", lawyer())
    RuleConfirmation.objects.filter(pk=confirmation.pk).update(reading="", wording="")
    assert read_state().is_verified("head_review")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"grounds": []}, "only for named purposes and grounds"),
        ({"question": "Q99"}, "unknown question"),
        ({"citation": " "}, "needs a citation"),
        ({"until_on": date(2026, 1, 1)}, "ends before it begins"),
        ({"purposes": ["fly"]}, "unknown purposes"),
        ({"outcome": "", "note": ""}, "nothing is settled"),
        ({"question": "Q11", "rule": "no_such_rule"}, "unknown rule"),
    ],
)
def test_a_settlement_that_could_not_be_applied_is_refused(changes, said):
    with pytest.raises(StateRefused, match=said):
        propose(settlement(**changes), by=lawyer(), at=NOW)
    assert not SettlementRecord.objects.exists()


def test_an_injunction_stops_a_rule_from_its_day_and_is_cited():
    injunction = settlement(
        question="Q11",
        rule="hold_needs_a_ground",
        citation="D. Conn. 3:26-cv-1",
        decided_by="A court",
        purposes=[],
        grounds=[],
        outcome="no_rule",
        note="Enjoined.",
    )
    approve(propose(injunction, by=lawyer(), at=NOW), by=lawyer("legal2"), at=NOW)
    assert outcome_of("2026-01-31", "hold") == "not_prohibited"
    assert outcome_of("2026-02-01", "hold") == "no_rule"
    found = assess(parse_facts(HOLD), law_state()).findings[0]
    assert found.citation.endswith("D. Conn. 3:26-cv-1")


def test_everything_approved_can_be_exported_and_read_again():
    first, second = lawyer(), lawyer("legal2")
    for proposal in (
        settlement(),
        settlement(
            question="Q1", purposes=["interview"], grounds=[], outcome="", is_detainer=False
        ),
        OverlayDateRecord(overlay="O1", effective_on=date(2025, 11, 20), citation="PA 25-0"),
        OffenseEntry(
            list_name="listed_offenses_2025", section="53a-999", title="Invented", source="PA 25-29"
        ),
    ):
        approve(propose(proposal, by=first, at=NOW), by=second, at=NOW)
    exported = io.StringIO()
    call_command("export_law_state", stdout=exported)
    assert load_state(exported.getvalue(), JURISDICTION) == read_state()


def test_an_overlay_that_nobody_knows_has_no_date():
    with pytest.raises(StateRefused, match="not one of those laid over"):
        propose(
            OverlayDateRecord(overlay="O9", effective_on=NOW.date(), citation="x"),
            by=lawyer(),
            at=NOW,
        )


def test_the_effective_date_of_an_overlay_settles_what_it_changes():
    assert outcome_of("2026-03-01", "address_information") == "unsettled"
    dated = OverlayDateRecord(
        overlay="O1", effective_on=date(2026, 1, 1), citation="PA 25-0, section 9"
    )
    approve(propose(dated, by=lawyer(), at=NOW), by=lawyer("legal2"), at=NOW)
    assert outcome_of("2026-03-01", "address_information") == "prohibited"
    assert outcome_of("2025-12-31", "address_information") == "not_prohibited"


def test_an_offence_is_listed_once_and_does_not_end_before_it_begins():
    values = {
        "list_name": "felony_ab_list",
        "section": "53a-101",
        "title": "Burglary, first degree",
        "source": "x",
    }
    propose(OffenseEntry(**values), by=lawyer(), at=NOW)
    with pytest.raises(StateRefused, match="already, or somebody proposed it"):
        propose(OffenseEntry(**values), by=lawyer("legal2"), at=NOW)
    backwards = {"from_on": date(2026, 1, 1), "until_on": date(2025, 1, 1)}
    with pytest.raises(StateRefused, match="ends before it begins"):
        propose(OffenseEntry(**{**values, "section": "53a-102"}, **backwards), by=lawyer(), at=NOW)


def test_what_waits_for_a_lawyer_is_what_others_proposed():
    first, second = lawyer(), lawyer("legal2")
    proposal = propose(settlement(), by=first, at=NOW)
    assert waiting_proposals(first) == []
    assert waiting_proposals(second) == [WaitingProposal(SettlementRecord, proposal.pk, first.name)]
    assert [(spec.name, held) for spec, held in missing_offenses()] == [("listed_offenses_2025", 0)]
