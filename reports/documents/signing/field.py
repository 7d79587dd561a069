"""The field of a signature in the structure of a tagged file: ISO 14289-1, 7.18.4; ISO 32000-1,
14.7.4.3.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def tag_field(writer: Any) -> None:
    """Put the one field of the file at the end of its document, in what pyHanko is about to
    append.
    """
    generic: Any = import_module("pyhanko.pdf_utils.generic")  # its constructors carry no types
    name = generic.NameObject
    field, tree = writer.root["/AcroForm"]["/Fields"].raw_get(0), writer.root["/StructTreeRoot"]
    document, page = _first(tree, "/K"), field.get_object().raw_get("/P")
    content = {name("/Type"): name("/OBJR"), name("/Obj"): field, name("/Pg"): page}
    element = {
        name("/Type"): name("/StructElem"),
        name("/S"): name("/Form"),
        name("/P"): document,
        name("/Pg"): page,
        name("/K"): generic.DictionaryObject(content),
    }
    place = writer.add_object(generic.DictionaryObject(element))
    kids = document.get_object()["/K"]
    kids.append(place)
    writer.update_container(kids)
    field.get_object()[name("/StructParent")] = generic.NumberObject(
        _add_to_tree(writer, tree["/ParentTree"], place)
    )


def _first(holder: Any, key: str) -> Any:
    """A reference to the only kid, in a list or not."""
    return holder[key].raw_get(0) if isinstance(holder[key], list) else holder.raw_get(key)


def _add_to_tree(writer: Any, tree: Any, place: Any) -> int:
    """The element under the next number of the tree that leads from a field to it. Drawn files have
    one leaf.
    """
    generic: Any = import_module("pyhanko.pdf_utils.generic")
    numbers = tree["/Nums"]
    key = 1 + max((int(numbers[index]) for index in range(0, len(numbers), 2)), default=-1)
    numbers += [generic.NumberObject(key), place]
    writer.update_container(numbers)
    return key
