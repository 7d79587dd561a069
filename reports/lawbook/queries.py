"""The state of the law as OPM maintains it, given to the engine as one value."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from reports.law.state import SHIPPED_STATE, LawState, OffenseList
from reports.lawbook.models import (
    LawbookStamp,
    OffenseEntry,
    OverlayDateRecord,
    RuleConfirmation,
    SettlementRecord,
)

_kept: dict[UUID, LawState] = {}


def law_state() -> LawState:
    """Confirmations, settlements, overlay dates and lists that stand now. One query while nothing changed."""
    token = LawbookStamp.objects.values_list("token", flat=True).first()
    if token is None:
        return SHIPPED_STATE
    if token not in _kept:
        state = read_state()
        _kept.clear()
        _kept[token] = state
    return _kept[token]


def read_state() -> LawState:
    """The state as the tables say it, read afresh."""
    confirmations = RuleConfirmation.objects.filter(withdrawn_at__isnull=True).select_related("confirmed_by")
    return LawState(
        confirmations=tuple(row.as_law() for row in confirmations),
        settlements=tuple(row.as_law() for row in SettlementRecord.objects.standing()),
        overlay_dates=tuple(row.as_law() for row in OverlayDateRecord.objects.standing()),
        lists=_lists(),
    )


def _lists() -> tuple[OffenseList, ...]:
    rows = OffenseEntry.objects.standing().order_by("list_name", "section", "subdivision", "from_on")
    return tuple(
        OffenseList(name=name, entries=tuple(row.as_law() for row in entries))
        for name, entries in groupby(rows, key=lambda row: row.list_name)
    )
