"""Acts that ask for a second factor used a moment ago: which they are, that nothing is done without
it, and that what was typed survives being asked.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

import reports
from reports.core import fresh_factor
from reports.core.fresh_factor import FreshFactorNeeded, Session
from reports.core.verbs import needs_fresh_factor

pytestmark = pytest.mark.django_db

FRESH = {
    "accounts.actions.api_tokens.create_token",
    "accounts.actions.api_tokens.revoke_token",
    "accounts.actions.api_tokens.rotate_token",
    "accounts.actions.deactivation.reactivate",
    "accounts.actions.people.end_delegation",
    "accounts.actions.people.end_membership",
    "accounts.actions.people.name_delegate",
    "accounts.actions.roles.grant_role",
    "accounts.actions.roles.issue_sign_in_link",
    "accounts.actions.roles.revoke_role",
    "accounts.actions.sessions.end_sessions_of",
    "accounts.actions.transfer.transfer_account",
    "exports.log.actions.export_list",
    "exports.public_records.actions.draft_public_records",
    "grants.actions.ask_for_role",
    "grants.actions.confirm_role_request",
    "lawbook.actions.approve",
    "lawbook.actions.confirm_entry",
    "lawbook.actions.propose",
    "lawbook.actions.withdraw",
    "lawbook.actions.withdraw_confirmation",
    "publication.actions.propose.approve",
    "publication.actions.propose.discard_proposal",
    "publication.actions.publish._put_out",
    "publication.actions.publish.add_correction",
    "publication.actions.publish.withdraw",
    "publication.actions.scheduled_release._schedule",
    "publication.actions.staffing_exceptions.record_staffing_exception",
    "publication.actions.thresholds.agree_to_threshold",
    "publication.actions.thresholds.set_threshold",
    "records.production.actions.approve_production",
    "records.production.actions.download_production",
    "submissions.actions.certify.certify_and_submit",
    "submissions.actions.certify_on_paper.certify_on_paper",
    "submissions.actions.received_outside.confirm_entry",
    "workflow.account_transfer.transfer_account",
}


def declared() -> set[str]:
    """Every verb of the program that asks for a fresh factor."""
    found = set()
    for module in pkgutil.walk_packages(reports.__path__, "reports."):
        if ".migrations" in module.name or ".management" in module.name:
            continue
        loaded = importlib.import_module(module.name)
        for name, member in inspect.getmembers(loaded, inspect.isfunction):
            if member.__module__ == module.name and needs_fresh_factor(member):
                found.add(f"{module.name.removeprefix('reports.')}.{name}")
    return found


def test_certifying_publishing_granting_settling_and_unmasking_ask_for_it():
    assert declared() == FRESH


@pytest.mark.parametrize("name", sorted(FRESH))
def test_each_stops_before_it_reads_its_arguments(name):
    module, _, function = name.rpartition(".")
    act = getattr(importlib.import_module(f"reports.{module}"), function)
    names = inspect.signature(act).parameters
    token = fresh_factor.enter(Session("someone"))
    try:
        with pytest.raises(FreshFactorNeeded):
            act(**dict.fromkeys(names))
    finally:
        fresh_factor.leave(token)


def test_a_request_of_nobody_has_none_and_a_command_needs_none():
    fresh_factor.check_fresh()
    token = fresh_factor.enter(fresh_factor.NOBODY)
    try:
        with pytest.raises(FreshFactorNeeded):
            fresh_factor.check_fresh()
    finally:
        fresh_factor.leave(token)
