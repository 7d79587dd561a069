"""An official text beside the law register: pasted or from a file, compared at once, kept
nowhere.
"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.law.assess import JURISDICTION, OFFICIAL_TEXT
from reports.law.register.confirmation_status import EntryStatus, law_status
from reports.law.statute.comparison import Comparison, NotThisSection, compare
from reports.lawbook.queries import law_state
from reports.lawbook.text_files import UnreadableText
from reports.web.opm.lawbook.forms import CompareForm
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Column,
    EmptyState,
    PageHeader,
    Table,
    TableCell,
    Tile,
)
from reports.web.shared.html.lawbook_tables import CRUMBS, chip_of

HEADER = PageHeader(
    title="Compare with an official text",
    crumbs=CRUMBS,
    lead=(
        "Sentence by sentence, the program says which entries stand on the same words as it read,"
        " which on other words, and what is new. It confirms nothing; that is for two lawyers."
    ),
)


@needs(Permission.MAINTAIN_LAW)
def compare_text(request: AppHttpRequest) -> HttpResponse:
    """Which entries a text agrees with. What was pasted is not kept."""
    form = CompareForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {
        "header": HEADER,
        "form": form,
        "form_helper": form.helper,
        "official_text": OFFICIAL_TEXT,
    }
    if request.method == "POST" and form.is_valid():
        try:
            found = compare(form.text(), form.cleaned_data["version"], JURISDICTION)
        except (UnreadableText, NotThisSection) as refused:
            form.add_error(None, str(refused))
        else:
            context |= _answer(found)
    return render(request, "opm/lawbook/compare.html", context)


def _answer(found: Comparison) -> dict[str, object]:
    entries = {row.entry.name: row for row in law_status(JURISDICTION, law_state())}
    return {
        "found": found,
        "tiles": (
            Tile("The same words", len(found.matches)),
            _tile("Other words or place", len(found.differs)),
            _tile("Not in this text", len(found.missing)),
            _tile("New in this text", len(found.new)),
        ),
        "differs": [(entries[one.entry], one) for one in found.differs],
        "missing": [entries[name] for name in found.missing],
        "unread": [entries[name] for name in found.unread],
        "elsewhere": [entries[name] for name in found.elsewhere],
        "new": [(one, [entries[name] for name in one.beside]) for one in found.new],
        "matches": _matches([entries[name] for name in found.matches]),
    }


def _tile(label: str, count: int) -> Tile:
    return Tile(label, count, tone="warning" if count else "neutral")


def _matches(rows: list[EntryStatus]) -> Table:
    return Table(
        caption="Entries on the same words",
        caption_hidden=True,
        columns=(Column("Entry", width="wide"), Column("Citation"), Column("Confirmed")),
        rows=[
            (
                TableCell(row.entry.title, url=reverse("law:entry", args=[row.entry.name])),
                TableCell(row.entry.provenance.citation),
                TableCell(chip=chip_of(row)),
            )
            for row in rows
        ],
        empty=EmptyState("No entry stands on the same words"),
    )
