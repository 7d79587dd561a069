"""What each entry of the register says, in words and in effect, so that a confirmation can name
what was confirmed.

A lawyer confirms a reading, not a name. When a later release reads an entry otherwise, or a rule
answers otherwise on any ground, the fingerprint differs and the confirmation no longer speaks of
it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache

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
    return f"To {duty.recipients}: {'; '.join(duty.contents)}.{timing}"


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
    too.
    """
    grounds = (NO_GROUND, *jurisdiction.ground_order)
    for status in (None, True):
        overlays = {overlay.code: status for overlay in jurisdiction.overlays}
        for version in rule.versions:
            for purpose in rule.purposes:
                for ground in grounds:
                    for minor in (False, True):
                        ruling = rule.decide(Case(purpose, ground, version, minor, overlays))
                        yield (
                            f"{version} {purpose} {ground} {minor} {ruling.outcome.value}"
                            f" {ruling.citation}"
                        )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:LENGTH]
