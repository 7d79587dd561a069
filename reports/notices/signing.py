"""The agency's signature on a letter (PAdES), where the agency has a certificate.

`TRUSTACT_SIGNING` names a folder that holds `<agency code>.p12` and `<agency code>.passphrase`. Without them letters go
unsigned: the code, the square picture and the hash prove them. The signature is invisible, and drawn so that the file
stays PDF/A-2a and PDF/UA-1. A certificate that is there and cannot be used fails the letter: an agency that signs
never sends an unsigned one by accident.
"""

from __future__ import annotations

import io
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.notices.pdf import RenderFault

FIELD = "AgencySignature"
REASON = "Issued by the agency named on the letter"


class CannotSign(RenderFault):
    """The agency's certificate is there and cannot be used. The message says nothing of what was to be signed."""


def sign_if_agency_signs(data: bytes, *, agency_code: str, at: datetime) -> bytes:
    """The same file with the agency's signature, or as it was where the agency has no certificate."""
    path = certificate_of(agency_code)
    return data if path is None else sign(data, path=path, at=at)


def certificate_of(agency_code: str) -> Path | None:
    """Where the agency's certificate and key lie."""
    if not settings.SIGNING_DIR:
        return None
    path = Path(settings.SIGNING_DIR) / f"{agency_code}.p12"
    return path if path.is_file() else None


def sign(data: bytes, *, path: Path, at: datetime) -> bytes:
    """Sign as PAdES-B, invisibly. Nothing is asked of another machine: no time stamp, no revocation answer."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    signer = _signer(str(path), path.stat().st_mtime_ns)
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    # PDF/A wants the field printable and not hidden; a field of no size shows nothing.
    place = fields.SigFieldSpec(FIELD, on_page=0, box=(0, 0, 0, 0), invis_sig_settings=_shown_to_nobody())
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD, reason=REASON, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    target = io.BytesIO()
    try:
        signers.PdfSigner(meta, signer, new_field_spec=place).sign_pdf(writer, output=target)
    except Exception as fault:  # noqa: BLE001  whatever went wrong, an unsigned letter is not sent instead
        raise CannotSign(f"The letter could not be signed ({type(fault).__name__}).") from None
    return target.getvalue()


def _shown_to_nobody() -> Any:
    from pyhanko.sign.fields import InvisSigSettings

    return InvisSigSettings(set_print_flag=True, set_hidden_flag=False)


@lru_cache(maxsize=64)
def _signer(path: str, changed: int) -> Any:
    """Read once per file and change of it."""
    from pyhanko.sign import signers

    loader: Any = signers.SimpleSigner
    secret = Path(path).with_suffix(".passphrase")
    passphrase = secret.read_bytes().strip() if secret.is_file() else None
    signer = loader.load_pkcs12(path, passphrase=passphrase)
    if signer is None:
        raise CannotSign("The agency's certificate cannot be opened: wrong passphrase, or not a PKCS#12 file.")
    return signer
