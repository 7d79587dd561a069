"""The decision: per requested action, with its reason, beside the finding it responds to.

Only the agency head, never a delegate, may depart from the assessment. Who departs must give the
reason and say whether counsel was consulted; the line is marked. The same is asked of who acts
where the law is unsettled, which is no departure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from reports.accounts.models import User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.core.printable_text import check_printable
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb
from reports.detainers.actions.transition import audit_detainer
from reports.detainers.assessment import store_assessment, stored_assessment
from reports.detainers.convictions import names_confidential_matter
from reports.detainers.exceptions import (
    EVERY_PURPOSE,
    NAMES_CONFIDENTIAL_MATTER,
    NO_SUCH_CHOICE,
    OUT_OF_TIME,
    REASON_MISSING,
)
from reports.detainers.models import AssessmentRecord, Decision, DecisionLine, Detainer
from reports.detainers.policies import (
    check_can_decide,
    check_can_depart,
    check_can_log,
    check_reviewed,
    decision_event,
)
from reports.detainers.status import DETAINER_LIFECYCLE, DetainerEvent, DetainerStatus
from reports.detainers.vocabulary import DecisionChoice
from reports.law.findings import Finding
from reports.law.moments import local_day
from reports.persons.named_people import check_names_nobody_else


@dataclass(frozen=True)
class ReasonWords:
    """The reason beside the decider's own words: reasons chosen from OPM's list, and the own words
    in the language of the person where somebody can write it.
    """

    standard_reasons: tuple[UUID, ...] = ()
    translated: str = ""
    language: str = ""

    def stored(self) -> dict[str, Any]:
        """As the decision keeps them. Without words there is no language."""
        return {
            "reason_translated": self.translated,
            "reason_language": self.language if self.translated else "",
            "standard_reasons": [str(key) for key in self.standard_reasons],
        }


NO_OTHER_WORDS = ReasonWords()
DEPARTS = "The decision differs from the assessment."
UNSETTLED = "The decision does what the law leaves unsettled."


def is_departure(outcome: str, choice: str) -> bool:
    """Whether a choice departs: complying where the finding is Prohibited, or declining where it is
    Required.
    """
    return (choice == DecisionChoice.COMPLY and outcome == "prohibited") or (
        choice == DecisionChoice.DECLINE and outcome == "required"
    )


def acts_unsettled(outcome: str, choice: str) -> bool:
    """Whether a choice does what the reading leaves open."""
    return choice == DecisionChoice.COMPLY and outcome == "unsettled"


@verb
def record_decision(
    *,
    detainer: Detainer,
    choices: Mapping[str, str],
    reason: str,
    by: User,
    at: datetime,
    decided_at: datetime | None = None,
    departure_reason: str = "",
    counsel_consulted: bool | None = None,
    in_other_words: ReasonWords = NO_OTHER_WORDS,
    names_checked: bool = False,
) -> Decision:
    """Record what the agency will do. `names_checked`: whoever wrote the reason confirms that it
    names nobody else. Raises ReviewMissing, StateRefused, PermissionRefused, Conflict.
    """
    moment = decided_at or at
    check_can_decide(by, detainer, on=local_day(at))
    _check_moment(detainer, moment, at)
    _check_choices(detainer, choices, reason, in_other_words)
    check_names_nobody_else(
        detainer.named, detainer.agency, reason, in_other_words.translated, is_checked=names_checked
    )
    assessment = store_assessment(detainer, on=local_day(moment), at=at)
    findings = {finding.purpose: finding for finding in stored_assessment(assessment).findings}
    departing = [p for p, choice in choices.items() if is_departure(findings[p].outcome, choice)]
    if departing:
        check_can_depart(by, detainer, on=local_day(at))
    explained = _explanation(choices, findings, departure_reason, counsel=counsel_consulted)
    DETAINER_LIFECYCLE.move(detainer, decision_event(detainer), by=by, at=at)
    decision = _new_decision(
        detainer,
        by=by,
        at=at,
        decided_at=moment,
        reason=reason,
        **in_other_words.stored(),
        assessment=assessment,
        confirmed_at=at,
        confirmed_by=by,
        is_departure=bool(departing),
        **explained,
    )
    _add_lines(decision, choices, findings, departing)
    audit_detainer(
        detainer, "decision.recorded", by=by, at=at, number=decision.number, departs=bool(departing)
    )
    return decision


def _check_moment(detainer: Detainer, moment: datetime, at: datetime) -> None:
    if moment > at or moment < detainer.received_at:
        raise StateRefused(OUT_OF_TIME)


def _check_choices(
    detainer: Detainer, choices: Mapping[str, str], reason: str, others: ReasonWords
) -> None:
    if set(choices) != set(detainer.purposes):
        raise StateRefused(EVERY_PURPOSE)
    if any(choice not in DecisionChoice.values for choice in choices.values()):
        raise StateRefused(NO_SUCH_CHOICE)
    _check_words(reason, others)
    if names_confidential_matter(detainer, f"{reason} {others.translated}"):
        raise StateRefused(NAMES_CONFIDENTIAL_MATTER)


def _check_words(reason: str, others: ReasonWords) -> None:
    if not reason.strip() and not others.standard_reasons:
        raise StateRefused(REASON_MISSING)
    check_printable(
        {"The reason": reason, "The reason in the other language": others.translated},
        is_one_line=False,
        why="The person is owed it in writing.",
    )


def _explanation(
    choices: Mapping[str, str],
    findings: Mapping[str, Finding],
    reason: str,
    *,
    counsel: bool | None,
) -> dict[str, Any]:
    """What the decision keeps of why, and of counsel: asked of a departure, and of acting where the
    law is unsettled.
    """
    chosen = [(findings[purpose].outcome, choice) for purpose, choice in choices.items()]
    if any(is_departure(outcome, choice) for outcome, choice in chosen):
        what = DEPARTS
    elif any(acts_unsettled(outcome, choice) for outcome, choice in chosen):
        what = UNSETTLED
    else:
        return {}
    if not reason.strip():
        raise StateRefused(f"{what} Say why; it is kept and marked.")
    if counsel is None:
        raise StateRefused(f"{what} Say whether counsel was consulted.")
    return {"departure_reason": reason, "counsel_consulted": counsel}


def _new_decision(
    detainer: Detainer,
    *,
    by: User,
    at: datetime,
    decided_at: datetime,
    assessment: AssessmentRecord,
    **recorded: Any,
) -> Decision:
    """The next decision of the record, made or reported by `by`, on what the assessment found."""
    decision = Decision(
        detainer=detainer,
        record_key=detainer.record_key,
        number=detainer.decisions.count() + 1,
        decided_at=decided_at,
        decided_by=by,
        entered_at=at,
        assessment=assessment,
        law_version=assessment.law_version,
        **recorded,
    )
    decision.save()
    return decision


def _add_lines(
    decision: Decision,
    choices: Mapping[str, str],
    findings: Mapping[str, Finding],
    departing: list[str],
) -> None:
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=decision,
            position=position,
            purpose=purpose,
            choice=choice,
            finding_outcome=findings[purpose].outcome,
            citation=findings[purpose].citation,
            is_departure=purpose in departing,
        )
        for position, (purpose, choice) in enumerate(choices.items())
    )


@verb
def translate_reason(
    *,
    decision: Decision,
    text: str,
    language: str,
    by: User,
    at: datetime,
    names_checked: bool = False,
) -> None:
    """Add the decider's words in the language of the person, in place of an earlier translation."""
    detainer = decision.detainer
    check_can(by, Permission.LOG_DETAINER, detainer.agency, on=local_day(at))
    words = text.strip()
    if not words or not decision.reason.strip():
        raise StateRefused("Write the reason in the other language.")
    check_printable(
        {"The reason in the other language": words},
        is_one_line=False,
        why="The person is owed it in writing.",
    )
    check_names_nobody_else(detainer.named, detainer.agency, words, is_checked=names_checked)
    decision.reason_translated, decision.reason_language = words, language
    decision.save(update_fields=["reason_translated", "reason_language"])
    audit_detainer(detainer, "decision.reason_translated", by=by, at=at, number=decision.number)


@verb
def record_reported_decision(
    *,
    detainer: Detainer,
    choices: Mapping[str, str],
    reason: str,
    decided_at: datetime,
    reported_decider: str,
    by: User,
    at: datetime,
) -> Decision:
    """Keep what a file says was decided. It moves nothing and no letter gives it until the head
    has confirmed it. Raises StateRefused, PermissionRefused.
    """
    check_can_log(by, detainer.agency, on=local_day(at))
    _check_moment(detainer, decided_at, at)
    _check_choices(detainer, choices, reason, NO_OTHER_WORDS)
    assessment = store_assessment(detainer, on=local_day(decided_at), at=at)
    findings = {finding.purpose: finding for finding in stored_assessment(assessment).findings}
    departing = [p for p, choice in choices.items() if is_departure(findings[p].outcome, choice)]
    decision = _new_decision(
        detainer,
        by=by,
        at=at,
        decided_at=decided_at,
        reason=reason,
        assessment=assessment,
        is_reported=True,
        reported_decider=reported_decider,
        is_departure=bool(departing),
    )
    _add_lines(decision, choices, findings, departing)
    audit_detainer(detainer, "decision.reported", by=by, at=at, number=decision.number)
    return decision


def needs_explanation(decision: Decision) -> bool:
    """Whether a decision that came in a file differs from the assessment, or does what the law
    leaves unsettled, and nobody has said why: whoever confirms it is asked.
    """
    return not decision.departure_reason and any(
        is_departure(line.finding_outcome, line.choice)
        or acts_unsettled(line.finding_outcome, line.choice)
        for line in decision.lines.all()
    )


@verb
def confirm_decision(
    *,
    decision: Decision,
    by: User,
    at: datetime,
    departure_reason: str = "",
    counsel_consulted: bool | None = None,
) -> None:
    """The agency head confirms a decision that was imported from a file; from then on it counts.
    One that departs, or acts where the law is unsettled, is explained as if it were made now.
    Raises ReviewMissing, PermissionRefused, StateRefused, Conflict.
    """
    detainer = decision.detainer
    check_can(by, Permission.DECIDE, detainer.agency, on=local_day(at))
    check_reviewed(detainer)
    if decision.is_departure:
        check_can_depart(by, detainer, on=local_day(at))
    if needs_explanation(decision):
        _explain(decision, departure_reason, counsel=counsel_consulted)
    changed = Decision.objects.filter(pk=decision.pk, confirmed_at__isnull=True).update(
        confirmed_at=at, confirmed_by=by, decided_by=by if decision.is_reported else F("decided_by")
    )
    if not changed:
        raise Conflict("This decision is confirmed already.")
    decision.confirmed_at, decision.confirmed_by = at, by
    if detainer.status == DetainerStatus.AWAITING_DECISION:
        DETAINER_LIFECYCLE.move(detainer, DetainerEvent.DECIDED, by=by, at=at)
    audit_detainer(detainer, "decision.confirmed", by=by, at=at, number=decision.number)


def _explain(decision: Decision, reason: str, *, counsel: bool | None) -> None:
    """Keep why, by the rule of deciding. Raises StateRefused."""
    choices = {line.purpose: line.choice for line in decision.lines.all()}
    findings = {one.purpose: one for one in stored_assessment(decision.assessment).findings}
    for name, value in _explanation(choices, findings, reason, counsel=counsel).items():
        setattr(decision, name, value)
    decision.save(update_fields=["departure_reason", "counsel_consulted"])
