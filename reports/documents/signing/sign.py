"""Sign the bytes of a finished PDF (PAdES)."""

from __future__ import annotations

import io
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from reports.documents.signing.credentials import CannotSign, SigningCredentials, SigningProblem
from reports.documents.signing.field import tag_field

FIELD = "Signature"


TIMESTAMP_SECONDS = 5


# Bytes kept free for the signature: as many as it needs, or these.
ROOMS = (None, 16_384, 16_640, 17_152)


UNCLEAR = b"\r\nendstream"


logger = logging.getLogger(__name__)


def is_signed(data: bytes) -> bool:
    """Whether a file of ours carries a signature."""
    return b"/SubFilter /ETSI.CAdES.detached" in data


def sign(
    pdf: bytes, seal: SigningCredentials, *, name: str, at: datetime, timestamps: str = ""
) -> bytes:
    """The file with one signature behind it that says who (the agency) and when, and nothing
    else.
    """
    try:
        signed = _signed_plainly(pdf, seal, name=name, at=at, timestamps=timestamps)
    except Exception as fault:  # noqa: BLE001  whatever went wrong, the letter is owed
        logger.warning("signing_failed", extra={"error": type(fault).__name__})
        raise CannotSign(SigningProblem.FAILED) from None
    if not signed.startswith(pdf):
        raise CannotSign(SigningProblem.FAILED)
    return signed


def _signed_plainly(
    pdf: bytes, seal: SigningCredentials, *, name: str, at: datetime, timestamps: str
) -> bytes:
    """Signed so that no stream's data ends in a sign that its end could claim (ISO 19005-2,
    6.1.7.1).

    One in 256 does by chance; another size of the room for the signature gives other data.
    """
    for room in ROOMS:
        signed = _signed(pdf, seal, name=name, at=at, timestamps=timestamps, room=room)
        if UNCLEAR not in signed[len(pdf) :]:
            break
    return signed


def _signed(
    pdf: bytes,
    seal: SigningCredentials,
    *,
    name: str,
    at: datetime,
    timestamps: str,
    room: int | None = None,
) -> bytes:
    from pyhanko.sign import fields, signers
    from pyhanko.sign import timestamps as stamping

    tools = _tools()
    outside = fields.InvisSigSettings(
        set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True
    )
    signer = tools.signer(
        signers.PdfSignatureMetadata(
            field_name=FIELD, name=name, subfilter=fields.SigSeedSubFilter.PADES
        ),
        signer=_pyhanko_signer(seal),
        timestamper=(
            stamping.HTTPTimeStamper(timestamps, timeout=TIMESTAMP_SECONDS) if timestamps else None
        ),
    )
    signer.at = at.astimezone(UTC)
    writer = tools.writer(io.BytesIO(pdf))
    fields.append_signature_field(
        writer,
        fields.SigFieldSpec(
            FIELD, invis_sig_settings=outside, readable_field_name=f"{FIELD}: {name}"
        ),
    )
    tag_field(writer)
    with ThreadPoolExecutor(
        max_workers=1
    ) as aside:  # pyHanko starts an event loop, and a thread holds only one
        written: io.BytesIO = aside.submit(signer.sign_pdf, writer, bytes_reserved=room).result()
    return written.getvalue()


def _pyhanko_signer(seal: SigningCredentials) -> Any:
    from pyhanko.keys import internal
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    store: Any = SimpleCertificateStore  # its constructor carries no types
    return signers.SimpleSigner(
        signing_cert=internal.translate_pyca_cryptography_cert_to_asn1(seal.certificate),
        signing_key=internal.translate_pyca_cryptography_key_to_asn1(seal.key),
        cert_registry=store.from_certs(
            map(internal.translate_pyca_cryptography_cert_to_asn1, seal.chain)
        ),
    )


@dataclass(frozen=True)
class Tools:
    """pyHanko's writer and signer, with what would spoil the letter left out."""

    writer: Any
    signer: Any


@cache
def _tools() -> Tools:
    """Imported when first needed: an installation that does not sign pays nothing."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.signers import constants

    class Writer(IncrementalPdfFileWriter):
        """Leaves the metadata as drawn: pyHanko would write its version, the wall clock and an XMP
        unfit for PDF/A.
        """

        def _update_meta(self) -> None:
            return

    class Signer(signers.PdfSigner):
        """Signs at the time it is told, in a file that stays PDF 1.7, as PDF/A-2 asks."""

        at: datetime

        def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
            session = super().init_signing_session(*args, **kwargs)
            session.system_time = self.at
            return session

        def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:
            pdf_out.register_extension(constants.ESIC_EXTENSION_1)

    return Tools(Writer, Signer)
