"""Receipts are drawn once and handed out for ever; the daily round compiles, reminds and mails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from django.core import mail
from django.core.files import storage

from reports.accounts.roles import Role
from reports.core import clock
from reports.messaging import digests
from reports.messaging.models import Digest, Message
from reports.outbox.models import Job, JobStatus
from reports.outbox.runner import run_due
from reports.submissions import tasks
from reports.submissions.actions.remind import remind, remind_all, waited_for
from reports.submissions.models import MissingNotice, Submission, SubmissionTotals
from reports.submissions.receipts import ReceiptDamaged, read_receipt, receipt_pdf
from reports.submissions.status import SubmissionStatus
from tests.submissions.helpers import (
    AFTER,
    a_person,
    accepted,
    an_agency,
    asked,
    certified,
    log_access,
)
from tests.support.stopped_clock import set_clock

pytestmark = pytest.mark.django_db


def test_the_receipt_is_drawn_stored_and_the_same_ever_after():
    receipt = certified(lines=3).receipt
    run_due(at=clock.now())
    receipt.refresh_from_db()
    first = read_receipt(receipt)
    assert first.startswith(b"%PDF-")
    tasks.render_receipt(receipt.pk, 1)
    assert read_receipt(receipt) == first == receipt_pdf(receipt)
    assert not Job.objects.filter(status=JobStatus.FAILED)


def test_a_damaged_receipt_is_not_handed_out():
    receipt = certified().receipt
    run_due(at=clock.now())
    receipt.refresh_from_db()
    with storage.default_storage.open(receipt.file_name, "wb") as stored:
        stored.write(b"%PDF-other")
    with pytest.raises(ReceiptDamaged):
        read_receipt(receipt)


def test_the_round_compiles_what_has_ended(monkeypatch):
    agency, other = an_agency(), an_agency("ct-correction", kind="correction")
    log_access(agency)
    asked()
    set_clock(monkeypatch, lambda: AFTER)
    tasks.half_year_round(agency.pk, 1)
    tasks.half_year_round(agency.pk, 2)
    assert [s.status for s in Submission.objects.filter(agency=agency)] == [SubmissionStatus.DRAFT]
    assert not Submission.objects.filter(agency=other).exists()


def test_the_round_stores_the_sums_that_are_missing():
    submission = accepted(lines=2)
    SubmissionTotals.objects.all().delete()
    tasks.half_year_round(submission.agency.pk, 1)
    assert SubmissionTotals.objects.get().pk == submission.pk


def test_reminders_go_only_where_something_is_due():
    late, done = an_agency("new-haven"), accepted(an_agency("hartford")).agency
    clerk = a_person(Role.CLERK, late)
    period = asked()
    due = datetime(2025, 7, 20, 15, tzinfo=UTC)
    assert waited_for(period, on=due.date()) == [late]
    assert [remind_all(period=period, at=due), remind_all(period=period, at=due)] == [1, 0]
    overdue = due + timedelta(days=20)
    assert [remind_all(period=period, at=overdue), remind_all(period=period, at=overdue)] == [1, 0]
    kinds = list(Message.objects.filter(recipient=clerk).values_list("kind", flat=True))
    assert sorted(kinds) == ["due_soon", "opened", "overdue"]
    assert not MissingNotice.objects.filter(agency=done).exists()


def test_opm_reminds_once_a_day():
    agency = an_agency()
    a_person(Role.CLERK, agency)
    reviewer, at = a_person(Role.OPM_REVIEWER), AFTER + timedelta(days=60)
    assert remind(agency=agency, period=asked(), by=reviewer, at=at).recipients == 1
    with pytest.raises(Exception, match="today already"):
        remind(agency=agency, period=asked(), by=reviewer, at=at)


def test_one_mail_a_day_says_nothing_of_anybody():
    certified(an_agency("hartford"), lines=1)
    reviewer = a_person(Role.OPM_REVIEWER)
    certified(an_agency("new-haven"), lines=1)
    assert digests.make_digests(at=AFTER) >= 1
    assert digests.make_digests(at=AFTER) == 0
    run_due(at=clock.now())
    sent = [m for m in mail.outbox if m.to == [reviewer.email]]
    assert len(sent) == 1
    assert "Hartford" not in sent[0].body
    assert Digest.objects.get(recipient=reviewer).outcome == Digest.Outcome.SENT


def test_a_receipt_of_many_lines_names_each():
    receipt = certified(lines=120).receipt
    with pypdfium2.PdfDocument(receipt_pdf(receipt)) as pdf:
        words = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "120. 2025-03" in words
    assert receipt.content["sha256"] in words
