"""Print jobs, links by mail, and numbers on paper."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, StateRefused
from reports.notices import verification
from reports.notices.actions.links import create_link, token_of, withdraw_link
from reports.notices.actions.print import mark_printed, start_print_job
from reports.notices.actions.render import render_notice
from reports.notices.actions.reserve_numbers import discard_number, reserve_numbers
from reports.notices.blank_forms import blank_notice, intake_sheet
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice, NoticeLink
from reports.notices.status import NoticeStatus
from reports.notices.text.languages import LANGUAGES, catalog
from reports.outbox.runner import run_due
from reports.workflow.notice_facts import heading_of
from reports.workflow.notices import issue_first_notice
from tests.documents.reading import by_poppler
from tests.factories.detainers import NOW, access, decided, detainer
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def letters(count: int) -> list[Notice]:
    for _ in range(count):
        detainer()
    return list(Notice.objects.select_related("agency").order_by("sequence"))


def test_a_job_keeps_its_order_and_goes_on_where_it_broke_off():
    rows, clerk = letters(3), person(Role.CLERK)
    job = start_print_job(agency=agency(), notices=rows, by=clerk, at=NOW)
    assert [part.notice for part in job.parts.all()] == rows
    assert mark_printed(job=job, through=2, by=clerk, at=LATER) == 1
    assert [part.position for part in job.parts.filter(printed_at__isnull=True)] == [3]
    assert mark_printed(job=job, through=3, by=clerk, at=LATER) == 0


def test_no_job_without_letters_or_with_another_agencys():
    clerk = person(Role.CLERK)
    with pytest.raises(StateRefused, match="No notice waits"):
        start_print_job(agency=agency(), notices=[], by=clerk, at=NOW)
    stranger = person(Role.CLERK, at_agency=agency("bristol"))
    with pytest.raises(StateRefused, match="one agency"):
        start_print_job(agency=agency("bristol"), notices=letters(1), by=stranger, at=NOW)


def sent_link() -> tuple[NoticeLink, str]:
    item = detainer()
    decided(item, notify_release="comply")
    access(detainer=item, kind="B")
    notice = item.notices.get(kind="N2C")
    render_notice(notice_id=notice.pk, at=NOW)
    notice.refresh_from_db()
    clerk = person(Role.CLERK)
    link = create_link(
        notice=notice, address="ada@law.example", recipient="attorney", by=clerk, at=NOW
    )
    return link, reverse("verify:link", args=[token_of(link.pk)])


@pytest.fixture
def _at_now():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.mark.usefixtures("_at_now")
def test_the_mail_holds_the_link_and_neither_code_nor_name():
    link, address = sent_link()
    run_due(at=LATER)
    message = mail.outbox[-1]
    assert address in message.body
    assert link.notice.shown_code not in message.body
    assert "Nuñez" not in message.body + message.subject
    assert message.to == ["ada@law.example"]
    for language in LANGUAGES.values():
        assert catalog(language.code).say("page.link") in message.body or language.code == "en"
    assert token_of(link.pk) not in str(NoticeLink.objects.values().get())


@pytest.mark.usefixtures("_at_now")
def test_a_link_opens_only_with_the_code_and_the_opening_is_the_handing_over(client):
    link, address = sent_link()
    assert "Nuñez" not in client.get(address).content.decode()
    assert client.post(address, {"code": "AAAA-AAAA-AAAA"}).status_code == 422
    answer = client.post(address, {"code": link.notice.shown_code})
    assert answer.content.startswith(b"%PDF")
    assert not answer.cookies
    client.post(address, {"code": link.notice.shown_code})
    notice = Notice.objects.get(pk=link.notice_id)
    entry = notice.services.get()
    assert (notice.status, entry.how, entry.recipient) == (NoticeStatus.SERVED, "email", "attorney")


@pytest.mark.usefixtures("_at_now")
def test_a_link_speaks_every_language_and_opens_in_each(client):
    link, address = sent_link()
    for lang in ("ar", "zh-Hant", "ht"):
        there = reverse("verify:link", args=[lang, address.rstrip("/").rpartition("/")[2]])
        say = catalog(lang).say
        assert say("page.link.open") in client.get(there).content.decode()
        assert say("page.link.wrong") in client.post(there, {"code": "AAAA"}).content.decode()
    assert client.post(there, {"code": link.notice.shown_code}).content.startswith(b"%PDF")


@pytest.mark.usefixtures("_at_now")
def test_a_link_that_ran_out_or_was_withdrawn_opens_nothing(client):
    link, address = sent_link()
    NoticeLink.objects.update(expires_at=LATER)
    assert client.get(address).status_code == 404
    NoticeLink.objects.update(expires_at=LATER + timedelta(days=1))
    clerk = person(Role.CLERK)
    withdraw_link(link=link, by=clerk, at=LATER)
    assert client.get(address).status_code == 404
    with pytest.raises(Conflict):
        withdraw_link(link=link, by=clerk, at=LATER)


@pytest.mark.usefixtures("_at_now")
def test_codes_cannot_be_guessed_through_a_link(client):
    _, address = sent_link()
    statuses = [client.post(address, {"code": "AAAA-AAAA-AAAA"}).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_reserved_numbers_belong_to_the_same_row_without_gap_or_twin(client):
    clerk = person(Role.CLERK)
    first = detainer().notices.get(kind="N1")
    rows = reserve_numbers(agency=first.agency, count=2, by=clerk, at=NOW)
    assert [row.sequence for row in rows] == [2, 3]
    assert detainer().notices.get(kind="N1").sequence == 4
    page = client.get(reverse("verify:letter", args=[rows[0].shown_code])).content.decode()
    assert "The letter is not in the system yet" in page
    assert rows[0].number in page


def test_a_letter_written_by_hand_is_entered_under_the_number_of_its_sheet():
    item = detainer()
    clerk = person(Role.CLERK)
    used, spoiled = reserve_numbers(agency=item.agency, count=2, by=clerk, at=NOW)
    letter = issue_first_notice(item, by=clerk, at=LATER, reserved=used)
    assert (letter.number, letter.code) == (used.number, used.code)
    assert verification.find_reserved(used.code) is None
    with pytest.raises(StateRefused, match="used or spoiled"):
        issue_first_notice(item, by=clerk, at=LATER, reserved=used)
    discard_number(number=spoiled, by=clerk, at=LATER)
    with pytest.raises(Conflict):
        discard_number(number=spoiled, by=clerk, at=LATER)


def test_no_more_than_a_block_is_reserved():
    with pytest.raises(StateRefused, match="between one and"):
        reserve_numbers(agency=agency(), count=41, by=person(Role.CLERK), at=NOW)


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_a_blank_sheet_bears_agency_number_and_code_and_nobody(language):
    clerk = person(Role.CLERK)
    row = reserve_numbers(agency=agency(), count=1, by=clerk, at=NOW)[0]
    data = blank_notice(
        row,
        kind=NoticeKind.N1_INTENT,
        language=language,
        agency=heading_of(agency()),
        check_address="https://trustact.example.gov/verify/",
        on=NOW.date(),
    )
    text = by_poppler(data)
    assert row.number in text
    assert row.shown_code in text
    assert "Hartford Police Department" in text


def test_the_intake_sheet_asks_what_the_screen_asks():
    data = intake_sheet(agency=heading_of(agency()), number="HARTFORD-2026-00001")
    text = by_poppler(data)
    for words in ("HARTFORD-2026-00001", "A-number", "can read it", "Head of the agency told"):
        assert words in text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
