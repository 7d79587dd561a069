"""From the decision to the reply: the decision notice, and what a reply that notifies of a release
requires.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from reports.access.values import AccessValues
from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.detainers.actions import decide
from reports.detainers.actions import reply as reply_actions
from reports.detainers.actions.decide import NO_OTHER_WORDS, ReasonWords
from reports.detainers.models import Decision, Detainer, Reply
from reports.detainers.queries import decision_in_force
from reports.detainers.values import ReplyValues
from reports.notices.reasons.queries import current_standard_reasons
from reports.workflow.access import record_access
from reports.workflow.acts_against import mark_reply
from reports.workflow.notices import issue_decision_notice
from reports.workflow.stale_notices import noticing_corrections


@verb
def record_decision(
    *,
    detainer: Detainer,
    choices: Mapping[str, str],
    reason: str,
    by: User,
    at: datetime,
    departure_reason: str = "",
    counsel_consulted: bool | None = None,
    decided_at: datetime | None = None,
    in_other_words: ReasonWords = NO_OTHER_WORDS,
    names_checked: bool = False,
) -> Decision:
    """Record the decision and issue the notice of the one in force to the person: a decision that
    is written down late may have been followed by another. Raises StateRefused for a reason that is
    not on OPM's list.
    """
    _check_current(in_other_words)
    decision = decide.record_decision(
        detainer=detainer,
        choices=choices,
        reason=reason,
        departure_reason=departure_reason,
        counsel_consulted=counsel_consulted,
        decided_at=decided_at,
        in_other_words=in_other_words,
        names_checked=names_checked,
        by=by,
        at=at,
    )
    issue_decision_notice(decision_in_force(detainer, at=at) or decision, by=by, at=at)
    return decision


@verb
def confirm_decision(
    *,
    decision: Decision,
    by: User,
    at: datetime,
    departure_reason: str = "",
    counsel_consulted: bool | None = None,
) -> None:
    """The head confirms a decision that came in a file, and says why where it differs; the person
    gets the notice of the one in force. Raises ReviewMissing, PermissionRefused, StateRefused,
    Conflict.
    """
    decide.confirm_decision(
        decision=decision,
        departure_reason=departure_reason,
        counsel_consulted=counsel_consulted,
        by=by,
        at=at,
    )
    in_force = decision_in_force(decision.detainer, at=at)
    if in_force is not None and in_force.pk == decision.pk:
        issue_decision_notice(in_force, by=by, at=at)


def _check_current(words: ReasonWords) -> None:
    offered = {reason.pk for reason in current_standard_reasons()} if words.standard_reasons else ()
    if any(key not in offered for key in words.standard_reasons):
        raise StateRefused("One of these reasons is no longer on OPM's list. Choose again.")


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
    """Add the reason in the language of the person. Notices that gave it in English only are held
    back until corrected ones replace them.
    """
    with noticing_corrections(decision.detainer.person, by=by, at=at):
        decide.translate_reason(
            decision=decision,
            text=text,
            language=language,
            names_checked=names_checked,
            by=by,
            at=at,
        )


@verb
def record_reply(
    *,
    detainer: Detainer,
    values: ReplyValues,
    form_token: UUID,
    by: User,
    at: datetime,
    reason_against_decision: str = "",
    names_checked: bool = False,
) -> Reply:
    """Record the reply. A reply that notifies of a release is itself access, (a)(6)(B), and
    requires the release notice (N2).
    """
    reply = reply_actions.record_reply(
        detainer=detainer,
        values=values,
        form_token=form_token,
        names_checked=names_checked,
        by=by,
        at=at,
    )
    if not hasattr(reply, "act_against"):
        mark_reply(reply, reason=reason_against_decision, by=by, at=at)
    if reply.notifies_release and not reply.accesses.exists():
        record_access(
            agency=detainer.agency,
            values=_notification_access(detainer, reply),
            form_token=uuid5(reply.pk, "access-b"),
            by=by,
            at=at,
            detainer=detainer,
            person=detainer.person,
            reply=reply,
        )
    return reply


def _notification_access(detainer: Detainer, reply: Reply) -> AccessValues:
    person = detainer.named
    return AccessValues(
        kind="B",
        basis="detainer",
        occurred_at=reply.sent_at,
        notified_release_at=reply.notified_release_at,
        race=person.race,
        ethnicity=person.ethnicity,
        sex=person.sex,
        age=detainer.age,
    )
