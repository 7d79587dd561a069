"""Sign a finished file with the agency's certificate: PAdES-B, without a picture, without data
about a person.

The signature is appended to the rendered file, whose own bytes, the same for the same content, stay
at the start. ETSI EN 319 142-1. PDF/A requires the print flag and forbids the hidden one (ISO
19005-2, 6.3.2). PDF/UA accepts a field outside the page (ISO 14289-1, 7.18.1); ours is part of the
structure all the same, so that whoever listens to the notice hears at its end that the agency
signed it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from reports.accounts.models import Agency
from reports.documents.signing.credentials import CannotSign, SigningCredentials, SigningProblem
from reports.documents.signing.sign import logger, sign
from reports.notices.signing.certificates import credentials_of, is_signing


@dataclass(frozen=True)
class SigningResult:
    """The file as it is issued, and the result of signing it. All other fields are empty where
    nothing is signed.
    """

    data: bytes
    rendered_sha256: str = ""
    certificate: str = ""
    is_timestamped: bool = False
    problem: SigningProblem | None = None

    @property
    def is_withheld_unsigned(self) -> bool:
        """A notice is required at once, so it is issued unsigned unless the installation forbids
        that.
        """
        return self.problem is not None and settings.SIGNING_REQUIRED


def finish(pdf: bytes, *, agency: Agency, at: datetime) -> SigningResult:
    """The rendered file, signed where this installation signs and the agency's certificate allows
    it.
    """
    if not is_signing():
        return SigningResult(pdf)
    digest = hashlib.sha256(pdf).hexdigest()
    try:
        seal = credentials_of(agency, at=at)
        data, is_timestamped = _signed_and_stamped(pdf, seal, agency.display_name, at)
    except CannotSign as refused:
        return SigningResult(pdf, digest, problem=refused.problem)
    return SigningResult(data, digest, seal.fingerprint, is_timestamped)


def _signed_and_stamped(
    pdf: bytes, seal: SigningCredentials, name: str, at: datetime
) -> tuple[bytes, bool]:
    """With the time of an outside service if there is one; a service that does not answer delays no
    notice.
    """
    if settings.SIGNING_TIMESTAMPS:
        try:
            return sign(pdf, seal, name=name, at=at, timestamps=settings.SIGNING_TIMESTAMPS), True
        except CannotSign:
            logger.warning("timestamp_failed")
    return sign(pdf, seal, name=name, at=at), False
