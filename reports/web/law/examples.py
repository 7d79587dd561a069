"""Examples of a rule: facts to which it applies, and its finding."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from reports.law.assess import JURISDICTION, assess
from reports.law.facts import DetainerFacts
from reports.law.findings import Finding
from reports.web.law.what_if import query_of

MOST_EXAMPLES = 8


@dataclass(frozen=True)
class Example:
    """Given these facts, on this day, the rule gives this finding."""

    version: str
    purpose: str
    ground: str
    finding: Finding
    address: str


@lru_cache(maxsize=1)
def _all_examples() -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = {}
    vocabulary = JURISDICTION.vocabulary
    for version in JURISDICTION.versions:
        for purpose in vocabulary.purposes:
            for ground in (None, *vocabulary.grounds):
                facts = DetainerFacts(
                    on=version.starts_on,
                    agency_kind="municipal_police",
                    purposes=(purpose.value,),
                    grounds=(ground.value,) if ground else (),
                    form="I-247A",
                )
                finding = assess(facts).findings[0]
                given = ground.label if ground else "nothing on record"
                address = f"{reverse('law:what_if')}?{query_of(facts)}"
                example = Example(version.code, purpose.label, given, finding, address)
                found.setdefault(finding.rule, []).append(example)
    return found


def examples_of(rule: str) -> list[Example]:
    """A few examples with differing outcomes first; empty for what is not a rule."""
    seen: dict[tuple[str, str], Example] = {}
    for example in _all_examples().get(rule, []):
        seen.setdefault((example.finding.outcome, example.version), example)
    rest = [example for example in _all_examples().get(rule, []) if example not in seen.values()]
    return [*seen.values(), *rest][:MOST_EXAMPLES]
