"""Signing a finished file with the agency's certificate: PAdES-B, without a picture, nothing of it
about a person.

The signature is appended to the file as it was drawn: its first bytes stay those that the same
content always gives. ETSI EN 319 142-1. PDF/A asks for the print flag and forbids the hidden one
(ISO 19005-2, 6.3.2). PDF/UA accepts a field outside the page (ISO 14289-1, 7.18.1); ours stands in
the structure all the same, so that who listens to the letter hears at its end that the agency
signed it.
"""

from __future__ import annotations

import hashlib
import io
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.conf import settings

from reports.accounts.models import Agency
from reports.notices.certificates import CannotSign, Problem, Seal, is_signing, seal_of
from reports.notices.fields import tag_field

FIELD = "Signature"
TIMESTAMP_SECONDS = 5
# Bytes kept free for the signature: as many as it needs, or these.
ROOMS = (None, 16_384, 16_640, 17_152)
UNCLEAR = b"\r\nendstream"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finished:
    """A file as it is handed out, and what came of signing it. All empty where nobody signs."""

    data: bytes
    drawn_sha256: str = ""
    certificate: str = ""
    is_timestamped: bool = False
    problem: Problem | None = None

    @property
    def is_held(self) -> bool:
        """The person is owed the letter at once: it goes out unsigned, unless the installation
        forbids that.
        """
        return self.problem is not None and settings.SIGNING_REQUIRED


def is_signed(data: bytes) -> bool:
    """Whether a file of ours carries a signature."""
    return b"/SubFilter /ETSI.CAdES.detached" in data


def finish(drawn: bytes, *, agency: Agency, at: datetime) -> Finished:
    """The drawn file, signed where this installation signs and the agency's certificate allows
    it.
    """
    if not is_signing():
        return Finished(drawn)
    digest = hashlib.sha256(drawn).hexdigest()
    try:
        seal = seal_of(agency, at=at)
        data, is_timestamped = _signed_and_stamped(drawn, seal, agency.display_name, at)
    except CannotSign as refused:
        return Finished(drawn, digest, problem=refused.problem)
    return Finished(data, digest, seal.fingerprint, is_timestamped)


def _signed_and_stamped(drawn: bytes, seal: Seal, name: str, at: datetime) -> tuple[bytes, bool]:
    """With the time of an outside service if there is one; a service that does not answer delays no
    letter.
    """
    if settings.SIGNING_TIMESTAMPS:
        try:
            return sign(drawn, seal, name=name, at=at, timestamps=settings.SIGNING_TIMESTAMPS), True
        except CannotSign:
            logger.warning("timestamp_failed")
    return sign(drawn, seal, name=name, at=at), False


def sign(drawn: bytes, seal: Seal, *, name: str, at: datetime, timestamps: str = "") -> bytes:
    """The file with one signature behind it that says who (the agency) and when, and nothing
    else.
    """
    try:
        signed = _signed_plainly(drawn, seal, name=name, at=at, timestamps=timestamps)
    except Exception as fault:  # noqa: BLE001  whatever went wrong, the letter is owed
        logger.warning("signing_failed", extra={"error": type(fault).__name__})
        raise CannotSign(Problem.FAILED) from None
    if not signed.startswith(drawn):
        raise CannotSign(Problem.FAILED)
    return signed


def _signed_plainly(drawn: bytes, seal: Seal, *, name: str, at: datetime, timestamps: str) -> bytes:
    """Signed so that no stream's data ends in a sign that its end could claim (ISO 19005-2,
    6.1.7.1).

    One in 256 does by chance; another size of the room for the signature gives other data.
    """
    for room in ROOMS:
        signed = _signed(drawn, seal, name=name, at=at, timestamps=timestamps, room=room)
        if UNCLEAR not in signed[len(drawn) :]:
            break
    return signed


def _signed(
    drawn: bytes, seal: Seal, *, name: str, at: datetime, timestamps: str, room: int | None = None
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
    writer = tools.writer(io.BytesIO(drawn))
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


def _pyhanko_signer(seal: Seal) -> Any:
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
