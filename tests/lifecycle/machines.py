"""The five lifecycles, people of every role, and stand-ins for records in a status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from reports.accounts.models import Agency, User
from reports.accounts.roles import Role
from reports.core.verbs import verb
from reports.detainers.status import DETAINER_LIFECYCLE
from reports.grants.status import ROLE_REQUEST_LIFECYCLE, ConfirmedAt
from reports.lifecycle import Lifecycle, Transition
from reports.notices.status import NOTICE_LIFECYCLE
from reports.publication.status import EDITION_LIFECYCLE
from reports.submissions.status import SUBMISSION_LIFECYCLE
from tests.factories.people import person

LIFECYCLES: tuple[Lifecycle, ...] = (
    DETAINER_LIFECYCLE,
    NOTICE_LIFECYCLE,
    SUBMISSION_LIFECYCLE,
    EDITION_LIFECYCLE,
    ROLE_REQUEST_LIFECYCLE,
)
ROWS = [(machine, row) for machine in LIFECYCLES for row in machine.transitions]


def name_of(value: Any) -> str:
    """How a row is called in a test's name."""
    if isinstance(value, Transition):
        return f"{value.event}-{value.start or 'new'}-{value.end}"
    return value.subject if isinstance(value, Lifecycle) else str(value)


class _NoRows:
    """A related manager without rows."""

    def filter(self, **_: Any) -> _NoRows:
        return self

    def exists(self) -> bool:
        return False

    def all(self) -> Iterable[Any]:
        return []


def stand_in(agency: Agency, row: Transition, **values: Any) -> Any:
    """A record at the start of a row, for which no rule holds."""
    facts = {
        "agency": agency,
        "agency_id": agency.pk,
        "status": row.start,
        "_state": SimpleNamespace(adding=row.start is None),
        "reviews": _NoRows(),
        "exceptions": _NoRows(),
        "requested_by_id": None,
        "email": "",
        "confirmed_where": ConfirmedAt.AGENCY,
        "line_count": 1,
        "period": SimpleNamespace(head_may_certify=False),
    }
    return SimpleNamespace(**(facts | values))


def everybody(agency: Agency) -> dict[Role, User]:
    """A person for each of the eleven roles, those of an agency at this one."""
    return {role: person(role, at_agency=agency) for role in Role}


@verb
def move(*, machine: Lifecycle, row: Any, event: str, by: Any, at: datetime, **facts: Any) -> None:
    """One step by itself, in an act of its own."""
    machine.move(row, event, by=by, at=at, **facts)
