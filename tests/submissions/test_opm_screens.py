"""OPM's desk, walked as a reviewer walks it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.accounts.roles import Role
from reports.submissions.actions.open_half_year import record_notified_outside
from reports.submissions.models import (
    Dispute,
    InternalNote,
    MissingNotice,
    ReportingPeriod,
    SavedFilter,
    Submission,
)
from reports.submissions.review_queue import unreported
from reports.submissions.status import SubmissionStatus
from tests.submissions.helpers import (
    DURING,
    LATER,
    a_person,
    accepted,
    an_agency,
    asked,
    certified,
    drafted,
    half_year,
    log_access,
    returned,
)
from tests.support.stopped_clock import set_clock

pytestmark = pytest.mark.django_db
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fea7"
    "3581840000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _later(monkeypatch):
    set_clock(monkeypatch, lambda: LATER)


@pytest.fixture
def reviewer(client):
    client.force_login(a_person(Role.OPM_REVIEWER))
    return client


def shown(client, name, *args, **query):
    response = client.get(reverse(f"opm:{name}", args=args), query)
    assert response.status_code == 200, name
    return response.content.decode()


def test_from_the_queue_to_acceptance(reviewer):
    submission = certified(lines=2)
    assert "Hartford" in shown(reviewer, "home") + shown(reviewer, "submissions")
    text = shown(reviewer, "review", submission.pk)
    assert "Compared with past periods" in text
    reviewer.post(reverse("opm:review_take", args=[submission.pk]))
    assert "Hartford" in shown(reviewer, "submissions", assigned="mine")
    reviewer.post(reverse("opm:note", args=[submission.pk]), {"reason": "Telephoned the clerk."})
    assert InternalNote.objects.get().text == "Telephoned the clerk."
    reviewer.post(reverse("opm:accept", args=[submission.pk]))
    assert Submission.objects.get().status == SubmissionStatus.ACCEPTED


def test_a_return_carries_several_reasons_tied_to_lines(reviewer):
    submission = certified(lines=2)
    url = reverse("opm:return", args=[submission.pk])
    sent = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-code": "wrong_date",
        "form-0-line": "2",
        "form-0-field": "access_on",
        "form-0-words": "This was a Sunday.",
    }
    grown = reviewer.post(url, {**sent, "add-form": "1"}).content.decode()
    assert "form-1-code" in grown
    assert "This was a Sunday." in grown
    sent |= {
        "form-TOTAL_FORMS": "2",
        "form-1-code": "missing_line",
        "form-1-words": "See the letter of May.",
    }
    reviewer.post(url, {**sent, "message": "Thank you."})
    review = Submission.objects.get().reviews.get()
    assert [(r.code, r.line and r.line.position, r.field) for r in review.reasons.all()] == [
        ("wrong_date", 2, "access_on"),
        ("missing_line", None, ""),
    ]


def test_a_return_without_a_reason_or_with_a_foreign_line_is_refused(reviewer):
    submission = certified()
    url = reverse("opm:return", args=[submission.pk])
    counted = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    assert "at least one reason" in reviewer.post(url, counted).content.decode()
    beyond = {**counted, "form-0-code": "other", "form-0-line": "9", "form-0-words": "?"}
    assert "has 1 line." in reviewer.post(url, beyond).content.decode()
    assert Submission.objects.get().status == SubmissionStatus.CERTIFIED


def test_reports_of_none_are_accepted_together(reviewer):
    nil = [certified(an_agency(code), lines=0) for code in ("avon", "berlin")]
    some = certified(an_agency("hartford"), lines=1)
    reviewer.post(reverse("opm:nil_reports"), {"chosen": [str(s.pk) for s in nil]})
    assert Submission.objects.filter(status=SubmissionStatus.ACCEPTED).count() == 2
    reviewer.post(reverse("opm:nil_reports"), {"chosen": [str(some.pk)]})
    assert Submission.objects.get(pk=some.pk).status == SubmissionStatus.CERTIFIED


def test_filters_are_kept_and_forgotten(reviewer):
    reviewer.post(reverse("opm:filter_save"), {"name": "Mine", "query": "assigned=mine&evil=1"})
    saved = SavedFilter.objects.get()
    assert saved.query == "assigned=mine"
    assert "Mine" in shown(reviewer, "submissions")
    reviewer.post(reverse("opm:filter_delete", args=[saved.pk]))
    assert not SavedFilter.objects.exists()


def test_drafts_and_unknown_ids_do_not_exist_for_opm(reviewer):
    draft = drafted()
    assert reviewer.get(reverse("opm:review", args=[draft.pk])).status_code == 404
    assert reviewer.get(reverse("opm:review", args=[draft.agency.pk])).status_code == 404


def test_coverage_and_who_was_not_heard_from(reviewer):
    an_agency("berlin")
    certified(an_agency("hartford"))
    asked(an_agency("avon"))
    board = shown(reviewer, "coverage")
    assert "Not yet due" in board
    assert "Not asked" in board
    assert "Submitted, waiting for OPM review" in board
    assert "received Jul 2" in board
    assert shown(reviewer, "coverage", kind="state")
    text = shown(reviewer, "missing", "2025H1")
    assert "Avon" in text
    assert "nobody there was told" in text
    assert "Hartford" not in text.split("<tbody>")[1]
    reviewer.post(reverse("opm:remind", args=["2025H1", "avon"]))
    assert "1 time" in shown(reviewer, "missing", "2025H1")


def test_reminders_are_counted_where_they_arrived(reviewer):
    agency, deserted = an_agency("avon"), an_agency("berlin")
    period = asked(agency)
    record_notified_outside(
        agency=deserted,
        period=period,
        channel="letter",
        notified_on=DURING.date(),
        by=a_person(Role.OPM_REVIEWER),
        at=LATER,
    )
    remind_all = reverse("opm:remind_all", args=["2025H1"])
    said = reviewer.post(remind_all, follow=True).content.decode()
    assert "1 agency reminded: 1 person." in said
    assert "Not reminded: 1, since nobody there is registered." in said
    again = reviewer.post(remind_all, follow=True).content.decode()
    assert "0 agencies reminded: 0 people. 1 reminded earlier today." in again
    told = reverse("opm:notified", args=["2025H1", "berlin"])
    assert "email outside the system" in reviewer.get(told).content.decode()
    reviewer.post(told, {"channel": "telephone", "notified_on": LATER.date().isoformat()})
    notice = MissingNotice.objects.filter(agency=deserted, recipients=1).first()
    assert (notice.channel, notice.reached_somebody) == ("telephone", True)
    listed = shown(reviewer, "missing", "2025H1")
    assert ", telephone" in listed
    assert "12:00 AM" not in listed


def test_a_returned_report_was_heard_from(reviewer):
    asked(an_agency("avon"), an_agency("hartford"))
    returned(an_agency("hartford"))
    (silent, back) = unreported(half_year(), on=LATER.date())
    assert (silent.agency.code, silent.is_silent) == ("avon", True)
    assert (back.agency.code, back.is_silent) == ("hartford", False)
    assert "Returned for correction on July 9, 2025" in shown(reviewer, "missing", "2025H1")


def test_a_half_year_is_opened_on_screen(client):
    a_person(Role.CERTIFIER, an_agency("avon"))
    an_agency("berlin")
    client.force_login(a_person(Role.OPM_ADMIN))
    assert "Open it and tell its agencies" in shown(client, "period", "2025H1")
    opened = client.post(reverse("opm:period_open", args=["2025H1"]), follow=True).content.decode()
    assert "1 agency told: 1 person." in opened
    assert "In 1 agencies nobody is registered" in opened
    assert ReportingPeriod.objects.get(half_year="2025H1").opened_at == LATER


def test_a_dispute_is_answered(reviewer, client):
    agency = an_agency("avon")
    half_year()
    client.force_login(a_person(Role.CERTIFIER, agency))
    client.post(
        reverse("submissions:dispute", args=["avon", "2025H1"]),
        {"reason": "Sent by mail on July 1."},
    )
    client.force_login(a_person(Role.OPM_REVIEWER))
    dispute = Dispute.objects.get()
    assert "Sent by mail" in shown(client, "dispute", dispute.pk)
    client.post(reverse("opm:dispute", args=[dispute.pk]), {"reason": "Found it, thank you."})
    dispute.refresh_from_db()
    assert dispute.answer == "Found it, thank you."


def test_what_came_by_mail_is_entered_with_its_source(reviewer):
    agency = an_agency("avon")
    half_year()
    sent = {
        "agency": "avon",
        "half_year": "2025H1",
        "channel": "mail",
        "arrived_on": "2025-07-08",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-0-access_on": "2025-02-03",
        "lines-0-access_kind": "D",
        "lines-0-basis": "other",
        "lines-0-race": "W",
        "lines-0-ethnicity": "N",
        "lines-0-sex": "M",
        "lines-0-age": "40",
    }
    url = reverse("opm:received_outside")
    assert "Choose" in reviewer.get(url).content.decode()
    without = reviewer.post(url, sent)
    assert not Submission.objects.exists(), without
    reviewer.post(url, {**sent, "source": SimpleUploadedFile("town.png", PIXEL, "image/png")})
    submission = Submission.objects.get()
    assert (submission.agency, submission.source, submission.line_count) == (
        agency,
        "received_outside",
        1,
    )
    assert reviewer.get(reverse("opm:source", args=[submission.pk])).status_code == 200
    assert "has not confirmed this entry" in shown(reviewer, "review", submission.pk)


def test_a_half_year_is_set_by_an_administrator(client):
    client.force_login(a_person(Role.OPM_ADMIN))
    period = half_year()
    assert "assumed" in shown(client, "periods")
    sent = {
        "starts_on": "2025-01-01",
        "ends_on": "2025-06-30",
        "due_on": "2025-08-15",
        "grace_days": "10",
        "reporting_kinds": ["municipal_police"],
        "reason": "Letter to towns.",
    }
    client.post(reverse("opm:period", args=["2025H1"]), {**sent, "due_on": "2025-06-15"})
    assert ReportingPeriod.objects.get(pk=period.pk).is_assumed
    client.post(reverse("opm:period", args=["2025H1"]), sent)
    assert not ReportingPeriod.objects.get(pk=period.pk).is_assumed
    assert "2025-07-31 to 2025-08-15" in shown(client, "period", "2025H1")


def test_an_accepted_one_is_reopened(reviewer):
    submission = accepted()
    reviewer.post(reverse("opm:reopen", args=[submission.pk]), {"reason": "A line is missing."})
    assert "A line is missing." in shown(reviewer, "review", submission.pk)


def test_an_amendment_shows_what_it_changes(reviewer, client):
    first = returned(lines=2)
    log_access(first.agency, at=DURING.replace(day=25))
    second = certified(first.agency, lines=0, at=LATER)
    text = shown(reviewer, "review", second.pk)
    assert "Changes against version 1" in text
    assert shown(reviewer, "agency_setup")


@pytest.mark.parametrize("role", [Role.CLERK, Role.CERTIFIER, Role.AGENCY_HEAD, Role.AGENCY_ADMIN])
def test_agencies_have_no_business_here(client, role):
    submission = certified()
    client.force_login(a_person(role, submission.agency))
    for name, args in (
        ("submissions", []),
        ("review", [submission.pk]),
        ("nil_reports", []),
        ("coverage", []),
        ("received_outside", []),
    ):
        assert client.get(reverse(f"opm:{name}", args=args)).status_code == 403, name


def test_a_large_submission_takes_no_more_queries(reviewer, django_assert_max_num_queries):
    submission = certified(lines=70)
    with django_assert_max_num_queries(30) as captured:
        shown(reviewer, "review", submission.pk)
    small = certified(an_agency("avon"), lines=2)
    with django_assert_max_num_queries(len(captured)):
        shown(reviewer, "review", small.pk)


def test_figures_have_their_numbers_beside_them(reviewer, client):
    returned(an_agency("avon"))
    accepted(an_agency("hartford"), lines=2)
    text = shown(reviewer, "figures")
    assert "Agencies with an accepted report" in text
    assert "Something else: 1" in text
    client.force_login(a_person(Role.CLERK, an_agency("hartford")))
    own = client.get(reverse("submissions:figures", args=["hartford"])).content.decode()
    assert "2025H1: 2" in own
    assert "2025H2: no accepted report" in own
