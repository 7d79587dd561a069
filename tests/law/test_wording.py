"""What an entry says, and when a confirmation no longer speaks of it."""

from dataclasses import replace

import pytest

from reports.law.connecticut import CONNECTICUT
from reports.law.engine.jurisdiction import NOT_COVERED
from reports.law.register.entry_text import LENGTH, answers_of, fingerprints, texts
from reports.law.vocabulary import Outcome
from tests.law.example_state import ATLANTIS

HOLD = "hold_needs_a_ground"


def changed(name, decide=None, **changes):
    """Connecticut with one rule changed."""
    rules = tuple(
        (
            replace(rule, **({"decide": decide} if decide else {}), **changes)
            if rule.name == name
            else rule
        )
        for rule in CONNECTICUT.rules
    )
    return replace(CONNECTICUT, rules=rules)


def differing(other):
    before, after = fingerprints(CONNECTICUT), fingerprints(other)
    return {name for name in before if before[name] != after[name]}


def test_every_entry_of_the_register_has_a_fingerprint_of_its_own():
    found = fingerprints(CONNECTICUT)
    assert set(found) == {entry.name for entry in CONNECTICUT.register}
    assert len(set(found.values())) == len(found)
    assert {len(value) for value in found.values()} == {LENGTH}


@pytest.mark.parametrize("entry", CONNECTICUT.register, ids=lambda entry: entry.name)
def test_every_entry_says_something_in_plain_language(entry):
    assert texts(CONNECTICUT).get(entry.name, entry.title).strip()


def test_texts_are_what_the_entries_define():
    said = texts(CONNECTICUT)
    assert (
        said["head_review"]
        == "To the head of the law enforcement agency: the request for notification of the release"
        ' date and time. The act says "prior to responding".'
    )
    assert (
        said["copy_and_intent_notice"]
        == "To the person who is the subject of the detainer: copy of the detainer; whether the"
        ' agency intends to comply with it. The act says "upon receiving".'
    )
    assert said["record_access"].endswith(
        "any communication with federal immigration authorities. Keeping the six elements is our"
        " practice, without which (e)(3) cannot be met."
    )
    assert (
        said["listed_offenses_2025"]
        == "A list that lawyers enter and keep. It should have 13 entries."
    )
    assert said["felony_ab_list"] == "A list that lawyers enter and keep."
    assert said["O2"].startswith("Signed 2026-05-04")
    assert said["construction"].startswith("Nothing in the act provides")
    assert said[HOLD].startswith("54-192h(b)(1)(A): nobody is held")
    coverage = said[NOT_COVERED]
    assert coverage.startswith("Named since: Municipal police department: 2014-01-01; ")
    assert coverage.endswith("not named.")
    assert texts(ATLANTIS)["no_mooring"]


def test_a_fingerprint_stays_the_same_from_release_to_release_while_nothing_changes():
    """Another way to make them would turn every confirmation there is into one of an earlier
    wording.
    """
    assert fingerprints(CONNECTICUT)["construction"] == "86258518708252820568e1494915916a"


def test_a_rule_is_asked_for_each_purpose_under_each_version():
    rule = next(rule for rule in CONNECTICUT.rules if rule.name == "release_messages")
    asked = set()

    def decide(case):
        asked.add((case.purpose, case.version))
        return rule.decide(case)

    list(answers_of(replace(rule, decide=decide), CONNECTICUT))
    assert asked == {(purpose, version) for purpose in rule.purposes for version in rule.versions}


def test_another_title_or_citation_is_another_reading():
    assert differing(changed(HOLD, title="Another")) == {HOLD}
    rule = next(rule for rule in CONNECTICUT.rules if rule.name == HOLD)
    assert differing(changed(HOLD, provenance=replace(rule.provenance, citation="54-192h(z)"))) == {
        HOLD
    }


def test_another_wording_is_another_reading():
    definitions = tuple(
        replace(definition, text="Otherwise.") if definition.name == "construction" else definition
        for definition in CONNECTICUT.definitions
    )
    assert differing(replace(CONNECTICUT, definitions=definitions)) == {"construction"}


@pytest.mark.parametrize("where", ["minor", "overlay", "ground", "citation"])
def test_another_answer_is_another_reading_even_in_the_same_words(where):
    name = {"minor": "confidential_information", "overlay": "address_information"}.get(where, HOLD)
    rule = next(rule for rule in CONNECTICUT.rules if rule.name == name)

    def decide(case):
        ruling = rule.decide(case)
        hit = {
            "minor": case.minor and case.ground == "required_by_law",
            "overlay": case.overlay_in_force("O1") is True and case.ground == "none",
            "ground": case.ground == "gang_database",
            "citation": case.ground == "gang_database",
        }[where]
        other = {"citation": "elsewhere"} if where == "citation" else {"outcome": Outcome.REQUIRED}
        return replace(ruling, **other) if hit else ruling

    decide.__doc__ = rule.decide.__doc__
    assert differing(changed(name, decide)) == {name}


def test_answers_cover_every_version_purpose_ground_age_and_overlay():
    rule = next(rule for rule in CONNECTICUT.rules if rule.name == HOLD)
    answers = list(answers_of(rule, CONNECTICUT))
    assert len(answers) == 2 * 2 * (len(CONNECTICUT.ground_order) + 1) * 2
    assert answers[0] == "2019-10-01 hold none False prohibited 54-192h(b)(1)(A)"
    assert answers[1] == "2019-10-01 hold none True prohibited 54-192h(b)(1)(A)"


def test_an_answer_that_hangs_on_a_circumstance_names_it():
    said = [line for rule in CONNECTICUT.rules for line in answers_of(rule, CONNECTICUT)]
    assert any(" not legally competent " in line for line in said)
    assert any(" not in custody " in line for line in said)
