"""Which notices no longer say what the record says after it was corrected, found by composing each
of them before and after.

A person is shared by the agency's records, so a name corrected in one of them reaches the notices
of every record that had it wrong. What a later request says otherwise corrects nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.conf import settings

from reports.accounts.models import User
from reports.notices.actions.issue import sentences_for
from reports.notices.actions.transition import mark_stale
from reports.notices.acts import act_of
from reports.notices.content.document import NoticeContent
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice
from reports.notices.status import AWAITING_SERVICE, NoticeStatus, StaleReason
from reports.notices.text.languages import sheet_language
from reports.persons.merging import people_of
from reports.persons.models import Person
from reports.workflow.notice_facts import facts_of, recipient_of
from reports.workflow.notices import issue_first_notice

Wording = tuple[object, ...]


@contextmanager
def noticing_corrections(
    person: Person,
    *,
    by: User,
    at: datetime,
    because: StaleReason = StaleReason.RECORD_CORRECTED,
    spares_served: bool = False,
) -> Iterator[None]:
    """Within it the record may change; afterwards every notice that would now say something else is
    stale. The first notice is owed at once, so one that was not served yet is replaced on the spot.
    `spares_served` leaves those alone that were true when they were handed over.
    """
    before = _wordings(person)
    yield
    after = _wordings(person)
    changed = [
        notice
        for notice in _notices_of(person)
        if notice.pk in before
        and before[notice.pk] != after[notice.pk]
        and not (spares_served and notice.status == NoticeStatus.SERVED)
    ]
    for notice in mark_stale(changed, because=because, by=by, at=at):
        if notice.kind == NoticeKind.N1_RECEIPT and notice.status in AWAITING_SERVICE:
            issue_first_notice(notice.detainer, by=by, at=at)


@contextmanager
def learning_recipient(person: Person | None, *, by: User, at: datetime) -> Iterator[None]:
    """Within it a further request about somebody known may name an attorney, or one other person. A
    copy for somebody else that nobody has yet is stale afterwards; one that was handed over was
    true then.
    """
    if person is None:
        yield
        return
    because = StaleReason.RECIPIENT_LEARNED
    with noticing_corrections(person, by=by, at=at, because=because, spares_served=True):
        yield


def _notices_of(person: Person) -> list[Notice]:
    rows = Notice.objects.with_content().live().exclude(kind=NoticeKind.CORRECTION)
    people = list(people_of(person.pk).values_list("pk", flat=True))
    rows = rows.filter(detainer__person__in=people).order_by("sequence")
    related = ("detainer__agency", "detainer__person__record_key", "access__reply", "decision")
    return list(rows.select_related(*related).prefetch_related("detainer__person__versions"))


def _wordings(person: Person) -> Mapping[UUID, Wording]:
    return {notice.pk: _wording(notice) for notice in _notices_of(person)}


def _wording(notice: Notice) -> Wording:
    """What the notice would say if it were issued at its own moment from the record as it is."""
    person, kind = notice.detainer.named, NoticeKind(notice.kind)
    recipient = recipient_of(notice.detainer) if kind is NoticeKind.N2_COPY else None
    if kind is NoticeKind.N2_COPY and recipient is None:
        return ("nobody to send it to",)
    language = sheet_language(person.language, production=settings.PRODUCTION)
    facts = facts_of(act_of(notice), issued_at=notice.issued_at, recipient=recipient)
    return (language, *_printed(sentences_for(facts, notice, notice.issued_at, kind=kind)))


def _printed(content: NoticeContent) -> Wording:
    return (content.person_name, content.recipient_name, content.titles, content.sections)
