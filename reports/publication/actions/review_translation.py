"""The review of the Spanish public pages by a named person: recorded by one at OPM, confirmed by
another, ended by either.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError

from reports.accounts.models import User
from reports.audit.actions import OPM_CHAIN, record
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import savepoint, verb
from reports.publication.models.translation_review import TranslationReview
from reports.publication.policies import check_can_review_words
from reports.publication.presentation.translations import SPANISH, public_words


@verb
def record_review(
    *,
    words_sha256: str,
    reviewer: str,
    qualification: str,
    reviewed_on: date,
    by: User,
    at: datetime,
    on: date,
) -> TranslationReview:
    """Who read which text, and when. It must be the complete text of this installation."""
    check_can_review_words(by, on=on)
    words = public_words()
    if not words.is_complete:
        raise StateRefused(
            f"{len(words.missing)} sentences have no Spanish yet; a part cannot be reviewed."
        )
    if words_sha256 != words.sha256:
        raise StateRefused(
            "The words have changed since this page was opened. Open it again; read what changed."
        )
    if not reviewer.strip() or not qualification.strip():
        raise StateRefused("Name the reviewer, and what makes them fit for it.")
    if reviewed_on > on:
        raise StateRefused("A review cannot lie in the future.")
    try:
        with savepoint():
            found = TranslationReview.objects.create(
                language=SPANISH,
                words_sha256=words_sha256,
                reviewer=reviewer.strip(),
                qualification=qualification.strip(),
                reviewed_on=reviewed_on,
                recorded_at=at,
                recorded_by=by,
            )
    except IntegrityError:
        raise StateRefused("A review of these words is recorded already.") from None
    _audit(found, "translation.reviewed", by=by, at=at)
    return found


@verb
def agree_to_review(*, review: TranslationReview, by: User, at: datetime, on: date) -> None:
    """A second person at OPM confirms that this person reviewed it."""
    check_can_review_words(by, on=on)
    if review.recorded_by_id == by.pk:
        raise StateRefused("You recorded this review; somebody else must agree to it.")
    _move(review, agreed_at=at, agreed_by=by)
    _audit(review, "translation.agreed", by=by, at=at)


@verb
def end_review(*, review: TranslationReview, by: User, at: datetime, on: date) -> None:
    """The review is no longer valid; in production Spanish is switched off at once."""
    check_can_review_words(by, on=on)
    _move(review, ended_at=at, ended_by=by)
    _audit(review, "translation.ended", by=by, at=at)


def _move(review: TranslationReview, **changes: object) -> None:
    free = TranslationReview.objects.filter(pk=review.pk, ended_at__isnull=True)
    if "agreed_at" in changes:
        free = free.filter(agreed_at__isnull=True)
    if not free.update(**changes):
        raise Conflict("Somebody else was faster. Open the page again.")


def _audit(review: TranslationReview, event: str, *, by: User, at: datetime) -> None:
    record(
        chain=OPM_CHAIN,
        event=event,
        actor=str(by.pk),
        at=at,
        subject_type="translation_review",
        subject_id=review.pk,
        detail={"language": review.language, "sha256": review.words_sha256},
    )
