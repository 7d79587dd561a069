"""Whether our own reading of the standards bites: nothing in a good file, and in a bad one the
fault.
"""

from __future__ import annotations

from functools import cache

import pytest
from pikepdf import Array, Dictionary, Name, String

from reports.notices.kinds import NoticeKind
from tests.documents import breaking as b
from tests.documents.conformance import by_ourselves, by_rules
from tests.documents.made import rendered_notice
from tests.documents.matterhorn import CHECKS
from tests.documents.taken_apart import Opened
from tests.documents.test_signing import signed

UA = "<pdfuaid:part>1</pdfuaid:part>"
pytestmark = pytest.mark.sqlite  # no database is asked

# Page-validation 0.11.0 says nothing of these.
ONLY_WE_ASK = {
    "01-006",
    "06-003",
    "14-001",
    "15-003",
    "19-004",
    "20-001",
    "21-001",
    "28-008",
    "28-009",
    "30-001",
    "30-002",
    "31-001",
    "31-016",
    "31-018",
    "A 6.1.8",
    "A 6.1.7.2",
    "A 6.2.3",
    "A 6.2.5",
    "A 6.2.9",
    "A 6.2.10",
    "A 6.6.3",
}


@cache
def good(name: str) -> bytes:
    """A letter, a cover with pictures, or a signed letter."""
    if name == "signed":
        return signed("es")
    return rendered_notice(
        NoticeKind.COPY_OF_REQUEST if name == "cover" else NoticeKind.N1_INTENT, "es"
    )


def after_the_first_mark(extra: bytes) -> b.Change:
    return b.rewritten(lambda content: content.replace(b"BDC", b"BDC " + extra, 1))


# Condition or clause, the file that is broken, and how.
BROKEN = [
    ("01-003", "letter", after_the_first_mark(b"/Artifact BMC 0 0 5 5 re f EMC\n")),
    ("01-004", "letter", b.rewritten(lambda content: b"/Artifact BMC\n" + content + b"\nEMC\n")),
    ("01-005", "letter", b.rewritten(lambda content: content + b"\n0 0 5 5 re f\n")),
    ("01-006", "letter", b.another_element_for_the_first_mark),
    ("01-007", "letter", b.stated(b.in_root("/MarkInfo"), "/Suspects", True)),
    ("02-001", "letter", b.tagged("P", "/S", Name.Paragraph)),
    (
        "02-003",
        "letter",
        b.stated(b.in_root("/StructTreeRoot"), "/RoleMap", Dictionary(One=Name.Two, Two=Name.One)),
    ),
    (
        "02-004",
        "letter",
        b.stated(b.in_root("/StructTreeRoot"), "/RoleMap", Dictionary(P=Name.Span)),
    ),
    ("09-006", "letter", b.tagged("P", "/S", Name.TOCI)),
    ("19-003", "letter", b.tagged("P", "/S", Name.Note)),
    ("06-001", "letter", b.stated(b.in_root(), "/Metadata", None)),
    ("06-002", "letter", b.told(UA, "")),
    ("06-003", "letter", b.told(">Notice<", "><")),
    ("07-001", "letter", b.stated(b.in_root(), "/ViewerPreferences", None)),
    ("07-002", "letter", b.stated(b.in_root("/ViewerPreferences"), "/DisplayDocTitle", False)),
    ("09-004", "letter", b.tagged("TD", "/S", Name.Span)),
    ("09-005", "letter", b.tagged("LI", "/S", Name.Span)),
    ("11-001", "letter", b.stated(b.in_root(), "/Lang", None)),
    ("11-002", "letter", b.tagged("H2", "/Lang", String("English, I think"))),
    ("13-004", "cover", b.tagged("Figure", "/Alt", None)),
    ("14-001", "letter", b.tagged("H2", "/K", Array())),
    ("14-002", "letter", b.tagged("H1", "/S", Name.H2)),
    ("14-003", "letter", b.tagged("H2", "/S", Name.H4)),
    ("15-003", "letter", b.tagged("TH", "/A", None)),
    (
        "15-003",
        "letter",
        b.tagged("TD", "/A", Dictionary(O=Name.Table, Headers=[String("nowhere")])),
    ),
    ("15-003", "letter", b.stated(b.in_root("/StructTreeRoot"), "/IDTree", None)),
    ("19-004", "letter", b.a_second_element_of_one_name),
    ("20-001", "letter", b.stated(b.in_root(), "/OCProperties", Dictionary())),
    ("21-001", "letter", b.stated(b.in_root("/MarkInfo"), "/Extra", Dictionary(EF=Dictionary()))),
    ("25-001", "signed", b.stated(b.in_root("/AcroForm"), "/XFA", String("x"))),
    ("28-006", "letter", b.an_annotation(Subtype=Name.Nothing)),
    ("28-007", "letter", b.an_annotation(Subtype=Name.TrapNet)),
    ("28-011", "letter", b.an_annotation(Subtype=Name.Link)),
    ("28-005", "signed", b.stated(b.widget, "/TU", None)),
    ("28-010", "signed", b.stated(b.widget, "/StructParent", None)),
    ("28-008", "letter", b.stated(lambda pdf: pdf.pages[0].obj, "/Tabs", None)),
    ("28-009", "letter", b.stated(lambda pdf: pdf.pages[0].obj, "/Tabs", Name.R)),
    ("30-001", "letter", b.a_form(b"", Ref=Dictionary(F=String("x")))),
    ("30-002", "letter", b.a_form(b"/P << /MCID 0 >> BDC EMC")),
    (
        "31-001",
        "letter",
        b.stated(
            lambda pdf: b.font(pdf).DescendantFonts[0].CIDSystemInfo, "/Ordering", String("X")
        ),
    ),
    (
        "31-004",
        "letter",
        b.stated(lambda pdf: b.font(pdf).DescendantFonts[0], "/CIDToGIDMap", None),
    ),
    ("31-006", "letter", b.stated(b.font, "/Encoding", Name("/Own-H"))),
    ("31-018", "letter", b.a_font),
    (
        "31-009",
        "letter",
        b.stated(lambda pdf: b.font(pdf).DescendantFonts[0].FontDescriptor, "/FontFile2", None),
    ),
    ("31-011", "letter", b.drawing(b"BT {font} 9 Tf <fffe> Tj ET")),
    ("31-014", "letter", b.a_list_of_glyphs),
    ("31-016", "letter", b.stated(lambda pdf: b.font(pdf).DescendantFonts[0], "/W", Array())),
    ("31-027", "letter", b.stated(b.font, "/ToUnicode", None)),
    ("31-028", "letter", b.meaningless),
    ("31-030", "letter", b.drawing(b"BT {font} 9 Tf <0000> Tj ET")),
    ("A 6.1.8", "letter", b.stated(b.in_root("/MarkInfo"), "/" + "x" * 130, True)),
    ("A 6.1.13", "letter", b.drawing(b"q " * 30 + b"Q " * 30)),
    ("A 6.1.7.2", "cover", b.by_another_packing),
    ("A 6.2.2", "letter", b.drawing(b"1 2 nosuch")),
    ("A 6.2.3", "letter", b.stated(b.in_root(), "/OutputIntents", None)),
    ("A 6.2.3", "letter", b.two_intents),
    ("A 6.2.3", "letter", b.other_colours),
    ("A 6.2.4.3", "letter", b.drawing(b"0 0 0 1 k")),
    ("A 6.2.4.3", "cover", b.stated(b.picture, "/ColorSpace", Name.DeviceCMYK)),
    ("A 6.2.5", "letter", b.a_state(TR=Name.Identity)),
    ("A 6.2.10", "letter", b.a_state(BM=Name.Odd)),
    ("A 6.2.6", "letter", b.drawing(b"/Odd ri")),
    ("A 6.2.8", "cover", b.stated(b.picture, "/Interpolate", True)),
    ("A 6.2.9", "letter", b.a_form(b"", Subtype2=Name.PS)),
    ("A 6.3.2", "signed", b.stated(b.widget, "/F", 0)),
    ("A 6.3.2", "signed", b.stated(b.widget, "/F", 4 | 2)),
    ("A 6.3.3", "signed", b.stated(b.widget, "/Rect", Array([0, 0, 9, 9]))),
    ("A 6.4.1", "signed", b.stated(b.in_root("/AcroForm"), "/NeedAppearances", True)),
    ("A 6.1.12", "letter", b.stated(b.in_root(), "/Perms", Dictionary(Own=Dictionary()))),
    (
        "A 6.5.1",
        "letter",
        b.stated(b.in_root(), "/OpenAction", Dictionary(S=Name.JavaScript, JS=String("x"))),
    ),
    ("A 6.10", "letter", b.stated(lambda pdf: pdf.pages[0].obj, "/PresSteps", Dictionary())),
    ("A 6.6.2.1", "letter", b.stated(b.in_root(), "/Metadata", None)),
    ("A 6.6.2.1", "letter", b.told("</rdf:RDF>", "</rdf:RDF")),
    (
        "A 6.6.2.3",
        "letter",
        b.told(
            "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua",
            "<pdfaSchema:namespaceURI>http://x",
        ),
    ),
    ("A 6.6.3", "letter", b.renamed),
    ("A 6.6.4", "letter", b.told('pdfaid:conformance="A"', 'pdfaid:conformance="B"')),
    ("A 6.7.2", "letter", b.stated(b.in_root(), "/MarkInfo", None)),
    ("A 6.7.4", "letter", b.stated(b.in_root(), "/Lang", None)),
]
BROKEN_BYTES = [
    ("A 6.1.2", lambda data: data.replace(b"%PDF-1.7", b"%PDF-2.0", 1)),
    ("A 6.1.3", lambda data: data + b"%% more\n"),
    ("A 6.1.7.1", b.of_another_length),
    ("A 6.1.7.1", b.ending_in_a_return),
    ("A 6.6.2.1", b.packed_metadata),
    ("26-001", b.locked),
]
MACHINE_CHECKABLE = {
    "01": "003 004 005 007",
    "02": "001 003 004",
    "06": "001 002 003",
    "07": "001 002",
    "09": "004 005 006 007 008",
    "10": "001",
    "11": "001 002 003 004 005 006",
    "13": "004",
    "14": "002 003 006 007",
    "15": "003",
    "17": "002 003",
    "19": "003 004",
    "20": "001 002 003",
    "21": "001",
    "25": "001",
    "26": "001 002",
    "28": "002 004 005 006 007 008 009 010 011 012 014 015 016 017 018",
    "30": "001 002",
    "31": (
        "001 002 003 004 005 006 007 008 009 011 012 013 014 015 016 017 018 019 020 021 022 023"
        " 024 025 026 027 028 029 030"
    ),
}


def found_by(condition: str, data: bytes) -> list[str]:
    return list(CHECKS[condition](Opened(data)))


@pytest.mark.parametrize("name", ["letter", "cover", "signed"])
def test_a_good_file_is_good(name):
    assert by_ourselves(good(name)) == []


@pytest.mark.parametrize(
    ("condition", "name", "change"),
    BROKEN,
    ids=[f"{one[0]} {place}" for place, one in enumerate(BROKEN)],
)
def test_a_fault_is_found(condition, name, change):
    found = found_by(condition, b.broken(good(name), change))
    assert found
    if condition in {"01-003", "01-004", "01-005"}:
        assert condition in found


@pytest.mark.parametrize(("condition", "change"), BROKEN_BYTES)
def test_a_fault_in_the_bytes_is_found(condition, change):
    assert found_by(condition, change(good("letter")))


def test_no_check_was_never_seen_to_bite():
    seen = {CHECKS[one[0]] for one in (*BROKEN, *BROKEN_BYTES)}
    assert {check.__name__ for check in CHECKS.values()} == {check.__name__ for check in seen}


def test_every_condition_that_a_machine_can_check_has_a_check():
    wanted = {
        f"{point}-{number}"
        for point, numbers in MACHINE_CHECKABLE.items()
        for number in numbers.split()
    }
    assert wanted - set(CHECKS) == set()


def test_the_validator_of_others_bites_too():
    """So its silence means something. What it does not ask, or sees only where it is used, we ask
    ourselves.
    """
    missed = {
        condition
        for condition, name, change in BROKEN
        if not by_rules(b.broken(good(name), change))
    }
    assert missed <= ONLY_WE_ASK
