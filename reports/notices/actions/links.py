"""A link by e-mail for the attorney or the designee. It expires, and it opens only with the
verification code.

The mail contains no personal data. The code goes another way: by telephone or on paper. Only the
hash of the link is stored, so reading the database does not give the link.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.crypto import salted_hmac

from reports.accounts.models import User
from reports.core.refusals import Conflict, StateRefused
from reports.core.verbs import verb, wait_for_turn
from reports.law.moments import local_day
from reports.mail.actions import MailJob
from reports.mail.kinds import NOTICE_LINK
from reports.mail.sending import deliver
from reports.notices.actions.transition import audit_notice
from reports.notices.models import Notice, NoticeLink, NoticeService
from reports.notices.policies import check_can_send_link, check_can_withdraw_link
from reports.notices.status import (
    LINK_OPENED,
    NOTICE_LIFECYCLE,
    NoticeEvent,
    NoticeStatus,
    Recipient,
    ServiceMethod,
    ServiceOutcome,
)
from reports.notices.text.formatting import locale_text
from reports.notices.text.languages import ENGLISH, approved_languages
from reports.outbox.actions import enqueue

GOOD_FOR = timedelta(days=7)
LINK_JOB = "mail_notice_link"


@verb
def create_link(
    *,
    notice: Notice,
    address: str,
    recipient: str,
    by: User,
    at: datetime,
    form_token: UUID | None = None,
) -> NoticeLink:
    """Create a link and queue the mail with it. Submitting the same form twice gives the same
    link.
    """
    check_can_send_link(by, notice, on=local_day(at))
    key = form_token or uuid4()
    wait_for_turn(f"form {key}")
    before: NoticeLink | None = notice.links.filter(pk=key).first()
    if before is not None:
        return before
    if recipient not in {Recipient.ATTORNEY, Recipient.DESIGNEE}:
        raise StateRefused("A link goes to the attorney or to the one other person named.")
    link = NoticeLink.objects.create(
        id=key,
        record_key=notice.record_key,
        notice=notice,
        token_sha256=hash_of(token_of(key)),
        address=address,
        recipient=recipient,
        made_at=at,
        made_by=by,
        expires_at=at + GOOD_FOR,
    )
    enqueue(kind=LINK_JOB, object_id=link.pk, at=at)
    audit_notice(notice, "notice.link_made", by=by, at=at, to_whom=recipient)
    return link


def token_of(link_id: UUID) -> str:
    """The token in the address. It is derived from the id and this installation's secret and is
    stored nowhere.
    """
    return salted_hmac("reports.notices.link", str(link_id), algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def mail_link(*, link_id: UUID, at: datetime) -> None:
    """Send the mail. It names the agency and the notice's number, and no person."""
    link = NoticeLink.objects.select_related("record_key", "notice__agency").get(pk=link_id)
    if link.withdrawn_at is not None or at >= link.expires_at:
        return
    deliver(
        NOTICE_LINK,
        job=MailJob(LINK_JOB, link.pk),
        to={link.pk: link.address},
        at=at,
        agency=link.notice.agency.display_name,
        number=link.notice.number,
        phone=link.notice.agency.phone,
        path=f"/verify/link/{token_of(link.pk)}/",
        days=GOOD_FOR.days,
        titles=_titles(),
    )


def _titles() -> str:
    """“A letter for you” in every language of the notices: the designee may read no English.

    Always all of them, so that the mail does not reveal anybody's language.
    """
    languages = approved_languages(production=settings.PRODUCTION)
    voices = (
        locale_text(language.code, production=settings.PRODUCTION)
        for language in languages
        if language is not ENGLISH
    )
    return " · ".join(dict.fromkeys(one.say("page.link") for one in voices))


@verb(system=True)
def open_link_with_code(*, link: NoticeLink, code: str, at: datetime) -> bool:
    """Whether the code belongs to the notice. The first opening is service, recorded with its
    time.
    """
    if not compare_digest(code, link.notice.code):
        return False
    if NoticeLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=at):
        _record_opening(link, at)
    return True


def _record_opening(link: NoticeLink, at: datetime) -> None:
    notice = link.notice
    NoticeService.objects.create(
        record_key=notice.record_key,
        notice=notice,
        happened_at=at,
        how=ServiceMethod.EMAIL,
        outcome=ServiceOutcome.SERVED,
        recipient=link.recipient,
        handed_over_by=f"Link made by {link.made_by.name}",
        entered_at=at,
        entered_by=link.made_by,
    )
    if notice.status in {NoticeStatus.READY, NoticeStatus.SERVED, NoticeStatus.COULD_NOT_SERVE}:
        detail = {
            "how": ServiceMethod.EMAIL.value,
            "outcome": ServiceOutcome.SERVED.value,
            "to_whom": link.recipient,
        }
        NOTICE_LIFECYCLE.move(notice, NoticeEvent.SERVED, by=LINK_OPENED, at=at, detail=detail)


@verb
def withdraw_link(*, link: NoticeLink, by: User, at: datetime) -> None:
    """End a link before it expires."""
    check_can_withdraw_link(by, link.notice, on=local_day(at))
    if not NoticeLink.objects.filter(pk=link.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=at, withdrawn_by=by
    ):
        raise Conflict("This link was withdrawn already.")
    audit_notice(link.notice, "notice.link_withdrawn", by=by, at=at)
