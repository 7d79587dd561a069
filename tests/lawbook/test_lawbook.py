"""What OPM's lawyers establish, and what it changes."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import IntegrityError, transaction

from reports.accounts.exceptions import Moved, PermissionRefused, StateRefused
from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.law.assess import JURISDICTION, assess, parse_facts
from reports.lawbook.actions import approve, confirm_entry, propose, withdraw, withdraw_confirmation
from reports.lawbook.gate import refuse_unconfirmed_law
from reports.lawbook.models import OffenseEntry, RuleConfirmation, SettlementRecord
from reports.lawbook.queries import law_state, read_state
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
KNOWN = frozenset(entry.name for entry in JURISDICTION.register)
HOLD = {
    "on": "2026-03-01", "agency_kind": "municipal_police", "purposes": ["hold"], "grounds": ["felony_ab_conviction"],
}  # fmt: skip


def lawyer(name: str = "legal") -> User:
    return person(Role.OPM_LEGAL, email=f"{name}@opm.example")


def settlement(**changes) -> SettlementRecord:
    values = {
        "question": "Q2", "citation": "Opinion of the Attorney General 2026-1", "decided_by": "Attorney General",
        "from_on": date(2026, 2, 1), "purposes": ["notify_release"], "outcome": "not_prohibited",
    } | changes  # fmt: skip
    return SettlementRecord(**values)


def outcome_of(on: str, purpose: str = "notify_release") -> str:
    facts = parse_facts(HOLD | {"on": on, "purposes": [purpose]})
    return assess(facts, law_state()).findings[0].outcome


def test_nothing_is_established_until_somebody_does_it():
    assert law_state() == read_state()
    assert not law_state().confirmations


def test_a_confirmation_verifies_the_rule_and_can_be_withdrawn():
    rule = assess(parse_facts(HOLD), law_state()).findings[0].rule
    confirmation = confirm_entry(entry=rule, known=KNOWN, compared_on=NOW.date(), note="read", by=lawyer(), at=NOW)
    assert assess(parse_facts(HOLD), law_state()).findings[0].verified
    with pytest.raises(Moved):
        confirm_entry(entry=rule, known=KNOWN, compared_on=NOW.date(), note="", by=lawyer(), at=NOW)
    withdraw_confirmation(confirmation=confirmation, by=lawyer(), at=NOW)
    assert not assess(parse_facts(HOLD), law_state()).findings[0].verified


def test_what_is_not_in_the_register_cannot_be_confirmed():
    with pytest.raises(StateRefused):
        confirm_entry(entry="invented", known=KNOWN, compared_on=NOW.date(), note="", by=lawyer(), at=NOW)


def test_a_settlement_takes_two_lawyers_and_works_from_its_day():
    first, second = lawyer(), lawyer("legal2")
    proposal = propose(settlement(), by=first, at=NOW)
    assert outcome_of("2026-03-01") == "unsettled"
    with pytest.raises(StateRefused, match="two pairs of eyes"):
        approve(proposal, by=first, at=NOW)
    approve(proposal, by=second, at=NOW)
    assert outcome_of("2026-01-31") == "unsettled"
    assert outcome_of("2026-02-01") == "not_prohibited"
    with pytest.raises(Moved):
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
        list_name="listed_offenses", section="53a-999", title="An invented offence", source="PA 25-29", felony_class="C"
    )
    approve(propose(entry, by=lawyer(), at=NOW), by=lawyer("legal2"), at=NOW)
    assert [offense.section for offense in law_state().offense_list("listed_offenses").entries] == ["53a-999"]


def test_only_opm_legal_maintains_the_law():
    with pytest.raises(PermissionRefused, match="OPM legal"):
        propose(settlement(), by=person(Role.OPM_ADMIN), at=NOW)
    with pytest.raises(PermissionRefused):
        confirm_entry(entry="x", known=KNOWN, compared_on=NOW.date(), note="", by=person(Role.AGENCY_HEAD), at=NOW)
    assert not RuleConfirmation.objects.exists()


def test_the_gate_of_a_production_start(settings):
    refuse_unconfirmed_law()
    settings.REQUIRE_VERIFIED_LAW = True
    with pytest.raises(ImproperlyConfigured, match="law_status"):
        refuse_unconfirmed_law()
    for entry in KNOWN:
        confirm_entry(entry=entry, known=KNOWN, compared_on=NOW.date(), note="", by=lawyer(), at=NOW)
    refuse_unconfirmed_law()
    call_command("law_status", "--require-verified", stdout=io.StringIO())
