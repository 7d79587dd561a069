"""What the pages of an import share."""

from __future__ import annotations

from reports.core.dates import long_date
from reports.imports.jobs.kinds import KINDS
from reports.imports.jobs.models import ImportState, TableImport
from reports.web.desk.shared import desk_crumbs
from reports.web.shared.html.components import Action, Chip, Crumb, PageHeader, Tone
from reports.web.shared.navigation import url_for

STATES: dict[ImportState, tuple[str, Tone]] = {
    ImportState.NEW: ("Uploaded", "waiting"),
    ImportState.CHECKING: ("Being checked", "info"),
    ImportState.CHECKED: ("Checked, nothing stored yet", "waiting"),
    ImportState.RUNNING: ("Being stored", "info"),
    ImportState.DONE: ("Done", "good"),
    ImportState.CANCELED: ("Canceled", "neutral"),
    ImportState.FAILED: ("Did not work", "stop"),
    ImportState.UNDOING: ("Being undone", "info"),
    ImportState.UNDONE: ("Undone", "neutral"),
}


def state_chip(job: TableImport) -> Chip:
    return Chip(*STATES[job.state])


def import_header(
    job: TableImport, title: str = "", lead: str = "", actions: tuple[Action, ...] = ()
) -> PageHeader:
    """The heading of a page of one import."""
    return PageHeader(
        title=title or f"Import of {KINDS[job.kind].title}",
        eyebrow=job.agency.display_name,
        lead=lead or kept_sentence(job),
        crumbs=desk_crumbs(Crumb("Imports", url_for("desk:imports"))),
        chip=state_chip(job),
        actions=actions,
    )


def kept_sentence(job: TableImport) -> str:
    """Until when the bytes are kept, or that they are gone."""
    if job.upload_id is None:
        return "The file was removed after seven days. What came in stays."
    return (
        f"{job.rows_total} rows. The file is kept sealed until {long_date(job.kept_until)}; then"
        " it is removed."
    )
