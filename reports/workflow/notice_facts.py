"""What a notice may say, taken from the current record: detainer, findings, decision, access."""

from __future__ import annotations

from datetime import datetime

from reports.access.models import Access
from reports.accounts.models import Agency
from reports.detainers.assessment import stored_assessment
from reports.detainers.models import Decision, Detainer, Reply
from reports.detainers.vocabulary import DecisionChoice
from reports.law.moments import local_day
from reports.notices.content.facts import (
    AgencyHeading,
    Decider,
    NoticeAddressee,
    NoticeFacts,
    PurposeDecision,
    ReleaseNotified,
    right_of_action_holds,
)
from reports.notices.models import Notice
from reports.notices.queries import reason_is_released, support_contacts
from reports.persons.models import Person


def heading_of(agency: Agency) -> AgencyHeading:
    """The heading of the notice."""
    lines = tuple(line.strip() for line in agency.address.split(",") if line.strip())
    return AgencyHeading(
        code=agency.code,
        name=agency.display_name,
        kind=agency.kind,
        address_lines=lines,
        phone=agency.phone,
    )


def facts_for(
    detainer: Detainer,
    *,
    event_at: datetime,
    decision: Decision | None = None,
    release: ReleaseNotified | None = None,
    recipient: NoticeAddressee | None = None,
) -> NoticeFacts:
    """Everything that a notice about this detainer may say, from the current record."""
    person = detainer.person
    right_of_action = right_of_action_holds(
        agency_kind=detainer.agency.kind, event_on=local_day(event_at)
    )
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
        cleared_by_legal=decision is not None and reason_is_released(decision),
        help_lines=support_contacts(),
    )


def _decisions(detainer: Detainer, decision: Decision | None) -> tuple[PurposeDecision, ...]:
    """Each requested action with its decision; pending while nothing is decided."""
    if decision is None:
        findings = stored_assessment(detainer.assessments.latest()).findings
        return tuple(
            PurposeDecision(
                purpose=f.purpose,
                decision=DecisionChoice.PENDING,
                outcome=f.outcome,
                citation=f.citation,
            )
            for f in findings
        )
    return tuple(
        PurposeDecision(
            purpose=line.purpose,
            decision=line.choice,
            outcome=line.finding_outcome,
            citation=line.citation,
        )
        for line in decision.lines.all()
    )


def facts_of_release(access: Access, detainer: Detainer) -> NoticeFacts:
    """What a notice about a release notified to a federal authority may say."""
    notification = _release_notified(detainer, access, access.reply)
    decision = detainer.decisions.first()
    return facts_for(detainer, event_at=access.occurred_at, decision=decision, release=notification)


def _release_notified(detainer: Detainer, access: Access, reply: Reply | None) -> ReleaseNotified:
    spoken = reply.text if reply is not None and reply.channel in {"phone", "in_person"} else ""
    return ReleaseNotified(
        notified_at=access.occurred_at,
        office=detainer.federal_office,
        release_at=detainer.release_due_at,
        spoken_words=spoken,
    )


def recipient_of(person: Person) -> NoticeAddressee | None:
    """The attorney if there is one, else the designee (whether both must get it is Q16)."""
    if person.attorney_name:
        return NoticeAddressee(name=person.attorney_name, role="lawyer")
    if person.designee_name:
        return NoticeAddressee(name=person.designee_name, role="named")
    return None


def notice_facts(notice: Notice) -> NoticeFacts:
    """The facts of a current notice, for its enclosures."""
    if notice.access is not None:
        return facts_of_release(notice.access, notice.detainer)
    return facts_for(notice.detainer, event_at=notice.detainer.received_at)
