"""Publish an edition, withdraw one, and the log of corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.core.files.storage import default_storage
from django.db import IntegrityError

from reports.accounts.models import User
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb
from reports.publication.actions.propose import approve, build_now, propose
from reports.publication.actions.transition import audit_edition
from reports.publication.editions.build import BuiltEdition, edition_files, frozen_pattern
from reports.publication.exceptions import FiguresChanged
from reports.publication.files.catalog import media_type
from reports.publication.files.spooled import Data, file_of, sha256_of, size_of
from reports.publication.models.editions import Correction, Edition, EditionFile
from reports.publication.notifications import resolve_edition
from reports.publication.policies import check_audit_passes, check_can_publish, check_can_withdraw
from reports.publication.socrata.actions import enqueue_push, enqueue_take_down
from reports.publication.status import EDITION_LIFECYCLE, EditionEvent, EditionStatus
from reports.submissions.actions.totals import store_missing_totals


def publish(*, edition: Edition, by: User, at: datetime, on: date) -> Edition:
    """Publish what was checked. Files are made first; then the row is locked, so of two publishers
    one succeeds.
    """
    check_can_publish(by, edition, on=on)
    store_missing_totals()
    built = build_now(edition.half_year, threshold=edition.threshold, on=on)
    check_audit_passes(built.controlled.exposures)
    if built.content_sha256 != edition.content_sha256:
        raise FiguresChanged(
            "The figures have changed since they were checked. Propose the edition anew."
        )
    files = edition_files(
        replace(built.content, approved_by=_roles(edition), exceptions=_exceptions(edition)), at=at
    )
    try:
        _put_out(edition=edition, built=built, files=files, by=by, at=at)
    except IntegrityError:
        raise Conflict(
            "Another edition was published a moment ago; propose this one anew."
        ) from None
    return edition


@verb(fresh=True)
def _put_out(
    *, edition: Edition, built: BuiltEdition, files: Mapping[str, Data], by: User, at: datetime
) -> None:
    _take(edition, built, by=by, at=at)
    _store(edition, files)
    resolve_edition(edition, at=at)
    enqueue_push(edition, at=at)


def _roles(edition: Edition) -> tuple[str, ...]:
    """Who is responsible for the edition, by role: as many checkers as approved it, and a
    publisher.
    """
    return (*("disclosure_checker" for _ in edition.approvals.all()), "opm_publisher")


def _exceptions(edition: Edition) -> tuple[dict[str, str], ...]:
    """What OPM legal recorded because the office is too small; names nobody."""
    return tuple({"kind": found.kind, "reason": found.reason} for found in edition.exceptions.all())


def _take(edition: Edition, built: BuiltEdition, *, by: User, at: datetime) -> None:
    for standing in Edition.objects.select_for_update().filter(status=EditionStatus.PUBLISHED):
        EDITION_LIFECYCLE.move(
            standing, EditionEvent.SUPERSEDED, by=None, act_of=by, at=at, changes={"ended_at": at}
        )
    EDITION_LIFECYCLE.move(
        edition,
        EditionEvent.PUBLISHED,
        by=by,
        at=at,
        changes={
            "number": built.content.number,
            "published_at": at,
            "published_by": by,
            "pattern": frozen_pattern(built),
            "audit": dict(built.content.evidence),
        },
    )


def _store(edition: Edition, files: Mapping[str, Data]) -> None:
    for name, data in files.items():
        path = f"editions/{edition.number}/{name}"
        if default_storage.exists(path):
            default_storage.delete(path)  # left behind by an attempt that was never committed
        EditionFile.objects.create(
            edition=edition,
            name=name,
            stored_as=default_storage.save(path, file_of(data)),
            sha256=sha256_of(data),
            size=size_of(data),
            content_type=media_type(name),
        )


def publish_at_once(
    *, half_year: str, publisher: User, checkers: Sequence[User], at: datetime, on: date
) -> Edition:
    """An operator's act: proposal, two approvals and publication in one run, by three different
    people.
    """
    if len({publisher.pk, *(checker.pk for checker in checkers)}) < 3:
        raise StateRefused(
            "Three different people are needed: a publisher and two disclosure checkers."
        )
    edition = propose(half_year=half_year, by=publisher, at=at, on=on, tell=False)
    try:
        for checker in checkers:
            approve(edition=edition, by=checker, at=at, on=on, on_screen=False)
        return publish(edition=edition, by=publisher, at=at, on=on)
    except Exception:
        _drop_quietly(edition=edition, by=publisher, at=at)
        raise


@verb
def _drop_quietly(*, edition: Edition, by: User, at: datetime) -> None:
    edition.refresh_from_db()
    if edition.status == EditionStatus.PROPOSED:
        EDITION_LIFECYCLE.move(
            edition, EditionEvent.DROPPED, by=by, at=at, changes={"ended_at": at}
        )


@verb(fresh=True)
def withdraw(*, edition: Edition, reason: str, by: User, at: datetime, on: date) -> None:
    """Withdraw an edition, in public. What was printed stays known to disclosure control."""
    check_can_withdraw(by, edition, on=on)
    if not reason.strip():
        raise StateRefused("Give the public a reason: it stands on the edition's page for ever.")
    EDITION_LIFECYCLE.move(
        edition,
        EditionEvent.WITHDRAWN,
        by=by,
        at=at,
        changes={"ended_at": at, "public_reason": reason.strip()},
    )
    enqueue_take_down(edition, at=at)


@verb(fresh=True)
def add_correction(*, edition: Edition, text: str, by: User, at: datetime, on: date) -> Correction:
    """Add an entry to the public log of corrections."""
    check_can_withdraw(by, edition, on=on)
    if not text.strip():
        raise StateRefused("Say what was wrong and what is right, without any person's name.")
    correction = Correction.objects.create(
        edition=edition, text=text.strip(), noted_at=at, noted_by=by
    )
    audit_edition(edition, "correction.noted", by=by, at=at)
    return correction
