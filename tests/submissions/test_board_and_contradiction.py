"""A report of none that the log contradicts; who is on board, trained, and reached by mail."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from reports.access.values import AccessValues
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import StateRefused
from reports.messaging import inbox
from reports.messaging.digests import make_digests
from reports.messaging.models import Digest, Message
from reports.submissions.actions.import_accepted import import_accepted
from reports.submissions.actions.review import accept_nil
from reports.submissions.checks import findings_of
from reports.submissions.models import Submission
from reports.submissions.onboarding import agency_setup
from reports.training.actions import record_training
from reports.training.models import AgencyTraining
from reports.workflow.access import record_access
from tests.submissions.helpers import (
    DURING,
    LATER,
    a_person,
    accepted,
    an_agency,
    certified,
    half_year,
    somebody,
)
from tests.support.stopped_clock import set_clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _later(monkeypatch):
    set_clock(monkeypatch, lambda: LATER)


def recorded(place, *, at=DURING):
    values = AccessValues(
        kind="D", basis="other", occurred_at=at, race="W", ethnicity="H", sex="F", age=34
    )
    clerk, who = a_person(Role.CLERK, place), somebody(place)
    return record_access(
        agency=place, values=values, form_token=uuid4(), by=clerk, at=LATER, person=who
    )


def told(kind=Message.Kind.CONTRADICTED):
    return {
        message.recipient.email
        for message in Message.objects.filter(kind=kind).select_related("recipient")
    }


@pytest.mark.parametrize("state", [certified, accepted])
def test_opm_and_the_agency_hear_of_it_at_once_and_once(state):
    reviewer = a_person(Role.OPM_REVIEWER)
    submission = state(lines=0)
    recorded(submission.agency)
    recorded(submission.agency)
    assert told() == {reviewer.email, "clerk@hartford.example", "certifier@hartford.example"}
    assert Message.objects.filter(kind=Message.Kind.CONTRADICTED).count() == 3
    assert AuditEntry.objects.filter(event="submission.contradicted").count() == 2
    assert "The report said that there was none" in findings_of(Submission.objects.get())[-1].what


def test_a_report_with_lines_and_another_half_year_contradict_nothing():
    a_person(Role.OPM_REVIEWER)
    recorded(certified(lines=1).agency)
    other = certified(an_agency("new-haven"), lines=0)
    recorded(other.agency, at=DURING.replace(year=2024))
    assert not told()


def test_a_loaded_report_of_none_is_contradicted_too():
    reviewer, place = a_person(Role.OPM_REVIEWER), an_agency()
    half_year()
    import_accepted(groups={("hartford", "2025H1"): []}, at=LATER)
    assert not findings_of(Submission.objects.get())
    recorded(place)
    assert reviewer.email in told()
    assert findings_of(Submission.objects.get())[-1].check == "recorded_after_certification"


def test_it_is_left_out_when_reports_of_none_are_accepted_together(client):
    reviewer = a_person(Role.OPM_REVIEWER)
    sound, other = certified(lines=0), certified(an_agency("new-haven"), lines=0)
    recorded(other.agency)
    client.force_login(reviewer)
    page = client.get(reverse("opm:nil_reports")).content.decode()
    assert page.count("The log holds an access") == 1
    assert page.count(" checked") == 1
    done, refused = accept_nil(submissions=[sound, other], by=reviewer, at=LATER)
    assert [row.pk for row in done] == [sound.pk]
    assert "log holds an access" in refused[0]


def test_the_board_says_who_would_be_alone_who_was_trained_and_whom_mail_does_not_reach(client):
    place, trainer = an_agency(), a_person(Role.OPM_TRAINING)
    clerk = a_person(Role.CLERK, place)
    a_person(Role.CLERK, place, name="second")
    certifier = a_person(Role.CERTIFIER, place)
    an_agency("new-haven")
    Digest.objects.create(recipient=certifier, day=LATER.date(), outcome="refused", error_code="x")
    rows = {row.agency.code: row for row in agency_setup(on=LATER.date())}
    assert (rows["hartford"].people, rows["hartford"].refused) == (3, 1)
    assert rows["hartford"].alone == (Role.AGENCY_HEAD, Role.CERTIFIER, Role.AGENCY_ADMIN)
    assert rows["new-haven"].people == 0
    client.force_login(trainer)
    sent = {
        "agency": "hartford",
        "held_on": "2025-05-06",
        "people": "4",
        "subject": "The act in an hour",
    }
    new = reverse("opm:training_new")
    assert client.post(new, {**sent, "people": "0"}).status_code == 422
    assert client.post(new, {**sent, "held_on": "2026-05-06"}).status_code == 422
    assert client.post(new, sent).status_code == 302
    assert client.post(new, sent).status_code == 302
    assert AgencyTraining.objects.count() == 1
    assert "The act in an hour" in client.get(reverse("opm:training")).content.decode()
    client.force_login(a_person(Role.OPM_REVIEWER))
    page = client.get(reverse("opm:agency_setup")).content.decode()
    assert "May 6, 2025" in page
    assert "1 refused" in page
    assert "Not invited" in page
    mail = client.get(reverse("opm:mail")).content.decode()
    assert certifier.email in mail
    assert clerk.email not in mail


def test_the_board_takes_as_many_queries_for_many_agencies(django_assert_max_num_queries):
    for n in range(30):
        a_person(Role.CLERK, an_agency(f"town-{n}"))
    with django_assert_max_num_queries(4):
        assert len(agency_setup(on=LATER.date())) == 30


def test_a_training_needs_a_day_that_was(db):
    with pytest.raises(StateRefused, match="once it was held"):
        record_training(
            agency=an_agency(),
            held_on=LATER.date().replace(year=2030),
            people=1,
            subject="x",
            by=a_person(Role.OPM_TRAINING),
            at=LATER,
        )


def test_a_grant_was_mailed_at_once_and_is_in_no_digest():
    clerk = a_person(Role.CLERK, an_agency())
    inbox.notify([clerk], Message.Kind.ROLE_GRANTED, at=LATER, deduplication_key="g")
    assert make_digests(at=LATER) == 0
    inbox.notify([clerk], Message.Kind.RETURNED, at=LATER, deduplication_key="r")
    assert make_digests(at=LATER) == 1
    assert Digest.objects.get().messages.get().kind == "returned"
