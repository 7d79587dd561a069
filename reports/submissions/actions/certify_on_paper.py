"""A certifier without an account signs on paper: the certificate carries the content's hash, and
its scan is uploaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from reports.accounts.models import User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.sealing.actions import new_record_key, store_sealed_file
from reports.submissions.actions.certify import after_submission, check_ready
from reports.submissions.actions.transition import locked
from reports.submissions.models import PaperCertificate, Submission
from reports.submissions.policies import check_can_certify_on_paper, check_may_certify_on_paper
from reports.submissions.status import RECEIVED, SUBMISSION_LIFECYCLE, Source, SubmissionEvent

SHOWN_CHARACTERS = 16


@dataclass(frozen=True)
class SignedCertificate:
    """The content of the paper certificate, and its scan."""

    signer_name: str
    signer_title: str
    signed_on: date
    sha256: str
    scan: bytes
    content_type: str


@verb(fresh=True)
def certify_on_paper(
    *,
    submission: Submission,
    certificate: SignedCertificate,
    by: User,
    at: datetime,
    attests_nil: bool = False,
) -> Submission:
    """The signature on paper is the certification; it holds only for the content whose hash it
    names.
    """
    check_may_certify_on_paper(by, submission, on=local_day(at))
    current = locked(submission)
    if current.status in RECEIVED and current.content_sha256 == certificate.sha256:
        return current
    check_can_certify_on_paper(by, current, on=local_day(at))
    _check_paper(certificate, current, at)
    findings = check_ready(current, expected_hash=current.content_sha256, attests_nil=attests_nil)
    _attach(current, certificate, by, at)
    office = certificate.signer_title.strip()
    signed = {
        "received_at": at,
        "certified_as": office[:60],
        "source": Source.PAPER,
        "findings": findings,
    }
    SUBMISSION_LIFECYCLE.move(
        current, SubmissionEvent.CERTIFIED_ON_PAPER, by=by, at=at, changes=signed
    )
    after_submission(
        current, signer=f"{certificate.signer_name.strip()} (on paper)", office=office, at=at
    )
    return current


def _check_paper(certificate: SignedCertificate, submission: Submission, at: datetime) -> None:
    if not (certificate.signer_name.strip() and certificate.signer_title.strip()):
        raise StateRefused("Enter who signed and in which office, as it stands on the document.")
    if not certificate.scan:
        raise StateRefused("Attach the scan of the signed certificate.")
    if not submission.period.ends_on < certificate.signed_on <= local_day(at):
        raise StateRefused(
            "The certificate must be signed after the reporting period's end and not in the future."
        )
    shown = certificate.sha256.strip().lower().replace(" ", "")
    if len(shown) < SHOWN_CHARACTERS or not submission.content_sha256.startswith(shown):
        raise StateRefused(
            "The code on the signed document is not that of this draft: the content has changed"
            " since"
            " it was printed. Print the certificate again and have it signed."
        )


def _attach(submission: Submission, certificate: SignedCertificate, by: User, at: datetime) -> None:
    key = new_record_key(agency_code=submission.agency.code, at=at)
    scan = store_sealed_file(
        record_key=key, data=certificate.scan, content_type=certificate.content_type, at=at
    )
    PaperCertificate.objects.create(
        id=uuid4(),
        record_key=key,
        submission=submission,
        signer_name=certificate.signer_name.strip(),
        signer_title=certificate.signer_title.strip(),
        signed_on=certificate.signed_on,
        scan=scan,
        attached_at=at,
        attached_by=by,
    )
