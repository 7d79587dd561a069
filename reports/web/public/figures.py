"""The page of figures: one table by half-year, agency and value. Each view has an address, a CSV
and a citation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.core.csv_export import as_csv
from reports.publication.content.edition import EditionContent
from reports.publication.editions.stored import read_edition
from reports.publication.figures.cells import Cell, ShownCell
from reports.publication.figures.tables import ALL, NOT_COUNTED, TABLES, VARIABLES
from reports.publication.files.csv_files import TABLE_COLUMNS
from reports.publication.presentation.arrange import (
    bar_label,
    chart_by_agency,
    period_words,
    short_label,
)
from reports.publication.presentation.svg_charts import Chart, bar_chart, words
from reports.publication.presentation.table_query import (
    MOST_BARS,
    Selection,
    chosen_cells,
    chosen_rows,
    codes_of,
    selection,
)
from reports.publication.queries import get_public_edition
from reports.web.shared.guards import public
from reports.web.shared.html.components import Crumb, PageHeader
from reports.web.shared.http_caching import (
    FOREVER,
    gone,
    safe_from_any_origin,
    site_url,
    validated,
)
from reports.web.shared.languages import citation, page_address

MINUTES = 300


@dataclass(frozen=True)
class TableChoice:
    """One entry of a list to choose from."""

    value: str
    label: str
    chosen: bool


@public(cache_seconds=MINUTES)
@require_safe
def figures(request: HttpRequest, number: int) -> HttpResponse:
    """One table of an edition, filtered as the address says."""
    edition = get_public_edition(number)
    if not edition.is_readable:
        return redirect(page_address("edition", number))  # which says why it was withdrawn
    content = read_edition(edition)
    chosen = selection(content, request.GET.dict())
    cells = chosen_cells(content, chosen)
    names = _names(content)
    title = _(chosen.table.title)
    address = f"{page_address('figures', number)}?{urlencode(chosen.words)}"
    header = PageHeader(
        title=_("Figures"),
        lead=_("One table at a time. The address of this page is the address of what you see."),
        crumbs=(Crumb(_("Published data"), page_address("home")),),
    )
    context = {
        "header": header,
        "edition": edition,
        "chosen": chosen,
        "title": title,
        "choices": _choices(content, chosen, names),
        "columns": _columns(chosen),
        "lines": [_line(cell, shown, chosen, names) for cell, shown in cells],
        "coverage": chart_by_agency(content, chosen.half_year) if chosen.half_year else "",
        "chart": _chart(cells, chosen, names, title),
        "not_counted": _(NOT_COUNTED),
        "note": _(chosen.table.note),
        "csv": f"{reverse('public:figures_csv', args=[number])}?{urlencode(chosen.words)}",
        "cite": citation(edition, address=f"{site_url(request)}{address}", what=title),
    }
    return render(request, "public/figures.html", context)


@public(cache_seconds=FOREVER)
@safe_from_any_origin
def figures_csv(request: HttpRequest, number: int) -> HttpResponse:
    """The same rows as a file, exactly as in tables.csv."""
    edition = get_public_edition(number)
    if not edition.is_readable:
        return gone(edition)
    content = read_edition(edition)
    chosen = selection(content, request.GET.dict())
    data = as_csv(TABLE_COLUMNS, chosen_rows(content, chosen))
    etag = f"{edition.content_sha256[:32]}-{'-'.join(chosen.words.values())}"
    response = validated(
        request, data, etag=etag, content_type="text/csv; charset=utf-8", seconds=FOREVER
    )
    name = "-".join(["trust-act-edition", str(number), *chosen.words.values()])
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _names(content: EditionContent) -> dict[str, str]:
    return content.agency_names | {ALL: _("All municipal agencies")}


def _choices(
    content: EditionContent, chosen: Selection, names: dict[str, str]
) -> dict[str, list[TableChoice]]:
    """What each list offers; a list that does not apply to the table is left out."""
    found = {
        "table": [
            TableChoice(table.name, _(table.title), table == chosen.table) for table in TABLES
        ],
        "half_year": _list(
            [(p, period_words(p)) for p in reversed(content.periods)], chosen.half_year
        ),
    }
    if chosen.table.agencies:
        codes = sorted(codes_of(content, chosen.table), key=lambda code: names[code])
        found["agency"] = _list([(code, names[code]) for code in codes], chosen.agency)
    if chosen.table.variables:
        levels = VARIABLES[chosen.table.variables[0]].levels
        found["value"] = _list([(code, _(label)) for code, label in levels.items()], chosen.value)
    return found


def _list(pairs: Sequence[tuple[str, str]], chosen: str) -> list[TableChoice]:
    return [
        TableChoice("", _("All"), not chosen),
        *(TableChoice(value, label, value == chosen) for value, label in pairs),
    ]


def _columns(chosen: Selection) -> list[str]:
    variables = [_(VARIABLES[name].title) for name in chosen.table.variables]
    return [_("Period"), *([_("Agency")] if chosen.table.agencies else variables)]


def _line(
    cell: Cell, shown: ShownCell, chosen: Selection, names: dict[str, str]
) -> tuple[list[str], str, str]:
    described = dict(cell.attributes)
    values = [
        _(VARIABLES[name].levels[described[name]]) if name in described else _("All")
        for name in chosen.table.variables
    ]
    place = [names.get(cell.agency, cell.agency)] if chosen.table.agencies else values
    return [cell.period, *place], words(shown), shown.symbol


def _chart(
    cells: list[tuple[Cell, ShownCell]], chosen: Selection, names: dict[str, str], title: str
) -> Chart | None:
    """Bars for the numbers that are no margins, where there are few enough to read."""
    whole = len(chosen.table.variables)
    parts = [
        (c, shown)
        for c, shown in cells
        if len(c.attributes) == whole and (whole or not c.statewide)
    ]
    if not 0 < len(parts) <= MOST_BARS:
        return None
    numbers = [(short_label(_bar(cell, chosen, names)), shown) for cell, shown in parts]
    return bar_chart(title=title, numbers=numbers, ident="chosen")


def _bar(cell: Cell, chosen: Selection, names: dict[str, str]) -> str:
    """What a bar means; the period only where there are several."""
    place = (
        names.get(cell.agency, cell.agency)
        if chosen.table.agencies
        else bar_label(chosen.table, cell)
    )
    return place if chosen.half_year else f"{cell.period} · {place}"
