"""Reads a letter as assistive software does: along the structure, with the text each part says it
holds.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2

BLOCKS = {
    "P",
    "H1",
    "H2",
    "H3",
    "LI",
    "LBody",
    "TD",
    "TH",
    "TR",
    "Div",
    "L",
    "Sect",
    "BlockQuote",
    "Table",
    "Figure",
}


@dataclass(frozen=True)
class Spoken:
    """One run of text, the language in force there, and the tags above it."""

    text: str
    lang: str
    path: tuple[str, ...]


def read_aloud(data: bytes) -> list[Spoken]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoken = {page.obj.objgen: _marked_text(page) for page in pdf.pages}
        root = pdf.Root.StructTreeRoot.K
        top = root[0] if isinstance(root, pikepdf.Array) else root
        return list(_walk(top, spoken, str(pdf.Root.Lang), ()))


def spoken_words(data: bytes) -> str:
    """Everything in reading order, with one space between blocks and as written inside them."""
    parts: list[str] = []
    last: tuple[str, ...] | None = None
    for run in read_aloud(data):
        if last is not None and run.path != last:
            parts.append(" ")
        parts.append(run.text)
        last = run.path
    return tidy("".join(parts))


def tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def squeezed(text: str) -> str:
    """Without spaces and invisible signs, for extractors that guess spaces from places."""
    return re.sub(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe\u00ad\x02]+", "", text)


def _marked_text(page: pikepdf.Page) -> dict[int, str]:
    found = {}
    for marked in pikepdf.parse_content_stream(page, "BDC"):
        operands, operator = marked.operands, marked.operator
        properties = operands[1] if len(operands) > 1 else None
        if (
            str(operator) == "BDC"
            and isinstance(properties, pikepdf.Dictionary)
            and "/MCID" in properties
        ):
            found[int(properties.MCID)] = str(properties.get("/ActualText", ""))
    return found


def _walk(
    element: Any, spoken: dict[Any, dict[int, str]], lang: str, path: tuple[Any, ...]
) -> Iterator[Spoken]:
    lang = str(element.get("/Lang", lang))
    tag = str(element.S)[1:]
    if tag in BLOCKS:
        path = (*path, f"{tag}{element.objgen}")
    said = element.get("/ActualText", element.get("/Alt"))
    if said is not None:
        yield Spoken(str(said), lang, path)
        return
    for kid in _kids(element):
        if not isinstance(kid, pikepdf.Dictionary):
            yield Spoken(spoken[element.Pg.objgen].get(int(kid), ""), lang, path)
        elif "/S" in kid:
            yield from _walk(kid, spoken, lang, path)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def tags_of(data: bytes) -> list[Any]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            str(item.S)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/S" in item
        ]


def by_pdfium(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def by_poppler(data: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True
    )
    return done.stdout.decode()
