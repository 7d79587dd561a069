"""Making a file ready to become part of another: what it numbers and names for itself is lifted
above the others'.

Works on the opened copy of the file; the file itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

# Kept, or replaced by those of the whole. What else a catalogue may hold would be lost.
KNOWN = frozenset(
    {
        "/Type",
        "/Pages",
        "/StructTreeRoot",
        "/MarkInfo",
        "/Lang",
        "/ViewerPreferences",
        "/Metadata",
        "/OutputIntents",
        "/Outlines",
        "/PageMode",
        "/PageLayout",
        "/AcroForm",
        "/Extensions",
        "/Version",
    }
)
KEYS = ("/StructParents", "/StructParent")


class CannotMerge(Exception):
    """A file cannot become part of another without losing what it claims. The message tells nothing
    of its content.
    """


@dataclass(frozen=True)
class RenumberedFile:
    """The part's own element, and what leads to elements: by number and by name. And its
    bookmarks.
    """

    element: Any
    parents: dict[int, Any]
    ids: dict[bytes, Any]
    outlines: list[Any]


def renumber(pdf: pikepdf.Pdf, *, place: int, first_key: int, title: str) -> RenumberedFile:
    """Change the opened file so that it fits behind `place` others. Raises CannotMerge."""
    if any(key not in KNOWN for key in pdf.Root.keys()):  # noqa: SIM118  no mapping: its iterator gives values
        raise CannotMerge(
            "A part holds something that has no place in a whole, as attachments or layers."
        )
    parents = dict(_leaves(pdf.Root.StructTreeRoot.get("/ParentTree", Dictionary()), "/Nums"))
    _leave_signature_behind(pdf, parents)
    _renumber_keys(pdf, first_key)
    return RenumberedFile(
        element=_part_element(pdf, title),
        parents={int(key) + first_key: value for key, value in parents.items()},
        ids=_renumber_ids(pdf, f"p{place:05d}.".encode()),
        outlines=list(_own_bookmarks(pdf)),
    )


def _leaves(node: Any, name: str) -> Iterator[tuple[Any, Any]]:
    """All pairs of a number or name tree."""
    pairs = list(node.get(name, []))
    yield from zip(pairs[::2], pairs[1::2], strict=True)
    for kid in node.get("/Kids", []):
        yield from _leaves(kid, name)


def _part_element(pdf: pikepdf.Pdf, title: str) -> Any:
    """One element around all that the file says, in the file's language."""
    root = pdf.Root.StructTreeRoot
    kids = children_of(root)
    if len(kids) == 1 and str(kids[0].S) == "/Document":
        element = kids[0]
        element.S = Name.Part
    else:
        element = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, P=root, K=Array(kids))
        )
        for kid in kids:
            kid.P = element
    element.Lang = String(str(pdf.Root.Lang))
    if title:
        element.T = String(title)
    return element


def children_of(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]


def _renumber_keys(pdf: pikepdf.Pdf, first_key: int) -> None:
    """The numbers by which pages, pictures and annotations find their elements."""
    holders: list[Any] = [
        item for item in pdf.objects if isinstance(item, Dictionary | pikepdf.Stream)
    ]
    holders += [
        note for page in pdf.pages for note in page.obj.get("/Annots", []) if not note.is_indirect
    ]
    for holder in holders:
        for key in KEYS:
            if key in holder:
                holder[key] = int(holder[key]) + first_key


def _renumber_ids(pdf: pikepdf.Pdf, prefix: bytes) -> dict[bytes, Any]:
    """The names by which cells find their headers."""
    found = {}
    attributes: dict[Any, Any] = {}
    for place, item in enumerate(pdf.objects):
        if isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem:
            attributes |= {
                one.objgen if one.is_indirect else (place, more): one
                for more, one in _attributes(item)
            }
            if "/ID" in item:
                item.ID = String(prefix + bytes(item.ID))
                found[bytes(item.ID)] = item
    for one in attributes.values():
        if "/Headers" in one:
            one.Headers = Array([String(prefix + bytes(name)) for name in one.Headers])
    return found


def _attributes(element: Any) -> Iterator[tuple[str, Any]]:
    """Those of an element, each with a word for its place: several elements may share one."""
    given = element.get("/A", [])
    for place, one in enumerate(given if isinstance(given, Array) else [given]):
        if isinstance(one, Dictionary):
            yield f"place {place}", one


def _own_bookmarks(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The topmost ones, cut loose from each other."""
    item = pdf.Root.get("/Outlines", Dictionary()).get("/First")
    while item is not None:
        following = item.get("/Next")
        for link in ("/Parent", "/Prev", "/Next"):
            if link in item:
                del item[link]
        yield item
        item = following


def _leave_signature_behind(pdf: pikepdf.Pdf, parents: dict[int, Any]) -> None:
    """Field, annotation and element of a signature go: it would be broken here, and stays whole in
    the part's file.
    """
    form = pdf.Root.get("/AcroForm")
    if form is None:
        return
    if any(field.get("/FT") != Name.Sig for field in form.get("/Fields", [])):
        raise CannotMerge("A part holds a form to fill in.")
    for page in pdf.pages:
        if "/Annots" in page.obj:
            _unsign(page.obj, parents)


def _unsign(page: Any, parents: dict[int, Any]) -> None:
    kept = [note for note in page.Annots if note.get("/FT") != Name.Sig]
    for note in page.Annots:
        if note.get("/FT") == Name.Sig:
            _forget(parents.pop(note.get("/StructParent"), None))
    if kept:
        page.Annots = Array(kept)
    else:
        del page["/Annots"]


def _forget(element: Any) -> None:
    """Take an element out of the tree."""
    if element is None:
        return
    above = element.P
    above.K = Array(
        [kid for kid in children_of(above) if getattr(kid, "objgen", None) != element.objgen]
    )
