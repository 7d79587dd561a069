"""What every sheet looked and read like when people last looked at it; in large print and as a
script too.

`python -m tests.documents.golden [language ...]` draws the sheets anew and keeps, for each
language, one picture of all its pages and a file with the hash of what is read aloud. Look at the
pictures before you keep them: the test can only tell that something changed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageStat

from reports.notices.kinds import NoticeKind
from tests.documents.reading import spoken_words

FOLDER = Path(__file__).parent / "golden"
WIDTH, HEIGHT = 102, 132  # letter paper at twelve dots an inch
IN_A_ROW = 8
# Mean difference of a page's grey values, of 255. Another machine's smoothing makes less than one;
# a page that is
# mirrored, empty, or broken elsewhere makes more than five.
MOST_DIFFERENT = 3.0


def pages_of(data: bytes) -> list[Image.Image]:
    """Each page small and grey."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_small(page.render(scale=0.5, grayscale=True).to_pil()) for page in document]
    finally:
        document.close()


def _small(page: Image.Image) -> Image.Image:
    return page.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.BOX)


def read_as(data: bytes) -> str:
    """The hash of everything that is read aloud, in its order."""
    return hashlib.sha256(spoken_words(data).encode()).hexdigest()


@cache
def kept(language: str, form: str = "") -> dict[str, Any]:
    known: dict[str, Any] = json.loads(
        (FOLDER / form / f"{language}.json").read_text(encoding="utf-8")
    )
    return known


def kept_pages(language: str, kind: NoticeKind, form: str = "") -> list[Image.Image]:
    """The pages of one sheet, cut out of its language's picture."""
    entry = kept(language, form)[kind.value]
    with Image.open(FOLDER / form / f"{language}.png") as sheet:
        first = entry["first"]
        return [sheet.crop(_place(number)) for number in range(first, first + entry["pages"])]


def _place(number: int) -> tuple[int, int, int, int]:
    left, top = number % IN_A_ROW * WIDTH, number // IN_A_ROW * HEIGHT
    return left, top, left + WIDTH, top + HEIGHT


def difference(one: Image.Image, other: Image.Image) -> float:
    return float(
        ImageStat.Stat(ImageChops.difference(one.convert("L"), other.convert("L"))).mean[0]
    )


def keep(language: str, drawn: dict[NoticeKind, bytes], form: str = "") -> None:
    """Write the picture and the file of one language."""
    entries: dict[str, Any] = {}
    pages: list[Image.Image] = []
    for kind, data in drawn.items():
        found = pages_of(data)
        entries[kind.value] = {"first": len(pages), "pages": len(found), "read_as": read_as(data)}
        pages += found
    rows = -(-len(pages) // IN_A_ROW)
    sheet = Image.new("L", (IN_A_ROW * WIDTH, rows * HEIGHT), 255)
    for number, page in enumerate(pages):
        sheet.paste(page, _place(number)[:2])
    folder = FOLDER / form
    folder.mkdir(exist_ok=True)
    sheet.quantize(16).save(folder / f"{language}.png", optimize=True)
    text = json.dumps(entries, indent=1, sort_keys=True) + "\n"
    (folder / f"{language}.json").write_text(text, encoding="utf-8")


def main() -> None:
    from tests.support import environment

    environment.prepare()
    import django

    django.setup()
    from tests.documents.made import COMPLETE, FORMS, formed_kinds, rendered_form, rendered_notice

    for language in sys.argv[1:] or COMPLETE:
        keep(language, {kind: rendered_notice(kind, language) for kind in NoticeKind})
        for form in FORMS:
            kinds = formed_kinds(form, language)
            keep(
                language, {kind: rendered_form(form, kind, language) for kind in kinds}, form.value
            )


if __name__ == "__main__":
    main()
