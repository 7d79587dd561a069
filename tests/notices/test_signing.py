"""The agency's signature, with a throw-away certificate authority."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pdfua.cli import main as pdfua
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from reports.notices.actions import render_notice_pdf
from reports.notices.facts import NoticeKind
from reports.notices.signing import CannotSign, sign_if_agency_signs
from reports.sealing.actions import read_sealed_file
from tests.factories.detainers import NOW, detainer
from tests.notices.made import drawn

DAY = timedelta(days=1)
PASSPHRASE = b"only for this test"


def certificate(name, key, *, issuer=None, issuer_key=None, is_authority=False):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_cert_sign=is_authority, crl_sign=is_authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key or key, hashes.SHA256())
    )


@pytest.fixture
def authority(tmp_path, settings):
    """A folder with the certificate of Hartford, and the authority that vouches for it."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate("Throw-away authority", root_key, is_authority=True)
    own = certificate("Hartford Police Department", key, issuer=root, issuer_key=root_key)
    sealed = serialization.BestAvailableEncryption(PASSPHRASE)
    (tmp_path / "hartford.p12").write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, own, [root], sealed))
    (tmp_path / "hartford.passphrase").write_bytes(PASSPHRASE + b"\n")
    settings.SIGNING_DIR = str(tmp_path)
    return next(iter(load_certs_from_pemder_data(root.public_bytes(serialization.Encoding.PEM))))


def status_of(data, root):
    reader = PdfFileReader(io.BytesIO(data))
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    return validate_pdf_signature(reader.embedded_signatures[0], context)


def test_a_signed_letter_is_valid_trusted_and_still_conforms(authority, tmp_path, capsys):
    data = sign_if_agency_signs(drawn(NoticeKind.N1_RECEIPT, "es"), agency_code="hartford", at=NOW)
    status = status_of(data, authority)
    assert status.intact
    assert status.valid
    assert status.trusted
    path = tmp_path / "signed.pdf"
    path.write_bytes(data)
    assert pdfua(["check", str(path)]) == 0, capsys.readouterr().out
    with pikepdf.open(path) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        assert (int(field.F) & 4, int(field.F) & 2) == (4, 0)
        assert str(field.V.SubFilter) == "/ETSI.CAdES.detached"


def test_one_changed_sign_breaks_it(authority):
    data = bytearray(sign_if_agency_signs(drawn(NoticeKind.N1_RECEIPT, "es"), agency_code="hartford", at=NOW))
    data[2000] ^= 1
    assert not status_of(bytes(data), authority).intact


def test_an_agency_without_a_certificate_sends_the_letter_as_it_was(authority):
    data = drawn(NoticeKind.N1_RECEIPT, "es")
    assert sign_if_agency_signs(data, agency_code="bristol", at=NOW) == data


def test_a_certificate_that_cannot_be_used_fails_the_letter(authority, tmp_path):
    (tmp_path / "hartford.passphrase").write_bytes(b"wrong")
    (tmp_path / "hartford.p12").touch()
    with pytest.raises(CannotSign):
        sign_if_agency_signs(drawn(NoticeKind.N1_RECEIPT, "es"), agency_code="hartford", at=NOW)


@pytest.mark.django_db
def test_the_stored_letter_is_the_signed_one_and_the_unsigned_hash_is_kept(authority):
    notice = detainer().notices.get()
    render_notice_pdf(notice_id=notice.pk, at=NOW)
    notice.refresh_from_db()
    assert status_of(read_sealed_file(notice.file), authority).intact
    assert notice.drawn_sha256
    assert notice.drawn_sha256 != notice.pdf_sha256
