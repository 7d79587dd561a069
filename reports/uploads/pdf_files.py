"""A PDF rebuilt from the contents of its pages.

Filled form fields, stamps, notes and signatures are annotations; what of them is seen on the page
is flattened into it first, so that the paper stored is the paper received. Then only what draws a
page is kept, by a list of what is allowed (ISO 32000-2, 7.7 and 7.8): everything else, known or
unknown, is left behind. Each page is drawn once, small: what cannot be drawn in its time is refused
here and not on the day its copy is printed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name, Object

from reports.uploads.refusals import (
    DAMAGED_PDF,
    LOCKED,
    MOST_PAGES,
    NO_SUCH_PAGE,
    POINTS_OUTSIDE,
    TOO_MANY_PAGES,
    TOO_MUCH_WORK,
    Cleaned,
    FileRefused,
)

PDF = "application/pdf"
PREVIEW_WIDTH = 1100.0
MOST_OBJECTS = 200_000
DEEPEST = 40
# Optional content tells which layers are shown; without it a hidden one would appear.
CATALOG = frozenset({"/Type", "/Pages", "/OCProperties", "/Version"})
TREE = frozenset({"/Type", "/Parent", "/Kids", "/Count"})
INHERITED = frozenset({"/Resources", "/MediaBox", "/CropBox", "/Rotate"})
PAGE = INHERITED | {"/Type", "/Parent", "/Contents", "/UserUnit", "/Group"}
RESOURCES = frozenset(
    {
        "/ExtGState",
        "/ColorSpace",
        "/Pattern",
        "/Shading",
        "/XObject",
        "/Font",
        "/ProcSet",
        "/Properties",
    }
)
# Wherever they stand, these act, name other files or carry what no page shows.
NOWHERE = frozenset(
    {
        "/A",
        "/AA",
        "/AF",
        "/Alternates",
        "/EF",
        "/EmbeddedFiles",
        "/JS",
        "/JavaScript",
        "/Launch",
        "/Metadata",
        "/OPI",
        "/OpenAction",
        "/PieceInfo",
        "/PS",
        "/Ref",
        "/RichMedia",
        "/StructParent",
        "/StructParents",
        "/Thumb",
        "/URI",
        "/XFA",
    }
)
# In fonts and functions /A and the like mean other things, and nothing there acts.
FREE_OF_ACTIONS = frozenset({"/Font", "/FontDescriptor", "/Encoding"})
EVERYTHING_ELSE = "what no page shows"


def page_count(data: bytes) -> int:
    """How many pages the tree of pages has, walked with bounds before anything is decoded. Raises
    FileRefused.
    """
    with opened(data) as pdf:
        check_size(pdf)
        return len(pdf.pages)


def clean(data: bytes) -> Cleaned:
    """The pages as they are seen, in a file that does nothing else. Raises FileRefused."""
    with opened(data) as pdf:
        check_size(pdf)
        removed = _named(pdf)
        _flatten(pdf)
        _keep(pdf.Root, CATALOG)
        if "/OCProperties" in pdf.Root:
            _strip(pdf.Root.OCProperties)
        for page in pdf.pages:
            _rebuild_page(page.obj)
        _check_streams(pdf)
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False, preserve_pdfa=False)
        count = len(pdf.pages)
    _render_once(out.getvalue())
    return Cleaned(out.getvalue(), PDF, count, frozenset(removed))


def _render_once(data: bytes) -> None:
    """Render every page at a quarter of its size. Whoever asked ends the process after its time."""
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            for number in range(len(document)):
                document[number].render(scale=0.25)
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        raise FileRefused(DAMAGED_PDF) from None


def picture(data: bytes, number: int) -> bytes:
    """A page as a PNG, to be read on a screen. Raises FileRefused where it has no such page."""
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if not 1 <= number <= len(document):
                raise FileRefused(NO_SUCH_PAGE)
            page = document[number - 1]
            scale = PREVIEW_WIDTH / max(page.get_width(), page.get_height(), 1.0)
            out = io.BytesIO()
            page.render(scale=scale).to_pil().save(out, "PNG")
            return out.getvalue()
    except pypdfium2.PdfiumError:
        raise FileRefused(DAMAGED_PDF) from None


@contextmanager
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """The file opened, its readers' own errors told as sentences."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield pdf
    except pikepdf.PasswordError:
        raise FileRefused(LOCKED) from None
    except MemoryError:
        raise FileRefused(TOO_MUCH_WORK) from None
    except READERS_ERRORS:
        raise FileRefused(DAMAGED_PDF) from None


READERS_ERRORS = (
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
    OverflowError,
)


def check_size(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > MOST_OBJECTS:
        raise FileRefused(TOO_MUCH_WORK)
    if len(pdf.pages) > MOST_PAGES:
        raise FileRefused(TOO_MANY_PAGES)
    if not len(pdf.pages):
        raise FileRefused(DAMAGED_PDF)


def _named(pdf: pikepdf.Pdf) -> set[str]:
    """What the file has that is not kept, by the names that a reader of the standard knows."""
    found = {str(key) for key in pdf.Root.keys() - CATALOG}
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        found |= {str(key) for key in names.keys()} & NOWHERE  # noqa: SIM118  no mapping
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        found.add("/XFA")
    for page in pdf.pages:
        found |= {str(key) for key in page.obj.keys()} - PAGE  # noqa: SIM118  no mapping
    return found


def _flatten(pdf: pikepdf.Pdf) -> None:
    """What is seen of annotations becomes part of the page: filled fields, stamps, signatures. What
    is marked hidden or not for viewing is not seen, and goes.
    """
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")


def _rebuild_page(page: Object) -> None:
    _keep(page, PAGE)
    parent, depth = page.get("/Parent"), 0
    while isinstance(parent, Dictionary) and depth < DEEPEST:
        _keep(parent, TREE | INHERITED)
        _clean_resources(parent.get("/Resources"), set())
        parent, depth = parent.get("/Parent"), depth + 1
    _clean_resources(page.get("/Resources"), set())
    if "/Group" in page:
        _strip(page.Group)


def _clean_resources(resources: Object | None, seen: set[tuple[int, int]]) -> None:
    """Only the kinds of resources that draw, and in each only what draws."""
    if not isinstance(resources, Dictionary):
        return
    _keep(resources, RESOURCES)
    for kind, member in _members(resources):
        if member.objgen in seen:  # a form may use itself
            continue
        if member.is_indirect:
            seen.add(member.objgen)
        if kind not in FREE_OF_ACTIONS:
            _strip(member)
        _clean_resources(member.get("/Resources"), seen)


def _members(resources: Object) -> Iterator[tuple[str, Object]]:
    """Every resource that is a dictionary or a stream, with its kind."""
    for kind, members in list(resources.items()):
        if isinstance(members, Dictionary):
            for _, member in list(members.items()):
                if isinstance(member, Dictionary | pikepdf.Stream):
                    yield kind, member


def _keep(holder: Object, allowed: frozenset[str]) -> None:
    for key in [str(key) for key in holder.keys()]:  # noqa: SIM118  no mapping
        if key not in allowed:
            del holder[key]


def _strip(holder: Object, depth: int = 0) -> None:
    """Take out what acts or points elsewhere, in a dictionary and in those directly inside it."""
    if depth > DEEPEST or not isinstance(holder, Dictionary | pikepdf.Stream):
        return
    for key in [str(key) for key in holder.keys()]:  # noqa: SIM118  no mapping
        if key in NOWHERE:
            del holder[key]
    for _, value in list(holder.items()):
        if isinstance(value, Dictionary) and not value.is_indirect:
            _strip(value, depth + 1)


def _check_streams(pdf: pikepdf.Pdf) -> None:
    """A stream whose data is in another file shows what nobody here can see."""
    for stream in _streams(pdf):
        if "/F" in stream:
            raise FileRefused(POINTS_OUTSIDE)


def _streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Type") != Name.ObjStm:
            yield item
