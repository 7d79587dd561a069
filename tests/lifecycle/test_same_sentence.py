"""A button that is refused and the verb behind it say the same sentence: every status, every
role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from reports.access.values import AccessValues
from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.core.refusals import Refused
from reports.detainers.actions.amend import amend_detainer
from reports.detainers.actions.attachments import add_attachment
from reports.detainers.actions.court_orders import CourtOrderValues, record_court_order
from reports.detainers.actions.outcome import record_outcome, reopen_detainer
from reports.detainers.actions.review import record_head_review
from reports.detainers.models import Detainer
from reports.detainers.status import DetainerStatus
from reports.detainers.values import ReplyValues
from reports.lifecycle import refusal
from reports.notices.actions.enclose import request_enclosure
from reports.notices.actions.links import create_link
from reports.notices.actions.render import render_again
from reports.notices.actions.serve import ServiceValues, record_service
from reports.notices.actions.void import void_notice
from reports.notices.models import Notice
from reports.notices.policies import (
    check_can_enclose,
    check_can_render_again,
    check_can_send_link,
    check_can_serve,
    check_can_void,
)
from reports.notices.status import EnclosureKind, NoticeStatus
from reports.submissions.actions.amend import start_amendment
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.certify_on_paper import SignedCertificate, certify_on_paper
from reports.submissions.actions.compile import discard_draft, refresh
from reports.submissions.actions.review import accept, hand_back, start_review
from reports.submissions.models import Submission
from reports.submissions.policies import (
    check_can_amend,
    check_can_certify,
    check_can_certify_on_paper,
    check_can_discard,
    check_can_review,
)
from reports.submissions.status import RECEIVED, SubmissionEvent, SubmissionStatus
from reports.web.desk.detainers import next_steps
from reports.workflow.access import record_access
from reports.workflow.decisions import record_decision, record_reply
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.lifecycle.machines import everybody
from tests.submissions import helpers

pytestmark = pytest.mark.django_db
NOW = make.NOW

Verb = Callable[[Any, User], object]


def said_by(verb: Verb, row: Any, by: User) -> str:
    """The sentence with which a verb refuses; empty where it does not."""
    try:
        verb(row, by)
    except Refused as refused:
        return str(refused)
    return ""


def compare(row: Any, acts: Iterable[tuple[Any, Verb]], *, on: Any) -> None:
    """Wherever the button is refused the verb is, with the same words."""
    people = everybody(row.agency)
    for check, verb in acts:
        for role, by in people.items():
            sentence = refusal(check, by, row, on=on)
            if sentence:
                fresh = type(row).objects.select_related("agency").get(pk=row.pk)
                assert said_by(verb, fresh, by) == sentence, role


def reviewing(manner: str) -> Verb:
    def verb(row: Any, by: User) -> object:
        head = person(Role.AGENCY_HEAD, at_agency=row.agency)
        return record_head_review(
            detainer=row,
            reviewed_by=by if manner == "on_screen" else head,
            manner=manner,
            reviewed_at=NOW,
            by=by,
            at=NOW,
        )

    return verb


STEPS: dict[str, tuple[Any, Verb]] = {
    "review": (next_steps.REVIEW, reviewing("on_screen")),
    "telephone": (next_steps.TELEPHONE, reviewing("telephone")),
    "decide": (
        next_steps.DECIDE,
        lambda row, by: record_decision(
            detainer=row,
            choices=dict.fromkeys(row.purposes, "decline"),
            reason="We weighed it.",
            by=by,
            at=NOW,
        ),
    ),
    "reply": (
        next_steps.REPLY,
        lambda row, by: record_reply(
            detainer=row,
            values=ReplyValues(sent_at=NOW, channel="fax", is_refusal=True, text="No."),
            form_token=uuid4(),
            by=by,
            at=NOW,
        ),
    ),
    "access": (
        next_steps.ACCESS,
        lambda row, by: record_access(
            agency=row.agency,
            values=AccessValues(kind="D", basis="detainer", occurred_at=NOW),
            form_token=uuid4(),
            by=by,
            at=NOW,
            person=row.person,
            detainer=row,
        ),
    ),
    "attach": (
        next_steps.ATTACH,
        lambda row, by: add_attachment(
            detainer=row, kind="other", label="", data=b"", by=by, at=NOW
        ),
    ),
    "outcome": (
        next_steps.OUTCOME,
        lambda row, by: record_outcome(
            detainer=row, outcome="released", happened_at=NOW, by=by, at=NOW
        ),
    ),
    "still held": (
        next_steps.OUTCOME,
        lambda row, by: record_outcome(
            detainer=row, outcome="still_held", happened_at=NOW, by=by, at=NOW
        ),
    ),
    "amend": (
        next_steps.AMEND,
        lambda row, by: amend_detainer(
            detainer=row,
            person=make.person_values(),
            values=make.detainer_values(),
            reason="Copied wrongly.",
            expected_version=1,
            by=by,
            at=NOW,
        ),
    ),
    "order": (
        next_steps.ORDER,
        lambda row, by: record_court_order(
            detainer=row,
            values=CourtOrderValues(citation="C", says="S", from_on=NOW.date()),
            by=by,
            at=NOW,
        ),
    ),
    "reopen": (
        next_steps.REOPEN,
        lambda row, by: reopen_detainer(detainer=row, reason="By mistake.", by=by, at=NOW),
    ),
}


@pytest.mark.parametrize("status", DetainerStatus.values)
def test_steps_on_a_detainer(status):
    item = make.detainer()
    Detainer.objects.filter(pk=item.pk).update(status=status)
    item = Detainer.objects.with_person().get(pk=item.pk)
    acts = [(step.check, verb) for step, verb in STEPS.values()]
    compare(item, acts, on=NOW.date())


SERVED = ServiceValues(
    happened_at=NOW + timedelta(minutes=5),
    how="in_person",
    outcome="served",
    handed_over_by="Ofc. Hale",
)
LATER = NOW + timedelta(minutes=10)
ON_NOTICES: dict[str, tuple[Any, Verb]] = {
    "void": (
        check_can_void,
        lambda row, by: void_notice(notice=row, reason="By mistake.", by=by, at=LATER),
    ),
    "serve": (
        check_can_serve,
        lambda row, by: record_service(notice=row, values=SERVED, by=by, at=LATER),
    ),
    "link": (
        check_can_send_link,
        lambda row, by: create_link(
            notice=row, address="a@b.example", recipient="attorney", by=by, at=LATER
        ),
    ),
    "enclose": (
        check_can_enclose,
        lambda row, by: request_enclosure(notice=row, form=EnclosureKind.LARGE, by=by, at=LATER),
    ),
    "again": (
        check_can_render_again,
        lambda row, by: render_again(notice=row, by=by, at=LATER),
    ),
}


@pytest.mark.parametrize("status", NoticeStatus.values)
def test_acts_on_a_notice(status):
    notice = make.detainer().notices.get(kind="N1")
    Notice.objects.filter(pk=notice.pk).update(status=status)
    notice = Notice.objects.with_content().get(pk=notice.pk)
    compare(notice, ON_NOTICES.values(), on=LATER.date())


def answering(event: SubmissionEvent) -> Any:
    def check(user: User, row: Any, *, on: Any) -> None:
        check_can_review(user, row, event, on=on)

    return check


PAPER = SignedCertificate("A. Mayor", "Mayor", helpers.AFTER.date(), "0" * 64, b"x", "image/png")
WHEN = helpers.LATER
ON_SUBMISSIONS: dict[str, tuple[Any, Verb]] = {
    "certify": (
        check_can_certify,
        lambda row, by: certify_and_submit(submission=row, by=by, at=WHEN, expected_hash="another"),
    ),
    "paper": (
        check_can_certify_on_paper,
        lambda row, by: certify_on_paper(submission=row, certificate=PAPER, by=by, at=WHEN),
    ),
    "discard": (
        check_can_discard,
        lambda row, by: discard_draft(submission=row, by=by, at=WHEN),
    ),
    "amend": (
        check_can_amend,
        lambda row, by: start_amendment(
            submission=row, code="corrected", reason="It was wrong.", by=by, at=WHEN
        ),
    ),
    "take up": (
        answering(SubmissionEvent.REVIEW_STARTED),
        lambda row, by: start_review(submission=row, by=by, at=WHEN),
    ),
    "hand back": (
        answering(SubmissionEvent.HANDED_BACK),
        lambda row, by: hand_back(submission=row, by=by, at=WHEN),
    ),
    "accept": (
        answering(SubmissionEvent.ACCEPTED),
        lambda row, by: accept(submission=row, by=by, at=WHEN),
    ),
    "refresh": (
        answering(SubmissionEvent.REFRESHED),
        lambda row, by: refresh(submission=row, by=by, at=WHEN),
    ),
}


@pytest.mark.parametrize("status", SubmissionStatus.values)
def test_acts_on_a_submission(status):
    draft = helpers.drafted(agency())
    moments = {"received_at": WHEN, "accepted_at": WHEN} if status in RECEIVED else {}
    Submission.objects.filter(pk=draft.pk).update(status=status, **moments)
    row = Submission.objects.select_related("agency", "period").get(pk=draft.pk)
    compare(row, ON_SUBMISSIONS.values(), on=WHEN.date())
