"""A letter whose file had to be drawn plainly goes out at once, says so, and can be drawn anew."""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core import mail
from django.urls import reverse

from reports import documents
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import StateRefused
from reports.documents import RenderResult
from reports.documents.metadata import claims_accessible
from reports.mail.kinds import PLAIN
from reports.notices.actions.enclose import request_enclosure
from reports.notices.actions.links import create_link
from reports.notices.actions.render import render_again, render_notice
from reports.notices.printing.bundle import assemble
from reports.notices.printing.parts import part_for
from reports.notices.queries import plain_because
from reports.notices.status import EnclosureKind, NoticeStatus, Recipient
from reports.outbox.runner import run_due
from reports.sealing.actions import read_sealed_file
from reports.web.desk.notices.page.plain import TITLE
from tests.factories.detainers import NOW, detainer
from tests.factories.people import person

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=10)
draw_whole = documents.render


@pytest.fixture
def without_text_layer(monkeypatch):
    """The renderer lacks an inner name. Undone, it has it again."""

    def plainly(page, **more):
        data = draw_whole(page, **more).data
        return RenderResult(data.replace(b"<pdfuaid:part>1", b"<pdfuaid:part>9"), "Stream._tags")

    monkeypatch.setattr(documents, "render", plainly)
    return monkeypatch


def made(at=NOW):
    notice = detainer().notices.get()
    render_notice(notice_id=notice.pk, at=at)
    notice.refresh_from_db()
    return notice


def clerk_of(notice):
    return person(Role.CLERK, at_agency=notice.agency)


def test_it_is_ready_at_once_and_the_audit_log_says_what_is_gone(without_text_layer):
    notice = made()
    entry = AuditEntry.objects.get(event="notice.plain", subject_id=notice.pk)
    assert notice.status == NoticeStatus.READY
    assert entry.detail == {"lacks": "Stream._tags"}
    assert plain_because(notice) == "Stream._tags"


def test_administrators_get_one_mail_a_day(without_text_layer):
    administrator = person(Role.OPM_ADMIN)
    made()
    made()
    run_due(at=LATER)
    told = [one for one in mail.outbox if one.subject == PLAIN.subject]
    assert [one.to for one in told] == [[administrator.email]]
    assert "notice.plain" in told[0].body


def test_its_page_says_so_and_it_is_drawn_again(without_text_layer, client):
    notice = made()
    client.force_login(clerk_of(notice))
    page = client.get(reverse("desk:notice", args=[notice.pk])).content.decode()
    assert TITLE in page
    assert "Stream._tags" in page
    without_text_layer.undo()
    client.post(reverse("desk:notice_render_again", args=[notice.pk]))
    run_due(at=LATER)
    notice.refresh_from_db()
    with pikepdf.open(io.BytesIO(read_sealed_file(notice.file))) as pdf:
        assert claims_accessible(pdf)
    assert (notice.status, plain_because(notice)) == (NoticeStatus.READY, "")
    page = client.get(reverse("desk:notice", args=[notice.pk])).content.decode()
    assert TITLE not in page
    assert "Try again" not in page


def test_what_was_sent_or_is_whole_stays_as_it_is(without_text_layer):
    sent = made()
    create_link(
        notice=sent,
        address="lawyer@example.org",
        recipient=Recipient.ATTORNEY,
        by=clerk_of(sent),
        at=NOW,
    )
    without_text_layer.undo()
    for notice in (sent, made()):
        with pytest.raises(StateRefused, match="will not change"):
            render_again(notice=notice, by=clerk_of(notice), at=LATER)


def test_it_is_printed_with_others_and_the_whole_claims_no_more_than_it(without_text_layer):
    notice = made()
    with pikepdf.open(io.BytesIO(assemble([part_for(notice)]))) as pdf:
        assert not claims_accessible(pdf)
        assert len(pdf.pages) > 1


def test_a_paper_beside_it_is_told_too(without_text_layer):
    notice = made()
    request_enclosure(notice=notice, form=EnclosureKind.LARGE, by=clerk_of(notice), at=NOW)
    run_due(at=LATER)
    entry = AuditEntry.objects.get(event="notice.paper_plain", subject_id=notice.pk)
    assert entry.detail == {"form": "large", "lacks": "Stream._tags"}
