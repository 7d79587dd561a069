"""What a document is signed with: a certificate and its private key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

OF_A_PERSON = (
    NameOID.GIVEN_NAME,
    NameOID.SURNAME,
    NameOID.INITIALS,
    NameOID.PSEUDONYM,
    NameOID.USER_ID,
)


ENDS_SOON = timedelta(days=30)


PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class SigningProblem(StrEnum):
    """Why no signature can be made. The value is kept in the trail."""

    MISSING = "missing"
    EXPOSED = "exposed"
    UNREADABLE = "unreadable"
    UNFIT_KEY = "unfit_key"
    OTHER_KEY = "other_key"
    NOT_FOR_SIGNING = "not_for_signing"
    OTHER_AGENCY = "other_agency"
    OF_A_PERSON = "of_a_person"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    FAILED = "failed"

    @property
    def sentence(self) -> str:
        return SENTENCES[self]


SENTENCES = {
    SigningProblem.MISSING: "There is no certificate for this agency in the signing folder.",
    SigningProblem.EXPOSED: "The agency's key file can be read by others. Its mode must be 0600.",
    SigningProblem.UNREADABLE: (
        "The agency's certificate file cannot be opened: it is damaged, or the passphrase is wrong."
    ),
    SigningProblem.UNFIT_KEY: (
        "The agency's key is neither RSA of 2048 bits or more nor on a NIST curve."
    ),
    SigningProblem.OTHER_KEY: (
        "The agency's certificate belongs to another key than the one beside it."
    ),
    SigningProblem.NOT_FOR_SIGNING: "The agency's certificate may not be used to sign documents.",
    SigningProblem.OTHER_AGENCY: "The certificate does not name this agency as its letters do.",
    SigningProblem.OF_A_PERSON: "The certificate names a person. Letters are signed by the agency.",
    SigningProblem.NOT_YET_VALID: "The agency's certificate is not valid yet.",
    SigningProblem.EXPIRED: "The agency's certificate has expired.",
    SigningProblem.FAILED: "The signature could not be made, although the certificate is in order.",
}


class CannotSign(Exception):
    """No signature of this agency can be made now; `problem` says why, in a word and in a
    sentence.
    """

    def __init__(self, problem: SigningProblem) -> None:
        super().__init__(problem.sentence)
        self.problem = problem


@dataclass(frozen=True)
class SigningCredentials:
    """What one agency signs with. The chain goes into the file, so that readers need not look for
    it.
    """

    certificate: x509.Certificate
    key: PrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def ends_soon(self, at: datetime) -> bool:
        return self.certificate.not_valid_after_utc - at < ENDS_SOON
