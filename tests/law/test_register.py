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

from reports.law.assess import assess
from reports.law.connecticut import CONNECTICUT
from reports.law.connecticut.sources import SOURCES
from reports.law.provenance import MARK_LABELS, EntryKind, ProvenanceMark
from reports.law.register.confirmation_status import law_status
from reports.law.state import SHIPPED_STATE, Confirmation, LawState
from reports.law.vocabulary import OUTCOME_DEFINITIONS, OUTCOME_LABELS, Outcome
from tests.law.support import VERSIONS, facts_of

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


BECAME_READ = [
    "no_arrest_on_administrative_warrant",
    "transfer_follows_the_hold",
    "facility_use_is_open",
    "supervision_information",
    "no_federal_function",
    "immigration_status_is_open",
    "fingerprints_and_ncic",
    "criminal_matter",
    "definition_administrative_warrant",
    "definition_law_enforcement_agency",
    "definition_bail_commissioner",
    "definition_school_police",
    "construction",
    "hold_needs_a_ground",
    "interview_needs_a_ground",
    "release_messages",
    "confidential_information",
    "agency_not_covered",
    "copy_and_intent_notice",
    "head_review",
    "release_notification_notice",
    "record_access",
    "report_access",
    "definition_civil_immigration_detainer",
    "definition_confidential_information",
    "definition_federal_immigration_authority",
    "definition_ice_access",
    "definition_judicial_officer",
    "definition_law_enforcement_officer",
    "disseminate_and_train",
    "school_confidential",
    "deportation_parole",
    "release_to_ice_18_100g",
    "legislative_body",
    "felony_classes",
    "definition_ice",
    "felony_ab_list",
    "O3",
]
STAYED = {
    "hold_needs_a_factor": ProvenanceMark.OFFICIAL_TEXT_READ,
    "transfer_needs_a_factor": ProvenanceMark.OFFICIAL_TEXT_READ,
    "notify_of_the_decision": ProvenanceMark.OFFICIAL_TEXT_READ,
    "silent_in_2014": ProvenanceMark.OFFICIAL_TEXT_READ,
    "notify_ice_of_decision": ProvenanceMark.OFFICIAL_TEXT_READ,
    "hold_cap_48_hours": ProvenanceMark.OFFICIAL_TEXT_READ,
    "definition_felony_conviction_2014": ProvenanceMark.OFFICIAL_TEXT_READ,
    "before_the_act": ProvenanceMark.SECONDARY,
    "right_of_action": ProvenanceMark.CONFLICT,
    "O1": ProvenanceMark.SECONDARY,
    "O2": ProvenanceMark.CONFLICT,
    "listed_offenses_2025": ProvenanceMark.NOT_FOUND,
    "forty_eight_hours": ProvenanceMark.CONFLICT,
    "address_information": ProvenanceMark.SECONDARY,
}


def test_every_entry_has_the_mark_of_how_its_text_was_read():
    marks = {entry.name: entry.provenance.mark for entry in CONNECTICUT.register}
    assert marks == dict.fromkeys(BECAME_READ, ProvenanceMark.CODIFIED_COPY_READ) | STAYED


def test_an_entry_of_2019_and_2025_is_marked_for_each_and_says_that_2025_was_not_read():
    for entry in CONNECTICUT.register:
        if entry.versions == VERSIONS[1:]:
            before, since = entry.provenance.by_version
            assert (before.version, since.version) == VERSIONS[1:]
            assert before.mark is ProvenanceMark.CODIFIED_COPY_READ
            assert "not read" in since.note


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


def test_marks_are_the_six_words_best_known_first_and_have_labels():
    assert list(ProvenanceMark) == [
        "official_text_read",
        "codified_copy_read",
        "secondary",
        "recalled",
        "not_found",
        "conflict",
    ]
    assert all(mark.label == MARK_LABELS[mark] for mark in ProvenanceMark)


def test_the_banned_words_stand_nowhere_in_the_package():
    for source in PACKAGE.rglob("*.py"):
        assert not BANNED.search(source.read_text(encoding="utf-8")), source.name


def test_the_32_questions_are_complete():
    assert list(CONNECTICUT.questions) == [f"Q{number}" for number in range(1, 33)]
    for question in CONNECTICUT.questions.values():
        assert question.text.endswith((".", "?"))
        assert question.effect.endswith(".")
        assert question.title
        assert question.decided_by


@pytest.mark.parametrize("version", VERSIONS)
def test_no_finding_and_no_duty_asks_what_does_not_concern_its_version(version):
    asked = set()
    for purpose in WORDS.purpose_words:
        for ground in WORDS.ground_words:
            for kind in WORDS.agency_kind_words:
                facts = facts_of(
                    purpose,
                    grounds=(ground, "administrative_warrant"),
                    agency_kind=kind,
                    on=date.fromisoformat(version),
                )
                asked |= set(assess(facts).open_questions)
    assert all(CONNECTICUT.questions[question].concerns(version) for question in asked)
    assert ("Q25" in asked) == (version == "2014-01-01")
    never_before_2019 = {"Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q9", "Q29", "Q31"}
    assert never_before_2019.isdisjoint(asked) == (version == "2014-01-01")


def test_a_question_concerns_its_versions_or_all():
    assert CONNECTICUT.questions["Q25"].concerns("2014-01-01")
    assert not CONNECTICUT.questions["Q25"].concerns("2025-10-01")
    assert CONNECTICUT.questions["Q11"].concerns("2014-01-01")


def test_the_first_overlay_has_no_date_and_the_second_changes_nothing_here():
    first, second, third = CONNECTICUT.overlays
    assert (third.code, third.starts_on, third.agency_kinds) == (
        "O3",
        date(2021, 7, 1),
        ("school_police",),
    )
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
        "mark": "codified_copy_read",
        "sources": ["S57", "S2", "S9"],
        "note": "(i) to (iii) read as alternatives and as complete",
        "marks": [
            {
                "version": "2019-10-01",
                "mark": "codified_copy_read",
                "note": "(i) to (iii) read as alternatives and as complete",
            },
            {
                "version": "2025-10-01",
                "mark": "codified_copy_read",
                "note": "the list of 2025 was not read; (i) to (iii) as in the text of 2024, not"
                " known to be changed",
            },
        ],
        "versions": ["2019-10-01", "2025-10-01"],
        "verified": True,
        "confirmed_by": "A. Lawyer",
        "confirmed_on": "2026-04-01",
        "confirmation_note": "chapter 965",
    }
    line = entries["hold_needs_a_ground"].as_line()
    assert (
        line == "rule        hold_needs_a_ground                       codified_copy_read "
        " 54-192h(b)(1)(A)"
        "  confirmed by A. Lawyer on 2026-04-01"
    )
    unconfirmed = entries["release_messages"]
    assert unconfirmed.as_line().endswith("54-192h(b)(1)(B), (c), (e)(1)  UNVERIFIED")
    assert unconfirmed.as_dict()["confirmed_by"] is None
    assert unconfirmed.as_dict()["confirmed_on"] is None
    assert unconfirmed.as_dict()["confirmation_note"] is None
    assert unconfirmed.as_dict()["verified"] is False
