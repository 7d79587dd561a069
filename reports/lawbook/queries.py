"""The state of the law as OPM maintains it, given to the engine as one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import F, QuerySet, Subquery, Value

from reports.accounts.models import User
from reports.core.refusals import NotFound
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
    """The state as the tables say it, read again."""
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


ProposedEntry = SettlementRecord | OverlayDateRecord | OffenseEntry
ProposedKind = type[SettlementRecord] | type[OverlayDateRecord] | type[OffenseEntry]
PROPOSED_KINDS: Mapping[str, ProposedKind] = {
    "settlement": SettlementRecord,
    "offense": OffenseEntry,
    "overlay": OverlayDateRecord,
}
LAWYERS = ("proposed_by", "approved_by", "withdrawn_by")


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


def get_confirmation(confirmation_id: UUID) -> RuleConfirmation:
    """A confirmation of an entry of the register, withdrawn or not. Raises NotFound."""
    rows = RuleConfirmation.objects.select_related("confirmed_by")
    found = rows.filter(pk=confirmation_id).first()
    if found is None:
        raise NotFound(str(confirmation_id))
    return found


def confirmations_of(entry: str) -> QuerySet[RuleConfirmation]:
    """Every confirmation of an entry of the register, withdrawn ones included."""
    rows = RuleConfirmation.objects.filter(entry=entry)
    return rows.select_related("confirmed_by", "withdrawn_by")


def get_proposed_entry(kind: str, entry_id: UUID) -> ProposedEntry:
    """A settlement, offense or effective date, whatever became of it. Raises NotFound."""
    model = PROPOSED_KINDS.get(kind)
    found = model.objects.select_related(*LAWYERS).filter(pk=entry_id).first() if model else None
    if found is None:
        raise NotFound(kind)
    return found


def settlements() -> QuerySet[SettlementRecord]:
    """Every settlement, proposed and withdrawn ones included, the latest first."""
    return SettlementRecord.objects.select_related(*LAWYERS).order_by("-from_on", "-proposed_at")


def standing_settlements() -> QuerySet[SettlementRecord]:
    """The settlements that two lawyers made and nobody withdrew."""
    return SettlementRecord.objects.standing()


def overlay_dates() -> QuerySet[OverlayDateRecord]:
    """Every effective date of an act laid over the statute, by act, the latest proposal first."""
    return OverlayDateRecord.objects.select_related(*LAWYERS).order_by("overlay", "-proposed_at")


def offenses_of(list_name: str) -> QuerySet[OffenseEntry]:
    """Every entry of a list of offenses, proposed and withdrawn ones included, by section."""
    rows = OffenseEntry.objects.filter(list_name=list_name).select_related(*LAWYERS)
    return rows.order_by("section", "subdivision")
