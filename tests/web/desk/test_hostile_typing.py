"""Hostile and clumsy typing, through the real screens: it prints as text, or it is refused with a
sentence.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from reports.core.clock import now
from reports.detainers.models import Detainer
from reports.notices.actions.render import render_notice
from reports.notices.codes import display_code
from reports.notices.models import CorrectionRequest, Notice, NoticeService
from reports.notices.status import NoticeStatus
from reports.sealing.actions import read_sealed_file
from tests.documents.reading import spoken_words
from tests.factories import detainers as make
from tests.factories.people import agency
from tests.web.desk import typing

pytestmark = pytest.mark.django_db

MARKUP = '</p><script>alert(1)</script><img src="file:///etc/passwd"> {{ x }} {% debug %} ]]> &lt;'
TURNED = "Anna \u202edlrow\u202c"
ENDLESS = "x" * 10_000
INVISIBLE = "Anna\u0007"
LINES = "First line.\r\nSecond line.\r\n\r\n\tThird."
REFUSED = {"turned": TURNED, "endless": ENDLESS, "invisible": INVISIBLE}


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def printed(notice: Notice) -> str:
    """What the finished file says."""
    render_notice(notice_id=notice.pk, at=now())
    notice.refresh_from_db()
    assert notice.status == NoticeStatus.READY
    assert notice.file is not None
    return spoken_words(read_sealed_file(notice.file))


def logged(clerk, **changes) -> Detainer | None:
    """The request as typed and recorded; None where the screens refused it."""
    token = typing.begin(clerk)
    typing.fill(clerk, token, **changes)
    answer = typing.record(clerk, token)
    assert answer.status_code in {200, 302, 422}
    return Detainer.objects.first()


PERSON = ("family_name", "given_names", "attorney_name", "designee_name")


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("field", PERSON)
def test_a_name_that_no_letter_can_print_is_refused_at_entry(clerk, field, kind):
    assert logged(clerk, person={field: REFUSED[kind]}) is None
    assert not Notice.objects.exists()


@pytest.mark.parametrize("kind", REFUSED)
def test_so_is_the_name_of_an_office(clerk, kind):
    assert logged(clerk, sender={"federal_office": REFUSED[kind]}) is None


def test_markup_in_names_prints_as_it_is(clerk):
    name = MARKUP[:100]
    item = logged(clerk, person={"family_name": name}, sender={"federal_office": MARKUP[:110]})
    words = printed(item.notices.get(kind="N1"))
    assert name in words
    assert MARKUP[:110] in words
    page = clerk.get(reverse("desk:detainer", args=[item.pk])).content.decode()
    assert "<script>alert(1)" not in page


def waiting() -> Detainer:
    return make.reviewed(
        make.detainer(at=now() - timedelta(hours=3)), at=now() - timedelta(hours=2)
    )


def decide(browser, item: Detainer, reason: str):
    choices = {f"choice_{purpose}": "decline" for purpose in item.purposes}
    return browser.post(reverse("desk:decide", args=[item.pk]), {**choices, "reason": reason})


@pytest.mark.parametrize("kind", REFUSED)
def test_a_reason_that_no_letter_can_print_is_refused_before_it_is_decided(head, kind):
    item = waiting()
    answer = decide(head, item, REFUSED[kind] + " and more words")
    assert answer.status_code == 422
    assert (
        REFUSED[kind][:40]
        not in answer.content.decode().split("error-summary")[1].split("</div>")[0]
    )
    assert not item.decisions.exists()


@pytest.mark.parametrize("reason", [LINES, MARKUP])
def test_a_reason_in_several_lines_or_with_markup_is_printed(head, reason):
    item = waiting()
    assert decide(head, item, reason).status_code == 302
    words = printed(item.notices.get(kind="N1I"))
    for line in reason.replace("\t", " ").split("\r\n"):
        assert line.strip() in words


def test_what_was_said_by_telephone_is_printed_line_by_line(clerk):
    item = waiting()
    make.decided(item, at=now() - timedelta(hours=1), notify_release="comply")
    typed = {
        "form_token": str(uuid4()),
        **typing.local("sent_at", now() - timedelta(minutes=9)),
        "channel": "phone",
        "what": "notifies",
        **typing.local("notified_release_at", typing.release_due(now())),
        "recipient": "Officer",
        "text": f"{LINES}{MARKUP}",
    }
    address = reverse("desk:reply", args=[item.pk])
    for broken in (TURNED, INVISIBLE, ENDLESS):
        assert clerk.post(address, {**typed, "text": broken}).status_code == 422
    assert clerk.post(address, typed).status_code == 302
    words = printed(item.notices.get(kind="N2"))
    assert "First line." in words
    assert "alert(1)" in words


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("field", ["address", "phone", "head_title"])
def test_an_agencys_heading_never_stops_its_letters(admin, field, kind):
    answer = admin.post(reverse("desk:letterhead"), {"head_title": "Chief", field: REFUSED[kind]})
    assert answer.status_code == 422
    assert getattr(agency(), field) != REFUSED[kind]


def asked(client, notice: Notice, **changes):
    typed = {
        "name": "Ada",
        "contact": "860-555-0133",
        "says": "The day is wrong.",
        "form_token": str(uuid4()),
    }
    return client.post(
        reverse("verify:correction", args=[display_code(notice.code)]), {**typed, **changes}
    )


@pytest.mark.parametrize("text", [MARKUP[:110], TURNED, "\x00", "é" * 120])
def test_what_a_stranger_types_is_shown_as_text(client, clerk, text):
    notice = make.detainer(at=now() - timedelta(hours=3)).notices.get()
    answer = asked(client, notice, name=text, says=text)
    assert answer.status_code in {200, 422}
    for request in CorrectionRequest.objects.all():
        page = clerk.get(reverse("desk:correction", args=[request.pk])).content.decode()
        assert "<script>alert(1)" not in page


def test_an_endless_request_for_correction_gets_a_sentence(client):
    notice = make.detainer(at=now() - timedelta(hours=3)).notices.get()
    answer = asked(client, notice, says=ENDLESS)
    assert answer.status_code == 422
    assert "is too long" in answer.content.decode()


@pytest.mark.parametrize("kind", REFUSED)
def test_the_answer_to_a_request_is_printed_or_refused(client, clerk, kind):
    notice = make.detainer(at=now() - timedelta(hours=3)).notices.get()
    asked(client, notice)
    request = CorrectionRequest.objects.get()
    clerk.post(reverse("desk:correction_confirm", args=[request.pk]))
    address = reverse("desk:correction", args=[request.pk])
    assert clerk.post(address, {"outcome": "kept", "reason": REFUSED[kind]}).status_code == 422
    assert clerk.post(address, {"outcome": "kept", "reason": LINES + MARKUP}).status_code == 302
    request.refresh_from_db()
    assert "Second line." in printed(request.answer)


@pytest.mark.parametrize("text", [MARKUP[:110], TURNED, INVISIBLE, "x" * 5000])
def test_what_is_typed_about_a_try_is_shown_as_text(clerk, text):
    notice = make.detainer(at=now() - timedelta(hours=3)).notices.get()
    printed(notice)
    typed = {
        "form_token": str(uuid4()),
        "outcome": "refused",
        **typing.local("happened_at", now()),
        "how": "in_person",
        "recipient": "person",
        "handed_over_by": text,
        "interpreter": text,
        "reason": text,
    }
    assert clerk.post(reverse("desk:notice_serve", args=[notice.pk]), typed).status_code in {
        302,
        422,
    }
    page = clerk.get(reverse("desk:notice", args=[notice.pk])).content.decode()
    assert "<script>alert(1)" not in page
    packet = clerk.get(reverse("desk:packet_file", args=[notice.detainer_id]))
    assert packet.status_code == 200
    assert NoticeService.objects.count() <= 1
