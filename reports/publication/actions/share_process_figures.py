"""An agency shares its process figures of a half-year: voluntary, counts only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from reports.accounts.models import Agency, User
from reports.audit.actions import record
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.publication.content.process_figures import NAMES
from reports.publication.models.other_figures import ProcessFigures
from reports.publication.policies import check_can_share_process, half_year_or_refuse


@verb
def share_process(
    *, agency: Agency, half_year: str, counts: Mapping[str, int], by: User, at: datetime, on: date
) -> ProcessFigures:
    """Store the counts for the next edition. When shared again before publication, the newest
    counts are used.
    """
    check_can_share_process(by, agency, on=on)
    if half_year_or_refuse(half_year).ends_on >= on:
        raise StateRefused(
            "This half-year is still running; its figures can be shared once it is over."
        )
    if set(counts) - NAMES or any(count < 0 for count in counts.values()):
        raise StateRefused("These are not the measures that are published.")
    shared = ProcessFigures.objects.create(
        agency=agency, half_year=half_year, counts=dict(counts), shared_at=at, shared_by=by
    )
    record(
        chain=agency.code,
        event="process.shared",
        actor=str(by.pk),
        at=at,
        subject_type="process_report",
        subject_id=shared.pk,
        detail={"half_year": half_year},
    )
    return shared
