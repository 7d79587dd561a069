"""The agency's screens, walked as its people walk them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.outbox.runner import run_due
from reports.submissions.actions.review import Reason, return_submission
from reports.submissions.models import Submission
from reports.submissions.status import SubmissionStatus
from tests.submissions.helpers import (
    AFTER,
    DURING,
    LATER,
    a_person,
    accepted,
    an_agency,
    certified,
    drafted,
    half_year,
    log_access,
    returned,
)
from tests.support.stopped_clock import set_clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _summer(monkeypatch):
    set_clock(monkeypatch, lambda: AFTER)


@pytest.fixture
def as_role(client):
    def sign_in(role, agency=None):
        client.force_login(a_person(role, agency or an_agency()))
        return client

    return sign_in


def page(client, name, **kwargs):
    response = client.get(reverse(f"submissions:{name}", kwargs=kwargs))
    return response, " ".join(response.content.decode().split())


def test_from_the_list_to_the_receipt(as_role):
    agency = an_agency()
    log_access(agency)
    half_year()
    client = as_role(Role.CERTIFIER)
    assert "January to June 2025" in page(client, "list")[1]
    place = {"code": "hartford", "half_year": "2025H1"}
    assert "What the log says so far" in page(client, "half_year", **place)[1]
    client.post(reverse("submissions:compile", kwargs=place))
    draft = Submission.objects.get()
    _, text = page(client, "certify", submission_id=draft.pk)
    assert "What it does not say" in text
    assert draft.content_sha256 in text
    answer = client.post(
        reverse("submissions:certify", args=[draft.pk]),
        {"expected_hash": draft.content_sha256, "read": "on"},
        follow=True,
    )
    assert "Receipt" in answer.content.decode()
    run_due(at=datetime(2030, 1, 1, tzinfo=UTC))
    pdf = client.get(reverse("submissions:receipt_pdf", args=[draft.pk]))
    assert pdf.content.startswith(b"%PDF-")
    assert Submission.objects.get().status == SubmissionStatus.CERTIFIED


def test_a_nil_report_is_a_statement(as_role):
    draft = drafted(lines=0)
    client = as_role(Role.CERTIFIER)
    url = reverse("submissions:certify", args=[draft.pk])
    assert "gave no ICE access to any individual" in client.get(url).content.decode()
    client.post(url, {"expected_hash": draft.content_sha256})
    assert Submission.objects.get().status == SubmissionStatus.DRAFT
    client.post(url, {"expected_hash": draft.content_sha256, "nil": "on"})
    assert Submission.objects.get().is_nil
    assert Submission.objects.get().status == SubmissionStatus.CERTIFIED


def test_what_changed_meanwhile_comes_back_on_the_page(as_role):
    draft = drafted()
    log_access(draft.agency, at=DURING.replace(day=9))
    client = as_role(Role.CERTIFIER)
    url = reverse("submissions:certify", args=[draft.pk])
    answer = client.post(url, {"expected_hash": draft.content_sha256, "read": "on"})
    assert answer.status_code == 200
    assert "log has changed since" in answer.content.decode()


def test_a_running_half_year_shows_the_log_and_why_it_waits(as_role):
    client = as_role(Role.CLERK)
    _, text = page(client, "half_year", code="hartford", half_year="2025H2")
    assert "runs through December 31, 2025" in text
    assert "can be certified from the next day on" in text


def test_the_check_page_says_yes_or_what_stands_in_the_way(as_role):
    person_lines = [log_access(an_agency(), at=DURING) for _ in range(2)]
    client = as_role(Role.CLERK)
    assert (
        "Yes: no check stands in the way"
        in page(client, "check", code="hartford", half_year="2025H1")[1]
    )
    log_access(an_agency(), at=DURING, person=person_lines[0].person)
    text = page(client, "check", code="hartford", half_year="2025H1")[1]
    assert "to explain before you can certify" in text


def test_an_explanation_lets_it_pass(as_role):
    access = log_access(an_agency())
    log_access(an_agency(), person=access.person)
    draft = drafted(lines=0)
    client = as_role(Role.CERTIFIER)
    sent = {"expected_hash": draft.content_sha256, "read": "on"}
    url = reverse("submissions:certify", args=[draft.pk])
    assert "needs an explanation" in client.post(url, sent).content.decode()
    check = "same_person_same_day"
    client.post(
        reverse("submissions:explain", args=[draft.pk, check]),
        {f"{check}-words": "Two interviews."},
    )
    client.post(url, sent)
    assert Submission.objects.get().status == SubmissionStatus.CERTIFIED


def test_a_return_is_read_and_answered(as_role):
    submission = returned()
    client = as_role(Role.CLERK)
    _, text = page(client, "half_year", code="hartford", half_year="2025H1")
    assert "Please look again at the days." in text
    client.post(reverse("submissions:compile", args=["hartford", "2025H1"]))
    answer = Submission.objects.get(version=2)
    assert (answer.follows, answer.round) == (submission, 2)
    assert page(client, "version", submission_id=answer.pk)[0].status_code == 200


def test_the_reasons_of_a_return_stay_in_sight_while_it_is_mended_and_lead_to_the_record(as_role):
    submission = certified(lines=2)
    line = submission.lines.get(position=2)
    return_submission(
        submission=submission,
        message="Thank you.",
        by=a_person(Role.OPM_REVIEWER),
        at=LATER,
        reasons=[
            Reason(code="wrong_date", text="This was a Sunday.", line_id=line.pk, field="access_on")
        ],
    )
    client = as_role(Role.CLERK)
    client.post(reverse("submissions:compile", args=["hartford", "2025H1"]))
    _, text = page(client, "half_year", code="hartford", half_year="2025H1")
    assert "This was a Sunday." in text
    assert "Line 2, date of access" in text
    assert text.count(reverse("desk:access", args=[line.access_id])) == 2, (
        "by the line and by the reason"
    )
    _, text = page(as_role(Role.CERTIFIER), "half_year", code="hartford", half_year="2025H1")
    assert "This was a Sunday." in text
    assert reverse("desk:access", args=[line.access_id]) not in text


def test_an_amendment_starts_with_a_reason(as_role):
    submission = accepted()
    client = as_role(Role.CLERK)
    url = reverse("submissions:amend", args=[submission.pk])
    same = client.post(url, {"code": "late_entry", "reason": "Found in the log."})
    assert "would change nothing" in same.content.decode()
    log_access(submission.agency, at=DURING.replace(day=22))
    client.post(url, {"code": "late_entry", "reason": "Found in the log."})
    assert Submission.objects.get(version=2).amendment_code == "late_entry"


def test_paper_certificate_prints_and_comes_back(as_role):
    draft = drafted()
    client = as_role(Role.CLERK)
    _, text = page(client, "certificate", submission_id=draft.pk)
    code = draft.content_sha256[:16]
    assert " ".join(code[n : n + 4] for n in range(0, 16, 4)) in text
    assert page(client, "paper_certificate", submission_id=draft.pk)[0].status_code == 200


@pytest.mark.parametrize(
    "role", [Role.CLERK, Role.AGENCY_HEAD, Role.AGENCY_ADMIN, Role.AUDITOR, Role.CERTIFIER]
)
def test_strangers_find_nothing(as_role, role):
    submission = certified(an_agency("hartford"))
    client = as_role(role, an_agency("new-haven"))
    for name in ("version", "certify", "receipt", "receipt_pdf", "certificate"):
        assert client.get(reverse(f"submissions:{name}", args=[submission.pk])).status_code in {
            403,
            404,
        }
    assert (
        client.get(reverse("submissions:half_year", args=["hartford", "2025H1"])).status_code == 404
    )


def test_pages_are_bounded(as_role, django_assert_max_num_queries):
    small, large = an_agency("small"), an_agency("large")
    for agency, lines in ((small, 2), (large, 60)):
        certified(agency, lines=lines)
    client = as_role(Role.CLERK, large)
    with django_assert_max_num_queries(24):
        assert (
            client.get(reverse("submissions:half_year", args=["large", "2025H1"])).status_code
            == 200
        )


def test_messages_and_mail_preference(as_role):
    submission = returned()
    client = as_role(Role.CERTIFIER)
    text = client.get(reverse("account:inbox")).content.decode()
    assert "OPM returned a report" in text
    client.post(reverse("account:mail_preference"), {})
    client.post(reverse("account:inbox_read_all"))
    assert (
        not submission.agency.memberships.first()
        .user.messages.filter(read_at__isnull=True)
        .exclude(recipient__email__startswith="clerk")
    )
