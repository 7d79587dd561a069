"""From the record to the letters: what each notice is made of, and issuing it when the statute owes it.

A letter that cannot be made yet (Q7, or words that cannot be printed) never stops the record: it stays owed, the trail
says why, and the register of owed letters shows it.
"""

from __future__ import annotations

from datetime import datetime

from reports.access.models import Access
from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.detainers.actions.moving import local_day
from reports.detainers.assessment import kept_assessment
from reports.detainers.models import Decision, Detainer, Person, Reply
from reports.detainers.vocabulary import Choice
from reports.notices.actions import issue_notice
from reports.notices.facts import (
    AgencyHeading,
    Decider,
    NoticeFacts,
    NoticeKind,
    NoticeWaits,
    PurposeDecision,
    Recipient,
    ReleaseNotified,
    UnprintableFacts,
    right_of_action_holds,
)
from reports.notices.models import Notice


def heading_of(agency: Agency) -> AgencyHeading:
    """The head of the letter."""
    lines = tuple(line.strip() for line in agency.address.split(",") if line.strip())
    return AgencyHeading(
        code=agency.code, name=agency.display_name, kind=agency.kind, address_lines=lines, phone=agency.phone
    )


def facts_for(
    detainer: Detainer,
    *,
    event_at: datetime,
    decision: Decision | None = None,
    release: ReleaseNotified | None = None,
    recipient: Recipient | None = None,
) -> NoticeFacts:
    """Everything a letter about this detainer may say, as the record stands."""
    person = detainer.person
    right_of_action = right_of_action_holds(agency_kind=detainer.agency.kind, event_on=local_day(event_at))
    return NoticeFacts(
        person_name=person.full_name,
        family_name=person.family_name or person.given_names,
        agency=heading_of(detainer.agency),
        received_at=detainer.received_at,
        federal_office=detainer.federal_office,
        form=detainer.form,
        decisions=_decisions(detainer, decision),
        decider=Decider(title=detainer.agency.head_title, decide_by=detainer.release_due_at),
        own_words=decision.reason if decision else "",
        release=release,
        recipient=recipient,
        right_of_action=right_of_action,
        law_version=decision.law_version if decision else detainer.assessments.latest().law_version,
        terrorist_database_ground="terrorist_database_match" in detainer.grounds,
        copy_attached=detainer.attachments.filter(kind="detainer").exists(),
    )


def _decisions(detainer: Detainer, decision: Decision | None) -> tuple[PurposeDecision, ...]:
    """Each thing asked with its answer; while nothing is decided, each is pending."""
    if decision is None:
        findings = kept_assessment(detainer.assessments.latest()).findings
        return tuple(
            PurposeDecision(purpose=f.purpose, decision=Choice.PENDING, outcome=f.outcome, citation=f.citation)
            for f in findings
        )
    return tuple(
        PurposeDecision(
            purpose=line.purpose, decision=line.choice, outcome=line.finding_outcome, citation=line.citation
        )
        for line in decision.lines.all()
    )


def issue_if_possible(
    facts: NoticeFacts, kind: NoticeKind, *, detainer: Detainer, by: User, at: datetime, access: Access | None = None
) -> Notice | None:
    """Issue the letter, or leave it owed and say why in the trail."""
    try:
        return issue_notice(
            facts=facts, agency=detainer.agency, detainer=detainer, access=access, kind=kind,
            language=detainer.person.language, by=by, at=at,
        )  # fmt: skip
    except (NoticeWaits, UnprintableFacts) as waiting:
        record(
            chain=detainer.agency.code, event="notice.waits", actor=str(by.pk), at=at, subject_type="detainer",
            subject_id=detainer.pk, detail={"kind": kind.value, "why": type(waiting).__name__},
        )  # fmt: skip
        return None


def issue_receipt_letter(detainer: Detainer, *, by: User, at: datetime) -> Notice | None:
    """N1, owed on receipt of any detainer whether or not the agency will comply, (e)(1)."""
    duties = {duty.duty for duty in kept_assessment(detainer.assessments.latest()).duties}
    if "copy_and_intent_notice" not in duties:
        return None
    facts = facts_for(detainer, event_at=detainer.received_at)
    return issue_if_possible(facts, NoticeKind.N1_RECEIPT, detainer=detainer, by=by, at=at)


def issue_intent_sheet(decision: Decision, *, by: User, at: datetime) -> Notice | None:
    """The answer that N1 could not give yet (Q26)."""
    detainer = decision.detainer
    duties = {duty["duty"] for duty in decision.assessment.result["duties"]}
    if "copy_and_intent_notice" not in duties:
        return None
    facts = facts_for(detainer, event_at=decision.decided_at, decision=decision)
    return issue_if_possible(facts, NoticeKind.N1_INTENT, detainer=detainer, by=by, at=at)


def issue_release_letters(access: Access, *, by: User, at: datetime) -> None:
    """N2 to the person, and the same to the attorney or the one person named, (e)(1)."""
    detainer = access.detainer
    if detainer is None:
        return
    decision = detainer.decisions.first()
    told = _release_told(detainer, access, access.reply)
    facts = facts_for(detainer, event_at=access.occurred_at, decision=decision, release=told)
    issue_if_possible(facts, NoticeKind.N2, detainer=detainer, by=by, at=at, access=access)
    recipient = recipient_of(detainer.person)
    if recipient is not None:
        copy = facts_for(detainer, event_at=access.occurred_at, decision=decision, release=told, recipient=recipient)
        issue_if_possible(copy, NoticeKind.N2_COPY, detainer=detainer, by=by, at=at, access=access)


def _release_told(detainer: Detainer, access: Access, reply: Reply | None) -> ReleaseNotified:
    spoken = reply.text if reply is not None and reply.channel in {"phone", "in_person"} else ""
    return ReleaseNotified(
        told_at=access.occurred_at,
        office=detainer.federal_office,
        release_at=detainer.release_due_at,
        spoken_words=spoken,
    )


def recipient_of(person: Person) -> Recipient | None:
    """The attorney where there is one, else the one person named (Q16 asks whether both are owed)."""
    if person.attorney_name:
        return Recipient(name=person.attorney_name, role="lawyer")
    if person.designee_name:
        return Recipient(name=person.designee_name, role="named")
    return None
