"""Notices and what hangs on them are found by whoever may see the agency's records, and by nobody
else.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.models import User
from reports.accounts.roles import Role
from reports.core.refusals import NotFound
from reports.law.moments import local_day
from reports.notices import queries
from reports.notices.actions.correct import CorrectionInput, request_correction
from reports.notices.actions.links import create_link, hash_of, token_of, withdraw_link
from reports.notices.actions.print import mark_printed, start_print_job
from reports.notices.actions.release_reason import record_contact_inquiry
from reports.notices.actions.reserve_numbers import discard_number, reserve_numbers
from reports.notices.actions.serve import Proof, ServiceValues, record_service
from reports.notices.models import (
    ContactInquiry,
    CorrectionRequest,
    Notice,
    NoticeService,
    SupportContact,
    SupportContactTranslation,
)
from reports.notices.printing import queries as print_queries
from reports.notices.reasons.queries import person_agrees_to_facts
from reports.outbox.runner import run_due
from reports.workflow.amendments import merge_people
from reports.workflow.notices import issue_first_notice
from tests.factories.detainers import NOW, access, decided, detainer
from tests.factories.notices import ready
from tests.factories.people import agency, person
from tests.support.acts import record
from tests.support.reading import queries_for

pytestmark = pytest.mark.django_db
TODAY = local_day(NOW)


@pytest.fixture
def notice() -> Notice:
    item = detainer()
    run_due(at=NOW)
    return Notice.objects.select_related("agency", "detainer__person").get(detainer=item)


@pytest.fixture
def stranger():
    return person(Role.CLERK, at_agency=agency("bristol"), email="stranger@example.org")


def test_another_agencys_notice_does_not_exist(notice, stranger):
    assert queries.get_notice(person(Role.CLERK), notice.pk, on=TODAY) == notice
    with pytest.raises(NotFound):
        queries.get_notice(stranger, notice.pk, on=TODAY)


def test_what_hangs_on_a_notice_is_found_by_that_notice_only(notice):
    for getter in (queries.get_service, queries.get_enclosure, queries.get_link):
        with pytest.raises(NotFound):
            getter(notice, uuid4())


def test_a_link_opens_nothing_once_it_is_withdrawn(notice):
    clerk = person(Role.CLERK)
    link = create_link(
        notice=notice, recipient="attorney", address="a@firm.example", by=clerk, at=NOW
    )
    assert queries.get_link(notice, link.pk) == link
    assert queries.find_open_link(hash_of(token_of(link.pk)), at=NOW) == link
    withdraw_link(link=link, by=clerk, at=NOW)
    assert queries.find_open_link(hash_of(token_of(link.pk)), at=NOW) is None


def test_a_print_job_counts_what_came_out(notice, stranger):
    clerk = person(Role.CLERK)
    job = start_print_job(
        agency=agency(), notices=queries.waiting_notices(agency()), by=clerk, at=NOW
    )
    assert print_queries.get_print_job(clerk, job.pk, on=TODAY) == job
    with pytest.raises(NotFound):
        print_queries.get_print_job(stranger, job.pk, on=TODAY)
    assert print_queries.unprinted(job, at_most=40) == {1: notice.pk}
    mark_printed(job=job, through=1, by=clerk, at=NOW)
    found = print_queries.list_print_jobs(agency())
    assert [(row.job, row.items, row.printed) for row in found] == [(job, 1, 1)]
    assert print_queries.unprinted(job, at_most=40) == {}


def test_a_spoiled_number_is_not_free():
    clerk = person(Role.CLERK)
    reserve_numbers(agency=agency(), count=2, by=clerk, at=NOW)
    first, second = queries.free_numbers(agency())
    discard_number(number=first, by=clerk, at=NOW)
    assert queries.free_numbers(agency()) == [second]
    assert [row.is_free for row in queries.reserved_numbers_of(agency())] == [True, False]
    with pytest.raises(NotFound):
        queries.get_reserved_number(agency("bristol"), second.pk)


def opm(name: str) -> User:
    return person(Role.OPM_LEGAL, email=f"{name}@opm.example")


def contact(name: str, *, position: int = 1, **changes) -> SupportContact:
    """A proposed support contact, as rows are."""
    given = {"contact": "860-555-0100", "proposed_at": NOW, "proposed_by": opm("ada")}
    return SupportContact.objects.create(name=name, position=position, **(given | changes))


def translated(entry: SupportContact, language: str, **changes) -> SupportContactTranslation:
    given = {"contact": "860", "note": "Free.", "proposed_at": NOW, "proposed_by": opm("ada")}
    name = f"{entry.name} ({language})"
    return SupportContactTranslation.objects.create(
        entry=entry, language=language, name=name, **(given | changes)
    )


def approved() -> dict:
    return {"approved_at": NOW, "approved_by": opm("ben")}


def ended() -> dict:
    return {"ended_at": NOW, "ended_by": opm("ben")}


def test_only_what_two_people_approved_and_nobody_ended_is_printed(django_assert_num_queries):
    assert not queries.has_support_contacts()
    contact("Waiting")
    contact("Ended", **approved(), **ended())
    assert not queries.has_support_contacts()
    last = contact("Last", position=3, note="At night.", from_custody=True, **approved())
    first = contact("First", position=2, **approved())
    translated(first, "es", **approved())
    translated(first, "pt", **approved(), **ended())
    translated(first, "ht")
    assert queries.has_support_contacts()
    with django_assert_num_queries(2):
        one, two = queries.support_contacts()
    assert [words.lang for words in one.wordings] == ["es"]
    (words,) = one.wordings
    assert (words.name, words.contact, words.note) == ("First (es)", "860", "Free.")
    assert (two.name, two.contact, two.note) == (last.name, last.contact, "At night.")
    assert (one.from_custody, two.from_custody, two.wordings) == (False, True, ())


def test_what_waits_for_a_second_person_and_what_is_kept(django_assert_num_queries):
    ada, ben = opm("ada"), opm("ben")
    waiting, printed = contact("Waiting"), contact("Printed", position=2, **approved())
    gone = contact("Gone", **ended())
    for language, more in (("es", approved()), ("pt", {}), ("ht", {}), ("ar", ended())):
        translated(printed, language, **more)
    assert queries.support_contacts_to_approve(ada) == 0
    assert queries.support_contacts_to_approve(ben) == 1
    with django_assert_num_queries(1):
        rows = queries.support_contacts_kept()
        assert [row.proposed_by.email for row in rows] == [ada.email, ada.email]
        assert [row.approved_by for row in rows] == [None, ben]
    assert [(row, row.printed, row.waiting) for row in rows] == [(waiting, 0, 0), (printed, 1, 2)]
    assert queries.get_support_contact(gone.pk) == gone
    assert queries.get_kept_support_contact(printed.pk) == printed
    for missing, getter in (
        (gone.pk, queries.get_kept_support_contact),
        (uuid4(), queries.get_support_contact),
    ):
        with pytest.raises(NotFound, match=str(missing)):
            getter(missing)
    with django_assert_num_queries(1):
        found = queries.translations_of(printed)
        assert [row.proposed_by.email for row in found] == [ada.email] * 3
        assert {row.approved_by for row in found} == {None, ben}
    assert [row.language for row in found] == ["es", "ht", "pt"]


def test_a_text_is_found_with_its_own_contact():
    first, other = contact("First"), contact("Other")
    words, beside = translated(first, "es"), translated(first, "pt")
    for one in (words, beside):
        assert queries.get_support_contact_translation(first.pk, one.pk) == one
    for entry, one in ((other.pk, words.pk), (first.pk, uuid4())):
        with pytest.raises(NotFound, match=str(one)):
            queries.get_support_contact_translation(entry, one)


def test_corrections_that_nobody_answered_the_first_due_first():
    item = detainer()
    later, first = correction_of(item), correction_of(item, at=NOW - timedelta(minutes=1))
    answered, elsewhere = correction_of(item), correction_of(detainer(agency=agency("avon")))
    rows = CorrectionRequest.objects.filter(pk=answered.pk)
    rows.update(answered_at=NOW, answered_by=person(Role.CLERK), outcome="unknown")
    assert list(queries.open_corrections(agency())) == [first, later]
    for row in queries.open_corrections(agency()):
        assert queries_for(row, "says", "notice.number", "notice.detainer.reference") == []
    clerk = person(Role.CLERK)
    found = queries.get_correction_request(clerk, answered.pk, on=TODAY)
    assert found == answered
    shown = ("says", "notice.content", "notice.detainer.custody_reason", "notice.access")
    more = ("notice.detainer.agency.name", "notice.detainer.person.record_key", "confirmed_by")
    assert queries_for(found, *shown, *more, "notice.agency.code", "answer") == []
    for missing in (elsewhere.pk, uuid4()):
        with pytest.raises(NotFound, match=str(missing)):
            queries.get_correction_request(clerk, missing, on=TODAY)


def correction_of(item, *, at=NOW) -> CorrectionRequest:
    given = CorrectionInput(name="Ada Lawyer", contact="860", says="Another day.")
    notice = item.notices.get(kind="N1")
    return request_correction(notice=notice, values=given, form_token=uuid4(), at=at)


def test_numbers_of_an_agency_newest_first_with_what_used_them():
    clerk = person(Role.CLERK)
    item = detainer()
    first, second, third = reserve_numbers(agency=agency(), count=3, by=clerk, at=NOW)
    elsewhere = agency("avon")
    reserve_numbers(agency=elsewhere, count=1, by=person(at_agency=elsewhere), at=NOW)
    used = issue_first_notice(item, by=clerk, at=NOW, reserved=second)
    assert queries.free_numbers(agency()) == [first, third]
    assert queries_for(queries.free_numbers(agency())[0], "number") == []
    rows = queries.reserved_numbers_of(agency())
    assert rows == [third, second, first]
    assert rows[1].notice == used
    assert queries_for(rows[1], "number", "notice.number") == []
    for number in (first, second):
        found = queries.get_reserved_number(agency(), number.pk)
        assert found == number
        assert queries_for(found, "number") == []
    unknown = uuid4()
    with pytest.raises(NotFound, match=str(unknown)):
        queries.get_reserved_number(agency(), unknown)


def test_why_a_notice_waits_is_the_last_reason_of_its_kind():
    item, other = detainer(), detainer()
    assert queries.why_it_waits(item, "N2") == ""
    for kind, why, about in (
        ("N2", "first", item),
        ("N2", "last", item),
        ("N1I", "another kind", item),
        ("N2", "another record", other),
    ):
        detail = {"kind": kind, "why": why}
        entry = {"chain": "hartford", "actor": "system:test", "at": NOW, "detail": detail}
        record(event="notice.waits", subject_type="detainer", subject_id=about.pk, **entry)
    record(event="notice.other", subject_type="detainer", subject_id=item.pk, **entry)
    assert queries.why_it_waits(item, "N2") == "last"
    assert queries.why_it_waits(item, "N1I") == "another kind"
    assert queries.why_it_waits(item, "N1") == ""


def test_notices_that_wait_the_longest_owed_first(django_assert_num_queries):
    last = ready()
    first = ready(detainer(at=NOW - timedelta(days=1)))
    void, stale, elsewhere = ready(), ready(), detainer(agency=agency("avon"))
    rows = Notice.objects.filter
    rows(pk=void.pk).update(status="voided", voided_at=NOW, voided_by=person(Role.AGENCY_HEAD))
    rows(pk=stale.pk).update(stale_at=NOW, stale_because="reopened")
    place = agency()
    with django_assert_num_queries(1):
        found = queries.waiting_notices(place)
        assert [row.number for row in found] == [first.number, last.number]
    assert queries.count_unserved(place) == 3
    assert queries.waiting_notices(agency("avon")) == [elsewhere.notices.get()]


def test_a_notice_is_found_with_what_its_page_says():
    first, second = ready(), ready()
    clerk = person(Role.CLERK)
    for notice in (first, second):
        found = queries.get_notice(clerk, notice.pk, on=TODAY)
        assert found == notice
        shown = ("content", "number", "issued_by.name", "voided_by", "file.record_key.pk", "access")
        more = ("detainer.agency.name", "detainer.person.record_key.pk", "supersedes")
        assert queries_for(found, *shown, *more) == []
    unknown = uuid4()
    with pytest.raises(NotFound, match=str(unknown)):
        queries.get_notice(clerk, unknown, on=TODAY)
    rows = queries.notices_to_print([first.pk])
    assert rows == {first.pk: first}
    assert queries_for(rows[first.pk], "content", "detainer.person", "file.record_key.pk") == []


def test_the_notices_of_a_person_are_those_of_all_their_records_oldest_first():
    item, other, stranger = detainer(), detainer(at=NOW - timedelta(days=1)), detainer()
    ready(stranger)
    now, before = ready(item), ready(other)
    decided(item)
    assert item.notices.filter(kind="N1I", file=None).exists()
    kept, away = item.person, other.person
    merge_people(kept=kept, other=away, reason="One.", by=person(Role.CLERK), at=NOW)
    assert queries.notices_of_person(item) == [before, now]
    rows = Notice.objects.filter(pk=before.pk)
    rows.update(stale_at=NOW, stale_because="reopened")
    assert queries.notices_of_person(item) == [now]
    rows.update(status="served")
    assert queries.notices_of_person(item) == [before, now]


def test_each_attempt_is_found_with_its_own_notice():
    notice, other = ready(), ready()
    values = ServiceValues(
        happened_at=NOW, how="in_person", outcome="served", handed_over_by="Ofc. Hale"
    )
    proof = Proof(data=b"shown", content_type="image/png", received=b"came")
    given = {"values": values, "by": person(Role.CLERK), "at": NOW}
    first = record_service(notice=notice, proof=proof, **given)
    second = record_service(notice=notice, **given)
    assert set(queries.services_of(notice)) == {first, second}
    for row in queries.services_of(notice):
        assert queries_for(row, "handed_over_by", "entered_by.name") == []
    for service in (first, second):
        found = queries.get_service(notice, service.pk)
        assert (found, found.notice is notice) == (service, True)
    found = queries.get_service(notice, first.pk)
    assert queries_for(found, "handed_over_by", "proof.record_key.pk") == []
    with pytest.raises(NotFound, match=str(first.pk)):
        queries.get_service(other, first.pk)
    link = create_link(
        notice=notice, recipient="attorney", address="a@firm.example", by=given["by"], at=NOW
    )
    with pytest.raises(NotFound, match=str(link.pk)):
        queries.get_link(other, link.pk)


def test_served_notices_all_late_or_of_a_time():
    served = [ready(detainer(at=NOW - timedelta(days=days))) for days in (3, 2, 1)]
    for notice in served:
        happened_at = notice.owed_at + timedelta(hours=24)
        service(notice, at=happened_at if notice is not served[1] else happened_at + SECOND)
    unserved, elsewhere = ready(), ready(detainer(agency=agency("avon")))
    service(elsewhere, at=elsewhere.owed_at)
    oldest, late, newest = served
    assert list(queries.served_notices(agency(), late=False)) == [newest, late, oldest]
    assert list(queries.served_notices(agency(), late=True)) == [late]
    within = (oldest.owed_at, late.owed_at)
    assert list(queries.served_notices(agency(), within, late=False)) == [oldest]
    within = (oldest.owed_at + SECOND, newest.owed_at + SECOND)
    assert list(queries.served_notices(agency(), within, late=False)) == [newest, late]
    Notice.objects.filter(pk=late.pk).update(kind="CA")
    assert list(queries.served_notices(agency(), late=True)) == []
    row = queries.served_notices(agency(), late=False)[0]
    assert queries_for(row, "number", "detainer.reference") == []
    assert "content" in row.get_deferred_fields()
    assert unserved not in queries.served_notices(agency(), late=False)


SECOND = timedelta(seconds=1)


def service(notice: Notice, *, at) -> None:
    """Served at a time, as rows are."""
    NoticeService.objects.create(
        notice=notice,
        record_key=notice.record_key,
        happened_at=at,
        how="in_person",
        outcome="served",
        handed_over_by="Ofc. Hale",
        entered_at=at,
        entered_by=notice.issued_by,
    )
    Notice.objects.filter(pk=notice.pk).update(status="served")


def test_what_the_person_agreed_to_is_the_last_answer():
    item = with_access()
    assert not person_agrees_to_facts(item)
    first, second = (ask(item, minutes=minutes) for minutes in (1, 2))
    ContactInquiry.objects.filter(pk=first.pk).update(agrees_to_facts=True)
    assert not person_agrees_to_facts(item)
    ContactInquiry.objects.filter(pk=second.pk).update(agrees_to_facts=True)
    assert person_agrees_to_facts(item)
    assert not person_agrees_to_facts(with_access())


def with_access():
    item = detainer()
    access(detainer=item)
    return item


def ask(item, *, minutes: int) -> ContactInquiry:
    at = NOW + timedelta(minutes=minutes)
    (given,) = item.accesses.select_related("record_key", "agency")
    return record_contact_inquiry(
        access=given, answer="nobody", inquired_at=at, note="", by=person(Role.CLERK), at=at
    )


def test_a_file_made_plainly_says_what_was_lacking_until_it_is_made_again():
    notice = ready()
    entry = {"chain": "hartford", "actor": "system:test", "subject_type": "notice"}
    for minutes, event, wanted in (
        (1, "notice.plain", "Stream._tags"),
        (2, "notice.read", "Stream._tags"),
        (3, "notice.rendered", ""),
    ):
        at = NOW + timedelta(minutes=minutes)
        detail = {"lacks": "Stream._tags"}
        record(event=event, subject_id=notice.pk, at=at, detail=detail, **entry)
        assert queries.plain_because(notice) == wanted
        assert queries.plain_because(ready()) == ""
    assert queries.can_render_again(notice, lacks="Stream._tags")
    assert not queries.can_render_again(notice, lacks="")
    create_link(
        notice=notice, recipient="attorney", address="a@x.example", by=person(Role.CLERK), at=NOW
    )
    assert not queries.can_render_again(notice, lacks="Stream._tags")
    assert not queries.can_render_again(detainer().notices.get(), lacks="Stream._tags")
