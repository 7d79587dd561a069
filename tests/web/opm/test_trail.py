"""The trail on the screen: whose it is, what narrows it, exported, recomputed, and told when it was
tampered with.
"""

import csv
import io
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.urls import reverse

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.audit.triggers import remove_triggers
from reports.core.clock import now, today
from reports.web.audit_log.event_titles import title_of
from tests.factories.people import agency, person
from tests.support.acts import record
from tests.web.desk.typing import signed_in

pytestmark = pytest.mark.django_db
SUBJECT = "6f1b1df0-7d0a-5c3b-9a53-0d8f0a3f2c51"


@pytest.fixture
def head():
    return signed_in(person(Role.AGENCY_HEAD))


@pytest.fixture
def _entries():
    """Two entries at Hartford and one at Bristol."""
    clerk = person(Role.CLERK)
    agency("bristol")
    with transaction.atomic():
        record(
            chain="hartford",
            event="detainer.read",
            actor=str(clerk.pk),
            at=now(),
            subject_id=UUID(SUBJECT),
        )
        record(
            chain="hartford",
            event="notice.served",
            actor="system:test",
            at=now(),
            detail={"kind": "N1"},
        )
        record(chain="bristol", event="custody.warned", actor="system:test", at=now())


def shown(client, name="agency", **query):
    answer = client.get(reverse(f"audit_log:{name}"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def table(page):
    return page.split("<table")[1].split("</table")[0] if "<table" in page else ""


@pytest.mark.parametrize("act", ["", "_export", "_verify"])
@pytest.mark.parametrize(("place", "yes"), [("agency", Role.AGENCY_HEAD), ("opm", Role.OPM_LEGAL)])
def test_each_trail_opens_for_whoever_answers_for_it(client, place, yes, act):
    where = reverse(f"audit_log:{place}{act}")

    def ask(browser):
        return (browser.post if act else browser.get)(where, follow=True).status_code

    assert ask(signed_in(person(yes))) == 200
    others = {Role.AGENCY_HEAD, Role.OPM_LEGAL} - {yes}
    assert [ask(signed_in(person(role))) for role in (Role.CLERK, Role.OPM_REVIEWER, *others)] == [
        403,
        403,
        403,
    ]
    assert client.get(where).status_code == 302


@pytest.mark.parametrize("act", ["agency_export", "agency_verify", "opm_export", "opm_verify"])
def test_acts_are_posted(head, opm, act):
    browser = head if act.startswith("agency") else opm
    assert browser.get(reverse(f"audit_log:{act}")).status_code == 405


@pytest.mark.usefixtures("_entries")
def test_another_agencys_entries_do_not_exist(head):
    page = shown(head)
    assert "Request read" in table(page)
    assert "Warned that a release is due" not in table(page)


@pytest.mark.usefixtures("_entries")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"event": "detainer.read"}, "Request read"),
        ({"event": "notice."}, "Notice served"),
        ({"subject": SUBJECT}, "Request read"),
        ({"person": "system"}, "Notice served"),
    ],
)
def test_it_is_narrowed(head, query, found):
    page = table(shown(head, **query))
    assert [title for title in ("Request read", "Notice served") if title in page] == [found]


@pytest.mark.usefixtures("_entries")
def test_it_is_narrowed_by_person_and_days(head):
    clerk = person(Role.CLERK)
    assert "Request read" in table(shown(head, person=str(clerk.pk)))
    day = today().isoformat()
    assert "Notice served" in table(shown(head, starts_on=day, ends_on=day))
    assert "No entry matches" in shown(head, ends_on="2020-01-01", event="detainer.read")


@pytest.mark.usefixtures("_entries")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"subject": "no id"}, "This is no id of a record"),
        (
            {"starts_on": "2025-02-02", "ends_on": "2025-02-01"},
            "The last day lies before the first",
        ),
        ({"starts_on": "2025-02-30"}, "No entry matches"),
        ({"event": "no such event"}, "No entry matches"),
        ({"person": "nobody"}, "No entry matches"),
        ({"page": "no number"}, "Request read"),
    ],
)
def test_what_is_not_understood_is_said(head, query, said):
    assert said in shown(head, **query)


@pytest.mark.usefixtures("_entries")
def test_an_export_is_a_file_without_names_and_an_entry_itself(head):
    answer = head.post(reverse("audit_log:agency_export") + "?event=detainer.read")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [(row["event"], row["title"], row["subject_id"]) for row in rows] == [
        ("detainer.read", "Request read", SUBJECT)
    ]
    told = AuditEntry.objects.get(event="export.made", chain="hartford")
    assert told.detail == {"what": "trail", "entries": 1, "filters": "event"}


def test_an_export_that_is_not_understood_makes_no_file(head):
    answer = head.post(reverse("audit_log:agency_export") + "?subject=x", follow=True)
    assert "This is no id of a record" in answer.content.decode()
    assert not AuditEntry.objects.filter(event="export.made").exists()


@pytest.mark.usefixtures("_entries")
def test_a_whole_chain_says_so(head, opm):
    assert (
        "This chain is whole"
        in head.post(reverse("audit_log:agency_verify"), follow=True).content.decode()
    )
    assert AuditEntry.objects.get(event="trail.verified").detail["is_whole"] is True
    assert (
        "This chain is whole"
        in opm.post(reverse("audit_log:opm_verify"), follow=True).content.decode()
    )


@pytest.mark.usefixtures("_entries")
def test_a_chain_that_was_tampered_with_names_the_entry(head):
    entry = AuditEntry.objects.get(event="notice.served")
    remove_triggers(connection)
    AuditEntry.objects.filter(pk=entry.pk).update(actor="system:other")
    page = head.post(reverse("audit_log:agency_verify"), follow=True).content.decode()
    assert f"Entry {entry.seq}: was changed" in page
    assert "Tell OPM" in page


@pytest.mark.usefixtures("_entries")
def test_a_long_trail_is_paged_with_few_queries(head, django_assert_max_num_queries):
    with transaction.atomic():
        for _ in range(120):
            record(chain="hartford", event="detainers.listed", actor="system:test", at=now())
    with django_assert_max_num_queries(12):
        assert "page=2" in shown(head)
    assert "Request read" in table(shown(head, page="2"))


def test_an_event_that_nobody_named_is_read_out():
    assert title_of("some_thing.done_well") == "Some thing: done well"
