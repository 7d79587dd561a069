"""From the record to the rules: facts taken from a detainer, and the findings kept with the row.

Documents count as facts: an administrative warrant that was received is a fact whether or not the
clerk ticked it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from reports.detainers.convictions import convictions_of, grounds_given, reading_of
from reports.detainers.judicial_warrants import WarrantOnRecord, reading_of_warrant
from reports.detainers.models import AssessmentRecord, Detainer
from reports.detainers.values import ConvictionValues, DetainerValues
from reports.detainers.vocabulary import FederalForm, ProbableCause, WarrantKind
from reports.law.assess import (
    WarrantReading,
    assess,
    doubts_of,
    parse_facts,
    warrant_doubts,
    with_raised,
)
from reports.law.facts import DetainerFacts
from reports.law.findings import Assessment, Finding
from reports.law.state import CourtOrderFacts, LawState
from reports.lawbook.queries import law_state

JUDICIAL_WARRANT = "judicial_warrant"


class RequestedPurposes(WarrantOnRecord, Protocol):
    """What facts can be taken from: a detainer, or values not yet recorded."""

    @property
    def grounds(self) -> Iterable[str]: ...
    @property
    def probable_cause(self) -> Iterable[str]: ...
    @property
    def form(self) -> str: ...
    @property
    def is_minor(self) -> bool | None: ...
    @property
    def not_legally_competent(self) -> bool: ...
    @property
    def in_custody(self) -> bool | None: ...


def grounds_of(purposes: RequestedPurposes) -> tuple[str, ...]:
    """The grounds that were ticked, and those that the documents show."""
    found = dict.fromkeys(purposes.grounds)
    if purposes.warrant == WarrantKind.ADMINISTRATIVE:
        found["administrative_warrant"] = None
    if purposes.warrant == WarrantKind.JUDICIAL:
        found[JUDICIAL_WARRANT] = None
    if ProbableCause.FINAL_ORDER in purposes.probable_cause:
        found["final_removal_order"] = None
    if "court_order_1225" in purposes.papers:
        found["court_order_1225"] = None
    return tuple(found)


def facts_of(
    purposes: RequestedPurposes,
    *,
    agency_kind: str,
    on: date,
    state: LawState,
    convictions: Iterable[ConvictionValues] = (),
) -> DetainerFacts:
    """The facts the rules read under a state of the law. Codes only, no personal data."""
    convictions = tuple(convictions)
    given = grounds_given(convictions, state)
    warrant = reading_of_warrant(purposes, on=on)
    stated = _without_warrant_unseen(grounds_of(purposes), warrant)
    return DetainerFacts(
        on=on,
        agency_kind=agency_kind,
        purposes=tuple(purposes.purposes),
        grounds=tuple(dict.fromkeys((*stated, *given))),
        minor=bool(purposes.is_minor),
        not_legally_competent=purposes.not_legally_competent,
        in_custody=purposes.in_custody,
        form=str(purposes.form) if purposes.form in FederalForm.values else None,
        doubts=(
            *doubts_of(reading_of(conviction, state) for conviction in convictions),
            *warrant_doubts([warrant] if warrant else []),
        ),
    )


def _without_warrant_unseen(
    grounds: tuple[str, ...], warrant: WarrantReading | None
) -> tuple[str, ...]:
    """The grounds without a judge's warrant that names somebody else and that nobody looked at."""
    if warrant is None or warrant.ground:
        return grounds
    return tuple(ground for ground in grounds if ground != JUDICIAL_WARRANT)


def assess_values(values: DetainerValues, *, agency_kind: str, on: date) -> Assessment:
    """Findings on values that are being typed. Nothing is stored."""
    state = law_state()
    facts = facts_of(
        values, agency_kind=agency_kind, on=on, state=state, convictions=values.convictions
    )
    return _with_convictions(assess(facts, state=state), values.convictions, state)


def _with_convictions(
    assessment: Assessment, convictions: Iterable[ConvictionValues], state: LawState
) -> Assessment:
    """A conviction from another state, of a minor, or of a deemed class raises its open question
    and gives no ground.
    """
    return with_raised(
        assessment, (reading_of(conviction, state) for conviction in convictions), state
    )


def assess_detainer(detainer: Detainer, *, on: date) -> tuple[DetainerFacts, Assessment]:
    """The facts of a recorded detainer and the findings on them for a date. Nothing is stored."""
    convictions, state = convictions_of(detainer), law_state()
    facts = facts_of(
        detainer, agency_kind=detainer.agency.kind, on=on, state=state, convictions=convictions
    )
    assessment = assess(facts, state=state, court_orders=court_orders_of(detainer))
    return facts, _with_convictions(assessment, convictions, state)


def store_assessment(detainer: Detainer, *, on: date, at: datetime) -> AssessmentRecord:
    """Assess the detainer for a date; store facts, findings and version of the law with it."""
    facts, result = assess_detainer(detainer, on=on)
    return AssessmentRecord.objects.create(
        detainer=detainer,
        assessed_at=at,
        assessed_on=on,
        law_version=result.law_version or "",
        facts=facts.as_dict(),
        result=result.as_dict(),
    )


def court_orders_of(detainer: Detainer) -> tuple[CourtOrderFacts, ...]:
    """Orders about this detainer that were not lifted, as the rules read them."""
    rows = detainer.court_orders.filter(lifted_at__isnull=True).select_related("record_key")
    return tuple(
        CourtOrderFacts(
            citation=f"court order of {row.from_on} on this detainer",
            from_on=row.from_on,
            purposes=tuple(row.purposes),
            until_on=row.until_on,
        )
        for row in rows
    )


@dataclass(frozen=True)
class LawChange:
    """A purpose whose finding differs today from the last assessment."""

    purpose: str
    before: Finding
    now: Finding


def law_changes_since(
    record: AssessmentRecord, state: LawState, *, on: date
) -> tuple[LawChange, ...]:
    """Findings that a settlement or a new version of the law changed since the last assessment.
    What a court barred stays barred.
    """
    kept, today = (
        stored_assessment(record),
        assess(replace(parse_facts(record.facts), on=on), state),
    )
    pairs = ((kept.finding(finding.purpose), finding) for finding in today.findings)
    return tuple(
        LawChange(now.purpose, before, now)
        for before, now in pairs
        if before is not None and not before.court_orders and before.outcome != now.outcome
    )


def stored_assessment(record: AssessmentRecord) -> Assessment:
    """The findings as they were stored."""
    return Assessment.from_dict(record.result)


def review_is_due(assessment: Assessment) -> bool:
    """Whether 54-192h(c) requires the agency head's review before any response."""
    return any(duty.duty == "head_review" for duty in assessment.duties)
