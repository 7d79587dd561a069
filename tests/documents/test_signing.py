"""The agency's signature: valid for two independent validators, harmless to the file, about
nobody.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache

import pikepdf
import pytest
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from reports.documents.signing import sign as signing
from reports.documents.signing.credentials import SigningCredentials
from reports.documents.signing.sign import sign
from reports.notices.kinds import NoticeKind
from tests.documents import test_conformance
from tests.documents.authority import HARTFORD, throw_away
from tests.documents.conformance import complaints
from tests.documents.made import rendered_notice
from tests.documents.reading import spoken_words

AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
CHECKS = [
    test_conformance.test_the_file_says_what_it_is,
    test_conformance.test_metadata_is_generic,
    test_conformance.test_every_mark_on_the_page_is_content_or_artifact,
    test_conformance.test_pictures_have_words_and_header_cells_a_direction,
    test_conformance.test_headings_descend_one_by_one,
    test_conformance.test_fonts_are_embedded_and_every_glyph_means_something,
]


@cache
def seal() -> SigningCredentials:
    return throw_away().seal()


@cache
def signed(language: str = "es") -> bytes:
    return sign(rendered_notice(NoticeKind.N1_INTENT, language), seal(), name=HARTFORD, at=AT)


def judged(data: bytes, *, trusted: bool = True):
    """What pyHanko's own validator says on the day of the letter."""
    roots = [translate_pyca_cryptography_cert_to_asn1(throw_away().certificate)] if trusted else []
    signature = PdfFileReader(io.BytesIO(data)).embedded_signatures[0]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=AT)
    with ThreadPoolExecutor(
        max_workers=1
    ) as aside:  # away from the event loop that a browser's tests leave running
        return aside.submit(validate_pdf_signature, signature, context).result()


def test_a_validator_that_trusts_the_authority_finds_it_whole_and_the_agencys():
    status = judged(signed())
    assert status.bottom_line
    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.signing_cert.subject.native["common_name"] == HARTFORD


def test_a_validator_that_does_not_know_the_authority_says_so():
    status = judged(signed(), trusted=False)
    assert status.intact
    assert not status.trusted


@pytest.mark.parametrize("place", [0.1, 0.3, 0.6])
def test_one_flipped_bit_and_it_is_not_intact(place):
    """In whatever stream lies there: text, font, structure."""
    data = bytearray(signed())
    data[
        data.index(b"\nstream", int(len(rendered_notice(NoticeKind.N1_INTENT, "es")) * place)) + 30
    ] ^= 1
    status = judged(bytes(data))
    assert not status.intact
    assert not status.bottom_line


def test_what_is_added_behind_it_is_seen():
    data = signed() + b"\n% added\n"
    assert judged(data).coverage.name != "ENTIRE_FILE"


def test_an_independent_reader_agrees(tmp_path):
    """Poppler's, where it is installed."""
    for name, data, verdict in (
        ("whole", signed(), "Signature is Valid."),
        ("flipped", flipped_in_a_comment(signed()), "Digest Mismatch."),
    ):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        if shutil.which("pdfsig"):
            said = subprocess.run(
                ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
            ).stdout
            assert verdict in said
            assert f"Signer Certificate Common Name: {HARTFORD}" in said
            assert "ETSI.CAdES.detached" in said


def flipped_in_a_comment(data: bytes) -> bytes:
    """One bit of the binary comment that every PDF begins with: the file still opens, and is
    another.
    """
    changed = bytearray(data)
    changed[data.index(b"%", 1) + 2] ^= 1
    return bytes(changed)


def test_the_first_bytes_stay_those_that_the_same_content_gives():
    """So the hash before signing can be taken from the file for ever, and two signings differ only
    behind it.
    """
    before = rendered_notice(NoticeKind.N1_INTENT, "es")
    again = sign(before, seal(), name=HARTFORD, at=AT)
    assert again != signed()
    assert hashlib.sha256(again[: len(before)]).digest() == hashlib.sha256(before).digest()
    assert signed().startswith(before)


def test_it_says_agency_and_moment_and_nothing_else():
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        said = {str(key): value for key, value in field.V.items()}
        assert set(said) == {
            "/Type",
            "/Filter",
            "/SubFilter",
            "/Contents",
            "/ByteRange",
            "/M",
            "/Name",
        }
        assert str(said["/Name"]) == HARTFORD
        assert str(said["/M"]) == "D:20260302150000Z"
        assert str(said["/SubFilter"]) == "/ETSI.CAdES.detached"
        assert str(field.TU) == f"Signature: {HARTFORD}"


def test_it_stands_at_the_end_of_what_is_read_and_leads_back_to_its_element():
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        field, tree = pdf.Root.AcroForm.Fields[0], pdf.Root.StructTreeRoot
        last = tree.K[0].K[-1]
        assert last.S == "/Form"
        assert last.P.objgen == tree.K[0].objgen
        assert last.K.Obj.objgen == field.objgen
        assert pikepdf.NumberTree(tree.ParentTree)[int(field.StructParent)].objgen == last.objgen
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)


@pytest.mark.parametrize(
    "kind", [NoticeKind.COPY_OF_REQUEST, NoticeKind.COPY_OF_SENT, NoticeKind.N2]
)
@pytest.mark.parametrize("language", ["en", "ps"])
def test_signed_covers_and_letters_keep_to_the_standards(kind, language):
    before = rendered_notice(kind, language)
    data = sign(before, seal(), name=HARTFORD, at=AT)
    assert complaints(data) == []
    assert judged(data).bottom_line
    assert spoken_words(data) == spoken_words(before)


def test_no_length_is_unclear_whatever_the_signature_holds(monkeypatch):
    """A stream that ends in a carriage return is signed again with other room."""
    rooms, sign_once = [], signing._signed

    def unclear_at_first(drawn, *values, room, **more):
        rooms.append(room)
        data = sign_once(drawn, *values, room=room, **more)
        return data if len(rooms) > 2 else data + signing.UNCLEAR

    monkeypatch.setattr(signing, "_signed", unclear_at_first)
    assert judged(
        sign(rendered_notice(NoticeKind.N1_INTENT, "es"), seal(), name=HARTFORD, at=AT)
    ).bottom_line
    assert rooms[:3] == list(signing.ROOMS[:3])  # the third may be unclear of itself, once in 256


def test_it_is_printed_not_hidden_and_outside_the_page():
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        printed, hidden = 4, 2
        assert int(field.F) & printed
        assert not int(field.F) & hidden
        left, bottom, right, top = (int(side) for side in field.Rect)
        assert (left, bottom) == (right, top)
        assert right < 0
        assert "/AP" not in field
        assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_the_file_stays_what_pdf_a_allows():
    """No newer version, no document-level rights, and one extension that PDF 1.7 knows."""
    assert signed().startswith(b"%PDF-1.7")
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        assert "/Version" not in pdf.Root
        assert "/Perms" not in pdf.Root
        assert list(pdf.Root.Extensions.keys()) == ["/ESIC"]
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_holds_for_the_drawn_file_holds_for_the_signed_one(check, language, monkeypatch):
    monkeypatch.setattr(test_conformance, "rendered_notice", lambda _kind, code: signed(code))
    check(language)


def test_independent_checkers_find_nothing_in_the_signed_file(monkeypatch, tmp_path):
    monkeypatch.setattr(test_conformance, "rendered_notice", lambda _kind, code: signed(code))
    test_conformance.test_independent_checkers_find_nothing(NoticeKind.N1_INTENT, "es", tmp_path)
