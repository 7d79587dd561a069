"""Every rule, duty, definition and list carries its citation and mark; the register shows who
confirmed what.
"""

import ast
import inspect
import re
import textwrap
from datetime import date
from pathlib import Path

import pytest

from reports.law.connecticut import CONNECTICUT
from reports.law.connecticut.sources import SOURCES
from reports.law.provenance import MARK_LABELS, EntryKind, ProvenanceMark
from reports.law.register.confirmation_status import law_status
from reports.law.state import SHIPPED_STATE, Confirmation, LawState
from reports.law.vocabulary import OUTCOME_DEFINITIONS, OUTCOME_LABELS, Outcome
from tests.law.support import VERSIONS

WORDS = CONNECTICUT.vocabulary
EVERY_WORD = (*WORDS.agency_kinds, *WORDS.purposes, *WORDS.grounds, *WORDS.forms)
BANNED = re.compile(r"authori[sz]ed|allowed by law", re.IGNORECASE)
PACKAGE = Path(__file__).parents[2] / "reports" / "law"


def test_exactly_one_rule_decides_a_purpose_under_a_version():
    pairs = [(p, v) for rule in CONNECTICUT.rules for p in rule.purposes for v in rule.versions]
    assert sorted(pairs) == sorted((p, v) for p in WORDS.purpose_words for v in VERSIONS)


@pytest.mark.parametrize("entry", CONNECTICUT.register, ids=lambda entry: entry.name)
def test_every_entry_has_a_citation_a_mark_and_known_sources(entry):
    assert entry.provenance.citation
    assert entry.title
    assert set(entry.provenance.sources) <= set(SOURCES)
    assert entry.provenance.sources or entry.provenance.mark in {
        ProvenanceMark.RECALLED,
        ProvenanceMark.NOT_FOUND,
    }


def test_names_of_the_register_are_unique():
    names = [entry.name for entry in CONNECTICUT.register]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("rule", CONNECTICUT.rules, ids=lambda rule: rule.name)
def test_a_rule_states_its_citation_and_reading_and_is_short(rule):
    assert re.match(r"(54-192h|PA 13-155)", rule.reading)
    assert ": " in rule.reading
    function = ast.parse(textwrap.dedent(inspect.getsource(rule.decide))).body[0]
    statements = [node for node in ast.walk(function) if isinstance(node, ast.stmt)]
    assert len(statements) <= 12
    assert rule.decide.__name__ == rule.name


@pytest.mark.parametrize("word", EVERY_WORD, ids=lambda word: word.value)
def test_a_word_has_a_label_and_a_one_sentence_definition(word):
    assert word.label
    assert word.definition.endswith(".")
    assert word.provenance.citation


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_has_a_label_and_a_definition(outcome):
    assert outcome.label == OUTCOME_LABELS[outcome]
    assert outcome.definition == OUTCOME_DEFINITIONS[outcome]


def test_outcomes_are_ordered_from_the_least_restrictive():
    assert sorted(Outcome, key=lambda outcome: outcome.restrictiveness) == [
        "required",
        "not_prohibited",
        "unsettled",
        "prohibited",
        "no_rule",
    ]


def test_marks_are_the_five_words_and_have_labels():
    assert set(ProvenanceMark) == {
        "official_text_read",
        "secondary",
        "recalled",
        "not_found",
        "conflict",
    }
    assert all(mark.label == MARK_LABELS[mark] for mark in ProvenanceMark)


def test_the_banned_words_stand_nowhere_in_the_package():
    for source in PACKAGE.rglob("*.py"):
        assert not BANNED.search(source.read_text(encoding="utf-8")), source.name


def test_the_26_questions_are_complete():
    assert list(CONNECTICUT.questions) == [f"Q{number}" for number in range(1, 27)]
    for question in CONNECTICUT.questions.values():
        assert question.text.endswith((".", "?"))
        assert question.effect.endswith(".")
        assert question.title
        assert question.decided_by


def test_a_question_concerns_its_versions_or_all():
    assert CONNECTICUT.questions["Q25"].concerns("2014-01-01")
    assert not CONNECTICUT.questions["Q25"].concerns("2025-10-01")
    assert CONNECTICUT.questions["Q11"].concerns("2014-01-01")


def test_the_first_overlay_has_no_date_and_the_second_changes_nothing_here():
    first, second = CONNECTICUT.overlays
    assert (first.code, first.starts_on, first.question) == ("O1", None, "Q20")
    assert (second.code, second.starts_on, second.purposes) == ("O2", date(2026, 5, 4), ())


def test_as_shipped_nothing_is_verified_and_every_kind_of_entry_is_listed():
    entries = law_status(CONNECTICUT, SHIPPED_STATE)
    assert not any(entry.verified for entry in entries)
    assert {entry.entry.kind for entry in entries} == set(EntryKind)
    assert entries[0].entry.kind is EntryKind.RULE


def test_a_confirmed_entry_shows_by_whom_and_when():
    state = LawState(
        (Confirmation("hold_needs_a_ground", "A. Lawyer", date(2026, 4, 1), "chapter 965"),)
    )
    entries = {entry.entry.name: entry for entry in law_status(CONNECTICUT, state)}
    assert entries["hold_needs_a_ground"].as_dict() == {
        "name": "hold_needs_a_ground",
        "kind": "rule",
        "title": "A hold needs a ground the act names",
        "citation": "54-192h(b)(1)(A)",
        "mark": "secondary",
        "sources": ["S2", "S0b", "S7", "S9", "S22"],
        "note": "read to the start of (ii); the rest second-hand",
        "versions": ["2019-10-01", "2025-10-01"],
        "verified": True,
        "confirmed_by": "A. Lawyer",
        "confirmed_on": "2026-04-01",
        "confirmation_note": "chapter 965",
    }
    line = entries["hold_needs_a_ground"].as_line()
    assert (
        line == "rule        hold_needs_a_ground                       secondary          "
        " 54-192h(b)(1)(A)"
        "  confirmed by A. Lawyer on 2026-04-01"
    )
    unconfirmed = entries["release_messages"]
    assert unconfirmed.as_line().endswith("54-192h(b)(1)(B)  UNVERIFIED")
    assert unconfirmed.as_dict()["confirmed_by"] is None
    assert unconfirmed.as_dict()["confirmed_on"] is None
    assert unconfirmed.as_dict()["confirmation_note"] is None
    assert unconfirmed.as_dict()["verified"] is False
