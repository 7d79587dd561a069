"""Mechanism of assessment: facts of one day in, findings and duties out, for any jurisdiction.

The day of the act judged selects the version, the settlements and the overlays. For each purpose
every ground is ruled on alone and the least restrictive outcome holds; questions that arise only
from grounds together are added afterwards. Days between two changes of the law form a segment;
within a segment equal facts have equal findings, so they are kept.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from reports.law.engine.effective_law import EffectiveLaw
from reports.law.engine.jurisdiction import Circumstances, Jurisdiction
from reports.law.facts import DetainerFacts, Doubt
from reports.law.findings import Assessment, Duty, Finding
from reports.law.state import CourtOrderFacts, LawState
from reports.law.vocabulary import Outcome

keeping = lru_cache(maxsize=65_536)
COURT_ORDER_RULE = "court_order_bars"


class AssessedPurpose(NamedTuple):
    """All of the facts that findings and duties can depend on; the day only through its segment."""

    segment: int
    circumstances: Circumstances
    purposes: tuple[str, ...]
    grounds: frozenset[str]
    form: str | None
    doubts: frozenset[Doubt]


@dataclass(frozen=True, slots=True)
class Result:
    """All of an assessment that does not depend on the day within a segment or on the record's
    id.
    """

    law_version: str | None
    covered: bool
    is_detainer: bool
    overlays: tuple[str, ...]
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]


class Engine:
    """A jurisdiction under one state of the law."""

    def __init__(self, jurisdiction: Jurisdiction, state: LawState) -> None:
        self.jurisdiction = jurisdiction
        self.changes = change_days(jurisdiction, state)
        self._segments = [
            EffectiveLaw(jurisdiction, state, day) for day in (date.min, *self.changes)
        ]
        self._result = keeping(self._assess)

    def assess(
        self, facts: DetainerFacts, court_orders: Sequence[CourtOrderFacts] = ()
    ) -> Assessment:
        segment = bisect_right(self.changes, facts.on)
        circumstances = Circumstances(
            facts.agency_kind, facts.minor, facts.not_legally_competent, facts.in_custody
        )
        assessed = AssessedPurpose(
            segment,
            circumstances,
            facts.purposes,
            frozenset(facts.grounds),
            facts.form,
            frozenset(facts.doubts),
        )
        result = self._result(assessed)
        return Assessment(
            facts.on,
            result.law_version,
            result.covered,
            result.is_detainer,
            result.overlays,
            apply_orders(result.findings, facts.on, court_orders),
            result.duties,
            self.jurisdiction.contradictions(facts),
            facts.id,
            self.jurisdiction.cautions(facts) if result.covered else (),
        )

    def _assess(self, assessed: AssessedPurpose) -> Result:
        segment = self._segments[assessed.segment]
        purposes, agency_kind = assessed.purposes, assessed.circumstances.agency_kind
        is_detainer = segment.is_detainer(purposes, assessed.form)
        if not segment.covers(agency_kind):
            findings = tuple(segment.not_covered(purpose, agency_kind) for purpose in purposes)
            return Result(segment.version, False, is_detainer, (), findings, ())
        return Result(
            segment.version,
            True,
            is_detainer,
            segment.overlays(purposes, agency_kind),
            tuple(
                segment.finding(purpose, assessed.grounds, assessed.circumstances, assessed.doubts)
                for purpose in purposes
            ),
            segment.duties(agency_kind, purposes) if is_detainer else (),
        )


@lru_cache(maxsize=16)
def engine_for(jurisdiction: Jurisdiction, state: LawState) -> Engine:
    return Engine(jurisdiction, state)


def change_days(jurisdiction: Jurisdiction, state: LawState) -> list[date]:
    """Every day on which an outcome, a coverage or a duty may differ from the day before."""
    days = {version.starts_on for version in jurisdiction.versions}
    days |= {since for since in jurisdiction.coverage.values() if since is not None}
    days |= {overlay.possible_from for overlay in jurisdiction.overlays}
    days |= {
        overlay.starts_on for overlay in jurisdiction.overlays if overlay.starts_on is not None
    }
    days |= {dated.effective_on for dated in state.overlay_dates}
    days |= {settlement.from_on for settlement in state.settlements}
    days |= {
        day_after(settlement.until_on)
        for settlement in state.settlements
        if settlement.until_on is not None
    }
    return sorted(days)


def day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def apply_orders(
    findings: tuple[Finding, ...], day: date, orders: Sequence[CourtOrderFacts]
) -> tuple[Finding, ...]:
    return (
        tuple(_under_orders(finding, day, orders) for finding in findings) if orders else findings
    )


def _under_orders(finding: Finding, day: date, orders: Sequence[CourtOrderFacts]) -> Finding:
    barring = [order for order in orders if order.bars(finding.purpose, day)]
    if not barring:
        return finding
    return replace(
        finding,
        outcome=Outcome.PROHIBITED,
        rule=COURT_ORDER_RULE,
        citation=barring[0].citation,
        reason=barring[0].reason,
        verified=True,
        court_orders=tuple(order.citation for order in barring),
    )
