"""Who covers which role."""

from __future__ import annotations

from reports.accounts.actions.transfer import RoleCoverage
from reports.accounts.models import Agency, User
from reports.core import clock
from reports.web.shared.guards import (
    AppHttpRequest,
)
from reports.web.shared.html.components import (
    Chip,
    Column,
    Table,
    TableCell,
)
from reports.web.shared.people.forms import SuccessorForm
from reports.workflow.account_transfer import TransferResult, transfer_account

COVER = (Column("Role"), Column("Who"), Column("Who stands in"), Column("State"))


def coverage_table(cover: list[RoleCoverage]) -> Table:
    """Each role with its backups; a role that one absence would leave empty is named."""
    rows = [
        [
            TableCell(row.title),
            TableCell(", ".join(row.first) or "nobody"),
            TableCell(
                ", ".join(row.stands_in) or ("each for the other" if not row.is_alone else "nobody")
            ),
            TableCell(
                chip=Chip("Name a backup", "warning") if row.is_alone else Chip("Covered", "good")
            ),
        ]
        for row in cover
    ]
    return Table(caption="Backups by role", caption_hidden=True, columns=COVER, rows=rows)


def transfer_saved(
    request: AppHttpRequest, form: SuccessorForm, leaving: User, agency: Agency | None
) -> TransferResult:
    """The verb, with what the form says."""
    return transfer_account(
        leaving=leaving,
        agency=agency,
        email=form.written("email"),
        name=form.written("name"),
        by=request.user,
        at=clock.now(),
        on=clock.today(),
    )
