"""Several tagged, archival files as one that is tagged and archival too: PDF/UA-1 and PDF/A-2a.

Pages, structure, languages and alternative texts stay as they are; each file becomes one part of
the whole, with its own language and a bookmark. A file that does not claim PDF/A-2a is refused, and
the whole claims PDF/UA-1 only where every part does. A signature covers one file and no other,
so it stays behind with it. One part is held in memory at a time. ISO 32000-1, 14.7; ISO 14289-1,
7.1; ISO 19005-2, 6.7.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import pikepdf

from reports.documents.binding.merge_input import CannotMerge, RenumberedFile, renumber
from reports.documents.binding.object_writer import ObjectFile
from reports.documents.metadata import (
    CREATED,
    Metadata,
    claims_accessible,
    claims_archival,
    created,
    text,
)

TITLE = "Letters"
# What the objects of a file may say that refers to others: strings and names are passed over.
TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>|/[^\s()<>\[\]{}/%]*|(\d+) (\d+) R\b", re.DOTALL
)

Key = tuple[int, int]


@dataclass(frozen=True)
class MergeInput:
    """A file to be bound with others, found by this bookmark, or else by its own where they are
    wanted.
    """

    data: bytes
    bookmark: str = ""
    own_bookmarks: bool = True


def merge_tagged(
    parts: Iterable[bytes | MergeInput], *, title: str = TITLE, lang: str = "en"
) -> bytes:
    """One file of all parts in order. `title` is metadata, so it names nobody; `lang` is that of
    the bookmarks.
    """
    target = io.BytesIO()
    merge_into(target, parts, title=title, lang=lang)
    return target.getvalue()


def merge_into(
    target: BinaryIO, parts: Iterable[bytes | MergeInput], *, title: str = TITLE, lang: str = "en"
) -> None:
    """The same into an open file: what was written of one part is not kept for the next."""
    whole = MergedFile(target)
    for part in parts:
        whole.add(part if isinstance(part, MergeInput) else MergeInput(part))
    whole.finish(title=title, lang=lang)


class MergedFile:
    """The file in the making, and what it must still know of the parts when it ends."""

    def __init__(self, target: BinaryIO) -> None:
        self.file = ObjectFile(target)
        self.catalog, self.pages, self.tree, self.document = (self.file.reserve() for _ in range(4))
        self.outlines = self.file.reserve()
        self.nodes: list[tuple[int, int]] = []  # pages of each part: number, how many
        self.elements: list[int] = []
        self.parents: list[int] = []  # leaves of the tree that leads from pages to elements
        self.ids: list[int] = []  # leaves of the tree that leads from names to elements
        self.bookmarks: list[
            tuple[int, bytes, int]
        ] = []  # number, text without neighbours, how many it opens
        self.maps: dict[str, dict[str, bytes]] = {"/RoleMap": {}, "/ClassMap": {}}
        self.next_key = 0
        self.profile: tuple[bytes, int] | None = None
        self.created = ""
        self.is_accessible = True

    def add(self, part: MergeInput) -> None:
        """Write one part. Raises CannotMerge."""
        with pikepdf.open(io.BytesIO(part.data)) as pdf:
            _check(pdf)
            lifted = renumber(
                pdf, place=len(self.nodes), first_key=self.next_key, title=part.bookmark
            )
            written = _Input(self, pdf, lifted)
            self.nodes.append(written.pages())
            self.elements.append(written.number(lifted.element))
            self.bookmarks += written.bookmarks(part)
            written.profile()
            written.trees()
            written.maps()
            written.rest()
            self.created = max(self.created, created(pdf))
            self.is_accessible = self.is_accessible and claims_accessible(pdf)

    def finish(self, *, title: str, lang: str) -> None:
        """Catalogue, page tree, structure tree and metadata, each once."""
        if not self.nodes or self.profile is None:
            raise CannotMerge("There is nothing to put into one file.")
        put, add = self.file.put, self.file.add
        count = sum(pages for _, pages in self.nodes)
        put(
            self.pages,
            b"<< /Type /Pages /Count %d /Kids [ %s] >>"
            % (count, _refs(number for number, _ in self.nodes)),
        )
        put(
            self.document,
            b"<< /Type /StructElem /S /Document /P %d 0 R /K [ %s] >>"
            % (self.tree, _refs(self.elements)),
        )
        put(self.tree, self._structure())
        put(self.outlines, self._outlines())
        metadata = Metadata(
            title=title,
            lang=lang,
            created=self.created or CREATED,
            is_accessible=self.is_accessible,
        )
        xmp, info = self.file.reserve(), add(metadata.info())
        self.file.put_stream(xmp, b"/Type /Metadata /Subtype /XML ", metadata.xmp())
        put(
            self.catalog,
            b"<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R /MarkInfo << /Marked true >>"
            b" /Lang %s /ViewerPreferences << /DisplayDocTitle true >> /Metadata %d 0 R"
            b" /OutputIntents [ %d 0 R ] /Outlines %d 0 R /PageMode /UseOutlines >>"
            % (self.pages, self.tree, metadata.language(), xmp, self.profile[1], self.outlines),
        )
        self.file.finish(root=self.catalog, info=info)

    def _structure(self) -> bytes:
        parents = self.file.add(b"<< /Kids [ %s] >>" % _refs(self.parents))
        entries = b"/ParentTree %d 0 R /ParentTreeNextKey %d " % (parents, self.next_key)
        if self.ids:
            names = self.file.add(b"<< /Kids [ %s] >>" % _refs(self.ids))
            entries += b"/IDTree %d 0 R " % names
        for name, found in self.maps.items():
            if found:
                pairs = b" ".join(
                    key.encode() + b" " + value for key, value in sorted(found.items())
                )
                entries += b"%s << %s >> " % (name.encode(), pairs)
        return b"<< /Type /StructTreeRoot /K [ %d 0 R ] %s>>" % (self.document, entries)

    def _outlines(self) -> bytes:
        """The bookmarks of the parts as neighbours."""
        numbers = [number for number, _, _ in self.bookmarks]
        for place, (number, title, _) in enumerate(self.bookmarks):
            links = b"/Parent %d 0 R " % self.outlines
            links += b"/Prev %d 0 R " % numbers[place - 1] if place else b""
            links += b"/Next %d 0 R " % numbers[place + 1] if place + 1 < len(numbers) else b""
            self.file.put(number, b"<< " + links + title + b">>")
        if not numbers:
            return b"<< /Type /Outlines /Count 0 >>"
        count = sum(1 + opened for _, _, opened in self.bookmarks)
        return b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (
            numbers[0],
            numbers[-1],
            count,
        )


class _Input:
    """One file on its way into the whole: which of its objects got which number, and which still
    wait.
    """

    def __init__(self, whole: MergedFile, pdf: pikepdf.Pdf, lifted: RenumberedFile) -> None:
        self.whole, self.pdf, self.lifted = whole, pdf, lifted
        root = pdf.Root
        self.numbers: dict[Key, int] = {
            root.objgen: whole.catalog,
            root.StructTreeRoot.objgen: whole.document,  # which is what the part stands below now
        }
        self.waiting: list[Key] = []

    def number(self, item: Any) -> int:
        return self._number(item.objgen)

    def _number(self, key: Key) -> int:
        if key not in self.numbers:
            item = self.pdf.get_object(key)
            if isinstance(item, pikepdf.Stream):
                self._stream(key, item)
            else:
                self.numbers[key] = self.whole.file.reserve()
                self.waiting.append(key)
        return self.numbers[key]

    def _stream(self, key: Key, item: Any) -> None:
        """Written at once; and once only, if it refers to nothing and was in a part before."""
        entries = item.stream_dict
        del entries["/Length"]
        bare, data = _inside(entries.unparse(resolved=True)), bytes(item.read_raw_bytes())
        if any(found[1] for found in TOKEN.finditer(bare)):
            self.numbers[key] = self.whole.file.reserve()
            self.whole.file.put_stream(self.numbers[key], _inside(self.text(entries)), data)
        else:
            self.numbers[key] = self.whole.file.once(bare, data)

    def text(self, item: Any) -> bytes:
        """The object as it stands in a file, with the numbers of the whole."""
        written: bytes = item.unparse(resolved=True)
        return TOKEN.sub(self._renumbered, written)

    def _renumbered(self, found: re.Match[bytes]) -> bytes:
        return (
            found[0]
            if found[1] is None
            else b"%d 0 R" % self._number((int(found[1]), int(found[2])))
        )

    def pages(self) -> tuple[int, int]:
        """The part's page tree, hung below that of the whole."""
        root = self.pdf.Root.Pages
        number = self.numbers[root.objgen] = self.whole.file.reserve()
        self.whole.file.put(number, b"<< /Parent %d 0 R " % self.whole.pages + self.text(root)[2:])
        return number, int(root.Count)

    def bookmarks(self, part: MergeInput) -> Iterator[tuple[int, bytes, int]]:
        """The one that is asked for, else those of the part."""
        if part.bookmark:
            dest = b"[ %d 0 R /XYZ null null null ]" % self.number(self.pdf.pages[0].obj)
            yield self.whole.file.reserve(), b"/Title %s /Dest %s " % (text(part.bookmark), dest), 0
            return
        for item in self.lifted.outlines if part.own_bookmarks else ():
            number = self.numbers[item.objgen] = self.whole.file.reserve()
            yield number, self.text(item)[2:-2], max(0, int(item.get("/Count", 0)))

    def profile(self) -> None:
        """The colours that all parts are meant for: those of the first, and no others."""
        intent = self.pdf.Root.OutputIntents[0]
        colours = bytes(intent.DestOutputProfile.read_bytes())
        if self.whole.profile is None:
            self.whole.profile = (colours, self.whole.file.add(self.text(intent)))
        elif self.whole.profile[0] != colours:
            raise CannotMerge("The parts are meant for different colours.")

    def trees(self) -> None:
        """What leads from a page to its elements, and from a name to its element."""
        found = sorted(self.lifted.parents.items())
        if found:
            numbers = b"".join(b"%d %s " % (key, self._value(value)) for key, value in found)
            first, last = found[0][0], found[-1][0]
            leaf = self.whole.file.add(
                b"<< /Limits [ %d %d ] /Nums [ %s] >>" % (first, last, numbers)
            )
            self.whole.parents.append(leaf)
            self.whole.next_key = last + 1
        names = sorted(self.lifted.ids.items())
        if names:
            pairs = b"".join(
                b"<%s> %d 0 R " % (name.hex().encode(), self.number(item)) for name, item in names
            )
            limits = b"<%s> <%s>" % (names[0][0].hex().encode(), names[-1][0].hex().encode())
            self.whole.ids.append(
                self.whole.file.add(b"<< /Limits [ %s ] /Names [ %s] >>" % (limits, pairs))
            )

    def _value(self, item: Any) -> bytes:
        return b"%d 0 R" % self.number(item) if item.is_indirect else self.text(item)

    def maps(self) -> None:
        """What the part calls its own kinds of elements. The same name must mean the same
        everywhere.
        """
        for name, known in self.whole.maps.items():
            for key, value in self.pdf.Root.StructTreeRoot.get(name, {}).items():
                meaning = self.text(value)
                if known.setdefault(key, meaning) != meaning:
                    raise CannotMerge("Two parts mean different things by one name.")

    def rest(self) -> None:
        """Everything that what was written refers to."""
        while self.waiting:
            key = self.waiting.pop()
            self.whole.file.put(self.numbers[key], self.text(self.pdf.get_object(key)))


def _check(pdf: pikepdf.Pdf) -> None:
    """Only what is tagged and archival, and holds nothing that would be lost."""
    if pdf.is_encrypted or any(
        key not in pdf.Root for key in ("/StructTreeRoot", "/OutputIntents", "/Lang")
    ):
        raise CannotMerge("A part is not tagged in a known language, or is locked.")
    if not claims_archival(pdf):
        raise CannotMerge("A part does not claim PDF/A-2a.")


def _inside(dictionary: bytes) -> bytes:
    """Its entries without the brackets."""
    return dictionary[2:-2].lstrip()


def _refs(numbers: Iterable[int]) -> bytes:
    return b"".join(b"%d 0 R " % number for number in numbers)
