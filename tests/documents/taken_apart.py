"""A file taken apart once, for all that is asked about it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

PAINTS = {
    "Tj",
    "TJ",
    "'",
    '"',
    "f",
    "F",
    "f*",
    "S",
    "s",
    "B",
    "B*",
    "b",
    "b*",
    "sh",
    "Do",
    "BI",
    "INLINE IMAGE",
}
SHOWS = {"Tj", "TJ", "'", '"'}


@dataclass(frozen=True)
class Step:
    """One operator of a page: what it is, within which marks, with which font."""

    name: str
    operands: Any
    marks: tuple[str, ...]  # "artifact", "tagged" or "other", from the outside in
    mcids: tuple[int, ...]
    font: Any
    page: Any
    depth: int  # how many states are saved


@dataclass
class Opened:
    """The bytes and what they hold."""

    data: bytes
    pdf: pikepdf.Pdf = field(init=False)

    def __post_init__(self) -> None:
        self.pdf = pikepdf.open(io.BytesIO(self.data))

    @property
    def root(self) -> Any:
        return self.pdf.Root

    @cached_property
    def objects(self) -> list[Any]:
        return [item for item in self.pdf.objects if isinstance(item, Dictionary | Stream | Array)]

    @cached_property
    def dictionaries(self) -> list[Any]:
        """Every dictionary, also those that stand in others and those of streams."""
        return list(_inner(self.objects))

    @cached_property
    def streams(self) -> list[Any]:
        return [item for item in self.objects if isinstance(item, Stream)]

    @cached_property
    def elements(self) -> list[Any]:
        """Structure elements as they are read."""
        return list(_below(self.root.get("/StructTreeRoot", Dictionary())))

    @cached_property
    def fonts(self) -> list[Any]:
        return [one for one in self.dictionaries if one.get("/Type") == Name.Font]

    @cached_property
    def steps(self) -> list[Step]:
        return [
            step
            for page in self.pdf.pages
            for step in _steps(page.obj, page.obj, page.obj.Resources, _Marks([], []))
        ]

    @cached_property
    def xmp(self) -> str:
        return self.root.Metadata.read_bytes().decode() if "/Metadata" in self.root else ""


def tag_of(element: Any) -> str:
    return str(element.get("/S", ""))[1:]


def kids(element: Any) -> list[Any]:
    """Structure elements directly below."""
    found = element.get("/K", [])
    found = list(found) if isinstance(found, Array) else [found]
    return [kid for kid in found if isinstance(kid, Dictionary) and "/S" in kid]


def _below(element: Any) -> Iterator[Any]:
    for kid in kids(element):
        yield kid
        yield from _below(kid)


def _inner(items: list[Any]) -> Iterator[Any]:
    waiting = list(items)
    while waiting:
        item = waiting.pop()
        if isinstance(item, Stream):
            item = item.stream_dict
        if isinstance(item, Dictionary):
            yield item
        values = (
            [value for _, value in item.items()] if isinstance(item, Dictionary) else list(item)
        )
        waiting += [
            value
            for value in values
            if isinstance(value, Dictionary | Array) and not value.is_indirect
        ]


@dataclass
class _Marks:
    """The marks around the present place, from the outside in, and the contents they number."""

    names: list[str]
    numbers: list[int | None]

    def begin(self, operands: list[Any]) -> None:
        number = _mcid(operands)
        self.names.append(
            "artifact" if operands[0] == "/Artifact" else "other" if number is None else "tagged"
        )
        self.numbers.append(number)

    def end(self) -> None:
        if self.names:
            self.names.pop()
            self.numbers.pop()

    @property
    def mcids(self) -> tuple[int, ...]:
        return tuple(number for number in self.numbers if number is not None)


def _steps(content: Any, page: Any, resources: Any, marks: _Marks) -> Iterator[Step]:
    font, depth = None, 0
    for one in pikepdf.parse_content_stream(content):
        name = str(one.operator)
        operands = [] if name == "INLINE IMAGE" else list(one.operands)
        if name in {"BDC", "BMC"}:
            marks.begin(operands)
        elif name == "Tf":
            font = resources.Font[str(operands[0])]
        depth += (name == "q") - (name == "Q")
        yield Step(name, operands, tuple(marks.names), marks.mcids, font, page, depth)
        if name == "EMC":
            marks.end()
        elif name == "Do":
            yield from _inside(resources.XObject[str(operands[0])], page, resources, marks)


def _inside(form: Any, page: Any, resources: Any, marks: _Marks) -> Iterator[Step]:
    """What a form draws stands within the marks around it."""
    if form.get("/Subtype") == Name.Form:
        yield from _steps(form, page, form.get("/Resources", resources), marks)


def _mcid(operands: list[Any]) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    return (
        int(properties.MCID)
        if isinstance(properties, Dictionary) and "/MCID" in properties
        else None
    )
