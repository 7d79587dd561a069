"""Changes an edition makes to figures published before, and why, without revealing what moved.

A revised breakdown is listed whole, level by level, whether a level changed or not.
"""

from collections.abc import Mapping

from reports.publication.content.edition import FigureChange
from reports.publication.disclosure.control import Controlled
from reports.publication.disclosure.published_history import CellHistory, Snapshot
from reports.publication.figures.cells import NOT_REPORTED, WITHHELD, Cell, is_year
from reports.publication.figures.tables import ALL

LATE = "a report arrived after the earlier edition"
AMENDED = "an accepted report was amended"
STATEWIDE = "a late or amended report of one or more agencies"
REOPENED = "an accepted report was reopened"


def amended_because(label: str) -> str:
    """The published reason of an amendment, from its code's label; abbreviations keep their
    capitals.
    """
    return f"{AMENDED}: {label if label[1:2].isupper() else label[:1].lower() + label[1:]}"


def changes_against(
    *,
    before: Snapshot,
    missing_before: frozenset[Cell],
    now: Controlled,
    reasons: Mapping[tuple[str, str], str] | None = None,
) -> tuple[FigureChange, ...]:
    """Every figure of an earlier half-year that reads differently, or may represent a different
    number.
    """
    found = []
    periods = {cell.period for cell in before}
    added = {cell for cell in now.entries if cell.period in periods}
    for cell in sorted({*before, *missing_before, *added}, key=_order):
        entry, earlier = now.entries.get(cell), before.get(cell)
        if _moved(earlier, entry):
            found.append(_change(cell, earlier, entry, reasons or {}))
    return tuple(found)


def _order(cell: Cell) -> tuple[str, bool, str, str]:
    return cell.period[:4], is_year(cell.period), cell.period, cell.key()


def _moved(earlier: CellHistory | None, entry: CellHistory | None) -> bool:
    if earlier is None or entry is None:
        return earlier is not entry
    return earlier.version != entry.version


def _change(
    cell: Cell,
    earlier: CellHistory | None,
    entry: CellHistory | None,
    reasons: Mapping[tuple[str, str], str],
) -> FigureChange:
    return FigureChange(
        half_year=cell.period,
        agency_code=cell.agency,
        what=describe(cell),
        before=_text(earlier),
        after=_text(entry),
        reason=reasons.get((cell.period, cell.agency)) or _reason(cell, earlier, entry),
    )


def _reason(cell: Cell, earlier: CellHistory | None, entry: CellHistory | None) -> str:
    if cell.statewide:
        return STATEWIDE
    if earlier is None:
        return LATE
    return REOPENED if entry is None else AMENDED


def describe(cell: Cell) -> str:
    """The unit and the attributes of a cell, as in the tables."""
    described = [f"{name}={value}" for name, value in cell.attributes]
    return (
        ";".join([cell.unit, *described])
        if described or cell.agency != ALL
        else f"{cell.unit};{ALL}"
    )


def _text(entry: CellHistory | None) -> str:
    if entry is None:
        return NOT_REPORTED
    return WITHHELD if entry.withheld else str(entry.value)
