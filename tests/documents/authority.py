"""A certificate authority to throw away: made for one test run, known to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from reports.documents.signing.credentials import SigningCredentials

# Around the days the tests live in, and long enough for a validator that asks the clock on the
# wall.
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2099, 1, 1, tzinfo=UTC)
HARTFORD = "Hartford Police Department"


@dataclass(frozen=True)
class Authority:
    key: Any
    certificate: x509.Certificate

    def seal(self, name: str = HARTFORD, *, key: Any = None, **changes: Any) -> SigningCredentials:
        """A certificate for an office, signed by this authority."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        return SigningCredentials(
            certificate(name, key=key, issuer=self, **changes), key, (self.certificate,)
        )


def certificate(
    name: str,
    *,
    key: Any,
    issuer: Authority | None = None,
    begin: datetime = BEGIN,
    end: datetime = END,
    is_authority: bool = False,
    may_sign: bool = True,
    stamps_time: bool = False,
    also: tuple[x509.NameAttribute[str], ...] = (),
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name), *also])
    signs = may_sign and not is_authority
    usage = {
        "digital_signature": signs,
        "content_commitment": signs,
        "key_cert_sign": is_authority,
        "crl_sign": not signs,
        "key_encipherment": False,
        "data_encipherment": False,
        "key_agreement": False,
        "encipher_only": False,
        "decipher_only": False,
    }
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if stamps_time:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    if issuer:
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(authority, critical=False)
    return builder.sign(issuer.key if issuer else key, hashes.SHA256())


@cache
def throw_away() -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    return Authority(
        key, certificate("Throw-away authority of the tests", key=key, is_authority=True)
    )


def put_p12(
    folder: Path, code: str, seal: SigningCredentials, *, passphrase: str = "", mode: int = 0o600
) -> Path:
    """The file as an operator would put it into the signing folder."""
    encryption = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    path = folder / f"{code}.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"office", seal.key, seal.certificate, list(seal.chain), encryption
        )
    )
    path.chmod(mode)
    return path


def put_pem(folder: Path, code: str, seal: SigningCredentials) -> Path:
    """Key, chain and certificate in one text file, in no helpful order."""
    key = seal.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / f"{code}.pem"
    path.write_bytes(
        key + b"".join(one.public_bytes(Encoding.PEM) for one in (*seal.chain, seal.certificate))
    )
    path.chmod(0o600)
    return path
