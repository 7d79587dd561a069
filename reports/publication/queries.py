"""Read what publication depends on: accepted submissions, earlier editions, the threshold in
force.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Prefetch, QuerySet

from reports.accounts.models import Agency, User
from reports.accounts.queries import get_agency, members_with
from reports.accounts.roles import Permission
from reports.core.refusals import NotFound
from reports.law.half_years import HalfYear, half_years
from reports.publication.editions.gather import Gathered
from reports.publication.models.editions import (
    AgencyPreview,
    Correction,
    Edition,
    EditionApproval,
    EditionFile,
    StaffingException,
    Threshold,
)
from reports.publication.models.other_figures import ExternalFigure, ProcessFigures
from reports.publication.models.translation_review import TranslationReview
from reports.publication.presentation.translations import SPANISH, public_words
from reports.publication.status import EditionStatus
from reports.submissions.models import Submission
from reports.submissions.queries import first_half_year
from reports.submissions.status import SubmissionStatus


def has_accepted(half_year: str) -> bool:
    """Whether there is any accepted submission that an edition through this half-year would
    count.
    """
    return Submission.objects.filter(
        status=SubmissionStatus.ACCEPTED, period__half_year__lte=half_year, agency__is_sandbox=False
    ).exists()


def threshold_in_force() -> Threshold | None:
    """The newest choice of T; None before OPM legal has made one."""
    return Threshold.objects.order_by("-set_at").first()


def latest_edition() -> Edition | None:
    """The current edition."""
    return Edition.objects.filter(status=EditionStatus.PUBLISHED).first()


def newest_public_edition() -> Edition | None:
    """The edition with the highest number, withdrawn or not."""
    return Edition.objects.public().defer("pattern").order_by("-number").first()


def newest_readable_edition() -> Edition | None:
    """The edition that `/data/latest/` redirects to."""
    return Edition.objects.readable().defer("pattern").order_by("-number").first()


def spanish_review() -> TranslationReview | None:
    """The review that is valid for the present Spanish text."""
    standing = TranslationReview.objects.filter(
        language=SPANISH, agreed_at__isnull=False, ended_at__isnull=True
    )
    return standing.filter(words_sha256=public_words().sha256).first()


def has_spanish(*, production: bool) -> bool:
    """Spanish is offered when it is complete and, in production, while its review is valid."""
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


def thresholds() -> QuerySet[Threshold]:
    """Every choice of T, the newest first, with who made it."""
    return Threshold.objects.select_related("set_by", "agreed_by")


def get_threshold(threshold_id: UUID) -> Threshold:
    """A choice of T. Raises NotFound."""
    found = Threshold.objects.filter(pk=threshold_id).first()
    if found is None:
        raise NotFound(str(threshold_id))
    return found


def half_years_to_publish(*, on: date) -> list[HalfYear]:
    """The half-years that are over and not older than the newest edition, oldest first."""
    first = first_half_year()
    if first is None:
        return []
    newest = newest_public_edition()
    since = max(first, HalfYear.parse(newest.half_year)) if newest else first
    return [half for half in half_years(since, HalfYear.of(on)) if half.ends_on < on]


def editions_and_proposals() -> QuerySet[Edition]:
    """Every edition and every proposal, the newest first, without what is kept inside OPM."""
    rows = Edition.objects.defer("pattern").select_related("threshold", "published_by")
    return rows.order_by("-proposed_at")


def get_edition(edition_id: UUID) -> Edition:
    """An edition or proposal. Raises NotFound."""
    rows = Edition.objects.select_related("threshold", "proposed_by", "published_by")
    found = rows.filter(pk=edition_id).first()
    if found is None:
        raise NotFound(str(edition_id))
    return found


def approvals_of(edition: Edition) -> QuerySet[EditionApproval]:
    """The checkers who stated that the edition exposes nobody."""
    return edition.approvals.select_related("approved_by")


def answered_previews(edition: Edition) -> QuerySet[AgencyPreview]:
    """The rows that agencies confirmed or disputed, with who spoke for the agency."""
    rows = edition.previews.select_related("agency", "responded_by")
    return rows.exclude(disputed_at=None, confirmed_at=None)


def confirmed_count(edition: Edition) -> int:
    """How many agencies confirmed their rows."""
    return edition.previews.filter(confirmed_at__isnull=False).count()


def preview_count(edition: Edition) -> int:
    """How many agencies were asked about their rows."""
    return edition.previews.count()


def get_preview(preview_id: UUID) -> AgencyPreview:
    """An agency's rows in an edition, as shown to the agency. Raises NotFound."""
    rows = AgencyPreview.objects.select_related("edition", "agency")
    found = rows.filter(pk=preview_id).first()
    if found is None:
        raise NotFound(str(preview_id))
    return found


def corrections_of(edition: Edition) -> QuerySet[Correction]:
    """The public log's entries about an edition, the newest first."""
    return edition.corrections.select_related("noted_by")


def latest_corrections() -> QuerySet[Correction]:
    """The public log over all editions, the newest first."""
    return Correction.objects.select_related("edition").defer("edition__pattern")


def staffing_exceptions_of(edition: Edition) -> QuerySet[StaffingException]:
    """What OPM legal recorded because the office was too small for three people."""
    return edition.exceptions.select_related("person", "recorded_by")


def files_of(edition: Edition) -> QuerySet[EditionFile]:
    """The files of an edition."""
    return edition.files.all()


def external_figures_known() -> QuerySet[ExternalFigure]:
    """The numbers already published elsewhere, the latest recorded first."""
    rows = ExternalFigure.objects.select_related("recorded_by")
    return rows.order_by("-recorded_at", "cell")


def possible_substitutes(asking: User, *, on: date) -> QuerySet[User]:
    """Everybody at OPM whom OPM legal may name as a substitute, except the user, by name."""
    people = members_with(Permission.VIEW_ALL_SUBMISSIONS, None, on=on)
    return people.exclude(pk=asking.pk).order_by("name")


def spanish_reviews() -> list[TranslationReview]:
    """Every review of the Spanish words, with the people behind it."""
    rows = TranslationReview.objects.filter(language=SPANISH)
    return list(rows.select_related("recorded_by", "agreed_by"))


def get_translation_review(review_id: UUID) -> TranslationReview:
    """A review of the public pages' words in another language. Raises NotFound."""
    found = TranslationReview.objects.filter(pk=review_id).first()
    if found is None:
        raise NotFound(str(review_id))
    return found


def get_agency_preview(user: User, code: str, edition_id: UUID, *, on: date) -> AgencyPreview:
    """The preview of an edition for one of the person's own agencies. Raises NotFound."""
    agency = get_agency(user, code, on=on)
    rows = AgencyPreview.objects.filter(agency=agency, edition_id=edition_id)
    found = rows.select_related("edition", "agency").first()
    if found is None:
        raise NotFound(str(edition_id))
    return found


def preview_to_answer(agency: Agency) -> AgencyPreview | None:
    """The agency's preview of the newest edition that waits for answers, if one does."""
    rows = AgencyPreview.objects.filter(agency=agency, edition__status=EditionStatus.PROPOSED)
    return rows.order_by("-edition__proposed_at").first()


def unanswered_previews(agency: Agency) -> list[AgencyPreview]:
    """The agency's rows in proposed editions that it neither confirmed nor disputed."""
    rows = AgencyPreview.objects.filter(
        agency=agency,
        edition__status=EditionStatus.PROPOSED,
        confirmed_at__isnull=True,
        disputed_at__isnull=True,
    )
    return list(rows.defer("rows"))


def proposals_waiting() -> list[Edition]:
    """The proposed editions with their approvals, exceptions and agencies' answers. Four
    queries.
    """
    answers = AgencyPreview.objects.select_related("agency").defer("rows")
    rows = Edition.objects.filter(status=EditionStatus.PROPOSED).defer("pattern", "audit")
    return list(
        rows.order_by("proposed_at").prefetch_related(
            "approvals", "exceptions", Prefetch("previews", answers)
        )
    )


def shared_process_figures(
    agency: Agency, half_years: Iterable[HalfYear]
) -> dict[str, ProcessFigures]:
    """What the agency last shared of each half-year, by the half-year's code."""
    rows = ProcessFigures.objects.filter(
        agency=agency, half_year__in=[half.code for half in half_years]
    )
    return {row.half_year: row for row in rows.order_by("shared_at")}
