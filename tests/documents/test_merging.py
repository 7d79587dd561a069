"""Files put into one keep their tags, their languages, their order and their claims; and nothing
else gets in.
"""

from __future__ import annotations

import io
import re
from collections import Counter

import pikepdf
import pypdfium2
import pytest

from reports.documents.binding.merge import MergeInput, merge_into, merge_tagged
from reports.documents.binding.merge_input import CannotMerge
from reports.documents.binding.object_writer import ObjectFile
from reports.documents.metadata import claims_accessible, claims_archival
from reports.documents.signing.sign import sign
from reports.notices.content.layout import page_of, script_page_of
from reports.notices.content.specimens import specimen
from reports.notices.kinds import NoticeKind
from tests.documents.authority import HARTFORD, throw_away
from tests.documents.conformance import complaints
from tests.documents.made import file_of, render, rendered_notice
from tests.documents.reading import by_pdfium, read_aloud, spoken_words
from tests.documents.test_signing import AT

pytestmark = pytest.mark.sqlite  # no database is asked
LANGUAGES = ("en", "ar", "es", "zh-Hant", "ur")
KIND = NoticeKind.N1_INTENT


def letters() -> list[bytes]:
    """From left to right and from right to left, and a cover with pictures."""
    return [
        *(rendered_notice(KIND, language) for language in LANGUAGES),
        rendered_notice(NoticeKind.COPY_OF_REQUEST, "ps"),
    ]


@pytest.fixture(scope="module")
def parts() -> list[bytes]:
    return letters()


@pytest.fixture(scope="module")
def whole(parts) -> bytes:
    return merge_tagged(
        [MergeInput(data, bookmark=f"Letter {place}") for place, data in enumerate(parts)]
    )


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def test_the_whole_keeps_to_both_standards(whole):
    assert complaints(whole) == []
    with opened(whole) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_what_is_read_aloud_is_what_its_parts_say_in_their_order(whole, parts):
    assert spoken_words(whole) == " ".join(spoken_words(part) for part in parts)


def test_each_passage_keeps_its_language(whole, parts):
    heard = [(run.text, run.lang) for run in read_aloud(whole)]
    assert heard == [(run.text, run.lang) for part in parts for run in read_aloud(part)]


def test_other_programs_extract_the_same_text(whole, parts):
    assert by_pdfium(whole) == "\n".join(by_pdfium(part) for part in parts)


def test_every_page_looks_as_it_did(whole, parts):
    with pypdfium2.PdfDocument(whole) as document:
        now = [page.render(scale=0.5, grayscale=True).to_numpy().tobytes() for page in document]
    before = []
    for part in parts:
        with pypdfium2.PdfDocument(part) as document:
            before += [
                page.render(scale=0.5, grayscale=True).to_numpy().tobytes() for page in document
            ]
    assert now == before


def test_no_element_is_lost_and_each_part_stands_below_one_document(whole, parts):
    with opened(whole) as pdf:
        root = pdf.Root.StructTreeRoot
        document = root.K[0]
        assert str(document.S) == "/Document"
        assert [(str(part.S), str(part.Lang)) for part in document.K] == [
            ("/Part", language) for language in (*LANGUAGES, "ps")
        ]
        assert {part.P.objgen for part in document.K} == {document.objgen}
    tags, before = tags_in(whole), sum(map(tags_in, parts), Counter())
    assert tags["/Document"] == 1
    assert tags - before == {"/Part": len(parts)}
    assert before - tags == {"/Document": len(parts) - 1}


def tags_in(data: bytes) -> Counter[str]:
    with opened(data) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        return Counter(str(item.S) for item in found if item.get("/Type") == "/StructElem")


def test_pages_lead_to_their_elements_and_cells_to_their_headers(whole, parts):
    with opened(whole) as pdf:
        tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        assert keys == sorted(set(keys))
        for page in pdf.pages:
            assert all(element.Pg == page.obj for element in tree[int(page.obj.StructParents)])
        named = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        cells = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TD"
        ]
        headers = [str(name) for cell in cells for name in cell.A.get("/Headers", [])]
        assert len(headers) >= len(parts)
        assert all(named[name].S == "/TH" for name in headers)


def test_it_says_once_what_it_is_and_names_nobody(whole):
    with opened(whole) as pdf:
        assert dict(pdf.docinfo.items()) == {
            "/Title": "Letters",
            "/Producer": "TRUST Act reporting system",
            "/CreationDate": "D:20260302120000Z",
            "/ModDate": "D:20260302120000Z",
        }
        assert len(pdf.Root.OutputIntents) == 1
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.Metadata.read_bytes().count(b"<rdf:RDF") == 1


def test_a_bookmark_for_each_part_and_no_other(whole, parts):
    with opened(whole) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            f"Letter {place}" for place in range(len(parts))
        ]
        assert not any(item.children for item in outline.root)
        places = [pdf.pages.index(pikepdf.Page(item.destination[0])) for item in outline.root]
        assert places == sorted(set(places))


def test_without_titles_their_own_bookmarks_are_taken_over(parts):
    with opened(merge_tagged(parts[:2])) as pdf, pdf.open_outline() as outline:
        taken = [item.title for item in outline.root]
        with (
            opened(parts[0]) as one,
            opened(parts[1]) as other,
            one.open_outline() as a,
            other.open_outline() as b,
        ):
            assert taken == [item.title for item in (*a.root, *b.root)]
            assert [len(item.children) for item in outline.root] == [
                len(item.children) for item in (*a.root, *b.root)
            ]
    assert complaints(merge_tagged(parts[:2])) == []


def test_the_same_parts_give_the_same_bytes(whole, parts):
    again = io.BytesIO()
    merge_into(
        again, (MergeInput(data, bookmark=f"Letter {place}") for place, data in enumerate(parts))
    )
    assert again.getvalue() == whole
    assert merge_tagged(parts) != merge_tagged(reversed(parts))


def test_the_same_font_is_in_the_file_once(parts):
    twice = merge_tagged([parts[0], parts[0]])
    assert len(twice) < 1.35 * len(parts[0])
    with opened(twice) as pdf:
        fonts = {font.DescendantFonts[0].FontDescriptor.FontFile2.objgen for font in fonts_of(pdf)}
        assert len(fonts_of(pdf)) == 2 * len(fonts)


def fonts_of(pdf):
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"
    ]


def test_a_whole_can_become_a_part(whole, parts):
    again = merge_tagged([whole, parts[0]])
    assert complaints(again) == []
    assert spoken_words(again) == f"{spoken_words(whole)} {spoken_words(parts[0])}"


@pytest.mark.long
def test_large_print_scripts_and_every_kind_of_letter_in_every_language_go_into_one_file():
    from tests.documents.made import COMPLETE

    words = [specimen(KIND, language) for language in COMPLETE]
    pages = [page_of(one, large=True) for one in words] + [script_page_of(one) for one in words]
    made = [*(rendered_notice(kind, "fr") for kind in NoticeKind), *map(file_of, pages)]
    whole = merge_tagged(made)
    assert complaints(whole) == []
    assert spoken_words(whole) == " ".join(map(spoken_words, made))


def test_a_signature_stays_with_its_own_file_and_leaves_no_trace(parts):
    signed = sign(parts[2], throw_away().seal(), name=HARTFORD, at=AT)
    whole = merge_tagged([parts[0], signed])
    assert complaints(whole) == []
    assert b"ETSI.CAdES" not in whole
    assert spoken_words(whole) == spoken_words(merge_tagged([parts[0], parts[2]]))
    with opened(whole) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert all("/Annots" not in page.obj for page in pdf.pages)
    assert "/Form" not in tags_in(whole)


def changed(data: bytes, change) -> bytes:
    target = io.BytesIO()
    with opened(data) as pdf:
        change(pdf)
        pdf.save(target)
    return target.getvalue()


def unclaimed(pdf):
    pdf.Root.Metadata.write(
        pdf.Root.Metadata.read_bytes().replace(b'aid:part="2"', b'aid:part="9"')
    )


def plain(pdf):
    """As a file that was drawn without its text layer: archival, and no more."""
    pdf.Root.Metadata.write(
        re.sub(rb"<pdfuaid:part>1", b"<pdfuaid:part>9", pdf.Root.Metadata.read_bytes())
    )


def other_colours(pdf):
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes() + b"\0")


def another_meaning(pdf):
    pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(Aside=pikepdf.Name.H1)


def one_meaning(pdf):
    pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(
        Aside=pikepdf.Name.P, Note1=pikepdf.Name.Note
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (unclaimed, "does not claim"),
        (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "not tagged"),
        (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "not tagged"),
        (lambda pdf: pdf.Root.__delitem__("/Lang"), "known language"),
        (lambda pdf: pdf.Root.__delitem__("/MarkInfo"), "does not claim"),
        (lambda pdf: pdf.Root.__setitem__("/Names", pikepdf.Dictionary()), "no place in a whole"),
        (
            lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Dictionary()),
            "no place in a whole",
        ),
        (other_colours, "different colours"),
        (another_meaning, "different things by one name"),
    ],
    ids=["claim", "tags", "colours", "language", "mark", "names", "action", "profile", "roles"],
)
def test_what_would_be_lost_or_claimed_in_vain_is_refused(parts, change, said):
    first = changed(parts[0], one_meaning)
    with pytest.raises(CannotMerge, match=said):
        merge_tagged([first, changed(parts[1], change)])


def test_the_whole_is_called_accessible_only_where_each_part_is(parts):
    with opened(merge_tagged([parts[0], changed(parts[1], plain)])) as pdf:
        assert claims_archival(pdf)
        assert not claims_accessible(pdf)
    with opened(merge_tagged(parts[:2])) as pdf:
        assert claims_accessible(pdf)


def test_kinds_of_elements_that_mean_the_same_are_joined(parts):
    first, second = (changed(part, one_meaning) for part in parts[:2])
    with opened(merge_tagged([first, second, parts[2]])) as pdf:
        assert dict(pdf.Root.StructTreeRoot.RoleMap) == {"/Aside": "/P", "/Note1": "/Note"}


def test_a_locked_file_or_none_at_all_is_refused(parts):
    target = io.BytesIO()
    with opened(parts[0]) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="owner", user=""))
    with pytest.raises(CannotMerge, match="locked"):
        merge_tagged([target.getvalue()])
    with pytest.raises(CannotMerge, match="nothing"):
        merge_tagged([])


def test_a_number_that_was_given_and_not_used_is_an_error():
    file = ObjectFile(io.BytesIO())
    root = file.add(b"<< /Type /Catalog >>")
    file.reserve()
    with pytest.raises(ValueError, match="promised"):
        file.finish(root=root, info=root)


def test_words_that_look_like_references_stay_words():
    """A string may say "12 0 R", end in a bracket or hold a backslash."""
    content = specimen(KIND, "en")
    page = page_of(content)
    hostile = page.html.replace(content.person_name, "12 0 R (9 0 R \\) &lt;5 0 R&gt; endobj")
    data = render(hostile, css=page.css)
    assert spoken_words(merge_tagged([data])) == spoken_words(data)
    assert "12 0 R (9 0 R \\) <5 0 R> endobj" in spoken_words(data)
