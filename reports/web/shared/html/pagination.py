"""One page of a long list, and the links to the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from reports.submissions.models import Submission
from reports.web.shared.html.components import (
    PageLinks,
)

ON_A_PAGE = 50


def page_of(
    rows: Sequence[Any] | QuerySet[Any], number: str | None, *, size: int = ON_A_PAGE
) -> Page[Any]:
    return Paginator(rows, size).get_page(number)


class LinePaginator(Paginator[Any]):
    """Pages of a version's lines; how many there are is kept with the version."""

    def __init__(self, submission: Submission, *, size: int = ON_A_PAGE) -> None:
        super().__init__(submission.lines.order_by("position"), size)
        self.known = submission.line_count

    @property
    def count(self) -> int:
        return self.known


def links_of(page: Page[Any], query: str = "") -> PageLinks:
    return PageLinks(page.number, page.paginator.num_pages, query)
