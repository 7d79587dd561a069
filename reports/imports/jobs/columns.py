"""Which column of a file holds each of ours: guessed by names, and remembered of the last file with
the same headings. Both are only offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.accounts.models import Agency
from reports.core.refusals import StateRefused
from reports.imports.files import ERRORS
from reports.imports.jobs.models import TableImport
from reports.imports.kinds import ImportKind
from reports.uploads.tables.layout import folded


def guessed_columns(kind: ImportKind, header: Sequence[str]) -> dict[str, str]:
    """The column for each of ours whose heading says so: our own names first, then what else they
    are called.
    """
    by_name = {folded(name): name for name in reversed(header) if name != ERRORS}
    guessed = {name: by_name.pop(name) for name in kind.known if name in by_name}
    for name in kind.known:
        words = (folded(kind.titles[name]), *kind.aliases.get(name, ()))
        word = next((one for one in words if one in by_name), None)
        if name not in guessed and word is not None:
            guessed[name] = by_name.pop(word)
    return guessed


def check_columns(kind: ImportKind, header: Sequence[str], columns: Mapping[str, str]) -> None:
    """Each of ours from a column of the file, no column twice, none missing. Raises
    StateRefused.
    """
    strange = [name for name in columns if name not in kind.known]
    if strange or any(held not in header for held in columns.values()):
        raise StateRefused("A column was chosen that the file does not have. Choose again.")
    missing = [kind.titles[name] for name in kind.required if name not in columns]
    if missing:
        raise StateRefused(
            f"No {kind.record} can be recorded without: {', '.join(missing)}. Choose its column."
        )
    twice = {held for held in columns.values() if list(columns.values()).count(held) > 1}
    if twice:
        raise StateRefused(f"The column “{min(twice)}” was chosen twice. Choose it once.")


def remembered_columns(agency: Agency, kind: str, header: Sequence[str]) -> TableImport | None:
    """The newest import of the agency with the same headings whose columns somebody chose."""
    rows = TableImport.objects.filter(agency=agency, kind=kind, are_columns_chosen=True)
    found = (one for one in rows.order_by("-uploaded_at")[:50] if one.header == list(header))
    return next(found, None)
