"""Parts that the screens of the lawbook share."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from reports.accounts.models import User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core.refusals import NotFound
from reports.law.assess import JURISDICTION
from reports.law.register.confirmation_status import EntryStatus, law_status
from reports.law.state import LawState
from reports.lawbook.queries import (
    PROPOSED_KINDS,
    ProposedEntry,
    WaitingProposal,
    law_state,
    missing_offenses,
    outdated_entries,
    waiting_proposals,
)
from reports.web.shared.html.components import (
    Action,
    Alert,
    Chip,
    Crumb,
    TableCell,
    WorkItem,
)

CRUMBS = (Crumb("Law register", "/law/"),)
KIND_TITLES = {
    "rule": "Rules",
    "duty": "Duties",
    "definition": "Definitions",
    "list": "Lists",
    "overlay": "Acts laid over the statute",
}
KIND_ONE = {
    "rule": "Rule",
    "duty": "Duty",
    "definition": "Definition",
    "list": "List",
    "overlay": "Act laid over the statute",
}

KIND_OF = {model: kind for kind, model in PROPOSED_KINDS.items()}
KIND_NAMES = {"settlement": "a settlement", "offense": "an offense", "overlay": "an effective date"}


def chip_of(status: EntryStatus, outdated: frozenset[str] = frozenset()) -> Chip:
    """Confirmed, confirmed in an earlier wording only, or not: in a word."""
    if status.verified:
        return Chip("Confirmed", "good")
    if status.entry.name in outdated:
        return Chip("Wording changed since", "warning")
    return Chip("Unconfirmed", "unsettled")


def state_cell(row: ProposedEntry, kind: str) -> TableCell:
    """The status of an entry, who confirmed it, and a link to the next step."""
    url = reverse("lawbook:change", args=[kind, row.pk])
    if row.withdrawn_at:
        return TableCell("Withdrawn", url=url, detail=row.withdrawal_reason)
    if row.approved_at and row.approved_by:
        return TableCell(
            "Stands", url=url, detail=f"{row.proposed_by.name}, {row.approved_by.name}"
        )
    return TableCell(
        "Waits for a second lawyer", url=url, detail=f"proposed by {row.proposed_by.name}"
    )


def law_items(user: User, *, on: date) -> list[WorkItem]:
    """What waits for one of OPM's lawyers: colleagues' proposals, lists to complete, entries to
    confirm.
    """
    if not can(user, Permission.MAINTAIN_LAW, on=on):
        return []
    state = law_state()
    return [
        *map(_proposal_item, waiting_proposals(user)),
        *_short_lists(state),
        *_unconfirmed(state),
    ]


def _proposal_item(row: WaitingProposal) -> WorkItem:
    kind = KIND_OF[row.model]
    title = f"To approve: {KIND_NAMES[kind]}"
    url = reverse("lawbook:change", args=[kind, row.pk])
    return WorkItem(
        title, url, detail=f"Proposed by {row.proposed_by}", chip=Chip("Second lawyer", "waiting")
    )


def _short_lists(state: LawState) -> list[WorkItem]:
    return [
        WorkItem(
            f"{spec.title}: {held} of {spec.expected_entries} entered",
            reverse("lawbook:offenses"),
            detail="Enter them from the public act; two lawyers for each.",
            chip=Chip("To enter", "warning"),
        )
        for spec, held in missing_offenses(state)
    ]


def _unconfirmed(state: LawState) -> list[WorkItem]:
    missing = sum(not status.verified for status in law_status(JURISDICTION, state))
    if not missing:
        return []
    title = f"{missing} entries of the law register are unconfirmed"
    return [
        WorkItem(
            title, reverse("law:packet"), detail="The confirmation packet has them, blockers first."
        )
    ]


def list_alerts() -> list[Alert]:
    """A list that is shorter than the act requires: the most pressing task of OPM's lawyers."""
    return [
        Alert(
            "warning",
            f"{spec.title}: {held} of {spec.expected_entries} entered",
            f"{spec.provenance.note.capitalize()}. Until then nothing counts as convicted of one of"
            " them by section.",
            action=Action("Enter them", reverse("lawbook:offenses")),
        )
        for spec, held in missing_offenses()
    ]


def wording_alerts() -> list[Alert]:
    """Entries whose wording in this release differs from the confirmed one."""
    outdated = outdated_entries()
    if not outdated:
        return []
    return [
        Alert(
            "warning",
            f"{len(outdated)} confirmed entries read otherwise in this release",
            "They count as unconfirmed until somebody compares them again.",
            items=tuple(sorted(outdated)),
        )
    ]


def status_of(name: str) -> EntryStatus:
    """The entry of this name. Raises NotFound."""
    for status in law_status(JURISDICTION, law_state()):
        if status.entry.name == name:
            return status
    raise NotFound(name)
