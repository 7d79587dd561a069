"""What happens to a federal request in the demo: a few stories, told again with other people on
other days.

Refusals are far more common than access, as in the published figures for declined detainers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from reports.access.values import AccessValues
from reports.accounts.models import Agency, User
from reports.demo.invented_people import ATTORNEYS, OFFICERS, OFFICES, PEOPLE, Invented
from reports.detainers.actions.review import confirm_head_review, record_head_review
from reports.detainers.models import Detainer, HeadReview
from reports.detainers.values import ConvictionValues, DetainerValues, ReplyValues
from reports.law.moments import local_day
from reports.persons.values import PersonValues
from reports.workflow.access import record_access
from reports.workflow.decisions import record_decision, record_reply
from reports.workflow.intake import log_detainer
from reports.workflow.outcomes import record_outcome

DECLINED = (
    "The department does not hold a person or spend its resources on federal civil immigration"
    " requests without a ground that the TRUST Act names. None is on record here."
)
DECLINED_WITH_GROUND = (
    "The TRUST Act does not require the department to do what was asked. The department weighed the"
    " request and does not do it."
)
HELD = (
    "The person has a conviction on record that the TRUST Act names as a ground. "
    "The department will do what is marked, and nothing more."
)
HELD_OTHERWISE = (
    "The department weighed the request under the TRUST Act. It will do what is marked, and nothing"
    " more."
)
WEIGHED = "The conviction was checked against the court's record, and counsel read the finding."


@dataclass(frozen=True)
class Desk:
    """The people and the dice of one agency's stories. Nothing happens after `now`."""

    agency: Agency
    clerk: User
    head: User
    dice: Random
    now: datetime

    def token(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)

    def later(self, moment: datetime, **span: int) -> datetime:
        """A while after, but never after now."""
        return min(moment + timedelta(**span), self.now)


Story = Callable[[Desk, datetime], Detainer]


def person_values(desk: Desk, who: Invented | None = None) -> PersonValues:
    someone = who or desk.dice.choice(PEOPLE)
    attorney = desk.dice.choice(ATTORNEYS) if desk.dice.random() < 0.3 else ""
    born = date(desk.dice.randint(1958, 2005), desk.dice.randint(1, 12), desk.dice.randint(1, 28))
    return PersonValues(
        family_name=someone.family,
        given_names=someone.given,
        date_of_birth=born,
        race=someone.race,
        ethnicity=someone.ethnicity,
        sex=someone.sex,
        language=someone.language,
        attorney_name=attorney,
        can_read=desk.dice.choice(("yes", "yes", "yes", "not_asked", "no")),
    )


def request_values(
    desk: Desk, received_at: datetime, purposes: tuple[str, ...], **changes: Any
) -> DetainerValues:
    held = desk.dice.random() < 0.9
    values = DetainerValues(
        received_at=received_at,
        channel=desk.dice.choice(("fax", "fax", "email", "nlets")),
        form="I-247A",
        form_dated_on=local_day(received_at) - timedelta(days=desk.dice.choice((0, 0, 1))),
        federal_office=desk.dice.choice(OFFICES),
        purposes=purposes,
        federal_officer=desk.dice.choice(OFFICERS),
        verification=desk.dice.choice(("call_back", "call_back", "badge")),
        probable_cause=("a",),
        warrant="administrative",
        papers=(desk.dice.choice(("I-200", "I-205")),),
        in_custody=held,
        custody_reason=desk.dice.choice(
            ("Larceny", "Motor vehicle", "Breach of peace", "Failure to appear")
        ),
        release_due_at=received_at + timedelta(hours=desk.dice.randint(8, 60)) if held else None,
    )
    return replace(values, **changes)


CONVICTED = {
    "grounds": ("felony_ab_conviction",),
    "convictions": (
        ConvictionValues(
            offense="Robbery, first degree",
            section="53a-134",
            offense_class="B",
            offense_on=date(2016, 5, 2),
            convicted_on="2017",
            state="CT",
        ),
    ),
}


def log(desk: Desk, values: DetainerValues, person: PersonValues | None = None) -> Detainer:
    entered = desk.later(values.received_at, minutes=desk.dice.choice((12, 25, 40, 190)))
    return log_detainer(
        agency=desk.agency,
        person=person or person_values(desk),
        values=values,
        form_token=desk.token(),
        by=desk.clerk,
        at=entered,
    )


def review(desk: Desk, detainer: Detainer, at: datetime) -> None:
    if detainer.status != "awaiting_review":
        return
    by_phone = desk.dice.random() < 0.2
    manner = HeadReview.Manner.TELEPHONE if by_phone else HeadReview.Manner.ON_SCREEN
    found = record_head_review(
        detainer=detainer,
        reviewed_by=desk.head,
        manner=manner,
        reviewed_at=at,
        note_text="",
        by=desk.clerk if by_phone else desk.head,
        at=at,
    )
    if by_phone and at < desk.now - timedelta(days=2):
        confirm_head_review(review=found, by=desk.head, at=desk.later(at, hours=9))


def decide(desk: Desk, detainer: Detainer, at: datetime, *, comply: tuple[str, ...] = ()) -> None:
    review(desk, detainer, desk.later(detainer.received_at, hours=2))
    choices = {
        purpose: "comply" if purpose in comply else "decline" for purpose in detainer.purposes
    }
    record_decision(
        detainer=detainer,
        choices=choices,
        reason=_reason(detainer, comply=bool(comply)),
        # Asked where the law is unsettled on what is done.
        departure_reason=_weighed(detainer) if comply else "",
        counsel_consulted=True if comply else None,
        by=desk.head,
        at=at,
    )


def _is_convicted(detainer: Detainer) -> bool:
    return "felony_ab_conviction" in detainer.grounds


def _weighed(detainer: Detainer) -> str:
    return WEIGHED if _is_convicted(detainer) else "Counsel read the finding."


def _reason(detainer: Detainer, *, comply: bool) -> str:
    if comply:
        return HELD if _is_convicted(detainer) else HELD_OTHERWISE
    return DECLINED_WITH_GROUND if detainer.grounds else DECLINED


def answer(desk: Desk, detainer: Detainer, at: datetime, *, tells_release: bool = False) -> None:
    text = (
        "Release is expected as stated on the form."
        if tells_release
        else "The department declines the request."
    )
    values = ReplyValues(
        sent_at=at,
        channel="fax",
        is_refusal=not tells_release,
        notifies_release=tells_release,
        notified_release_at=detainer.release_due_at if tells_release else None,
        text=text,
        recipient=detainer.federal_office,
    )
    record_reply(detainer=detainer, values=values, form_token=desk.token(), by=desk.clerk, at=at)


def close(
    desk: Desk, detainer: Detainer, outcome: str, at: datetime, *, moved_to: str = ""
) -> None:
    record_outcome(
        detainer=detainer,
        outcome=outcome,
        happened_at=at,
        moved_to=moved_to,
        by=desk.clerk,
        at=desk.later(at, hours=1),
    )


def refused(desk: Desk, received_at: datetime) -> Detainer:
    """Asked to hold and to tell; nothing on record; declined, released."""
    detainer = log(desk, request_values(desk, received_at, ("hold", "notify_release")))
    decide(desk, detainer, desk.later(received_at, hours=4))
    answer(desk, detainer, desk.later(received_at, hours=5))
    outcome = desk.dice.choice(("released", "bonded", "to_court"))
    court = "GA 14" if outcome == "to_court" else ""
    close(desk, detainer, outcome, desk.later(received_at, hours=30), moved_to=court)
    return detainer


def notified_release(desk: Desk, received_at: datetime) -> Detainer:
    """A conviction on record: release is told, the person handed the second letter."""
    detainer = log(desk, request_values(desk, received_at, ("hold", "notify_release"), **CONVICTED))
    decide(desk, detainer, desk.later(received_at, hours=5), comply=("notify_release",))
    answer(desk, detainer, desk.later(received_at, hours=6), tells_release=True)
    close(
        desk,
        detainer,
        desk.dice.choice(("taken_by_federal", "released")),
        desk.later(received_at, hours=40),
    )
    return detainer


def interviewed(desk: Desk, received_at: datetime) -> Detainer:
    """An interview asked for and allowed on a conviction."""
    detainer = log(
        desk,
        request_values(
            desk, received_at, ("interview",), form="none", channel="phone", **CONVICTED
        ),
    )
    decide(desk, detainer, desk.later(received_at, hours=3), comply=("interview",))
    give_access(desk, detainer, "D", desk.later(received_at, hours=20))
    close(
        desk,
        detainer,
        "to_correction",
        desk.later(received_at, hours=50),
        moved_to="Hartford Correctional Center",
    )
    return detainer


def cancelled(desk: Desk, received_at: datetime) -> Detainer:
    """Logged, then cancelled by the federal side before anybody answered."""
    detainer = log(desk, request_values(desk, received_at, ("hold", "notify_release")))
    close(desk, detainer, "cancelled", desk.later(received_at, hours=9))
    return detainer


def give_access(
    desk: Desk, detainer: Detainer, kind: str, at: datetime, *, reason: str = ""
) -> None:
    """An access under the detainer; `reason` where it differs from the decision in force."""
    person = detainer.person
    values = AccessValues(
        kind=kind,
        basis="detainer",
        occurred_at=at,
        race=person.race,
        ethnicity=person.ethnicity,
        sex=person.sex,
        age=detainer.age,
        minutes_spent=desk.dice.choice((20, 35, 60)),
    )
    record_access(
        agency=desk.agency,
        values=values,
        form_token=desk.token(),
        by=desk.clerk,
        at=at,
        person=person,
        detainer=detainer,
        reason_against_decision=reason,
    )


def by_other_means(desk: Desk, at: datetime) -> None:
    """Access without any detainer: a question on the telephone, answered."""
    who = person_values(desk)
    values = AccessValues(
        kind=desk.dice.choice(("C", "D", "E")),
        basis="other",
        occurred_at=at,
        race=who.race,
        ethnicity=who.ethnicity,
        sex=who.sex,
        age=desk.dice.randint(19, 60),
        minutes_spent=desk.dice.choice((5, 15, 30)),
    )
    record_access(
        agency=desk.agency,
        values=values,
        form_token=desk.token(),
        by=desk.clerk,
        at=desk.later(at, hours=2),
        person=who,
    )


STORIES: tuple[tuple[Story, int], ...] = (
    (refused, 62),
    (notified_release, 20),
    (interviewed, 12),
    (cancelled, 6),
)


def pick(desk: Desk) -> Story:
    return desk.dice.choices(
        [story for story, _ in STORIES], weights=[weight for _, weight in STORIES]
    )[0]
