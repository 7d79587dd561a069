"""Good files broken in one way each, to see that a checker bites."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Change = Callable[[Any], None]


def broken(data: bytes, change: Change) -> bytes:
    """A copy of the file with this change, and nothing mended on the way."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(
            target,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            fix_metadata_version=False,
        )
    return target.getvalue()


def element(pdf: Any, tag: str) -> Any:
    return next(
        one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{tag}"
    )


def font(pdf: Any) -> Any:
    """The first composite font of the first page."""
    return next(iter(dict(pdf.pages[0].obj.Resources.Font.items()).values()))


def drawing(extra: bytes) -> Change:
    """Something more on the first page, as decoration; {font} is the name of a font there."""

    def change(pdf: Any) -> None:
        page = pdf.pages[0]
        name = next(iter(page.obj.Resources.Font.keys())).encode()
        page.contents_add(b"\n/Artifact BMC\n" + extra.replace(b"{font}", name) + b"\nEMC\n")

    return change


def rewritten(change: Callable[[bytes], bytes]) -> Change:
    """The first page's content changed as bytes."""

    def write(pdf: Any) -> None:
        stream = pdf.pages[0].obj.Contents
        stream.write(change(stream.read_bytes()))

    return write


def told(old: str, new: str) -> Change:
    """Other words in the metadata."""

    def change(pdf: Any) -> None:
        before = pdf.Root.Metadata.read_bytes().decode()
        assert old in before
        pdf.Root.Metadata.write(before.replace(old, new).encode())

    return change


def stated(find: Callable[[Any], Any], key: str, value: Any) -> Change:
    """An entry of a dictionary set, or taken out where the value is None."""

    def change(pdf: Any) -> None:
        holder = find(pdf)
        if value is None:
            del holder[key]
        else:
            holder[key] = value

    return change


def tagged(tag: str, key: str, value: Any) -> Change:
    return stated(partial(element, tag=tag), key, value)


def in_root(*path: str) -> Callable[[Any], Any]:
    def find(pdf: Any) -> Any:
        found = pdf.Root
        for key in path:
            found = found[key] if not key.isdigit() else found[int(key)]
        return found

    return find


def widget(pdf: Any) -> Any:
    return pdf.Root.AcroForm.Fields[0]


def picture(pdf: Any) -> Any:
    return next(
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == Name.Image
    )


def another_element_for_the_first_mark(pdf: Any) -> None:
    leaf = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    leaf[0] = pdf.Root.StructTreeRoot.K[0]


def a_second_element_of_one_name(pdf: Any) -> None:
    element(pdf, "TD").ID = element(pdf, "TH").ID


def a_form(content: bytes, **entries: Any) -> Change:
    def change(pdf: Any) -> None:
        form = pdf.make_stream(
            content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], **entries
        )
        pdf.pages[0].add_resource(form, Name.XObject, Name.Extra)

    return change


def an_annotation(**entries: Any) -> Change:
    def change(pdf: Any) -> None:
        note = Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return change


def a_font(pdf: Any) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].add_resource(pdf.make_indirect(font), Name.Font, Name.Plain)


def a_list_of_glyphs(pdf: Any) -> None:
    font(pdf).DescendantFonts[0].FontDescriptor.CIDSet = pdf.make_stream(b"\0")


def meaningless(pdf: Any) -> None:
    mapping = font(pdf).ToUnicode
    pairs = mapping.read_bytes().split(b"\n")
    mapping.write(
        b"\n".join(
            line.split(b"> <")[0] + b"> <0000>" if b"> <" in line else line for line in pairs
        )
    )


def two_intents(pdf: Any) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def other_colours(pdf: Any) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes().replace(b"RGB ", b"CMYK"))


def a_state(**entries: Any) -> Change:
    def change(pdf: Any) -> None:
        pdf.pages[0].add_resource(
            Dictionary(Type=Name.ExtGState, **entries), Name.ExtGState, Name.Extra
        )

    return change


def by_another_packing(pdf: Any) -> None:
    picture(pdf).write(b"00>", filter=Name.ASCIIHexDecode)


def renamed(pdf: Any) -> None:
    pdf.docinfo["/Title"] = String("Another")


def packed_metadata(data: bytes) -> bytes:
    return data.replace(b"/Subtype /XML", b"/Filter []   ", 1)


def locked(data: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user=""))
    return target.getvalue()


def of_another_length(data: bytes) -> bytes:
    place = data.index(b"/Length ") + len(b"/Length ")
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def ending_in_a_return(data: bytes) -> bytes:
    """The last sign of some stream becomes one that the end of its line could claim."""
    place = data.index(b"\nendstream")
    return data[: place - 1] + b"\r" + data[place:]
