"""Our own reading of PDF/UA-1, by the failure conditions of the Matterhorn Protocol 1.02 that a
machine can see.

Stricter than the standard where our files are poorer: they hold no link, no form to fill in, no
layer, no attachment, no picture without words and no element of a kind that is not in `KINDS`, so
many conditions cannot arise.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.documents.taken_apart import PAINTS, Opened, kids, tag_of

Check = Callable[[Opened], Iterator[str]]
CHECKS: dict[str, Check] = {}

KINDS = {
    "Document",
    "Part",
    "Sect",
    "Div",
    "NonStruct",
    "BlockQuote",
    "Caption",
    "P",
    "H1",
    "H2",
    "H3",
    "H4",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "THead",
    "TBody",
    "TFoot",
    "TR",
    "TH",
    "TD",
    "Span",
    "Figure",
    "Form",
}
BELOW = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
}
ABOVE = {
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
}
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z]{4})?(-([a-zA-Z]{2}|\d{3}))?")
MAY_HOLD = {
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
    "/AcroForm",
    "/Extensions",
}


def asks(*conditions: str) -> Callable[[Check], Check]:
    """The check of these conditions."""

    def keep(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(conditions, check))
        return check

    return keep


@asks("01-003", "01-004", "01-005")
def marked_as_content_or_as_artifact(opened: Opened) -> Iterator[str]:
    for step in opened.steps:
        if "artifact" in step.marks and "tagged" in step.marks:
            yield (
                "01-003" if step.marks.index("tagged") < step.marks.index("artifact") else "01-004"
            )
        elif step.name in PAINTS - {"Do"} and not {"artifact", "tagged"} & set(step.marks):
            yield "01-005"


@asks("01-006")
def every_mark_leads_to_its_element_and_back(opened: Opened) -> Iterator[str]:
    """Not only that content is tagged, but that a reader finds it: pages, number tree and elements
    agree.
    """
    tree = pikepdf.NumberTree(opened.root.StructTreeRoot.ParentTree)
    used: dict[Any, set[int]] = {page.obj.objgen: set() for page in opened.pdf.pages}
    for step in opened.steps:
        used[step.page.objgen].update(step.mcids)
    for page in opened.pdf.pages:
        held = list(tree[int(page.obj.StructParents)])
        for mcid in used[page.obj.objgen]:
            if mcid >= len(held) or not _holds(held[mcid], page.obj, mcid):
                yield f"content {mcid} is in no element"


def _holds(element: Any, page: Any, mcid: int) -> bool:
    if (
        not isinstance(element, Dictionary)
        or element.get("/Pg", Dictionary()).objgen != page.objgen
    ):
        return False
    return mcid in [kid for kid in _content(element) if isinstance(kid, int)]


@asks("01-007")
def nothing_is_suspect(opened: Opened) -> Iterator[str]:
    if opened.root.MarkInfo.get("/Suspects", False) or not opened.root.MarkInfo.get(
        "/Marked", False
    ):
        yield "suspect"


@asks("02-001", "02-003", "02-004", "09-006", "09-007", "09-008", "17-002", "17-003", "19-003")
def elements_are_of_known_kinds(opened: Opened) -> Iterator[str]:
    """With no element but these, there is no contents list, annotation of reading, formula or note
    to get wrong.
    """
    roles = opened.root.StructTreeRoot.get("/RoleMap", Dictionary())
    yield from (f"{name} is mapped" for name in roles)
    yield from (
        f"{tag} is unknown" for tag in {tag_of(element) for element in opened.elements} - KINDS
    )


@asks("06-001", "06-002", "06-003", "11-006")
def the_file_says_what_it_is(opened: Opened) -> Iterator[str]:
    title = re.search(r'<dc:title><rdf:Alt><rdf:li xml:lang="[^"]+">([^<]+)', opened.xmp)
    if not re.search(r'pdfuaid:part(>|=")1[<"]', opened.xmp):
        yield "no claim"
    if title is None or not title[1].strip():
        yield "no title"


@asks("07-001", "07-002")
def readers_show_the_title(opened: Opened) -> Iterator[str]:
    if not opened.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "the title is not shown"


@asks("09-004", "09-005")
def tables_and_lists_are_built_right(opened: Opened) -> Iterator[str]:
    for element in opened.elements:
        tag = tag_of(element)
        yield from (
            f"{tag_of(kid)} in {tag}"
            for kid in kids(element)
            if tag_of(kid) not in BELOW.get(tag, KINDS)
        )
        if tag in ABOVE and tag_of(element.P) not in ABOVE[tag]:
            yield f"{tag} below {tag_of(element.P)}"
        if tag in BELOW and any(isinstance(kid, int) for kid in _content(element)):
            yield f"text straight in {tag}"


def _content(element: Any) -> list[Any]:
    given = element.get("/K", [])
    return list(given) if isinstance(given, Array) else [given]


@asks("11-001", "11-002", "11-003", "11-004", "11-005")
def every_language_is_known(opened: Opened) -> Iterator[str]:
    said = [
        opened.root.get("/Lang", ""),
        *(element.Lang for element in opened.elements if "/Lang" in element),
    ]
    yield from (f"{code} is no language" for code in map(str, said) if not LANGUAGE.fullmatch(code))


@asks("13-004")
def pictures_have_words(opened: Opened) -> Iterator[str]:
    for element in opened.elements:
        if tag_of(element) == "Figure" and not str(element.get("/Alt", "")).strip():
            yield "a picture without words"


@asks("14-001", "14-002", "14-003", "14-006", "14-007")
def headings_descend_one_by_one(opened: Opened) -> Iterator[str]:
    """In each part of a whole as in a file of its own."""
    levels = [
        int(tag_of(one)[1]) for one in opened.elements if re.fullmatch(r"H[1-6]", tag_of(one))
    ]
    if not levels or levels[0] != 1:
        yield "does not begin with the first level"
    if any(after - before > 1 for before, after in pairwise(levels)):
        yield "a level is left out"
    yield from (
        "an empty heading"
        for one in opened.elements
        if tag_of(one)[:1] == "H" and not _says_something(one)
    )


def _says_something(element: Any) -> bool:
    return any(
        isinstance(kid, int) or (isinstance(kid, Dictionary) and _says_something(kid))
        for kid in _content(element)
    )


@asks("15-003", "19-004")
def cells_find_their_headers(opened: Opened) -> Iterator[str]:
    names = pikepdf.NameTree(
        opened.root.StructTreeRoot.get("/IDTree", opened.pdf.make_indirect(Dictionary(Names=[])))
    )
    known = {str(name): element for name, element in names.items()}
    given = Counter(str(element.ID) for element in opened.elements if "/ID" in element)
    yield from (f"{name} is given twice" for name, times in given.items() if times > 1)
    yield from (f"{name} is not found" for name in given if name not in known)
    for element in opened.elements:
        attributes = element.get("/A", Dictionary())
        if tag_of(element) == "TH" and attributes.get("/Scope") not in {
            Name.Row,
            Name.Column,
            Name.Both,
        }:
            yield "a header without direction"
        for name in attributes.get("/Headers", []) if isinstance(attributes, Dictionary) else []:
            if tag_of(known.get(str(name), Dictionary())) != "TH":
                yield f"the header {name} is not there"


@asks(
    "20-001",
    "20-002",
    "20-003",
    "21-001",
    "25-001",
    "28-014",
    "28-015",
    "28-016",
    "28-017",
    "28-018",
)
def it_holds_nothing_but_pages(opened: Opened) -> Iterator[str]:
    yield from (f"the catalogue holds {key}" for key in opened.root.keys() if key not in MAY_HOLD)  # noqa: SIM118 - not a dict
    yield from ("a file is attached" for one in opened.dictionaries if "/EF" in one)
    if "/XFA" in opened.root.get("/AcroForm", Dictionary()):
        yield "a form of another kind"


@asks("26-001", "26-002")
def it_is_not_locked(opened: Opened) -> Iterator[str]:
    if opened.pdf.is_encrypted:
        yield "it is locked"


@asks("28-002", "28-004", "28-005", "28-006", "28-007", "28-010", "28-011", "28-012")
def the_only_annotation_is_a_signature_that_is_tagged(opened: Opened) -> Iterator[str]:
    tree = pikepdf.NumberTree(opened.root.StructTreeRoot.ParentTree)
    for page in opened.pdf.pages:
        for note in page.obj.get("/Annots", []):
            if note.get("/Subtype") != Name.Widget or note.get("/FT") != Name.Sig:
                yield f"an annotation {note.get('/Subtype')}"
                continue
            element = (
                tree[int(note.StructParent)]
                if int(note.get("/StructParent", -1)) in tree
                else Dictionary()
            )
            if (
                tag_of(element) != "Form"
                or element.K.get("/Obj", Dictionary()).objgen != note.objgen
            ):
                yield "a field that is in no element"
            if not str(note.get("/TU", "")).strip():
                yield "a field without words"


@asks("28-008", "28-009")
def one_goes_through_pages_by_structure(opened: Opened) -> Iterator[str]:
    yield from (
        "another order of tabs" for page in opened.pdf.pages if page.obj.get("/Tabs") != Name.S
    )


@asks("30-001", "30-002")
def pictures_made_of_others_hold_no_content(opened: Opened) -> Iterator[str]:
    for stream in opened.streams:
        if stream.get("/Subtype") == Name.Form:
            named = {str(one.operator) for one in pikepdf.parse_content_stream(stream)}
            if "/Ref" in stream or "BDC" in named:
                yield "content in a form"
