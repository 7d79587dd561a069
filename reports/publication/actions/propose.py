"""Propose an edition, check it, discard it, and the agencies' answers about their rows
meanwhile.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from reports.accounts.models import Agency, User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.publication.actions.transition import audit_edition
from reports.publication.editions.build import BuiltEdition, build
from reports.publication.editions.gather import gather
from reports.publication.exceptions import NothingNew
from reports.publication.figures.cells import EVENTS, Cell
from reports.publication.models.editions import AgencyPreview, Edition, EditionApproval, Threshold
from reports.publication.notifications import (
    Kind,
    notify_agency_of_answer,
    notify_of_proposal,
    notify_publishers,
    resolve_checks,
    resolve_edition,
    resolve_preview,
)
from reports.publication.policies import (
    check_all_were_requested,
    check_audit_passes,
    check_can_answer_preview,
    check_can_check,
    check_can_discard,
    check_can_propose,
    checkers_needed,
    usable_threshold,
)
from reports.publication.queries import agencies_in, latest_edition, next_number
from reports.publication.status import EDITION_LIFECYCLE, EditionEvent
from reports.submissions.actions.totals import store_missing_totals

DAYS_TO_ANSWER = 10


def build_now(half_year: str, *, threshold: Threshold, on: date) -> BuiltEdition:
    """What an edition would publish now. Nothing is published or stored. Raises NeverRequested."""
    gathered = gather(half_year, on=on)
    check_all_were_requested(gathered.coverage)
    return build(gathered, threshold=threshold.number, number=next_number())


def propose(
    *,
    half_year: str,
    by: User,
    at: datetime,
    on: date,
    days_to_answer: int = DAYS_TO_ANSWER,
    tell: bool = True,
) -> Edition:
    """Propose an edition to its checkers, and to the agencies whose rows it shows."""
    check_can_propose(by, half_year, on=on)
    threshold = usable_threshold()
    store_missing_totals()
    built = build_now(half_year, threshold=threshold, on=on)
    check_audit_passes(built.controlled.exposures)
    check_says_something_new(built, threshold)
    return _put_forward(
        built=built,
        threshold=threshold,
        answer_until=on + timedelta(days=days_to_answer),
        tell=tell,
        by=by,
        at=at,
        on=on,
    )


@verb
def _put_forward(
    *,
    built: BuiltEdition,
    threshold: Threshold,
    answer_until: date,
    tell: bool,
    by: User,
    at: datetime,
    on: date,
) -> Edition:
    edition = Edition(
        half_year=built.gathered.half_year,
        threshold=threshold,
        content_sha256=built.content_sha256,
        proposed_at=at,
        proposed_by=by,
        audit=dict(built.content.evidence),
    )
    EDITION_LIFECYCLE.begin(edition, EditionEvent.PROPOSED, by=by, at=at)
    agencies = agencies_in(built.gathered)
    AgencyPreview.objects.bulk_create(
        AgencyPreview(
            edition=edition,
            agency=agency,
            answer_until=answer_until,
            rows=preview_rows(built, agency.code),
        )
        for agency in agencies
    )
    if tell:
        notify_of_proposal(edition, agencies, at=at, on=on)
    return edition


def preview_rows(built: BuiltEdition, code: str) -> list[list[object]]:
    """An agency's half-years, newest first: the number that OPM has, and the number as it would be
    published.
    """
    rows: list[list[object]] = []
    for half in reversed(built.content.halves):
        cell = Cell(EVENTS, half, code)
        shown = built.content.shown(cell)
        if shown is not None:
            rows.append([half, built.gathered.figures.counts.get(cell), shown.text or shown.symbol])
    return rows


def check_says_something_new(built: BuiltEdition, threshold: Threshold) -> None:
    """Refuse an edition that repeats the newest one."""
    latest = latest_edition()
    same = latest is not None and latest.content_sha256 == built.content_sha256
    if latest is not None and same and latest.threshold.number == threshold.number:
        raise NothingNew(
            f"Edition {latest.number} says exactly this already; nothing was published."
        )


@verb(fresh=True)
def approve(
    *, edition: Edition, by: User, at: datetime, on: date, on_screen: bool
) -> EditionApproval:
    """One disclosure checker states that the proposal exposes nobody."""
    check_can_check(by, edition, on=on)
    approval, fresh = EditionApproval.objects.get_or_create(
        edition=edition, approved_by=by, defaults={"approved_at": at, "on_screen": on_screen}
    )
    if not fresh:
        raise StateRefused(
            "You have approved this edition already; the second checker must be somebody else."
        )
    audit_edition(edition, "edition.approved", by=by, at=at)
    resolve_edition(edition, at=at, by=by)
    if on_screen and edition.approvals.count() == checkers_needed(edition):
        resolve_checks(edition, at=at)
        notify_publishers(edition, Kind.TO_PUBLISH, at=at, on=on)
    return approval


@verb(fresh=True)
def discard_proposal(*, edition: Edition, by: User, at: datetime, on: date) -> None:
    """Withdraw a proposal before it is published."""
    check_can_discard(by, edition, on=on)
    EDITION_LIFECYCLE.move(edition, EditionEvent.DROPPED, by=by, at=at, changes={"ended_at": at})
    resolve_edition(edition, at=at)


@verb
def confirm_rows(*, edition: Edition, agency: Agency, by: User, at: datetime, on: date) -> None:
    """The agency confirms its own rows."""
    check_can_answer_preview(by, agency, edition, on=on)
    _answer(edition, agency, confirmed_at=at, disputed_at=None, dispute="", responded_by=by)
    audit_edition(edition, "preview.confirmed", by=by, at=at, agency=agency.code)
    resolve_preview(edition, agency, at=at)


@verb
def dispute_rows(
    *, edition: Edition, agency: Agency, text: str, by: User, at: datetime, on: date
) -> None:
    """The agency says what is wrong; the edition waits for an answer."""
    check_can_answer_preview(by, agency, edition, on=on)
    if not text.strip():
        raise StateRefused(
            "Say which row is wrong and what it should be, without any person's name."
        )
    _answer(
        edition,
        agency,
        disputed_at=at,
        confirmed_at=None,
        dispute=text.strip(),
        responded_by=by,
        answered_at=None,
        answered_by=None,
    )
    audit_edition(edition, "preview.disputed", by=by, at=at, agency=agency.code)
    resolve_preview(edition, agency, at=at)
    notify_publishers(edition, Kind.ROWS_DISPUTED, at=at, on=on, about=agency)


@verb
def answer_dispute(*, preview: AgencyPreview, text: str, by: User, at: datetime, on: date) -> None:
    """OPM answers a dispute, so that the edition can proceed."""
    check_can_propose(by, preview.edition.half_year, on=on)
    if not text.strip():
        raise StateRefused("Answer in words; the agency reads them.")
    AgencyPreview.objects.filter(pk=preview.pk).update(
        answer=text.strip(), answered_at=at, answered_by=by
    )
    audit_edition(preview.edition, "preview.answered", by=by, at=at, agency=preview.agency.code)
    notify_agency_of_answer(preview.edition, preview.agency, at=at, on=on)


def _answer(edition: Edition, agency: Agency, **values: object) -> None:
    if not AgencyPreview.objects.filter(edition=edition, agency=agency).update(**values):
        raise StateRefused("This edition shows no rows of that agency.")
