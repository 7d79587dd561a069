"""One page of a long list, and the links to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from reports.web.shared.html.components import PageLinks

ON_A_PAGE = 50


def page_of(
    rows: Sequence[Any] | QuerySet[Any],
    number: str | None,
    *,
    size: int = ON_A_PAGE,
    known_count: int | None = None,
) -> Page[Any]:
    """The page asked for, the nearest where there is none of that number; `known_count` spares
    counting the rows.
    """
    if known_count is None:
        return Paginator(rows, size).get_page(number)
    return CountedPaginator(rows, size, known_count).get_page(number)


class CountedPaginator(Paginator[Any]):
    """Pages of rows whose number is known."""

    def __init__(self, rows: Sequence[Any] | QuerySet[Any], size: int, known_count: int) -> None:
        super().__init__(rows, size)
        self.known_count = known_count

    @property
    def count(self) -> int:
        return self.known_count


def links_of(page: Page[Any], query: str = "") -> PageLinks:
    """The links beneath the page; `query` travels with each."""
    return PageLinks(page.number, page.paginator.num_pages, query)
