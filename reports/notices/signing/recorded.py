"""What is known of a notice's signature, read from the audit log: neither the file nor a key is
needed.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.audit.queries import entries_about
from reports.documents.signing.credentials import SigningProblem
from reports.notices.models import Notice

SIGNED, UNSIGNED, NOT_RENDERED = "notice.signed", "notice.unsigned", "notice.could_not_render"


@dataclass(frozen=True)
class Signature:
    """The certificate's SHA-256 and that of the file before it was signed; or why there is no
    signature.
    """

    certificate: str
    rendered_sha256: str
    problem: SigningProblem | None = None

    @property
    def fingerprint(self) -> str:
        """As PDF readers show it: pairs of hexadecimal digits."""
        return " ".join(
            self.certificate[place : place + 2] for place in range(0, len(self.certificate), 2)
        ).upper()


def signature_of(notice: Notice) -> Signature | None:
    """The result of the last signing of the notice's file; None where nothing was signed, because
    there is no file or no folder of certificates.
    """
    entry = (
        entries_about(notice.pk)
        .filter(event__in=(SIGNED, UNSIGNED, NOT_RENDERED))
        .order_by("at", "seq")
        .last()
    )
    if entry is None or entry.event == NOT_RENDERED:
        return None
    detail = {key: str(value) for key, value in entry.detail.items()}
    return Signature(
        detail.get("certificate", ""), detail.get("drawn_sha256", ""), _problem(entry.event, detail)
    )


def _problem(event: str, detail: dict[str, str]) -> SigningProblem | None:
    if event == SIGNED:
        return None
    return next(
        (known for known in SigningProblem if known == detail.get("why")), SigningProblem.FAILED
    )
