"""Our own reading of PDF/A-2a: the clauses of ISO 19005-2 that our files can break, by number.

Stricter than the standard where our files are poorer: one colour space beside grey, no transparency
group in another, nothing embedded, nothing that acts.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from tests.documents.matterhorn import asks
from tests.documents.taken_apart import Opened

HEADER = re.compile(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4,}")
END = re.compile(rb"startxref\n\d+\n%%EOF\n?\Z")
OBJECT = re.compile(rb"(?<![0-9])\d+ 0 obj\b")
STREAM = re.compile(rb"/Length (\d+)\b(?! \d+ R)[^<>]*?(?:<[^<>]*>[^<>]*?)*>>\s*stream(\r?\n|\r)")
FILTERS = {"/FlateDecode", "/DCTDecode"}
OPERATORS = frozenset(
    """b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j
    J K k l m M MP n q Q re
    RG rg ri s S sc SC scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" """.split()  # noqa: SIM905 - as the standard prints them
)
NAMESPACES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://ns.adobe.com/xap/1.0/",
    "http://www.aiim.org/pdfa/ns/id/",
    "http://www.aiim.org/pdfa/ns/extension/",
    "http://www.aiim.org/pdfa/ns/schema#",
    "http://www.aiim.org/pdfa/ns/property#",
    "http://www.w3.org/XML/1998/namespace",
    "adobe:ns:meta/",
}
BLENDS = {
    "Normal",
    "Compatible",
    "Multiply",
    "Screen",
    "Overlay",
    "Darken",
    "Lighten",
    "ColorDodge",
    "ColorBurn",
    "HardLight",
    "SoftLight",
    "Difference",
    "Exclusion",
    "Hue",
    "Saturation",
    "Color",
    "Luminosity",
}
PRINTED, FORBIDDEN_FLAGS = 4, 1 | 2 | 32 | 256


@asks("A 6.1.2")
def it_begins_as_a_binary_file(opened: Opened) -> Iterator[str]:
    if not HEADER.match(opened.data):
        yield "the header"


@asks("A 6.1.3")
def it_has_two_names_and_ends_where_it_ends(opened: Opened) -> Iterator[str]:
    if len(opened.pdf.trailer.get("/ID", [])) != 2 or "/Encrypt" in opened.pdf.trailer:
        yield "the trailer"
    if not END.search(opened.data):
        yield "something behind the end"


@asks("A 6.1.7.1")
def each_stream_is_as_long_as_it_says(opened: Opened) -> Iterator[str]:
    """Read from the bytes: a library would mend it. Data may not end where an end of line could
    begin.
    """
    found = 0
    for stream in STREAM.finditer(opened.data):
        found += 1
        begin, length = stream.end(), int(stream[1])
        behind = opened.data[begin + length : begin + length + 12]
        last = opened.data[begin + length - 1 : begin + length]
        unclear = last == b"\r" and behind.startswith(b"\nendstream")
        if stream[2] == b"\r" or unclear or not re.match(rb"(\r\n|\n|\r)endstream", behind):
            yield f"the stream at {begin}"
    if found < len(opened.streams):
        yield "a stream without a plain length"
    yield from (
        "a stream that lies elsewhere"
        for one in opened.streams
        if {"/F", "/FFilter"} & set(_keys(one))
    )


@asks("A 6.1.7.2")
def streams_are_packed_as_allowed(opened: Opened) -> Iterator[str]:
    for stream in opened.streams:
        given = stream.get("/Filter", Array())
        names = {str(name) for name in (given if isinstance(given, Array) else [given])}
        yield from (f"packed by {name}" for name in names - FILTERS)


@asks("A 6.1.8", "A 6.1.13")
def names_strings_and_states_keep_to_the_limits(opened: Opened) -> Iterator[str]:
    for one in opened.dictionaries:
        yield from (f"the name {key}" for key in _keys(one) if len(key.encode()) > 128)
    yield from ("too many states" for step in opened.steps if step.depth > 28)
    if len(OBJECT.findall(opened.data)) > 8_388_607:
        yield "too many objects"


@asks("A 6.2.2")
def pages_say_only_what_is_defined(opened: Opened) -> Iterator[str]:
    yield from (
        f"the operator {step.name}"
        for step in opened.steps
        if step.name not in OPERATORS | {"INLINE IMAGE"}
    )
    yield from (
        "a page without resources" for page in opened.pdf.pages if "/Resources" not in page.obj
    )


@asks("A 6.2.3")
def colours_are_meant_for_one_profile(opened: Opened) -> Iterator[str]:
    intents = list(opened.root.get("/OutputIntents", []))
    if (
        len(intents) != 1
        or intents[0].get("/S") != Name.GTS_PDFA1
        or "/DestOutputProfile" not in intents[0]
    ):
        yield "the output intent"
        return
    profile = intents[0].DestOutputProfile.read_bytes()
    if (
        profile[36:40] != b"acsp"
        or profile[8] > 4
        or profile[12:20] not in {b"mntrRGB ", b"prtrRGB "}
    ):
        yield "the profile"


@asks("A 6.2.4.3")
def colours_are_grey_or_of_that_profile(opened: Opened) -> Iterator[str]:
    yield from ("a colour of printers" for step in opened.steps if step.name in {"k", "K"})
    yield from (
        "a picture in colours of printers"
        for stream in opened.streams
        if stream.get("/ColorSpace") == Name.DeviceCMYK
    )


@asks("A 6.2.5", "A 6.2.10")
def states_of_drawing_are_plain(opened: Opened) -> Iterator[str]:
    for one in opened.dictionaries:
        if {"/TR", "/HTP"} & set(_keys(one)) or one.get("/TR2", Name.Default) != Name.Default:
            yield "a transfer function"
        if isinstance(one.get("/BM"), Name) and str(one.BM)[1:] not in BLENDS:
            yield "a way to blend"


@asks("A 6.2.6")
def rendering_is_by_a_known_intent(opened: Opened) -> Iterator[str]:
    known = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
    yield from (
        "an intent"
        for step in opened.steps
        if step.name == "ri" and str(step.operands[0]) not in known
    )


@asks("A 6.2.8")
def pictures_are_not_smoothed_and_have_no_others(opened: Opened) -> Iterator[str]:
    for stream in opened.streams:
        if stream.get("/Subtype") == Name.Image and (
            stream.get("/Interpolate", False) or {"/Alternates", "/OPI"} & set(_keys(stream))
        ):
            yield "a picture"


@asks("A 6.2.9")
def forms_are_no_programs(opened: Opened) -> Iterator[str]:
    for stream in opened.streams:
        if {"/OPI", "/Ref", "/PS"} & set(_keys(stream)) or stream.get("/Subtype2") == Name.PS:
            yield "a form"


@asks("A 6.3.2", "A 6.3.3", "A 6.4.1")
def annotations_are_printed_and_seen(opened: Opened) -> Iterator[str]:
    for page in opened.pdf.pages:
        for note in page.obj.get("/Annots", []):
            flags = int(note.get("/F", 0))
            if not flags & PRINTED or flags & FORBIDDEN_FLAGS or {"/A", "/AA"} & set(_keys(note)):
                yield "an annotation"
            if "/AP" not in note and float(note.Rect[0]) != float(note.Rect[2]):
                yield "an annotation without a look"
    if opened.root.get("/AcroForm", Dictionary()).get("/NeedAppearances", False):
        yield "looks that are made anew"


@asks("A 6.1.12")
def rights_are_those_of_a_signature(opened: Opened) -> Iterator[str]:
    if set(_keys(opened.root.get("/Perms", Dictionary()))) - {"/DocMDP", "/UR3"}:
        yield "rights"


@asks("A 6.5.1", "A 6.5.2", "A 6.8", "A 6.9", "A 6.10", "A 6.11")
def nothing_acts_and_nothing_is_embedded(opened: Opened) -> Iterator[str]:
    banned = {
        "/OpenAction",
        "/AA",
        "/JavaScript",
        "/JS",
        "/EmbeddedFiles",
        "/EF",
        "/OCProperties",
        "/AlternatePresentations",
        "/PresSteps",
        "/Trans",
        "/Requirements",
    }
    for one in (*opened.dictionaries, opened.root):
        yield from (f"{key} is there" for key in banned & set(_keys(one)))


@asks("A 6.6.2.1")
def metadata_is_sound_and_lies_open(opened: Opened) -> Iterator[str]:
    """6.6.2.1 of part 2 does not ask that it lie open; 6.7.2 of part 1 does."""
    if "/Metadata" not in opened.root:
        yield "no metadata"
        return
    if "/Filter" in opened.root.Metadata or opened.xmp.count("<rdf:RDF") != 1:
        yield "it is packed, or said twice"
    try:
        ET.fromstring(opened.xmp.partition("?>")[2].rpartition("<?")[0])  # noqa: S314  our own file
    except ET.ParseError:
        yield "it is no XML"


@asks("A 6.6.2.3")
def words_of_others_are_explained(opened: Opened) -> Iterator[str]:
    used = set(re.findall(r'xmlns:\w+="([^"]+)"', opened.xmp)) - NAMESPACES
    told = set(re.findall(r"<pdfaSchema:namespaceURI>([^<]+)<", opened.xmp))
    yield from (f"{name} is not explained" for name in used - told)


@asks("A 6.6.3")
def both_places_say_the_same(opened: Opened) -> Iterator[str]:
    info = {str(key): str(value) for key, value in opened.pdf.docinfo.items()}
    day = re.sub(
        r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z",
        r"\1-\2-\3T\4:\5:\6Z",
        info.get("/CreationDate", ""),
    )
    for said in (
        f">{_escaped(info.get('/Title', ''))}<",
        f"<xmp:CreateDate>{day}<",
        _escaped(info.get("/Producer", "")),
    ):
        if said not in opened.xmp:
            yield f"{said} stands in one place only"


@asks("A 6.6.4")
def it_claims_the_standard(opened: Opened) -> Iterator[str]:
    for said in (r'pdfaid:part(>|=")2[<"]', r'pdfaid:conformance(>|=")A[<"]'):
        if not re.search(said, opened.xmp):
            yield "no claim"


@asks("A 6.7.2", "A 6.7.3", "A 6.7.4")
def it_is_tagged_in_a_known_language(opened: Opened) -> Iterator[str]:
    if (
        not opened.root.get("/MarkInfo", Dictionary()).get("/Marked", False)
        or "/StructTreeRoot" not in opened.root
    ):
        yield "it is not tagged"
    if not str(opened.root.get("/Lang", "")):
        yield "no language"


def _keys(item: Any) -> list[str]:
    return list((item.stream_dict if isinstance(item, Stream) else item).keys())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
