"""What a notice may say: a function of the act that it is about.

Each act has its moment. The decision is the one in force then, what the federal agency was told
is what it was told then, and what was done before is included. Nothing here reads the newest row.
"""

from __future__ import annotations

import re
from datetime import datetime

from reports.access.models import Access
from reports.accounts.models import Agency
from reports.detainers.assessment import stored_assessment
from reports.detainers.models import AttachmentKind, Decision, DecisionLine, Detainer
from reports.detainers.queries import decision_before, decision_in_force
from reports.detainers.vocabulary import (
    Channel,
    CustodyOutcome,
    DecisionChoice,
    FederalForm,
    Verification,
)
from reports.law.assess import Purpose, parse_facts
from reports.law.moments import local_day
from reports.notices.acts import ActKind, NoticeAct, act_of
from reports.notices.content.facts import (
    AgencyHeading,
    Decider,
    NoticeAddressee,
    NoticeFacts,
    PurposeDecision,
    ReleaseNotified,
    made_printable,
    right_of_action_holds,
)
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice
from reports.notices.queries import reason_is_released, support_contacts
from reports.notices.reasons.queries import chosen_reasons, person_agrees_to_facts
from reports.persons.versions import values_naming_recipient
from reports.workflow.grounds.recorded_grounds import GroundsOnRecord, grounds_on_record

SURELY_A_DETAINER = frozenset(
    {
        Purpose.HOLD,
        Purpose.ARREST_ON_ADMINISTRATIVE_WARRANT,
        Purpose.TRANSFER,
        Purpose.NOTIFY_RELEASE,
        Purpose.RELEASE_INFORMATION,
    }
)
TERRORIST_DATABASE = "terrorist_database_match"
# The end of a citation that says which ground was read: (ii), or what the act of 2025 added.
NAMES_A_GROUND = re.compile(r"\((i|ii|iii)\)$| as amended by .*$")
SPOKEN = frozenset({Channel.PHONE, Channel.IN_PERSON})


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


def facts_of(
    act: NoticeAct, *, issued_at: datetime, recipient: NoticeAddressee | None = None
) -> NoticeFacts:
    """What a notice about an act may say: the decision in force at the act, what the federal
    agency was told then, and what was done before.
    """
    detainer, person = act.detainer, act.detainer.named
    until = act.known_until(issued_at)
    decision = act.decision or decision_in_force(detainer, at=until)
    grounds = _grounds(detainer, decision)
    facts = NoticeFacts(
        person_name=person.printed_name,
        family_name=person.family_name or person.given_names,
        agency=heading_of(detainer.agency),
        received_at=detainer.received_at,
        federal_office=detainer.federal_office,
        form=detainer.form,
        decisions=_decisions(detainer, decision, grounds),
        decider=Decider(title=detainer.agency.head_title),
        own_words=decision.reason if decision else "",
        own_words_translated=decision.reason_translated if decision else "",
        own_words_language=decision.reason_language if decision else "",
        standard_reasons=chosen_reasons(decision) if decision else (),
        own_words_withheld=_rests_on_erased(detainer, decision),
        agrees_to_facts=person_agrees_to_facts(detainer),
        release=_release_notified(act.access, detainer) if act.access else None,
        notified_before=_notified_before(act, until=until),
        cancelled_at=act.at if act.kind is ActKind.CANCELLATION else None,
        earlier_number=_earlier_number(act),
        is_first_answer=decision is None or decision_before(decision) is None,
        right_of_action=right_of_action_holds(
            agency_kind=detainer.agency.kind, event_on=local_day(act.at)
        ),
        law_version=decision.law_version if decision else detainer.assessments.latest().law_version,
        terrorist_database_ground=_is_terrorist_ground(detainer, decision),
        recipient=recipient,
        is_child=detainer.is_about_child,
        child_addressee=person.acts_for_child if detainer.is_about_child else "",
        child_role=person.child_recipient if detainer.is_about_child else "",
        copy_attached=detainer.attachments.filter(kind=_copied(act)).exists(),
        is_written=came_in_writing(detainer),
        is_verified=detainer.verification != Verification.NONE,
        is_detainer=is_surely_a_detainer(detainer),
        in_custody=act.kind is ActKind.RELEASE_NOTIFIED or was_held(detainer),
        cleared_by_legal=decision is not None and reason_is_released(decision),
        help_lines=support_contacts(),
    )
    return made_printable(facts)


def is_surely_a_detainer(detainer: Detainer) -> bool:
    """Whether the request is a detainer beyond doubt: by its form, or by what it asks for. Of
    others 54-192h(a)(2) leaves it open (Q1), and the notice does not call them so.
    """
    is_form = detainer.form not in {FederalForm.NONE, FederalForm.OTHER}
    return is_form or not SURELY_A_DETAINER.isdisjoint(detainer.purposes)


def was_held(detainer: Detainer) -> bool:
    """Whether the person was in custody, now or until the custody ended."""
    ended = detainer.outcome not in {"", CustodyOutcome.CANCELLED, CustodyOutcome.DIED}
    return detainer.in_custody or ended


def _earlier_number(act: NoticeAct) -> str:
    """The notice that told the person of the request which was taken back."""
    if act.kind is not ActKind.CANCELLATION:
        return ""
    rows = act.detainer.notices.live().filter(kind=NoticeKind.N1_RECEIPT)
    found = rows.select_related("agency").first()
    return found.number if found else ""


def _copied(act: NoticeAct) -> str:
    """Which attachments the act requires a copy of."""
    is_notification = act.kind is ActKind.RELEASE_NOTIFIED
    return AttachmentKind.NOTIFICATION if is_notification else AttachmentKind.DETAINER


def came_in_writing(detainer: Detainer) -> bool:
    """Whether something came that can be copied: a form, or a message that is itself in writing. A
    call or a visit without a form leaves nothing to copy.
    """
    return detainer.form != FederalForm.NONE or detainer.channel not in SPOKEN


def _is_terrorist_ground(detainer: Detainer, decision: Decision | None) -> bool:
    """Whether a terrorist-screening record is among the grounds, now or when the agency decided."""
    decided_on = decision.assessment.facts["grounds"] if decision else ()
    return TERRORIST_DATABASE in {*detainer.grounds, *decided_on}


def _grounds(detainer: Detainer, decision: Decision | None) -> GroundsOnRecord | None:
    if decision is None:
        return None
    return grounds_on_record(detainer, parse_facts(decision.assessment.facts))


def _rests_on_erased(detainer: Detainer, decision: Decision | None) -> bool:
    """Whether a conviction was erased after the decision: its words may name it (54-142a)."""
    erased_at = detainer.conviction_erased_at
    return decision is not None and erased_at is not None and decision.entered_at <= erased_at


def _decisions(
    detainer: Detainer, decision: Decision | None, grounds: GroundsOnRecord | None
) -> tuple[PurposeDecision, ...]:
    """Each requested action with its decision; pending while nothing is decided."""
    if decision is None or grounds is None:
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
    before = decision_before(decision)
    answered = {line.purpose: line.choice for line in before.lines.all()} if before else {}
    return tuple(
        PurposeDecision(
            purpose=line.purpose,
            decision=line.choice,
            outcome=line.finding_outcome,
            citation=_citation(line, grounds),
            grounds=grounds.bearing_on(line.purpose),
            has_no_ground=grounds.has_none_for(line.purpose, line.finding_outcome),
            changed_from=_changed_from(answered.get(line.purpose, ""), line.choice),
            answered_at=before.decided_at if before else None,
        )
        for line in decision.lines.all()
    )


def _citation(line: DecisionLine, grounds: GroundsOnRecord) -> str:
    """The paragraph that was read. Where the ground may not be named, only what names no ground."""
    is_private = any(ground.is_private for ground in grounds.bearing_on(line.purpose))
    if is_private or grounds.rests_on_what_is_gone(line.purpose):
        return NAMES_A_GROUND.sub("", line.citation)
    return line.citation


def _changed_from(earlier: str, choice: str) -> str:
    """The earlier choice where the new one differs. Not having decided is no answer."""
    return "" if earlier in {"", DecisionChoice.PENDING, choice} else earlier


def _notified_before(act: NoticeAct, *, until: datetime) -> tuple[ReleaseNotified, ...]:
    """What the federal agency had been told of a release, the oldest first. A release notice is
    about one such notification and names no other.
    """
    if act.kind not in {ActKind.RECEIPT, ActKind.DECISION, ActKind.CANCELLATION}:
        return ()
    rows = act.detainer.accesses.standing().filter(occurred_at__lte=until)
    return tuple(
        _release_notified(access, act.detainer)
        for access in rows.select_related("reply", "record_key").order_by("occurred_at")
        if access.notifies_release
    )


def _release_notified(access: Access, detainer: Detainer) -> ReleaseNotified:
    reply = access.reply
    spoken = reply.text if reply is not None and reply.channel in SPOKEN else ""
    return ReleaseNotified(
        notified_at=access.occurred_at,
        office=detainer.federal_office,
        release_at=access.notified_release_at,
        spoken_words=spoken,
    )


def recipient_of(detainer: Detainer) -> NoticeAddressee | None:
    """The attorney if there is one, else the designee (whether both must get it is Q16). Who that
    is now: one whom another request about the person named counts where this record names none.
    """
    person = values_naming_recipient(detainer.person, detainer.named)
    if person.attorney_name:
        return NoticeAddressee(name=person.attorney_name, role="lawyer")
    if person.designee_name:
        return NoticeAddressee(name=person.designee_name, role="named")
    return None


def notice_facts(notice: Notice) -> NoticeFacts:
    """The facts of a current notice, for its enclosures: as they were when it was issued."""
    return facts_of(act_of(notice), issued_at=notice.issued_at)
