"""Detainers, walked to the state a test needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from reports.access.models import Access
from reports.access.values import AccessValues
from reports.accounts.models import Agency, User
from reports.accounts.roles import Role
from reports.detainers.actions.review import record_head_review
from reports.detainers.models import Decision, Detainer, HeadReview, Reply
from reports.detainers.values import ConvictionValues, DetainerValues, ReplyValues
from reports.law.moments import local_day
from reports.persons.values import PersonValues
from reports.workflow.access import record_access
from reports.workflow.decisions import record_decision, record_reply
from reports.workflow.intake import log_detainer
from tests.factories.people import agency as an_agency
from tests.factories.people import person as a_user

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def person_values(**changes: Any) -> PersonValues:
    """The person of the worked example."""
    values = PersonValues(
        family_name="Nuñez-Đặng",
        given_names="María José",
        date_of_birth=datetime(1991, 7, 14, tzinfo=UTC).date(),
        sex="F",
        language="es",
        attorney_name="Ada Lawyer",
    )
    return replace(values, **changes)


def detainer_values(*, at: datetime = NOW, **changes: Any) -> DetainerValues:
    """An I-247A with an I-205 attached, asking for a hold and for notification."""
    values = DetainerValues(
        received_at=at - timedelta(hours=1),
        channel="fax",
        form="I-247A",
        form_dated_on=local_day(at - timedelta(hours=1)),
        federal_office="ICE ERO Hartford",
        purposes=("hold", "notify_release"),
        grounds=("felony_ab_conviction",),
        probable_cause=("a",),
        warrant="administrative",
        papers=("I-205",),
        verification="call_back",
        in_custody=True,
        custody_reason="Larceny",
        release_due_at=at + timedelta(hours=22),
        convictions=(
            ConvictionValues(
                offense="Burglary, first degree",
                section="53a-101",
                offense_class="B",
                offense_on=date(2018, 6, 1),
                convicted_on="2019",
            ),
        ),
    )
    return replace(values, **changes)


def detainer(
    *,
    agency: Agency | None = None,
    by: User | None = None,
    at: datetime = NOW,
    person: PersonValues | None = None,
    **changes: Any,
) -> Detainer:
    """A logged detainer; changes are of its values."""
    place = agency or an_agency()
    clerk = by or a_user(Role.CLERK, at_agency=place)
    return log_detainer(
        agency=place,
        person=person or person_values(),
        values=detainer_values(at=at, **changes),
        form_token=uuid4(),
        by=clerk,
        at=at,
    )


def reviewed(item: Detainer, *, at: datetime = NOW) -> Detainer:
    """Reviewed on screen by the head, if a review is waited for."""
    if item.status == "awaiting_review":
        head = a_user(Role.AGENCY_HEAD, at_agency=item.agency)
        manner = HeadReview.Manner.ON_SCREEN
        record_head_review(
            detainer=item,
            reviewed_by=head,
            manner=manner,
            reviewed_at=at,
            note_text="",
            by=head,
            at=at,
        )
    return item


def decided(
    item: Detainer, *, at: datetime = NOW, choice: str = "decline", **choices: str
) -> Decision:
    """Reviewed and decided by the head."""
    reviewed(item, at=at)
    head = a_user(Role.AGENCY_HEAD, at_agency=item.agency)
    wanted = {purpose: choices.get(purpose, choice) for purpose in item.purposes}
    return record_decision(
        detainer=item,
        choices=wanted,
        reason="We weighed the request and the record.",
        # Asked only of a decision that departs, or acts where the law is unsettled.
        departure_reason="Public safety weighed more.",
        counsel_consulted=True,
        by=head,
        at=at,
    )


def told(detainer: Detainer, *, at: datetime = NOW, reason: str = "", **changes: Any) -> Reply:
    """A reply that tells the release, with why where it differs from the decision in force."""
    values = ReplyValues(
        sent_at=at,
        channel="phone",
        is_refusal=False,
        notifies_release=True,
        text="Released at nine.",
    )
    return record_reply(
        detainer=detainer,
        values=replace(values, **changes),
        form_token=uuid4(),
        reason_against_decision=reason,
        by=a_user(Role.CLERK, at_agency=detainer.agency),
        at=at,
    )


def access_values(
    *, at: datetime = NOW, detainer: Detainer | None = None, **changes: Any
) -> AccessValues:
    """An interview, under the detainer if one is given."""
    values = AccessValues(
        kind="D",
        basis="detainer" if detainer else "other",
        occurred_at=at,
        race="W",
        ethnicity="H",
        sex="F",
        age=34,
    )
    return replace(values, **changes)


def access(
    *,
    agency: Agency | None = None,
    at: datetime = NOW,
    detainer: Detainer | None = None,
    person: PersonValues | None = None,
    reason_against_decision: str = "",
    **changes: Any,
) -> Access:
    """An act of access, under the detainer if one is given."""
    place = detainer.agency if detainer else (agency or an_agency())
    clerk = a_user(Role.CLERK, at_agency=place)
    who = detainer.person if detainer else (person or person_values())
    return record_access(
        agency=place,
        values=access_values(at=at, detainer=detainer, **changes),
        form_token=uuid4(),
        by=clerk,
        at=at,
        person=who,
        detainer=detainer,
        reason_against_decision=reason_against_decision,
    )
