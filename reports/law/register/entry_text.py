"""What each entry of the register says, in words and in effect, so that a confirmation can name
what was confirmed.

A lawyer confirms a reading, not a name. When a later release reads an entry otherwise, or a rule
answers otherwise on any ground, the fingerprint differs and the confirmation no longer speaks of
it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product

from reports.law.engine.jurisdiction import (
    NO_GROUND,
    NOT_COVERED,
    Case,
    DutySpec,
    Jurisdiction,
    ListSpec,
    Rule,
)

LENGTH = 32


@lru_cache(maxsize=8)
def texts(jurisdiction: Jurisdiction) -> Mapping[str, str]:
    """Each entry in plain language, as its own definition states it; empty where the title says it
    all.
    """
    return {
        **{rule.name: rule.reading for rule in jurisdiction.rules},
        **{duty.name: duty_text(duty) for duty in jurisdiction.duties},
        **{definition.name: definition.text for definition in jurisdiction.definitions},
        **{spec.name: list_text(spec) for spec in jurisdiction.lists},
        **{overlay.code: overlay.summary for overlay in jurisdiction.overlays},
        NOT_COVERED: coverage_text(jurisdiction),
    }


def duty_text(duty: DutySpec) -> str:
    timing = f' The act says "{duty.timing_words}".' if duty.timing_words else ""
    remark = f" {duty.remark}" if duty.remark else ""
    return f"To {duty.recipients}: {'; '.join(duty.contents)}.{timing}{remark}"


def list_text(spec: ListSpec) -> str:
    count = f" It should have {spec.expected_entries} entries." if spec.expected_entries else ""
    return f"A list that lawyers enter and keep.{count}"


def coverage_text(jurisdiction: Jurisdiction) -> str:
    labels = {word.value: word.label for word in jurisdiction.vocabulary.agency_kinds}
    named = [
        f"{labels[kind]}: {since or 'not named'}" for kind, since in jurisdiction.coverage.items()
    ]
    return "Named since: " + "; ".join(named) + "."


@lru_cache(maxsize=8)
def fingerprints(jurisdiction: Jurisdiction) -> Mapping[str, str]:
    """One fingerprint for each entry of the register: its title, citation and words, and what a
    rule answers.
    """
    entry_texts = texts(jurisdiction)
    answers = {rule.name: list(answers_of(rule, jurisdiction)) for rule in jurisdiction.rules}
    return {
        entry.name: _digest(
            entry.title,
            entry.provenance.citation,
            entry_texts.get(entry.name, ""),
            *answers.get(entry.name, ()),
        )
        for entry in jurisdiction.register
    }


def answers_of(rule: Rule, jurisdiction: Jurisdiction) -> Iterator[str]:
    """Outcome and citation on every ground, with the overlays unknown and in force, for minors
    too; and for other circumstances where they make a difference.
    """
    grounds = (NO_GROUND, *jurisdiction.ground_order)
    for status in (None, True):
        overlays = {overlay.code: status for overlay in jurisdiction.overlays}
        for version, purpose, ground in product(rule.versions, rule.purposes, grounds):
            usual = Case(purpose, ground, version, overlays=overlays)
            named = f"{version} {purpose} {ground}"
            yield f"{named} False {_answer(rule, usual)}"
            yield f"{named} True {_answer(rule, replace(usual, minor=True))}"
            for circumstance, other in _otherwise(usual, jurisdiction):
                if _answer(rule, other) != _answer(rule, usual):
                    yield f"{named} {circumstance} {_answer(rule, other)}"


def _answer(rule: Rule, case: Case) -> str:
    ruling = rule.decide(case)
    return f"{ruling.outcome.value} {ruling.citation}"


def _otherwise(case: Case, jurisdiction: Jurisdiction) -> Iterator[tuple[str, Case]]:
    """The case in each circumstance that a rule may look at beside the ground."""
    yield "not legally competent", replace(case, not_legally_competent=True)
    yield "not in custody", replace(case, in_custody=False)
    for kind in jurisdiction.coverage:
        yield kind, replace(case, agency_kind=kind)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]
