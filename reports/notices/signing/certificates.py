"""The certificate with which an agency signs its notices: found, opened, checked.

Only `credentials_of` knows where signing keys are kept; a key service would replace it. A
certificate is used only if it names the agency and nobody else: a notice is sealed by the office,
not by a person.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from reports.accounts.models import Agency
from reports.documents.signing.credentials import (
    OF_A_PERSON,
    CannotSign,
    PrivateKey,
    SigningCredentials,
    SigningProblem,
)

KINDS = ("p12", "pem")
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
SHORTEST_RSA_KEY = 2048


def is_signing() -> bool:
    """Whether this installation signs notices, or must."""
    return bool(settings.SIGNING_FOLDER) or settings.SIGNING_REQUIRED


def credentials_of(agency: Agency, *, at: datetime) -> SigningCredentials:
    """The agency's certificate and key, if they may be used at this moment. Raises CannotSign."""
    seal = _loaded(agency.code)
    for problem in (
        _key_problem(seal),
        _name_problem(seal.certificate, agency),
        _day_problem(seal.certificate, at),
    ):
        if problem is not None:
            raise CannotSign(problem)
    return seal


def _loaded(code: str) -> SigningCredentials:
    path = _file_of(code)
    try:
        data, passphrase = _private(path), _passphrase(code)
        return _from_p12(data, passphrase) if path.suffix == ".p12" else _from_pem(data, passphrase)
    except (OSError, ValueError, TypeError):
        raise CannotSign(
            SigningProblem.UNREADABLE
        ) from None  # the error may quote the file's content


def _file_of(code: str) -> Path:
    """`<agency code>.p12`, or `.pem` with key and certificates."""
    if not settings.SIGNING_FOLDER or not CODE.fullmatch(code):
        raise CannotSign(SigningProblem.MISSING)
    folder = Path(settings.SIGNING_FOLDER)
    found = next((path for kind in KINDS if (path := folder / f"{code}.{kind}").is_file()), None)
    if found is None:
        raise CannotSign(SigningProblem.MISSING)
    return found


def _private(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise CannotSign(SigningProblem.EXPOSED)
    return path.read_bytes()


def _passphrase(code: str) -> bytes | None:
    """The agency's own, beside its file; else the installation's; else none."""
    own = Path(settings.SIGNING_FOLDER) / f"{code}.passphrase"
    words = _private(own).decode().strip() if own.is_file() else settings.SIGNING_PASSPHRASE
    return words.encode() or None


def _from_p12(data: bytes, passphrase: bytes | None) -> SigningCredentials:
    key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase)
    if key is None or certificate is None:
        raise CannotSign(SigningProblem.UNREADABLE)
    return SigningCredentials(certificate, _fit(key), tuple(others))


def _from_pem(data: bytes, passphrase: bytes | None) -> SigningCredentials:
    """The agency's own certificate is the one that matches the key; the rest is its chain."""
    encrypted = b"ENCRYPTED" in data
    key = _fit(load_pem_private_key(data, passphrase if encrypted else None))
    certificates = x509.load_pem_x509_certificates(data)
    own = next(
        (one for one in certificates if one.public_key() == key.public_key()), certificates[0]
    )
    return SigningCredentials(own, key, tuple(one for one in certificates if one != own))


def _fit(key: object) -> PrivateKey:
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SHORTEST_RSA_KEY:
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(
        key.curve, ec.SECP256R1 | ec.SECP384R1 | ec.SECP521R1
    ):
        return key
    raise CannotSign(SigningProblem.UNFIT_KEY)


def _key_problem(seal: SigningCredentials) -> SigningProblem | None:
    if seal.certificate.public_key() != seal.key.public_key():
        return SigningProblem.OTHER_KEY
    extensions = seal.certificate.extensions
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None
    return (
        None
        if usage.digital_signature or usage.content_commitment
        else SigningProblem.NOT_FOR_SIGNING
    )


def _name_problem(certificate: x509.Certificate, agency: Agency) -> SigningProblem | None:
    if any(certificate.subject.get_attributes_for_oid(kind) for kind in OF_A_PERSON):
        return SigningProblem.OF_A_PERSON
    names = {
        _folded(str(one.value))
        for one in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    }
    return None if names == {_folded(agency.display_name)} else SigningProblem.OTHER_AGENCY


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _day_problem(certificate: x509.Certificate, at: datetime) -> SigningProblem | None:
    if at < certificate.not_valid_before_utc:
        return SigningProblem.NOT_YET_VALID
    return SigningProblem.EXPIRED if at > certificate.not_valid_after_utc else None
