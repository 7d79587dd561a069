"""A mailed link: for attorney or designee, for seven days, opened with the code of its notice."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.notices.actions.links import (
    LINK_JOB,
    create_link,
    hash_of,
    mail_link,
    open_link_with_code,
    token_of,
    withdraw_link,
)
from reports.notices.actions.void import void_notice
from reports.notices.models import Notice, NoticeLink, NoticeService
from reports.notices.queries import find_open_link, get_link, links_of
from reports.outbox.models import Job
from tests.factories import detainers as make
from tests.factories.notices import ready
from tests.factories.people import agency, person
from tests.support.reading import queries_for
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
NOW = make.NOW
LATER = NOW + timedelta(minutes=10)
ENDS = NOW + timedelta(days=7)


def link_to(notice, *, by=None, recipient="attorney", at=NOW) -> NoticeLink:
    made = create_link(
        notice=notice, address="ada@law.example", recipient=recipient, by=by or person(), at=at
    )
    return opened(made)


def opened(link) -> NoticeLink:
    rows = NoticeLink.objects.select_related("record_key", "made_by", "notice__record_key")
    return rows.select_related("notice__agency").get(pk=link.pk)


def test_the_token_of_a_link_is_the_same_after_an_upgrade(settings):
    """Who was mailed a link follows it for weeks: salt and hash are not changed in between."""
    settings.SECRET_KEY = "as-it-was-when-the-link-was-mailed"  # pragma: allowlist secret
    assert token_of(UUID(int=54192)) == (
        "13f015ab0dd0e2393a047c781874d705fcb7b36ce229c245d07d57d4e8c10907"
    )


def test_a_link_is_kept_without_its_token_and_its_mail_is_promised():
    notice, clerk = ready(), person()
    link = link_to(notice, by=clerk, recipient="designee")
    assert (link.notice, link.address, link.recipient) == (notice, "ada@law.example", "designee")
    assert (link.made_at, link.made_by, link.expires_at) == (NOW, clerk, ENDS)
    assert link.token_sha256 == hash_of(token_of(link.pk))
    assert token_of(link.pk) not in str(vars(link))
    assert Job.objects.filter(kind=LINK_JOB, object_id=link.pk).count() == 1
    check_entry(
        "notice.link_made", about=notice, subject="notice", by=clerk, at=NOW, to_whom="designee"
    )


@pytest.mark.parametrize("recipient", ["person", "guardian", "anybody"])
def test_a_link_goes_to_attorney_or_designee(recipient):
    with pytest.raises(StateRefused, match="goes to the attorney or to the one other person"):
        link_to(ready(), recipient=recipient)
    assert not NoticeLink.objects.exists()


def test_only_who_records_service_here_makes_and_ends_links():
    notice = ready()
    link = link_to(notice)
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            link_to(notice, by=nobody)
        with pytest.raises(PermissionRefused, match="at Hartford"):
            withdraw_link(link=link, by=nobody, at=LATER)


def test_the_mail_says_where_until_the_link_ends():
    link = link_to(ready())
    mail_link(link_id=link.pk, at=ENDS)
    assert not mail.outbox
    mail_link(link_id=link.pk, at=ENDS - timedelta(seconds=1))
    (message,) = mail.outbox
    assert message.to == ["ada@law.example"]
    assert f"/verify/link/{token_of(link.pk)}/" in message.body
    assert link.notice.number in message.subject + message.body
    withdraw_link(link=link, by=person(), at=LATER)
    mail_link(link_id=link.pk, at=LATER)
    assert len(mail.outbox) == 1


def test_another_code_opens_nothing():
    link = link_to(ready())
    assert not open_link_with_code(link=link, code="AAAAAAAAAAAA", at=LATER)
    assert opened(link).opened_at is None
    assert not NoticeService.objects.exists()


def test_the_first_opening_is_service_and_the_next_is_not():
    notice, clerk = ready(), person()
    link, other = link_to(notice, by=clerk), link_to(notice)
    for at in (LATER, LATER + timedelta(minutes=1)):
        assert open_link_with_code(link=link, code=notice.code, at=at)
    assert (opened(link).opened_at, opened(other).opened_at) == (LATER, None)
    service = NoticeService.objects.select_related("record_key").get()
    assert (service.notice, service.how, service.outcome) == (notice, "email", "served")
    assert (service.recipient, service.happened_at) == ("attorney", LATER)
    assert (service.entered_at, service.entered_by) == (LATER, clerk)
    assert service.handed_over_by == f"Link made by {clerk.name}"
    assert Notice.objects.get().status == "served"
    check_entry(
        "notice.served",
        about=notice,
        subject="notice",
        by="system:notices",
        at=LATER,
        how="email",
        outcome="served",
        to_whom="attorney",
    )


def test_opening_what_was_void_since_serves_no_notice():
    notice = ready()
    link = link_to(notice)
    void_notice(notice=notice, reason="Twice.", by=person(Role.AGENCY_HEAD), at=LATER)
    assert open_link_with_code(link=opened(link), code=notice.code, at=LATER)
    assert Notice.objects.get().status == "voided"
    assert NoticeService.objects.get().notice == notice


def test_a_link_is_withdrawn_once_and_alone():
    notice, clerk = ready(), person()
    link, other = link_to(notice), link_to(notice, at=LATER)
    withdraw_link(link=link, by=clerk, at=LATER)
    check_entry("notice.link_withdrawn", about=notice, subject="notice", by=clerk, at=LATER)
    with pytest.raises(Conflict, match="was withdrawn already"):
        withdraw_link(link=link, by=clerk, at=LATER)
    assert (opened(link).withdrawn_at, opened(link).withdrawn_by) == (LATER, clerk)
    assert opened(other).withdrawn_at is None
    assert links_of(notice) == [other, link]
    assert queries_for(links_of(notice)[0], "address") == []
    assert get_link(notice, link.pk).notice is notice
    assert find_open_link(link.token_sha256, at=LATER) is None
    found = find_open_link(other.token_sha256, at=LATER)
    assert found == other
    names = ("notice.agency.name", "notice.content", "made_by.name", "address")
    assert queries_for(found, *names) == []
    ends = other.expires_at
    assert find_open_link(other.token_sha256, at=ends - timedelta(seconds=1)) == other
    assert find_open_link(other.token_sha256, at=ends) is None
