"""Reading what publication stands on: accepted submissions, earlier editions, the threshold in
force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage

from reports.accounts.models import Agency
from reports.core.refusals import NotFound
from reports.publication.editions.gather import Gathered
from reports.publication.models.editions import (
    Edition,
    EditionFile,
    Threshold,
)
from reports.publication.models.translation_review import TranslationReview
from reports.publication.presentation.translations import SPANISH, public_words
from reports.publication.status import EditionStatus
from reports.submissions.models import Submission
from reports.submissions.status import SubmissionStatus

if TYPE_CHECKING:
    pass


def has_accepted(half_year: str) -> bool:
    """Whether any accepted submission stands that an edition through this half-year would count."""
    return Submission.objects.filter(
        status=SubmissionStatus.ACCEPTED, period__half_year__lte=half_year, agency__is_sandbox=False
    ).exists()


def threshold_in_force() -> Threshold | None:
    """The newest choice of T; None before OPM legal has made one."""
    return Threshold.objects.order_by("-set_at").first()


def latest_edition() -> Edition | None:
    """The edition that stands."""
    return Edition.objects.filter(status=EditionStatus.PUBLISHED).first()


def newest_public_edition() -> Edition | None:
    """The edition with the highest number, withdrawn or not."""
    return Edition.objects.public().defer("pattern").order_by("-number").first()


def newest_readable_edition() -> Edition | None:
    """What `/data/latest/` follows."""
    return Edition.objects.readable().defer("pattern").order_by("-number").first()


def spanish_review() -> TranslationReview | None:
    """The review that stands for the Spanish words as they are now."""
    standing = TranslationReview.objects.filter(
        language=SPANISH, agreed_at__isnull=False, ended_at__isnull=True
    )
    return standing.filter(words_sha256=public_words().sha256).first()


def has_spanish(*, production: bool) -> bool:
    """Spanish is offered when it is complete and, in production, while its review stands."""
    return public_words().is_complete and (not production or spanish_review() is not None)


def published_editions() -> list[Edition]:
    """Every edition ever published, newest first, without what is kept inside OPM."""
    return list(Edition.objects.public().defer("pattern").order_by("-number"))


def get_public_edition(number: int) -> Edition:
    """An edition that was published, withdrawn ones included. Raises NotFound."""
    found = Edition.objects.public().defer("pattern").filter(number=number).first()
    if found is None:
        raise NotFound(str(number))
    return found


def get_public_file(edition: Edition, name: str) -> EditionFile:
    """A file of an edition. Raises NotFound."""
    found = edition.files.filter(name=name).first()
    if found is None:
        raise NotFound(name)
    return found


def file_bytes(file: EditionFile) -> bytes:
    """The published bytes."""
    with default_storage.open(file.stored_as) as stored:
        data: bytes = stored.read()
    return data


def next_number() -> int:
    """The number the next edition gets."""
    newest = Edition.objects.public().order_by("-number").values_list("number", flat=True).first()
    return (newest or 0) + 1


def agencies_in(gathered: Gathered) -> list[Agency]:
    """The municipal agencies whose rows an edition shows."""
    codes = {row.agency_code for row in gathered.coverage if row.municipal}
    return list(Agency.objects.filter(code__in=codes).order_by("code"))
