"""What waits at an agency's desk, read in a fixed number of queries."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from reports.accounts.models import Agency, User
from reports.detainers.models import (
    AssessmentRecord,
    Attachment,
    AttachmentKind,
    CourtOrder,
    Decision,
    Detainer,
    HeadReview,
)


def open_with_reading(agency: Agency, *, on: date) -> list[Detainer]:
    """The open detainers, the oldest first, in one query. Each has `reading`, the latest
    assessment; `ordered`, whether a court ordered something that is in force; `copy_kept`, whether
    the copy of the request is attached.
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
    """The reviews at an agency that somebody else entered for this person after a call, (c)."""
    rows = HeadReview.objects.to_confirm_by(user).filter(detainer__agency=agency)
    return list(rows.select_related("detainer", "entered_by"))


def decisions_to_confirm(agency: Agency) -> list[Decision]:
    """The decisions that came in a file and that nobody confirmed yet."""
    rows = Decision.objects.filter(
        detainer__agency=agency, is_reported=True, confirmed_at__isnull=True
    )
    return list(rows.select_related("detainer"))
