"""Read detainers. A record of another agency is treated as not existing; every read of a person's
record is in the audit log.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from reports.accounts.models import Agency, User
from reports.accounts.queries import agencies_with
from reports.accounts.roles import Permission
from reports.core.refusals import NotFound
from reports.detainers import in_force
from reports.detainers.custody import clock_runs
from reports.detainers.models import (
    AssessmentRecord,
    Attachment,
    AttachmentKind,
    Conviction,
    CourtOrder,
    Decision,
    DecisionLine,
    Detainer,
    HeadReview,
)
from reports.detainers.status import OPEN
from reports.persons.merging import about_person

SORTS = {
    "received": ("received_at", "number"),
    "number": ("year", "number"),
    "release": ("release_due_at", "number"),
    "status": ("status", "received_at"),
}


def viewable_agencies(user: User, *, on: date) -> list[Agency]:
    """The agencies whose detainers the person may see."""
    return agencies_with(user, Permission.VIEW_DETAINERS, on=on)


def get_detainer(user: User, detainer_id: UUID, *, on: date) -> Detainer:
    """The detainer if the person may see its agency's records. Raises NotFound."""
    agencies = viewable_agencies(user, on=on)
    rows = Detainer.objects.with_person().select_related("entered_by")
    found = rows.filter(pk=detainer_id, agency__in=agencies).first()
    if found is None:
        raise NotFound(str(detainer_id))
    return found


def list_detainers(
    agency: Agency,
    *,
    sort: str = "",
    status: str = "",
    outcome: str = "",
    purpose: str = "",
    external_id: str = "",
    received_from: date | None = None,
    received_to: date | None = None,
) -> QuerySet[Detainer]:
    """The agency's detainers that match the filters, sorted by a name of SORTS (a leading minus
    means descending). An unknown sort gives the newest first.
    """
    rows = Detainer.objects.with_person().prefetch_related("person__versions").of(agency)
    wanted = {
        "status": "" if status == "open" else status,
        "outcome": outcome,
        "external_id": external_id,
        "received_at__date__gte": received_from,
        "received_at__date__lte": received_to,
    }
    rows = rows.filter(**{lookup: value for lookup, value in wanted.items() if value})
    if purpose:
        rows = rows.filter(pk__in=_ids_with_purpose(agency, purpose))
    rows = rows.still_open() if status == "open" else rows
    sign, names = "-" if sort.startswith("-") else "", SORTS.get(sort.removeprefix("-"), ())
    return rows.order_by(*(f"{sign}{name}" for name in names)) if names else rows


def _ids_with_purpose(agency: Agency, purpose: str) -> list[UUID]:
    """SQLite has no JSON containment; one agency's list is short enough to filter here."""
    pairs = Detainer.objects.of(agency).values_list("pk", "purposes")
    return [pk for pk, purposes in pairs.iterator() if purpose in purposes]


def facts_of_open_detainers() -> Iterator[dict[str, Any]]:
    """The last assessed facts of every open detainer: codes only, without agency, number or
    person.
    """
    newest = (
        AssessmentRecord.objects.filter(detainer=OuterRef("pk"))
        .order_by("-assessed_at")
        .values("facts")[:1]
    )
    rows = (
        Detainer.objects.still_open()
        .annotate(latest_facts=Subquery(newest))
        .values_list("latest_facts", flat=True)
    )
    for facts in rows.iterator():
        given: dict[str, Any] = json.loads(facts) if isinstance(facts, str) else facts
        yield given


def detainers_by_person(agency: Agency, people: Iterable[UUID]) -> dict[UUID, list[Detainer]]:
    """The detainers of these people at one agency and of those merged into them, the latest first,
    by person; everybody has a list.
    """
    found: dict[UUID, list[Detainer]] = {person: [] for person in people}
    wanted = list(found)
    rows = Detainer.objects.of(agency).select_related("person")
    rows = rows.filter(Q(person_id__in=wanted) | Q(person__merged_into_id__in=wanted))
    for row in rows.order_by("-received_at"):
        found[row.person_id if row.person_id in found else row.person.root_id].append(row)
    return found


def get_detainer_of_form(user: User, form_token: UUID, *, on: date) -> Detainer:
    """The detainer that the form with this token was recorded as. Raises NotFound."""
    rows = Detainer.objects.with_person().filter(agency__in=viewable_agencies(user, on=on))
    found = rows.filter(form_token=form_token).first()
    if found is None:
        raise NotFound(str(form_token))
    return found


def get_court_order(user: User, order_id: UUID, *, on: date) -> CourtOrder:
    """A court order on a detainer whose record the person may see. Raises NotFound."""
    rows = CourtOrder.objects.filter(detainer__agency__in=viewable_agencies(user, on=on))
    found = rows.select_related("record_key", "detainer__agency").filter(pk=order_id).first()
    if found is None:
        raise NotFound(str(order_id))
    return found


def get_conviction(user: User, conviction_id: UUID, *, on: date) -> Conviction:
    """A conviction on a record the person may see. Raises NotFound."""
    rows = Conviction.objects.filter(detainer__agency__in=viewable_agencies(user, on=on))
    found = rows.select_related("record_key", "detainer__agency").filter(pk=conviction_id).first()
    if found is None:
        raise NotFound(str(conviction_id))
    return found


def get_head_review(user: User, review_id: UUID, *, on: date) -> HeadReview:
    """A head review on a record the person may see. Raises NotFound."""
    rows = HeadReview.objects.filter(detainer__agency__in=viewable_agencies(user, on=on))
    rows = rows.select_related("detainer__agency", "record_key", "entered_by", "reviewed_by")
    found = rows.filter(pk=review_id).first()
    if found is None:
        raise NotFound(str(review_id))
    return found


def first_review_to_confirm(user: User, *, on: date) -> HeadReview | None:
    """The oldest review that somebody else entered and this person must confirm, 54-192h(c)."""
    rows = HeadReview.objects.to_confirm_by(user)
    rows = rows.filter(detainer__agency__in=viewable_agencies(user, on=on))
    return rows.order_by("reviewed_at").first()


def get_decision(user: User, decision_id: UUID, *, on: date) -> Decision:
    """A decision on a record the person may see, with its lines. Raises NotFound."""
    rows = Decision.objects.filter(detainer__agency__in=viewable_agencies(user, on=on))
    rows = rows.select_related("detainer__agency", "record_key", "decided_by")
    found = rows.prefetch_related("lines").filter(pk=decision_id).first()
    if found is None:
        raise NotFound(str(decision_id))
    return found


def decision_lines(detainer: Detainer) -> list[DecisionLine]:
    """Every line of every decision, the latest decision first, in one query."""
    rows = DecisionLine.objects.filter(decision__detainer=detainer).order_by(
        "-decision__number", "position"
    )
    return list(
        rows.select_related(
            "decision", "decision__record_key", "decision__decided_by", "decision__assessment"
        )
    )


def other_open(detainer: Detainer) -> list[Detainer]:
    """Other open detainers about the same person. Several can be open at once, and each gets its
    own response.
    """
    rows = Detainer.objects.of(detainer.agency).still_open()
    return list(rows.filter(about_person(detainer.person.root_id)).exclude(pk=detainer.pk))


def decision_in_force(detainer: Detainer, *, at: datetime) -> Decision | None:
    """What had been decided by a moment: the latest decision made until then, whenever it was
    entered.
    """
    rows = detainer.decisions.select_related("assessment", "record_key").prefetch_related("lines")
    found = in_force.decision_in_force(rows, at)
    if found is not None:
        found.detainer = detainer
    return found


def decision_before(decision: Decision) -> Decision | None:
    """The decision that this one took the place of, whenever it was written down."""
    rows = decision.detainer.decisions.prefetch_related("lines")
    same_moment = Q(decided_at=decision.decided_at, number__lt=decision.number)
    earlier = rows.filter(Q(decided_at__lt=decision.decided_at) | same_moment)
    return earlier.order_by("-decided_at", "-number").first()


def open_requests(detainer: Detainer) -> list[Detainer]:
    """The agency's open requests received no later than this one, those about the same person
    first.
    """
    rows = Detainer.objects.of(detainer.agency).still_open().exclude(pk=detainer.pk)
    before = rows.filter(received_at__lte=detainer.received_at).order_by("-received_at")
    root_id = detainer.person.root_id
    return sorted(before.select_related("person"), key=lambda row: row.person.root_id != root_id)


def attachments_of(detainer: Detainer) -> list[Attachment]:
    """Every paper of a record, in the order the clerk gave them."""
    rows = detainer.attachments.select_related("file", "record_key")
    return list(rows)


def attachments_of_kind(detainer: Detainer, kind: str) -> list[Attachment]:
    """The attachments of one kind, with who added each."""
    rows = detainer.attachments.filter(kind=kind)
    return list(rows.select_related("record_key", "file", "added_by"))


@dataclass(frozen=True)
class OpenWork:
    """How much work is open at an agency."""

    detainers: int
    release_due_at: datetime | None
    reviews_to_confirm: int


def open_work(user: User, agency: Agency) -> OpenWork:
    """How many are open, the earliest release, and the telephone reviews that only this person can
    confirm; one query.
    """
    still_open = Q(status__in=OPEN)
    calls = HeadReview.objects.to_confirm_by(user).filter(manner=HeadReview.Manner.TELEPHONE)
    found = Detainer.objects.of(agency).aggregate(
        open=Count("pk", filter=still_open, distinct=True),
        due=Min("release_due_at", filter=clock_runs()),
        calls=Count("reviews", filter=Q(reviews__in=calls), distinct=True),
    )
    return OpenWork(found["open"], found["due"], found["calls"])


def with_people(wanted: Iterable[UUID]) -> list[Detainer]:
    """These detainers with their people, in one query."""
    return list(Detainer.objects.with_person().filter(pk__in=list(wanted)))


def open_with_reading(agency: Agency, *, on: date) -> list[Detainer]:
    """The open detainers, the oldest first, in one query. Each has `reading`, the latest
    assessment; `ordered`, whether a court order about it is in force; `copy_kept`, whether the copy
    of the detainer is attached.
    """
    latest = (
        AssessmentRecord.objects.filter(detainer=OuterRef("pk"))
        .order_by("-assessed_at")
        .values("result")[:1]
    )
    ordered = CourtOrder.objects.in_force(on=on).filter(detainer=OuterRef("pk"))
    copy = Attachment.objects.filter(detainer=OuterRef("pk"), kind=AttachmentKind.DETAINER)
    rows = Detainer.objects.of(agency).still_open().order_by("received_at")
    return list(
        rows.annotate(copy_kept=Exists(copy), reading=Subquery(latest), ordered=Exists(ordered))
    )


def reviews_to_confirm(user: User, agency: Agency) -> list[HeadReview]:
    """The reviews at an agency that somebody else entered for this person after a telephone call,
    54-192h(c).
    """
    rows = HeadReview.objects.to_confirm_by(user).filter(detainer__agency=agency)
    return list(rows.select_related("detainer", "entered_by"))


def decisions_to_confirm(agency: Agency) -> list[Decision]:
    """The decisions that were imported from a file and that nobody confirmed yet."""
    rows = Decision.objects.filter(
        detainer__agency=agency, is_reported=True, confirmed_at__isnull=True
    )
    return list(rows.select_related("detainer"))


REFERENCE = re.compile(r"(\d{4})-(\d{1,6})", re.ASCII)


def detainers_named(agency: Agency, name: str) -> list[Detainer]:
    """The agency's requests that answer to this name: their number here, or the number of the
    agency's own system. At most two.
    """
    named = Q(external_id=name)
    if found := REFERENCE.fullmatch(name):
        named |= Q(year=int(found.group(1)), number=int(found.group(2)))
    return list(Detainer.objects.of(agency).with_person().filter(named).order_by("pk")[:2])
