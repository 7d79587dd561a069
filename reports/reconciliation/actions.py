"""Load the federal detainer file, count it, and assign a facility's code to an agency. OPM only."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime

from reports.accounts.models import Agency, User
from reports.accounts.policies import check_can
from reports.accounts.roles import Permission
from reports.audit.actions import OPM_CHAIN, record
from reports.core.dates import long_date
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.outbox.actions import enqueue
from reports.reconciliation.federal_file import FederalCounts, UnreadableFile, read_federal_file
from reports.reconciliation.models import FacilityLink, FederalCount, FederalFile
from reports.sealing.actions import new_record_key, read_sealed_file, shred, store_sealed_file

COUNT_KIND = "count_federal_file"
MAY = Permission.REVIEW_SUBMISSION
State = FederalFile.State


@verb
def load_federal_file(*, title: str, data: bytes, by: User, at: datetime) -> FederalFile:
    """Take a file in and have it counted. Its rows are about people, so it lies sealed until
    then.
    """
    check_can(by, MAY, on=local_day(at))
    if not title.strip():
        raise StateRefused(
            "Say which release of the federal file this is, for example by its month."
        )
    if not data:
        raise StateRefused("The file is empty. Choose the file again.")
    sha256 = hashlib.sha256(data).hexdigest()
    known = FederalFile.objects.exclude(state=State.REFUSED).filter(sha256=sha256).first()
    if known is not None:
        raise StateRefused(
            f"This very file was loaded on {long_date(local_day(known.loaded_at))} as"
            f" “{known.title}”."
        )
    key = new_record_key(agency_code=OPM_CHAIN, at=at)
    upload = store_sealed_file(
        record_key=key, data=data, content_type="application/octet-stream", at=at
    )
    file = FederalFile.objects.create(
        title=title.strip()[:120], sha256=sha256, upload=upload, loaded_at=at, loaded_by=by
    )
    record(
        chain=OPM_CHAIN,
        event="federal_file.loaded",
        actor=str(by.pk),
        at=at,
        subject_type="federal_file",
        subject_id=file.pk,
        detail={"sha256": sha256},
    )
    enqueue(kind=COUNT_KIND, object_id=file.pk, at=at)
    return file


def count_federal_file(*, file: FederalFile, at: datetime) -> FederalFile:
    """Count what was loaded, then destroy its bytes. Counted already, nothing happens."""
    if file.state != State.WAITING or file.upload is None:
        return file
    try:
        found = read_federal_file(read_sealed_file(file.upload), at=at)
    except UnreadableFile as refused:
        return _finish(file, FederalCounts(), refusal=str(refused), at=at)
    return _finish(file, found, refusal="", at=at)


@verb(system=True)
def _finish(file: FederalFile, found: FederalCounts, *, refusal: str, at: datetime) -> FederalFile:
    current = FederalFile.objects.select_for_update().get(pk=file.pk)
    if current.state != State.WAITING:
        return current
    FederalCount.objects.bulk_create(_count_rows(current, found), batch_size=500)
    current.state, current.refusal = (State.REFUSED if refusal else State.COUNTED), refusal[:300]
    current.rows_read, current.rows_here, current.rows_twice = (
        found.rows_read,
        found.rows_here,
        found.rows_twice,
    )
    current.problem_count, current.problems = (
        found.problem_count,
        [asdict(problem) for problem in found.problems],
    )
    current.first_month, current.last_month = (found.months or [""])[0], (found.months or [""])[-1]
    upload, current.upload = current.upload, None
    current.save()
    record(
        chain=OPM_CHAIN,
        event="federal_file.counted",
        actor="system:reconciliation",
        at=at,
        subject_type="federal_file",
        subject_id=current.pk,
        detail={"state": current.state, "rows": current.rows_here},
    )
    if upload is not None:
        shred(record_key=upload.record_key, at=at)
        upload.delete()
    return current


def _count_rows(file: FederalFile, found: FederalCounts) -> list[FederalCount]:
    return [
        FederalCount(
            file=file,
            facility_code=code,
            facility_name=found.names[code],
            month=month,
            lift_reason=reason,
            detainers=detainers,
        )
        for (code, month, reason), detainers in sorted(found.counts.items())
    ]


@verb
def link_facility(
    *, facility_code: str, agency: Agency | None, by: User, at: datetime
) -> FacilityLink:
    """Say whose facility a code is. Nothing is concluded from a name: a federal report once named
    wrong agencies.
    """
    check_can(by, MAY, on=local_day(at))
    if not FederalCount.objects.filter(facility_code=facility_code).exists():
        raise StateRefused("No file that was loaded names this facility.")
    link, _ = FacilityLink.objects.update_or_create(
        facility_code=facility_code, defaults={"agency": agency, "linked_at": at, "linked_by": by}
    )
    record(
        chain=OPM_CHAIN,
        event="facility.linked",
        actor=str(by.pk),
        at=at,
        subject_type="facility",
        subject_id=link.pk,
        detail={"agency": agency.code if agency else "none"},
    )
    return link
