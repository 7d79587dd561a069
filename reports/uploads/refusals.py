"""Why a foreign file is refused, in sentences fit for whoever attached it."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PAGES = 300
MOST_PIXELS = 60_000_000

DAMAGED_PDF = "The PDF is damaged and cannot be opened. Scan the paper again."
DAMAGED_PICTURE = "The picture is damaged and cannot be opened. Scan the paper again."
LOCKED = "The PDF asks for a password. Save it without one and attach it again."
TOO_MANY_PAGES = (
    f"The file has more than {MOST_PAGES} pages. Attach only the papers of this request."
)
NO_SUCH_PAGE = "The paper has no such page."
TOO_MANY_PIXELS = "The picture has too many pixels. Scan at 300 dots per inch or less."
TOO_MUCH_WORK = (
    "The file takes too long to open. Print it and scan the paper, or save it again as a PDF."
)
POINTS_OUTSIDE = (
    "The PDF takes part of its content from another file. Print it to a new PDF and attach that."
)


class FileRefused(Exception):
    """The file cannot be taken; the message is the sentence that says why."""


@dataclass(frozen=True)
class Cleaned:
    """What is stored of a file, and the names of what of it is not."""

    data: bytes
    content_type: str
    pages: int
    removed: frozenset[str]
