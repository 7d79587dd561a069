"""Corners of the path that the usual stories pass by: each status, outcome and relation is
somewhere in the demo.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from reports.access.actions import void_access
from reports.access.models import Access
from reports.demo.invented_people import Invented
from reports.demo.scenarios import (
    CONVICTED,
    Desk,
    answer,
    close,
    decide,
    give_access,
    log,
    person_values,
    request_values,
    review,
)
from reports.detainers.actions.court_orders import CourtOrderValues, record_court_order
from reports.detainers.actions.log import recorded_values
from reports.detainers.models import Detainer
from reports.detainers.vocabulary import Relation
from reports.law.moments import local_day
from reports.notices.actions.void import void_notice
from reports.persons.records import values_of
from reports.persons.values import PersonValues
from reports.workflow.amendments import amend_detainer
from reports.workflow.decisions import record_decision
from reports.workflow.intake import log_detainer

CHILD = Invented("Wideline", "Désir", "ht", "B", "N", "F")
CHILD_DAYS = 6000  # sixteen years old


def every_edge_case(desk: Desk) -> None:
    """One of each, in the last weeks before the demo's day."""
    for story in (
        resubmitted_request,
        relayed,
        cancelled_by_box_16,
        departed,
        ordered_by_a_court,
        corrected_submission,
        reversed_after_telling,
        typo_found_late,
        child_in_custody,
    ):
        story(desk, desk.now)


def _again(desk: Desk, earlier: Detainer, received_at: datetime, relation: Relation) -> Detainer:
    """Another paper about the same person, tied to the first."""
    values = request_values(desk, received_at, ("hold", "notify_release"), channel="email")
    if relation is Relation.CANCELS:
        values = replace(values, cancels_on=earlier.form_dated_on)
    return log_detainer(
        agency=desk.agency,
        person=_named_again(desk, earlier),
        values=values,
        form_token=desk.token(),
        by=desk.clerk,
        at=desk.later(received_at, minutes=25),
        same_person=earlier.person,
        earlier=earlier,
        relation=relation,
    )


def _named_again(desk: Desk, earlier: Detainer) -> PersonValues:
    """The person of the first request, with an attorney if the second one names one."""
    record = Detainer.objects.with_person().get(pk=earlier.pk)
    known = values_of(record.person)
    return replace(known, attorney_name=person_values(desk).attorney_name or known.attorney_name)


def resubmitted_request(desk: Desk, now: datetime) -> None:
    """The same request came a second time, and ended with a release."""
    first = log(desk, request_values(desk, now - timedelta(days=21), ("hold", "notify_release")))
    decide(desk, first, now - timedelta(days=20))
    again = _again(desk, first, now - timedelta(days=19), Relation.LODGED_AGAIN)
    decide(desk, again, now - timedelta(days=18))
    for item in (first, again):
        close(desk, item, "released", now - timedelta(days=17))


def relayed(desk: Desk, now: datetime) -> None:
    """Another agency passed the request on together with the person; still held on the state's own
    charge.
    """
    first = log(desk, request_values(desk, now - timedelta(days=16), ("hold",)))
    close(desk, first, "to_court", now - timedelta(days=15), moved_to="Hartford Superior Court")
    again = _again(desk, first, now - timedelta(days=14), Relation.RELAYED)
    decide(desk, again, now - timedelta(days=13))
    close(desk, again, "still_held", now - timedelta(days=12))
    close(desk, again, "bonded", now - timedelta(days=11))


def cancelled_by_box_16(desk: Desk, now: datetime) -> None:
    """A later form with box 16 ticked ended the first request; it asks for something itself and was
    declined.
    """
    first = log(desk, request_values(desk, now - timedelta(days=10), ("hold", "notify_release")))
    paper = _again(desk, first, now - timedelta(days=9), Relation.CANCELS)
    decide(desk, paper, now - timedelta(days=9) + timedelta(hours=4))
    close(desk, paper, "released", now - timedelta(days=8))


def departed(desk: Desk, now: datetime) -> None:
    """The head alone departed from the reading, after asking counsel; the act was recorded as
    access (A).
    """
    at = now - timedelta(days=8)
    item = log(desk, request_values(desk, at, ("hold",)))
    review(desk, item, at + timedelta(hours=2))
    record_decision(
        detainer=item,
        choices={"hold": "comply"},
        by=desk.head,
        at=at + timedelta(hours=3),
        reason="We hold you for the federal officers until noon, and not longer.",
        departure_reason=(
            "Counsel reads the order of the court in another case as covering this one."
        ),
        counsel_consulted=True,
    )
    give_access(desk, item, "A", at + timedelta(hours=20))
    close(desk, item, "taken_by_federal", at + timedelta(hours=22))


def ordered_by_a_court(desk: Desk, now: datetime) -> None:
    """A court's order stands on an open record and bars what the head might have done."""
    at = now - timedelta(hours=40)
    item = log(desk, request_values(desk, at, ("hold", "notify_release"), **CONVICTED))
    order = CourtOrderValues(
        citation="Superior Court, Hartford, HHD-CV-26-0000000",
        says="No word of the release to the federal side.",
        from_on=local_day(at),
        purposes=("notify_release",),
    )
    record_court_order(detainer=item, values=order, by=desk.clerk, at=at + timedelta(hours=6))
    review(desk, item, at + timedelta(hours=7))


def corrected_submission(desk: Desk, now: datetime) -> None:
    """An access recorded by mistake and a letter issued by mistake stay, void."""
    at = now - timedelta(days=5)
    item = log(desk, request_values(desk, at, ("interview",), **CONVICTED))
    decide(desk, item, at + timedelta(hours=3))
    give_access(desk, item, "D", at + timedelta(hours=5), reason="Thought to have taken place.")
    mistaken = Access.objects.get(detainer=item)
    void_access(
        access=mistaken,
        reason="The interview was refused at the door.",
        by=desk.head,
        at=at + timedelta(hours=8),
    )
    letter = item.notices.filter(kind="N1I").latest("issued_at")
    void_notice(
        notice=letter,
        reason="Printed for the wrong file.",
        by=desk.head,
        at=at + timedelta(hours=9),
    )
    close(desk, item, "released", at + timedelta(hours=30))


def reversed_after_telling(desk: Desk, now: datetime) -> None:
    """ICE was told of the release, and a quarter of an hour later the head decided otherwise: the
    letters say what was told, under which answer, and that the answer changed.
    """
    at = now - timedelta(days=6)
    asked = request_values(desk, at, ("hold", "notify_release"), **CONVICTED)
    due = at + timedelta(hours=30)
    item = log(desk, replace(asked, in_custody=True, release_due_at=due))
    decide(desk, item, at + timedelta(hours=4), comply=("notify_release",))
    answer(desk, item, at + timedelta(hours=4, minutes=26), tells_release=True)
    decide(desk, item, at + timedelta(hours=4, minutes=40))
    close(desk, item, "released", due)


def typo_found_late(desk: Desk, now: datetime) -> None:
    """The family name was mistyped: notices not served yet wait for corrected ones."""
    at = now - timedelta(hours=30)
    item = log(desk, request_values(desk, at, ("hold", "notify_release")))
    decide(desk, item, at + timedelta(hours=4))
    record = Detainer.objects.with_person().get(pk=item.pk)
    person = values_of(record.person)
    amend_detainer(
        detainer=record,
        person=replace(person, family_name=f"{person.family_name}-Example"),
        values=recorded_values(record),
        reason="The second half of the name was left out.",
        expected_version=record.version,
        by=desk.clerk,
        at=at + timedelta(hours=6),
    )
    close(desk, item, "released", at + timedelta(hours=20))


def child_in_custody(desk: Desk, now: datetime) -> None:
    """A child of sixteen who reads Haitian Creole: the letter is addressed to her mother, about
    her, and neither is served yet.
    """
    at = now - timedelta(hours=7)
    child = replace(
        person_values(desk, CHILD),
        date_of_birth=local_day(at) - timedelta(days=CHILD_DAYS),
        can_read="yes",
        child_recipient="guardian",
        guardian_name="Marie Rosemène Désir",
        guardian_relation="mother",
        guardian_contact="(860) 555-0177",
    )
    asked = request_values(desk, at, ("hold", "notify_release"), is_minor=True, age=16)
    log(desk, asked, child)
