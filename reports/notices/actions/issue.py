"""Issue a notice: its wording is frozen under the next number, and its file is queued.

Both happen in the transaction of the step that requires the notice, or not at all. An issued notice
is never changed: a corrected notice is a new one that names the old.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from reports.access.models import Access
from reports.accounts.models import Agency, User
from reports.core.refusals import StateRefused
from reports.core.verbs import verb
from reports.law.moments import local_day
from reports.notices.actions.render import RENDER_JOB
from reports.notices.acts import GIVES_REASON, NoticeAct
from reports.notices.codes import display_number, new_code
from reports.notices.content.compose import build_content
from reports.notices.content.document import NoticeContent, content_hash, to_json
from reports.notices.content.facts import NoticeFacts, check_facts, without_accents
from reports.notices.kinds import NoticeKind
from reports.notices.models import NAME_INDEX, Notice, NoticeCounter, ReservedNumber
from reports.notices.policies import check_can_issue
from reports.notices.status import NOTICE_LIFECYCLE, NoticeEvent, NoticeStatus
from reports.notices.text.languages import sheet_language
from reports.outbox.actions import enqueue
from reports.sealing.actions import blind_index


@verb
def issue_notice(
    *,
    facts: NoticeFacts,
    act: NoticeAct,
    kind: NoticeKind,
    language: str,
    by: User,
    at: datetime,
    reserved: ReservedNumber | None = None,
) -> Notice:
    """Freeze the wording about an act under the next number and queue the file. A current notice
    of the same kind is replaced.

    `reserved` is the number of a blank form that was filled in by hand during an outage.
    """
    agency = act.detainer.agency
    check_can_issue(by, agency, on=local_day(at))
    check_facts(facts, kind=kind)
    check_free(reserved, agency)
    before = _twin_before(act, kind)
    if before is not None:
        facts = replace(facts, replaces_number=before.number)
        if before.is_live:
            NOTICE_LIFECYCLE.move(before, NoticeEvent.SUPERSEDED, by=by, at=at)
    notice = _new_notice(facts, act, kind=kind, language=language, by=by, at=at, reserved=reserved)
    notice.supersedes = before
    detail = {"kind": kind.value, "language": notice.language}
    NOTICE_LIFECYCLE.begin(notice, NoticeEvent.ISSUED, by=by, at=at, detail=detail)
    _use_up(reserved, notice)
    enqueue(kind=RENDER_JOB, object_id=notice.pk, at=at)
    return notice


def _twin_before(act: NoticeAct, kind: NoticeKind) -> Notice | None:
    """The notice that the new one replaces: the current one, else the last voided one that has no
    successor.
    """
    if kind is NoticeKind.CORRECTION:
        return None
    twins = Notice.objects.select_for_update(of=("self",)).select_related("agency")
    accesses = Q(access=act.access) | Q(access__in=_corrected_by(act.access))
    twins = twins.filter(accesses, detainer=act.detainer, kind=kind.value)
    followed = Notice.objects.filter(supersedes=OuterRef("pk"))
    return (
        twins.live().first() or twins.filter(~Exists(followed), status=NoticeStatus.VOIDED).first()
    )


def _corrected_by(access: Access | None) -> list[Access]:
    """The earlier rows of an access that was corrected, whose notices the new one replaces."""
    earlier = []
    while access is not None and access.corrects is not None:
        access = access.corrects
        earlier.append(access)
    return earlier


def _new_notice(
    facts: NoticeFacts,
    act: NoticeAct,
    *,
    kind: NoticeKind,
    language: str,
    by: User,
    at: datetime,
    reserved: ReservedNumber | None,
) -> Notice:
    detainer, agency = act.detainer, act.detainer.agency
    year, sequence = (reserved.year, reserved.sequence) if reserved else take_number(agency, at=at)
    notice = Notice(
        record_key=detainer.record_key,
        agency=agency,
        detainer=detainer,
        access=act.access,
        decision=act.decision,
        kind=kind.value,
        is_reason_withheld=facts.withholds_reason and act.kind in GIVES_REASON,
        language=sheet_language(language, production=settings.PRODUCTION),
        year=year,
        sequence=sequence,
        code=reserved.code if reserved else new_code(),
        owed_at=act.at,
        issued_at=at,
        issued_by=by,
        family_name_index=blind_index(
            agency_code=agency.code, purpose=NAME_INDEX, value=without_accents(facts.family_name)
        ),
    )
    notice.content = to_json(sentences_for(facts, notice, at, kind=kind))
    notice.content_sha256 = content_hash(notice.content)
    return notice


def check_free(reserved: ReservedNumber | None, agency: Agency) -> None:
    """A reserved number serves one notice of its own agency. Its row stays locked until the notice
    is stored. Raises StateRefused where it is taken.
    """
    if reserved is None:
        return
    rows = ReservedNumber.objects.free().select_for_update(of=("self",))
    if not rows.filter(pk=reserved.pk, agency=agency).exists():
        raise StateRefused(
            "This reserved number was used or spoiled already. Choose another, or none."
        )


def _use_up(reserved: ReservedNumber | None, notice: Notice) -> None:
    if reserved is not None:
        ReservedNumber.objects.filter(pk=reserved.pk).update(notice=notice)


def sentences_for(
    facts: NoticeFacts, notice: Notice, at: datetime, *, kind: NoticeKind
) -> NoticeContent:
    """The wording of the notice under its number or, given the kind of a cover, of the cover of its
    enclosure.
    """
    return build_content(
        facts,
        kind=kind,
        language=notice.language,
        number=display_number(
            agency_code=notice.agency.code, year=notice.year, sequence=notice.sequence
        ),
        code=notice.code,
        check_address=check_address(),
        issued_on=local_day(at),
        production=settings.PRODUCTION,
    )


def check_address() -> str:
    """The page where anyone can check that a notice is genuine."""
    return f"{settings.PUBLIC_ADDRESS}/verify/"


def take_number(agency: Agency, *, at: datetime) -> tuple[int, int]:
    """The next number of the agency's year. The counter's row stays locked until the notice is
    stored.
    """
    year = local_day(at).year
    NoticeCounter.objects.get_or_create(agency=agency, year=year)
    counter = NoticeCounter.objects.select_for_update().get(agency=agency, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return year, counter.last
