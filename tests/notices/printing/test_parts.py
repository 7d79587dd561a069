"""What is printed for a notice: the sheet in front, the notice, its copy and its proofs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.notices.actions.enclose import request_enclosure
from reports.notices.actions.print import mark_printed, start_print_job
from reports.notices.actions.serve import Proof, ServiceValues, record_service
from reports.notices.actions.void import void_notice
from reports.notices.models import Enclosure, Notice, PrintJob
from reports.notices.printing import parts, queries
from reports.notices.printing.parts import is_printable, newest_enclosures, part_for
from reports.notices.queries import notices_to_print
from reports.notices.status import EnclosureKind, StaleReason
from tests.factories import detainers as make
from tests.factories.notices import FILE, made, ready
from tests.factories.people import agency, person
from tests.support.reading import queries_for

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)
SIGNED = b"%PDF-1.7 /SubFilter /ETSI.CAdES.detached"


@pytest.fixture(autouse=True)
def _marked_in_words(monkeypatch):
    """A mark on every page is a word in front of the bytes."""
    monkeypatch.setattr(parts, "marked_pages", lambda data, words: b"marked " + data)


def to_print(notice: Notice) -> Notice:
    return notices_to_print([notice.pk])[notice.pk]


def ask(notice, form=EnclosureKind.COPY, *, minutes=10) -> Enclosure:
    """An enclosure of this form, asked for so many minutes after."""
    at = make.NOW + timedelta(minutes=minutes)
    return request_enclosure(notice=notice, form=form, by=person(), at=at)


def serve(notice, *, minutes=5, proof=b"", **changes):
    values = {
        "happened_at": make.NOW + timedelta(minutes=minutes),
        "how": "in_person",
        "outcome": "served",
        "handed_over_by": "Ofc. Hale",
    }
    return record_service(
        notice=notice,
        values=ServiceValues(**(values | changes)),
        by=person(),
        at=LATER,
        proof=Proof(data=proof, content_type="image/png", received=b"came") if proof else None,
    )


def test_the_sheet_says_what_follows_it():
    notice = ready()
    part = part_for(to_print(notice), place="1 of 2")
    assert (part.files, part.scans) == ((FILE,), ())
    sheet = part.separator
    assert (sheet.title, sheet.place, sheet.warning) == (f"Letter {notice.number}", "1 of 2", ())
    assert list(sheet.lines) == [
        ("What it is", notice.get_kind_display()),
        ("Detainer", notice.detainer.reference),
        ("Language", "Spanish and English"),
    ]


def test_an_english_notice_is_in_english_alone_and_read_aloud_to_who_cannot_read():
    item = make.detainer(person=make.person_values(language="en", can_read="no"))
    lines = dict(part_for(to_print(ready(item))).separator.lines)
    assert lines["Language"] == "English"
    assert lines["Read it aloud"].startswith("The person cannot read.")


def test_the_newest_copy_is_behind_the_notice():
    notice = ready()
    made(ask(notice), data=b"first")
    made(ask(notice, minutes=11), data=b"second")
    made(ask(notice, EnclosureKind.LARGE, minutes=12), data=b"large")
    part = part_for(to_print(notice))
    assert part.files == (FILE, b"second")
    assert "Behind it" in dict(part.separator.lines)
    ask(notice, minutes=13)
    part = part_for(to_print(notice))
    assert part.files == (FILE,)
    assert "Behind it" not in dict(part.separator.lines)
    found = newest_enclosures(notice)
    assert set(found) == {"copy", "large"}
    assert queries_for(found["large"], "content", "file.record_key.pk") == []


def test_a_notice_without_file_has_its_sheet_alone():
    notice = make.detainer().notices.get()
    part = part_for(to_print(notice))
    assert (part.files, part.separator.title) == ((), f"Letter {notice.number}")
    assert not is_printable(notice)


def test_a_signature_is_told_of_wherever_it_is():
    notice = ready()
    assert "Signature" not in dict(part_for(to_print(notice)).separator.lines)
    made(ask(notice), data=SIGNED)
    assert "Signature" in dict(part_for(to_print(notice)).separator.lines)
    alone = ready(data=SIGNED)
    assert "Signature" in dict(part_for(to_print(alone)).separator.lines)


def test_each_attempt_is_a_line_and_each_proof_a_scan_in_the_order_it_happened():
    notice = ready()
    serve(notice, minutes=7, proof=b"second")
    serve(notice, minutes=6)
    serve(notice, minutes=5, proof=b"first", outcome="refused", reason="Asleep.")
    part = part_for(to_print(notice), with_proofs=True)
    lines = [line for line in part.separator.lines if "UTC" in line[1]]
    assert sorted(lines) == [
        ("Served", "2026-03-02 15:06 UTC, In person"),
        ("Served", "2026-03-02 15:07 UTC, In person"),
        ("The person refused to take it", "2026-03-02 15:05 UTC, In person"),
    ]
    assert [(scan.data, scan.content_type, scan.what) for scan in part.scans] == [
        (b"first", "image/png", f"Proof 1 of handing over letter {notice.number}"),
        (b"second", "image/png", f"Proof 2 of handing over letter {notice.number}"),
    ]
    assert part_for(to_print(notice)).scans == ()
    assert part_for(to_print(ready()), with_proofs=True).scans == ()


def test_a_void_notice_says_so_in_front_and_on_every_page():
    notice, head = ready(), person(Role.AGENCY_HEAD)
    made(ask(notice), data=b"copy")
    void_notice(notice=notice, reason="Twice.", by=head, at=LATER)
    part = part_for(to_print(notice))
    assert part.files == (b"marked " + FILE, b"marked copy")
    assert [words.lang for words in part.separator.warning] == ["es", "en"]
    assert not is_printable(to_print(notice))


def test_only_a_current_notice_with_its_file_is_printed():
    notice = ready()
    assert is_printable(notice)
    serve(notice)
    assert is_printable(notice)
    Notice.objects.update(stale_at=LATER, stale_because=StaleReason.RECORD_CORRECTED)
    assert not is_printable(to_print(notice))


def start(notices, place=None):
    return start_print_job(agency=place or agency(), notices=notices, by=person(), at=make.NOW)


def test_what_is_left_to_print_of_a_batch():
    notices = [ready() for _ in range(5)]
    job = start(notices)
    other = start(notices[:1])
    assert queries.unprinted(job, at_most=2) == {1: notices[0].pk, 2: notices[1].pk}
    mark_printed(job=job, through=1, by=person(), at=LATER)
    void_notice(notice=notices[1], reason="Twice.", by=person(Role.AGENCY_HEAD), at=LATER)
    rows = Notice.objects.filter
    rows(pk=notices[2].pk).update(stale_at=LATER, stale_because=StaleReason.REOPENED)
    rows(pk=notices[3].pk).update(file=None, pdf_sha256="", rendered_at=None)
    assert queries.unprinted(job, at_most=9) == {5: notices[4].pk}
    assert queries.unprinted(other, at_most=9) == {1: notices[0].pk}
    assert (queries.count_items(job), queries.count_items(other)) == (5, 1)


def test_the_batches_of_an_agency_are_its_newest_fifty():
    place, clerk = agency(), person()
    rows = [
        PrintJob(agency=place, started_by=clerk, started_at=make.NOW + timedelta(minutes=minutes))
        for minutes in (1, *range(51, 1, -1))
    ]
    PrintJob.objects.bulk_create(rows)
    assert [found.job for found in queries.list_print_jobs(place)] == rows[1:]


def test_the_batches_of_an_agency_with_how_far_they_are(django_assert_num_queries):
    notices, avon = [ready(), ready()], agency("avon")
    job, elsewhere = start(notices), ready(make.detainer(agency=avon))
    start_print_job(agency=avon, notices=[elsewhere], by=person(at_agency=avon), at=make.NOW)
    mark_printed(job=job, through=1, by=person(), at=LATER)
    place = agency()
    with django_assert_num_queries(1):
        (found,) = queries.list_print_jobs(place)
        assert found.job.started_by.name
    assert (found.job, found.items, found.printed) == (job, 2, 1)
    rows = queries.items_of(job)
    assert [row.notice for row in rows] == notices
    for row in rows:
        names = ("notice.number", "notice.detainer.reference", "notice.detainer.status")
        assert queries_for(row, *names) == []
    assert queries_for(rows[0], "notice.content")[0].startswith("SELECT"), "the wording is left out"
    found = queries.get_print_job(person(), job.pk, on=make.NOW.date())
    assert queries_for(found, "agency.code") == []
