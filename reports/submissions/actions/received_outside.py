"""Reports that reached OPM outside the system: entered by OPM with their source, and confirmed by
the agency afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from reports.access.kinds import AccessKind, Basis
from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.audit.entry_hash import Detail
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.messaging import inbox
from reports.messaging.models import Message
from reports.persons.vocabulary import Ethnicity, Race, Sex
from reports.sealing.actions import new_record_key, read_sealed_file, store_sealed_file
from reports.submissions.actions.transition import (
    audit_submission,
    lock_agency,
    locked,
    new_version,
)
from reports.submissions.checks import run_checks, to_json
from reports.submissions.compilation import describe, freeze
from reports.submissions.content import ReportLine
from reports.submissions.models import ReportingPeriod, SourceDocument, Submission
from reports.submissions.notifications import notify_about_submission
from reports.submissions.policies import check_can_confirm, check_can_enter_received, check_is_over
from reports.submissions.status import (
    OPEN,
    SUBMISSION_LIFECYCLE,
    Source,
    SubmissionEvent,
    SubmissionStatus,
)


@dataclass(frozen=True)
class ExternalReport:
    """What the municipality sent: how, when, and the file's bytes."""

    channel: str
    arrived_on: date
    data: bytes
    content_type: str


@dataclass(frozen=True)
class ExternalLine:
    """One line as OPM read it from the document."""

    access_on: date
    access_kind: str
    basis: str
    race: str
    ethnicity: str
    sex: str
    age: int | None
    person: str = ""


@verb
def enter_received_outside(
    *,
    agency: Agency,
    period: ReportingPeriod,
    lines: Sequence[ExternalLine],
    paper: ExternalReport,
    by: User,
    at: datetime,
) -> Submission:
    """Enter a municipality's report that came by mail or e-mail. From then on the report is not
    missing.
    """
    on = local_day(at)
    check_can_enter_received(by, agency, on=on)
    check_is_over(period, on=on)
    lock_agency(agency)
    _check_place(agency, period)
    _check_paper(paper, on)
    _drop_empty_draft(agency, period, by, at)
    content = [_content(number, line, period) for number, line in enumerate(lines, start=1)]
    submission = new_version(
        agency,
        period,
        follows=_answered(agency, period),
        source=Source.RECEIVED_OUTSIDE,
        compiled_at=at,
        received_at=at,
        entered_by=by,
    )
    describe(submission, content)
    detail: Detail = {"lines": len(content), "channel": paper.channel}
    SUBMISSION_LIFECYCLE.begin(
        submission, SubmissionEvent.RECEIVED_OUTSIDE, by=by, at=at, detail=detail
    )
    freeze(submission, content)
    _keep_findings(submission)
    _attach(submission, paper, by, at)
    _ask_agency(submission, at)
    return submission


def _keep_findings(submission: Submission) -> None:
    submission.findings = to_json(run_checks(submission))
    submission.save(update_fields=["findings"])


def _check_place(agency: Agency, period: ReportingPeriod) -> None:
    versions = Submission.objects.filter(agency=agency, period=period)
    if versions.filter(status__in=OPEN - {SubmissionStatus.DRAFT}).exists():
        raise StateRefused(
            "A report of this agency for this reporting period already waits for OPM's answer."
            " Answer"
            " it first."
        )
    if versions.filter(status=SubmissionStatus.ACCEPTED).exists():
        raise StateRefused(
            "This reporting period is accepted. Reopen the accepted report; the agency amends it."
        )
    if versions.filter(status=SubmissionStatus.DRAFT, line_count__gt=0).exists():
        raise StateRefused(
            "The agency's own log holds accesses for this reporting period and a draft of them"
            " is open."
            " Ask the agency to certify that draft, on screen or on paper, instead of entering a"
            " second version here."
        )


def _drop_empty_draft(agency: Agency, period: ReportingPeriod, by: User, at: datetime) -> None:
    drafts = Submission.objects.filter(agency=agency, period=period, status=SubmissionStatus.DRAFT)
    for draft in drafts.select_related("agency", "period"):
        SUBMISSION_LIFECYCLE.move(draft, SubmissionEvent.DISCARDED, by=by, at=at)


def _answered(agency: Agency, period: ReportingPeriod) -> Submission | None:
    """The returned version that this one answers, if the newest is one."""
    arrived = (
        Submission.objects.received()
        .filter(agency=agency, period=period)
        .order_by("-version")
        .first()
    )
    return arrived if arrived is not None and arrived.status == SubmissionStatus.RETURNED else None


def _check_paper(paper: ExternalReport, on: date) -> None:
    if not paper.data:
        raise StateRefused(
            "Attach what the town sent; an entry without its source cannot be checked."
        )
    if paper.arrived_on > on:
        raise StateRefused("It cannot have arrived in the future.")


def _content(number: int, line: ExternalLine, period: ReportingPeriod) -> ReportLine:
    allowed = (
        ("access_kind", AccessKind.values),
        ("basis", Basis.values),
        ("race", Race.values),
        ("ethnicity", Ethnicity.values),
        ("sex", Sex.values),
    )
    for name, words in allowed:
        if getattr(line, name) not in words:
            raise StateRefused(
                f"Line {number}: {name.replace('_', ' ')} must be one of {' '.join(words)}."
            )
    if not period.starts_on <= line.access_on <= period.ends_on:
        raise StateRefused(f"Line {number}: the day lies outside {period.title}.")
    if line.age is not None and not 0 <= line.age <= 125:
        raise StateRefused(f"Line {number}: the age must lie between 0 and 125, or be left empty.")
    return ReportLine(
        access_on=line.access_on,
        access_kind=line.access_kind,
        basis=line.basis,
        race=line.race,
        ethnicity=line.ethnicity,
        sex=line.sex,
        age=line.age,
        person=line.person or f"line:{number}",
    )


def _attach(submission: Submission, paper: ExternalReport, by: User, at: datetime) -> None:
    """Seal the document under a key of OPM's own: it may contain a name."""
    key = new_record_key(agency_code=OPM_CHAIN, at=at)
    file = store_sealed_file(
        record_key=key, data=paper.data, content_type=paper.content_type, at=at
    )
    SourceDocument.objects.create(
        id=uuid4(),
        record_key=key,
        submission=submission,
        file=file,
        channel=paper.channel,
        arrived_on=paper.arrived_on,
        attached_at=at,
        attached_by=by,
    )


def _ask_agency(submission: Submission, at: datetime) -> None:
    people = inbox.agency_people(submission.agency, on=local_day(at))
    notify_about_submission(submission, Message.Kind.CONFIRM_ENTRY, people, at=at)
    inbox.resolve(
        kinds=inbox.ASKS_FOR_REPORT,
        at=at,
        agency=submission.agency,
        half_year=submission.period.half_year,
    )


@verb(fresh=True)
def confirm_entry(*, submission: Submission, by: User, at: datetime) -> Submission:
    """The agency confirms that what OPM entered is what it sent."""
    current = locked(submission)
    check_can_confirm(by, current, on=local_day(at))
    current.confirmed_at, current.confirmed_by = at, by
    current.save(update_fields=["confirmed_at", "confirmed_by"])
    audit_submission(current, "submission.confirmed", by=by, at=at)
    inbox.resolve(
        kinds=(Message.Kind.CONFIRM_ENTRY,),
        at=at,
        agency=current.agency,
        half_year=current.period.half_year,
    )
    return current


@verb
def open_source(*, document: SourceDocument, by: User, at: datetime) -> bytes:
    """The bytes of what a municipality sent, for a reviewer. They may contain a name, so each
    opening is in the audit log.
    """
    check_can(by, Permission.REVIEW_SUBMISSION, on=local_day(at))
    record(
        chain=document.submission.agency.code,
        event="source_document.read",
        actor=str(by.pk),
        at=at,
        subject_type="source_document",
        subject_id=document.pk,
    )
    return read_sealed_file(document.file)
