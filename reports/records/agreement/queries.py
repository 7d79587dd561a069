"""Reading what records say: one record from the case file its page has read, or many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from reports.access.models import Access, ActAgainstDecision
from reports.accounts.models import Agency
from reports.detainers.assessment import stored_assessment
from reports.detainers.custody import custody_of
from reports.detainers.in_force import decision_in_force
from reports.detainers.models import (
    AssessmentRecord,
    CustodyEvent,
    Decision,
    DecisionLine,
    Detainer,
    Reply,
)
from reports.detainers.status import OPEN
from reports.detainers.vocabulary import CANCELS_NONE, CustodyOutcome
from reports.records.agreement.rules import Disagreement, disagreements
from reports.records.agreement.statements import (
    AccessStatement,
    DecisionStatement,
    MarkedAct,
    RecordStatements,
    ReplyStatement,
)
from reports.records.case_file import CaseFile


def statements_of(
    detainer: Detainer,
    *,
    happened: Iterable[CaseFile],
    lines: Iterable[DecisionLine],
    newest: AssessmentRecord,
    at: datetime,
) -> RecordStatements:
    """What a record says, from what its page has read already; no query."""
    rows = list(happened)
    return _statements(
        detainer,
        lines=list(lines),
        newest=newest,
        at=at,
        replies=tuple(
            ReplyStatement(row.pk, row.at, row.flag, row.second_flag)
            for row in rows
            if row.what == "reply"
        ),
        accesses=tuple(
            AccessStatement(row.pk, row.code, row.at)
            for row in rows
            if row.what == "access" and not (row.flag or row.second_flag)
        ),
        marked=tuple(
            MarkedAct(row.pk, UUID(row.digest), row.flag) for row in rows if row.what == "against"
        ),
        is_settled=any(row.what == "event" and row.code == CANCELS_NONE for row in rows),
        held_otherwise_at=max(
            (
                row.at
                for row in rows
                if row.what == "event" and row.code == CustodyOutcome.STILL_HELD
            ),
            default=None,
        ),
    )


def all_statements(agency: Agency | None, *, at: datetime) -> list[RecordStatements]:
    """What every record of an agency says, or of all: six queries, however many there are. What was
    found is read of records that can still change; no rule asks it of one that has ended.
    """
    detainers = Detainer.objects.of(agency) if agency else Detainer.objects.all()
    settled = CustodyEvent.objects.filter(detainer=OuterRef("pk"), kind=CANCELS_NONE)
    rows = list(
        detainers.select_related("agency")
        .annotate(
            cancellation_settled=Exists(settled),
            held_otherwise=Max(
                "events__happened_at", filter=Q(events__kind=CustodyOutcome.STILL_HELD)
            ),
        )
        .order_by("agency_id", "year", "number")
    )
    ids = detainers.order_by().values("pk")
    lines, found = _lines(ids), _assessments(detainers)
    newest = {record.detainer_id: record for record in found.values()}
    for line in (line for those in lines.values() for line in those):
        weighed = found.get(line.decision.assessment_id)
        if weighed is not None:
            line.decision.assessment = weighed
    replies, accesses, marked = _replies(ids), _accesses(ids), _marked(ids)
    return [
        _statements(
            row,
            lines=lines[row.pk],
            newest=newest.get(row.pk),
            at=at,
            replies=tuple(replies[row.pk]),
            accesses=tuple(accesses[row.pk]),
            marked=tuple(marked[row.pk]),
            is_settled=bool(getattr(row, "cancellation_settled", False)),
            held_otherwise_at=getattr(row, "held_otherwise", None),
        )
        for row in rows
    ]


def disagreeing(
    agency: Agency | None, *, at: datetime
) -> list[tuple[RecordStatements, tuple[Disagreement, ...]]]:
    """Every record on which statements do not agree, with what does not."""
    found = ((record, disagreements(record, at)) for record in all_statements(agency, at=at))
    return [(record, parts) for record, parts in found if parts]


def _statements(
    detainer: Detainer,
    *,
    lines: Collection[DecisionLine],
    newest: AssessmentRecord | None,
    at: datetime,
    replies: tuple[ReplyStatement, ...],
    accesses: tuple[AccessStatement, ...],
    marked: tuple[MarkedAct, ...],
    is_settled: bool,
    held_otherwise_at: datetime | None,
) -> RecordStatements:
    custody = custody_of(detainer, stored_assessment(newest) if newest else None, at)
    decisions = _decisions(lines)
    weighed = decision_in_force((line.decision for line in lines), at)
    return RecordStatements(
        detainer_id=detainer.pk,
        reference=detainer.reference,
        agency_code=detainer.agency.code,
        is_sandbox=detainer.agency.is_sandbox,
        received_at=detainer.received_at,
        purposes=frozenset(detainer.purposes),
        decisions=decisions,
        replies=replies,
        accesses=accesses,
        marked=marked,
        outcome=detainer.outcome,
        outcome_at=detainer.outcome_at,
        due_at=custody.release_due_at,
        is_supported=custody.is_supported,
        held_otherwise_at=held_otherwise_at,
        outcomes_now=_outcomes_now(weighed, newest),
        cancels_unmatched=(
            detainer.cancels_on is not None and detainer.earlier_id is None and not is_settled
        ),
    )


def _outcomes_now(weighed: Decision | None, newest: AssessmentRecord | None) -> dict[str, str]:
    """The findings of today where the decision in force was weighed against other facts."""
    if weighed is None or newest is None or _facts(weighed.assessment) == _facts(newest):
        return {}
    return {finding.purpose: finding.outcome for finding in stored_assessment(newest).findings}


def _facts(record: AssessmentRecord) -> dict[str, Any]:
    """The facts that were judged, without the day whose law was applied."""
    return {name: value for name, value in record.facts.items() if name != "on"}


def _decisions(lines: Iterable[DecisionLine]) -> tuple[DecisionStatement, ...]:
    by_decision: dict[UUID, list[DecisionLine]] = defaultdict(list)
    for line in lines:
        by_decision[line.decision_id].append(line)
    return tuple(
        DecisionStatement(
            number=those[0].decision.number,
            decided_at=those[0].decision.decided_at,
            choices={line.purpose: line.choice for line in those},
            outcomes={line.purpose: line.finding_outcome for line in those},
            waits_for_head=those[0].decision.waits_for_head,
        )
        for those in by_decision.values()
    )


def _lines(detainers: Any) -> Mapping[UUID, list[DecisionLine]]:
    found: dict[UUID, list[DecisionLine]] = defaultdict(list)
    rows = DecisionLine.objects.filter(decision__detainer__in=detainers)
    for line in rows.select_related("decision"):
        found[line.decision.detainer_id].append(line)
    return found


def _assessments(detainers: QuerySet[Detainer]) -> dict[UUID, AssessmentRecord]:
    """Of records that have not ended: the newest assessment, and those that decisions were weighed
    against, in their order.
    """
    running = detainers.order_by().filter(Q(status__in=OPEN) | Q(outcome="")).values("pk")
    of_same = AssessmentRecord.objects.filter(detainer=OuterRef("detainer"))
    newest = of_same.order_by("-assessed_at").values("pk")[:1]
    weighed = Decision.objects.filter(detainer__in=running).values("assessment")
    rows = AssessmentRecord.objects.filter(
        Q(pk=Subquery(newest)) | Q(pk__in=weighed), detainer__in=running
    )
    return {row.pk: row for row in rows.order_by("assessed_at")}


def _replies(detainers: Any) -> Mapping[UUID, list[ReplyStatement]]:
    found: dict[UUID, list[ReplyStatement]] = defaultdict(list)
    names = ("detainer_id", "pk", "sent_at", "is_refusal", "notifies_release")
    for detainer_id, *values in Reply.objects.filter(detainer__in=detainers).values_list(*names):
        found[detainer_id].append(ReplyStatement(*values))
    return found


def _accesses(detainers: Any) -> Mapping[UUID, list[AccessStatement]]:
    found: dict[UUID, list[AccessStatement]] = defaultdict(list)
    rows = Access.objects.standing().filter(detainer__in=detainers)
    names = ("detainer_id", "pk", "kind", "occurred_at")
    for detainer_id, *values in rows.order_by("occurred_at").values_list(*names):
        found[detainer_id].append(AccessStatement(*values))
    return found


def _marked(detainers: Any) -> Mapping[UUID, list[MarkedAct]]:
    found: dict[UUID, list[MarkedAct]] = defaultdict(list)
    rows = ActAgainstDecision.objects.filter(detainer__in=detainers)
    names = ("detainer_id", "pk", "reply_id", "access_id", "acknowledged_at")
    for detainer_id, act_id, reply_id, access_id, seen in rows.values_list(*names):
        act = MarkedAct(act_id, reply_id or access_id, is_acknowledged=seen is not None)
        found[detainer_id].append(act)
    return found
