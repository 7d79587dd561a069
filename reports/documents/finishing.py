"""Last touches on the objects of a drawn file before it is written: pydyf's public objects only.

What each mark says, in which language, whose header a header cell is, where a named element is
found, what each glyph means, and what the file claims. ISO 32000-1, 14.8 and 14.9; ISO 14289-1, 7;
ISO 19005-2, 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pydyf

from reports.documents import typefaces
from reports.documents.metadata import Metadata
from reports.documents.speech import is_right_to_left

MEANS_NOTHING = "\u200b"  # a glyph must mean something: the second half of a cluster means this
ENDS_IN_A_RETURN = b"\r\nendstream"


@dataclass(frozen=True)
class Spoken:
    """What one mark says, and in which language where that is not the document's. A picture says
    nothing by itself: its words stand on its element.
    """

    text: str
    lang: str = ""


SpokenMarks = Mapping[tuple[int, int], Spoken]  # by page and number on the page


def finish(pdf: pydyf.PDF, spoken: SpokenMarks, metadata: Metadata, *, spare: int = 0) -> None:
    """Change the objects. `spare` lengthens streams whose packed data ends in a carriage return, a
    little more each time.
    """
    elements = [one for one in _dictionaries(pdf) if one.get("Type") == "/StructElem"]
    _speak(pdf, elements, spoken)
    _set_scopes(elements)
    _list_names(pdf, elements)
    _mean_something(pdf)
    _claim(pdf, metadata)
    for _ in range(spare):
        _lengthen(pdf)
        pdf.add_object(pydyf.Dictionary())  # so that the packed table of objects changes too


def _dictionaries(pdf: pydyf.PDF) -> Iterator[pydyf.Dictionary]:
    return (one for one in pdf.objects if isinstance(one, pydyf.Dictionary))


def _streams(pdf: pydyf.PDF) -> Iterator[pydyf.Stream]:
    return (one for one in pdf.objects if isinstance(one, pydyf.Stream))


def _speak(pdf: pydyf.PDF, elements: list[Any], spoken: SpokenMarks) -> None:
    """Left to right on the mark, right to left on its element: extractors turn marks around."""
    for place, mark in _marks(pdf):
        one = spoken.get(place)
        if one and one.text and not is_right_to_left(one.text):
            mark["ActualText"] = pydyf.String(one.text)
    for element, one in _around_one_mark(pdf, elements, spoken):
        if one.lang:
            element["Lang"] = pydyf.String(one.lang)
        if is_right_to_left(one.text):
            element["ActualText"] = pydyf.String(one.text)


def _around_one_mark(
    pdf: pydyf.PDF, elements: list[Any], spoken: SpokenMarks
) -> Iterator[tuple[Any, Spoken]]:
    """The elements that stand around a single mark, with what it says."""
    pages = {reference: page for page, reference in enumerate(pdf.page_references)}
    for element in elements:
        numbers = [kid for kid in element["K"] if isinstance(kid, int)]
        page = pages.get(element.get("Pg"), -1)
        if len(numbers) == 1 and (page, numbers[0]) in spoken:
            yield element, spoken[page, numbers[0]]


def _marks(pdf: pydyf.PDF) -> Iterator[tuple[tuple[int, int], pydyf.Dictionary]]:
    """The property list of each mark, with its page and number."""
    streams = {one.reference: one for one in _streams(pdf)}
    pages = {one.reference: one for one in _dictionaries(pdf) if one.get("Type") == "/Page"}
    for number, reference in enumerate(pdf.page_references):
        for one in streams[pages[reference]["Contents"]].stream:
            if isinstance(one, pydyf.Dictionary) and "MCID" in one:
                yield (number, one["MCID"]), one


def _set_scopes(elements: list[Any]) -> None:
    """A header cell that a cell of its own row names is the row's, any other is the column's."""
    named: dict[bytes, set[bytes]] = {}
    for cell in elements:
        if cell["S"] == "/TD":
            headers = cell.get("A", {}).get("Headers", ())
            named.setdefault(cell["P"], set()).update(name.data for name in headers)
    for cell in elements:
        if cell["S"] == "/TH":
            is_of_row = "ID" in cell and cell["ID"].data in named.get(cell["P"], ())
            attributes = cell.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
            attributes["Scope"] = "/Row" if is_of_row else "/Column"


def _list_names(pdf: pydyf.PDF, elements: list[Any]) -> None:
    """Named elements are found by a tree of names (ISO 32000-1, table 322)."""
    named = sorted((one for one in elements if "ID" in one), key=lambda one: one["ID"].data)
    if named:
        root = next(one for one in _dictionaries(pdf) if one.get("Type") == "/StructTreeRoot")
        pairs = [part for one in named for part in (one["ID"], one.reference)]
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})


def _mean_something(pdf: pydyf.PDF) -> None:
    """Each glyph means what it shows (ISO 14289-1, 7.21.7): never nothing, and a bracket the sign
    that it looks like, whichever way the line that first used it ran.
    """
    known = {one.reference: one for one in pdf.objects if one.reference}
    for font in _dictionaries(pdf):
        if "ToUnicode" in font and "DescendantFonts" in font:
            meanings = known[font["ToUnicode"]]
            embedded = _embedded(known, font)
            meanings.stream = [_meaning(line, embedded) for line in meanings.stream]


def _embedded(known: dict[bytes, Any], font: Any) -> bytes:
    descendant = known[font["DescendantFonts"][0]]
    descriptor = known[descendant["FontDescriptor"]]
    file = known[descriptor.get("FontFile2") or descriptor["FontFile3"]]
    return b"".join(file.stream)


def _meaning(line: Any, embedded: bytes) -> Any:
    """A line of the table of meanings: the number of a glyph, and its text in UTF-16."""
    if not (isinstance(line, bytes) and line.startswith(b"<") and line.endswith(b">")):
        return line
    glyph, _, written = line[1:-1].partition(b"> <")
    if glyph == b"0000" and written == b"ffff":
        return line  # the range of all numbers
    text = bytes.fromhex(written.decode()).decode("utf-16-be") or MEANS_NOTHING
    text = typefaces.shown_as(embedded, int(glyph, 16), text)
    return b"<%s> <%s>" % (glyph, text.encode("utf-16-be").hex().encode())


def _claim(pdf: pydyf.PDF, metadata: Metadata) -> None:
    pdf.info["Producer"] = pydyf.String(metadata.producer)
    for stream in _streams(pdf):
        if stream.extra.get("Type") == "/Metadata":
            stream.stream, stream.compress = [metadata.xmp()], False


def _lengthen(pdf: pydyf.PDF) -> None:
    """One more empty line where packed data ends in a carriage return: readers take that for part
    of the line's end, and the stream for one byte shorter than it says (ISO 19005-2, 6.1.7.1).
    """
    for stream in _streams(pdf):
        if stream.data.endswith(ENDS_IN_A_RETURN):
            stream.stream.append(b"")
            if "Length1" in stream.extra:
                stream.extra["Length1"] += 1
