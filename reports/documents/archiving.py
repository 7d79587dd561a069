"""What the archive asks of a drawn file and the renderer leaves out.

Named elements are found by a tree of names (ISO 32000-1, table 322). The metadata lies open, so
that a program that knows nothing of PDF finds it (ISO 19005-1, 6.7.2, kept here for part 2 as
well). Each stream is as long as it says, in whatever sign its data ends (ISO 19005-2, 6.1.7.1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

END = b"\nendstream"
_before: dict[str, Callable[[Any], bytes]] = {}


def make_lengths_plain(pydyf: Any) -> None:
    """Data that ends in a carriage return would lend it to the end of the line that follows. Done
    once a process.
    """
    written = pydyf.Stream.data.fget
    if written is not _data:
        _before["data"] = written
        pydyf.Stream.data = property(_data)


def _data(stream: Any) -> bytes:
    written: bytes = _before["data"](stream)
    return written[: -len(END)] + b"\r" + END if written.endswith(b"\r" + END) else written


def make_archival(pdf: Any) -> None:
    """Change the file before it is written."""
    named = []
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.compress = False
        elif isinstance(item, dict) and item.get("Type") == "/StructElem" and "ID" in item:
            named.append(item)
    if named:
        _add_names(pdf, named)


def _add_names(pdf: Any, named: list[Any]) -> None:
    import pydyf

    pairs = [
        part
        for item in sorted(named, key=lambda item: item["ID"].data)
        for part in (item["ID"], item.reference)
    ]
    tree = next(
        item
        for item in pdf.objects
        if isinstance(item, dict) and item.get("Type") == "/StructTreeRoot"
    )
    tree["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})
