"""Data tables, joined in Python: a page of fifty rows has hundreds of cells."""

from __future__ import annotations

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from reports.core.dates import short_moment
from reports.law.moments import local
from reports.web.shared.html.components import Column, Table, TableCell
from reports.web.shared.html.markup import EMPTY, escaped, joined, tag, trusted


def render_table(table: Table) -> SafeString:
    """The table with its caption, sorting and paging, or the empty state instead of rows."""
    if not table.rows and table.empty is not None:
        return trusted(render_to_string("components/empty_state.html", {"empty": table.empty}))
    caption = tag(
        "caption", {"class": "usa-sr-only" if table.caption_hidden else None}, table.caption
    )
    heads = joined([_head(column, table) for column in table.columns])
    body = joined([_row(row, table.columns) for row in table.rows])
    table_html = tag(
        "table",
        {"class": "data-table"},
        caption,
        tag("thead", {}, tag("tr", {}, heads)),
        tag("tbody", {}, body),
    )
    paging = EMPTY
    if table.page is not None and table.page.last > 1:
        paging = trusted(render_to_string("components/pagination.html", {"page": table.page}))
    scroller = {
        "class": "data-table__scroll",
        "tabindex": "0",
        "role": "region",
        "aria-label": f"Table: {table.caption}",
    }
    return tag("div", scroller, table_html) + paging


def _head(column: Column, table: Table) -> SafeString:
    classes = " ".join(
        name for name, on in (("num", column.numeric), (f"col--{column.width}", column.width)) if on
    )
    own: dict[str, object] = {"scope": "col", "class": classes or None}
    if not column.sort:
        return tag("th", own, column.label)
    ascending, descending = table.sort == column.sort, table.sort == f"-{column.sort}"
    own["aria-sort"] = "ascending" if ascending else "descending" if descending else None
    turned = f"-{column.sort}" if ascending else column.sort
    query = f"{table.base_query}&" if table.base_query else ""
    arrow = tag(
        "span",
        {"class": "sort-arrow", "aria-hidden": "true"},
        "▲" if ascending else "▼" if descending else "↕",
    )
    return tag("th", own, tag("a", {"href": f"?{query}sort={turned}"}, column.label, arrow))


def _row(cells: Sequence[TableCell | str | int], columns: Sequence[Column]) -> SafeString:
    pairs = enumerate(zip(cells, columns, strict=True))
    rendered_cells = [_cell(cell, column, first=number == 0) for number, (cell, column) in pairs]
    return trusted(f"<tr>{''.join(rendered_cells)}</tr>")


def _cell(cell: TableCell | str | int, column: Column, *, first: bool) -> str:
    """The first cell of a row names it; the label of the column is repeated for phones."""
    name = "th" if first else "td"
    scope = ' scope="row"' if first else ""
    text = str(cell.text if isinstance(cell, TableCell) else cell)
    css_class = (
        ' class="num"' if column.numeric else ' class="short"' if _is_number_like(text) else ""
    )
    inside = _content(cell) if isinstance(cell, TableCell) else escaped(cell)
    return f'<{name}{scope}{css_class} data-label="{escaped(column.label)}">{inside}</{name}>'


def _is_number_like(text: str) -> bool:
    """Record numbers stay on one line; words may wrap."""
    return len(text) <= 22 and " " not in text and any(character.isdecimal() for character in text)


def _content(cell: TableCell) -> str:
    text = escaped(cell.text)
    if cell.moment is not None:
        exact = local(cell.moment).isoformat(timespec="minutes")
        text = f'<time datetime="{exact}">{short_moment(cell.moment)}</time>'
    if cell.url:
        text = f'<a href="{escaped(cell.url)}">{text}</a>'
    if cell.chip is not None:
        text += f'<span class="chip chip--{cell.chip.tone}">{escaped(cell.chip.text)}</span>'
    if cell.detail:
        text += f'<span class="data-table__detail">{escaped(cell.detail)}</span>'
    return text
