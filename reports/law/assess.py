"""The front door: assess facts under the law this installation applies, C.G.S. section 54-192h.

`assess(facts)` uses the law as shipped; pass the state that OPM's lawyers maintain to apply what
they established. The result says what is prohibited, what is owed and what is unsettled. It is
never permission, and never the decision.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports.law.connecticut import CONNECTICUT
from reports.law.connecticut.duties import COPY_AND_INTENT
from reports.law.connecticut.facts.contradictions import (
    contradictions as connecticut_contradictions,
)
from reports.law.connecticut.facts.convictions import (
    ConvictionFacts,
    ConvictionReading,
    doubts_of,
    read_conviction,
    with_raised,
)
from reports.law.connecticut.facts.judicial_warrants import (
    JudicialWarrantFacts,
    WarrantReading,
    read_warrant,
    warrant_doubts,
)
from reports.law.connecticut.facts.offenses import Ask, conditions_of
from reports.law.connecticut.holidays import STATE_AND_FEDERAL
from reports.law.connecticut.sources import OFFICIAL_TEXT, SOURCES, official_links
from reports.law.connecticut.terms import Ground, Purpose
from reports.law.engine.evaluation import engine_for
from reports.law.facts import DetainerFacts, FactsError, FieldError, read_facts
from reports.law.findings import Assessment, Contradiction, Duty, Finding
from reports.law.memo import Memo, build_memo
from reports.law.state import SHIPPED_STATE, CourtOrderFacts, LawState

__all__ = [
    "COPY_AND_INTENT",
    "JURISDICTION",
    "OFFICIAL_TEXT",
    "SHIPPED_STATE",
    "SOURCES",
    "STATE_AND_FEDERAL",
    "Ask",
    "Assessment",
    "Contradiction",
    "ConvictionFacts",
    "ConvictionReading",
    "CourtOrderFacts",
    "DetainerFacts",
    "Duty",
    "FactsError",
    "FieldError",
    "Finding",
    "Ground",
    "JudicialWarrantFacts",
    "LawState",
    "Memo",
    "Purpose",
    "WarrantReading",
    "assess",
    "conditions_of",
    "contradictions",
    "doubts_of",
    "explain",
    "official_links",
    "parse_facts",
    "read_conviction",
    "read_warrant",
    "warrant_doubts",
    "with_raised",
]

JURISDICTION = CONNECTICUT


def parse_facts(given: Mapping[str, Any]) -> DetainerFacts:
    """Facts from JSON-like input; FactsError names every bad field and the words allowed."""
    return read_facts(given, JURISDICTION.vocabulary)


def assess(
    facts: DetainerFacts,
    state: LawState = SHIPPED_STATE,
    *,
    court_orders: Sequence[CourtOrderFacts] = (),
) -> Assessment:
    """What the act in force on `facts.on` says of each purpose, and what is owed."""
    return engine_for(JURISDICTION, state).assess(facts, court_orders)


def contradictions(
    facts: DetainerFacts, *, papers: Iterable[str] = ()
) -> tuple[Contradiction, ...]:
    """Facts that do not fit together; `papers` names the papers described as attached."""
    return connecticut_contradictions(facts, papers)


def explain(
    facts: DetainerFacts,
    assessment: Assessment | None = None,
    *,
    state: LawState = SHIPPED_STATE,
) -> Memo:
    """The memo of an assessment, of a kept one if given; what would change is tried under the given
    state.
    """
    engine = engine_for(JURISDICTION, state)
    return build_memo(engine, facts, assessment or engine.assess(facts))
