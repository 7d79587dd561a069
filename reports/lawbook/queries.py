"""The state of the law as OPM maintains it, given to the engine as one value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import F, QuerySet, Subquery, Value

from reports.accounts.models import User
from reports.law.assess import JURISDICTION
from reports.law.engine.jurisdiction import ListSpec
from reports.law.register.entry_text import fingerprints
from reports.law.state import SHIPPED_STATE, LawState, OffenseList
from reports.lawbook.models import (
    LawbookVersion,
    OffenseEntry,
    OverlayDateRecord,
    RuleConfirmation,
    SettlementRecord,
)

_kept: dict[UUID, LawState] = {}


def law_state() -> LawState:
    """Confirmations, settlements, overlay dates and lists that stand now. One query while nothing
    changed.
    """
    return state_of(LawbookVersion.objects.values_list("token", flat=True).first())


def current_token() -> Subquery:
    """Which state stands now, to be asked along with another query; `state_of` turns it into the
    state.
    """
    return Subquery(LawbookVersion.objects.order_by("pk").values("token")[:1])


def state_of(token: UUID | None) -> LawState:
    """The state that stands under a token, read only if it is not at hand."""
    if token is None:
        return SHIPPED_STATE
    if token not in _kept:
        state = read_state()
        _kept.clear()
        _kept[token] = state
    return _kept[token]


def read_state() -> LawState:
    """The state as the tables say it, read afresh."""
    return LawState(
        confirmations=tuple(row.as_law() for row in current_confirmations() if is_of_today(row)),
        settlements=tuple(row.as_law() for row in SettlementRecord.objects.standing()),
        overlay_dates=tuple(row.as_law() for row in OverlayDateRecord.objects.standing()),
        lists=_lists(),
    )


def current_confirmations() -> QuerySet[RuleConfirmation]:
    """Those nobody withdrew."""
    return RuleConfirmation.objects.filter(withdrawn_at__isnull=True).select_related(
        "confirmed_by", "withdrawn_by"
    )


def is_of_today(confirmation: RuleConfirmation) -> bool:
    """Whether what was confirmed is what the entry says in this release. Older rows did not keep it
    and count.
    """
    return confirmation.reading in {"", fingerprints(JURISDICTION).get(confirmation.entry, "")}


def outdated_entries() -> frozenset[str]:
    """Entries confirmed in an earlier wording only: they read as unconfirmed until somebody
    compares them again.
    """
    rows = list(current_confirmations())
    return frozenset(row.entry for row in rows) - {row.entry for row in rows if is_of_today(row)}


def missing_offenses(state: LawState | None = None) -> list[tuple[ListSpec, int]]:
    """Lists that should have more entries than lawyers approved, each with how many stand."""
    held = Counter({found.name: len(found.entries) for found in (state or law_state()).lists})
    return [
        (spec, held[spec.name])
        for spec in JURISDICTION.lists
        if held[spec.name] < (spec.expected_entries or 0)
    ]


ProposedKind = type[SettlementRecord] | type[OverlayDateRecord] | type[OffenseEntry]


@dataclass(frozen=True)
class WaitingProposal:
    """An entry that waits for a second lawyer: of which kind, which one, whose."""

    model: ProposedKind
    pk: UUID
    proposed_by: str


def waiting_proposals(user: User) -> list[WaitingProposal]:
    """Proposals that wait for this lawyer's eyes: those of others, of every kind, in one query."""
    kinds: tuple[ProposedKind, ...] = (SettlementRecord, OverlayDateRecord, OffenseEntry)
    first, *rest = (
        kind.objects.proposed()
        .exclude(proposed_by=user)
        .order_by()
        .annotate(kind=Value(number), name=F("proposed_by__name"), since=F("proposed_at"))
        .values_list("kind", "since", "pk", "name")
        for number, kind in enumerate(kinds)
    )
    rows = first.union(*rest, all=True).order_by("kind", "since")
    return [WaitingProposal(kinds[number], pk, name) for number, _since, pk, name in rows]


def _lists() -> tuple[OffenseList, ...]:
    rows = OffenseEntry.objects.standing().order_by(
        "list_name", "section", "subdivision", "from_on"
    )
    return tuple(
        OffenseList(name=name, entries=tuple(row.as_law() for row in entries))
        for name, entries in groupby(rows, key=lambda row: row.list_name)
    )
