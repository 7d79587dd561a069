"""Values that views give to the components of `templates/components/`.

A view decides what a page contains and expresses it with these; templates only place them. Nothing
here reads the database, the clock or the request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Tone = Literal["neutral", "info", "waiting", "good", "warning", "stop", "unsettled"]


@dataclass(frozen=True)
class Chip:
    """A status in a word or two; the tone is never the only sign of it."""

    text: str
    tone: Tone = "neutral"


@dataclass(frozen=True)
class Crumb:
    """One step of the way to this page."""

    label: str
    url: str


@dataclass(frozen=True)
class Action:
    """A link or button. With a refusal it is disabled and the reason is shown beside it."""

    label: str
    url: str = ""
    kind: Literal["primary", "secondary", "quiet", "danger"] = "secondary"
    icon: str = ""
    refusal: str = ""
    post: bool = False
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class PageHeader:
    """The first thing on a page: where one is, what it is, what one can do."""

    title: str
    lead: str = ""
    eyebrow: str = ""
    crumbs: Sequence[Crumb] = ()
    actions: Sequence[Action] = ()
    chip: Chip | None = None


@dataclass(frozen=True)
class Alert:
    """One message on the page."""

    tone: Literal["info", "good", "warning", "stop"]
    title: str
    text: str = ""
    items: Sequence[str] = ()
    action: Action | None = None


@dataclass(frozen=True)
class SummaryRow:
    """A key and its value."""

    label: str
    value: object = ""
    hint: str = ""
    url: str = ""
    url_label: str = "Change"
    chip: Chip | None = None


@dataclass(frozen=True)
class Column:
    """A column of a table; `sort` is the word that `?sort=` takes, empty where it cannot be
    sorted.
    """

    label: str
    sort: str = ""
    numeric: bool = False
    width: Literal["", "narrow", "wide"] = ""


@dataclass(frozen=True)
class TableCell:
    """A cell: text, second line, link, status."""

    text: object = ""
    url: str = ""
    detail: str = ""
    chip: Chip | None = None
    moment: datetime | None = None


@dataclass(frozen=True)
class EmptyState:
    """Nothing here yet, why, and what one can do about it."""

    title: str
    text: str = ""
    action: Action | None = None


@dataclass(frozen=True)
class PageLinks:
    """Page numbers; `query` is the rest of the address's query string (no `page=`)."""

    number: int
    last: int
    query: str = ""

    @property
    def entries(self) -> list[PageEntry]:
        """Page numbers to show with their addresses; a number of None means pages left out."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        printed: list[PageEntry] = []
        before = 0
        for number in sorted(n for n in near if 1 <= n <= self.last):
            if number - before > 1:
                printed.append(PageEntry())
            printed.append(PageEntry(number, self._address(number), self._relation(number)))
            before = number
        return printed

    def _address(self, number: int) -> str:
        return f"?{self.query}&page={number}" if self.query else f"?page={number}"

    def _relation(self, number: int) -> str:
        return {self.number - 1: "prev", self.number + 1: "next"}.get(number, "")


@dataclass(frozen=True)
class PageEntry:
    """One page number of a pager."""

    number: int | None = None
    url: str = ""
    rel: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under a caption. `sort` is the word in force, with a minus for descending."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[TableCell | str | int]]
    empty: EmptyState | None = None
    sort: str = ""
    base_query: str = ""
    page: PageLinks | None = None
    caption_hidden: bool = False


@dataclass(frozen=True)
class Step:
    """A step of a long form."""

    label: str
    url: str = ""
    state: Literal["done", "current", "todo", "problem"] = "todo"


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened to a record. `link` leads to what belongs to it."""

    at: datetime
    title: str
    by: str = ""
    text: str = ""
    tone: Tone = "neutral"
    url: str = ""
    link: Crumb | None = None


@dataclass(frozen=True)
class Tile:
    """A figure with its name."""

    label: str
    value: object
    detail: str = ""
    url: str = ""
    tone: Tone = "neutral"

    @property
    def worded(self) -> bool:
        """A value of several words is set smaller than a figure."""
        return len(str(self.value)) > 9


@dataclass(frozen=True)
class GlossaryTerm:
    """What a word means here, and where that is written."""

    term: str
    text: str
    citation: str = ""


@dataclass(frozen=True)
class WorkItem:
    """Something that waits for this user."""

    title: str
    url: str
    detail: str = ""
    due_at: datetime | None = None
    late: bool = False
    chip: Chip | None = None


@dataclass(frozen=True)
class Progress:
    """Background work. While waiting or working the page asks `poll_url` again, which answers with
    this component.
    """

    label: str
    state: Literal["waiting", "working", "done", "failed"]
    poll_url: str = ""
    next_url: str = ""
    next_label: str = "Go on"
    detail: str = ""

    @property
    def moving(self) -> bool:
        return self.state in {"waiting", "working"}


@dataclass(frozen=True)
class Confirm:
    """A question before an act that cannot be taken back; `fields` are hidden values sent with the
    answer.
    """

    title: str
    text: str
    button: str
    action_url: str
    cancel_url: str
    consequences: Sequence[str] = ()
    danger: bool = False
    fields: Sequence[tuple[str, str]] = field(default=())
    otherwise: Action | None = None
    refusal: str = ""


@dataclass(frozen=True)
class FileRow:
    """A stored file. The title is ours (what it is), never the name it came with."""

    title: str
    kind: str
    size: int
    url: str = ""
    added_at: datetime | None = None
    added_by: str = ""
    digest: str = ""
    media_type: str = ""
