"""The federal detainer file beside the logs: read as published, counted without keeping anybody,
seen by OPM only.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
from reports.outbox.runner import run_due
from reports.reconciliation import federal_file
from reports.reconciliation.actions import count_federal_file, link_facility, load_federal_file
from reports.reconciliation.federal_file import UnreadableFile, read_federal_file
from reports.reconciliation.models import FederalCount, FederalFile
from reports.reconciliation.queries import compared, facilities
from reports.sealing.models import RecordKey, SealedFile
from tests.factories import detainers as make
from tests.factories.people import agency as an_office
from tests.reconciliation.helpers import ROWS, delimited, workbook
from tests.submissions.helpers import a_person, an_agency

AT = datetime(2026, 1, 5, 15, tzinfo=UTC)
WHOLE = workbook()  # made once: a workbook carries the moment of its making
COUNTS = {
    ("HRTFDPD", "2025-03", "Bonded Out"): 1,
    ("HRTFDPD", "2025-03", ""): 1,
    ("NHCCCT", "2025-04", "Booked into Detention"): 1,
}


@pytest.fixture
def reviewer(db):
    return a_person(Role.OPM_REVIEWER)


def loaded(reviewer, data=None):
    file = load_federal_file(title="October 2025", data=data or WHOLE, by=reviewer, at=AT)
    return count_federal_file(file=FederalFile.objects.get(pk=file.pk), at=AT)


@pytest.mark.parametrize(
    "data", [workbook(), delimited()], ids=["header on row 7", "small letters"]
)
def test_this_states_rows_are_counted_once(data):
    found = read_federal_file(data, at=AT)
    assert found.counts == COUNTS
    assert (found.rows_read, found.rows_here, found.rows_twice) == (7, 6, 1)


def test_a_row_that_cannot_be_counted_is_named_as_the_sheet_shows_it():
    problems = read_federal_file(workbook(), at=AT).problems
    assert [(p.row, p.column, p.value) for p in problems] == [
        (13, "Detainer Prepare Date", "soon"),
        (14, "Detainer Facility Code", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-31",
        "3/31/2025",
        "3/31/25",
        "2025-03-31 00:00:00",
        "2025-03-31T00:00",
        "03/31/2025 10:15",
    ],
)
def test_days_as_they_are_written(text):
    rows = ((text, "CT", "X", "X", "", "", "", ""),)
    assert read_federal_file(delimited(rows), at=AT).months == ["2025-03"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 not a workbook", "damaged"),
        (b"%PDF-1.7", "no table"),
        (b"\xff\xfe\x00", "no text|No row among"),
        (b"name,born\nx,y\n", "No row among the first"),
        (b"", "No row among the first"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(data, said):
    with pytest.raises(UnreadableFile, match=said):
        read_federal_file(data, at=AT)


@settings(max_examples=60, deadline=None)
@given(some.binary(max_size=300), some.integers(0, 3000))
def test_no_file_breaks_it(junk, at):
    whole = workbook()
    for data in (junk, b"PK" + junk, whole[:at] + junk + whole[at + len(junk) :]):
        with suppress(UnreadableFile):
            read_federal_file(data, at=AT)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_file_may_be_parted_by_tabs_and_saved_in_any_usual_encoding(encoding):
    text = delimited().decode().replace(",", "\t").replace("HARTFORD POLICE", "HARTFORD–POLICE")
    found = read_federal_file(text.encode(encoding), at=AT)
    assert found.counts == COUNTS


def test_a_file_that_kills_its_reader_is_refused(monkeypatch):
    monkeypatch.setattr(federal_file, "COUNTING", "reports.reconciliation.federal_file:nothing")
    with pytest.raises(UnreadableFile, match="damaged"):
        read_federal_file(WHOLE, at=AT)


def test_counting_destroys_what_was_loaded_and_keeps_nobody(reviewer):
    file = load_federal_file(title="October 2025", data=workbook(), by=reviewer, at=AT)
    name = SealedFile.objects.get().name
    assert default_storage.exists(name)
    with default_storage.open(name) as stored:
        assert b"HARTFORD" not in stored.read()
    file = count_federal_file(file=file, at=AT)
    assert (file.state, file.upload, SealedFile.objects.count()) == ("counted", None, 0)
    assert RecordKey.objects.get().wrapped_key is None
    rows = FederalCount.objects.values_list("facility_code", "month", "lift_reason", "detainers")
    assert {(code, month, reason): total for code, month, reason, total in rows} == COUNTS
    stored = {field.name for field in FederalCount._meta.get_fields()}
    assert not stored & {"gender", "birth_year", "citizenship_country", "unique_identifier"}
    assert count_federal_file(file=file, at=AT).state == "counted"
    assert FederalCount.objects.count() == 3


def test_the_same_file_is_loaded_once_and_a_bad_one_can_be_tried_again(reviewer):
    loaded(reviewer)
    with pytest.raises(StateRefused, match="loaded on January 5, 2026"):
        load_federal_file(title="again", data=WHOLE, by=reviewer, at=AT)
    for _ in range(2):
        assert loaded(reviewer, b"name,born\n").state == "refused"


@pytest.mark.parametrize("role", [Role.CLERK, Role.AGENCY_HEAD, Role.OPM_ADMIN, Role.OPM_PUBLISHER])
def test_only_a_reviewer_loads_and_places(reviewer, client, role):
    file = loaded(reviewer)
    other = a_person(role, an_agency())
    with pytest.raises(PermissionRefused):
        load_federal_file(title="x", data=b"x", by=other, at=AT)
    with pytest.raises(PermissionRefused):
        link_facility(facility_code="HRTFDPD", agency=None, by=other, at=AT)
    client.force_login(other)
    assert client.get(reverse("opm:federal_file", args=[file.pk])).status_code == 403


def test_months_are_compared_once_a_person_placed_the_facility(reviewer):
    hartford = an_office()
    for day in (3, 9, 30):
        make.detainer(
            at=datetime(2025, 3, day, 15, tzinfo=UTC),
            received_at=datetime(2025, 3, day, 15, tzinfo=UTC),
        )
    file = loaded(reviewer)
    assert facilities(file)[0].suggested == hartford
    assert all(row.federal == 0 for row in compared(file)), "a name alone says nothing"
    link_facility(facility_code="HRTFDPD", agency=hartford, by=reviewer, at=AT)
    link_facility(facility_code="NHCCCT", agency=None, by=reviewer, at=AT)
    make.detainer(agency=an_office("danbury"), at=datetime(2025, 4, 3, 15, tzinfo=UTC))
    row, other = compared(file)[1], compared(file)[0]
    assert (other.agency.code, other.has_facility, other.disagrees) == ("danbury", False, False)
    assert (row.month, row.federal, row.logged, row.difference, row.before_log) == (
        "2025-03",
        2,
        3,
        -1,
        False,
    )
    assert [place.link is not None for place in facilities(file)] == [True, True]
    events = Counter(AuditEntry.objects.filter(chain="opm").values_list("event", flat=True))
    assert events["facility.linked"] == 2
    assert events["federal_file.loaded"] == events["federal_file.counted"] == 1


def test_what_lies_before_an_agencys_log_says_so(reviewer):
    hartford = an_office()
    make.detainer(
        at=datetime(2025, 4, 3, 15, tzinfo=UTC), received_at=datetime(2025, 4, 3, 15, tzinfo=UTC)
    )
    file = loaded(reviewer)
    link_facility(facility_code="HRTFDPD", agency=hartford, by=reviewer, at=AT)
    assert [(row.month, row.before_log) for row in compared(file)] == [
        ("2025-03", True),
        ("2025-04", False),
    ]


def test_comparing_takes_as_many_queries_for_many_months(reviewer, django_assert_max_num_queries):
    rows = tuple(
        (date(2025, 1 + n % 6, 3), "CT", "X", f"CODE{n % 40}", "", "", "", n) for n in range(400)
    )
    file = loaded(reviewer, workbook(rows))
    for n in range(40):
        link_facility(facility_code=f"CODE{n}", agency=an_agency(f"town-{n}"), by=reviewer, at=AT)
    with django_assert_max_num_queries(6):
        assert len(compared(file)) == 120


def test_on_the_screen_from_the_upload_to_the_placed_facility(reviewer, client):
    an_agency()
    client.force_login(reviewer)
    url = reverse("opm:reconciliation")
    assert client.post(url, {"title": "", "file": ""}).status_code == 422
    sent = {"title": "October 2025", "file": SimpleUploadedFile("detainers.xlsx", workbook())}
    assert client.post(url, sent).status_code == 302
    run_due(at=AT.replace(year=2099))
    file = FederalFile.objects.get()
    page = client.get(reverse("opm:federal_file", args=[file.pk])).content.decode()
    assert "3 detainers at facilities not matched yet" in page
    assert "the name speaks of Hartford" in page
    assert "Row" in page
    place = reverse("opm:facility_assign", args=[file.pk])
    assert client.post(place, {"code": "HRTFDPD", "agency": "hartford"}).status_code == 302
    page = client.get(reverse("opm:federal_file", args=[file.pk]), {"show": "all"}).content.decode()
    assert "2025-03" in page
    assert "before its log begins" in page


def test_by_the_command(reviewer, tmp_path, capsys):
    path = tmp_path / "detainers.xlsx"
    path.write_bytes(workbook())
    call_command(
        "load_federal_detainers",
        str(path),
        "--title",
        "October 2025",
        "--by",
        reviewer.email,
        "--json",
    )
    assert '"rows_here": 6' in capsys.readouterr().out
    with pytest.raises(CommandError, match="loaded on"):
        call_command(
            "load_federal_detainers", str(path), "--title", "again", "--by", reviewer.email
        )
    path.write_bytes(b"a,b\n")
    with pytest.raises(CommandError, match="No row among"):
        call_command("load_federal_detainers", str(path), "--title", "bad", "--by", reviewer.email)


def test_the_invented_rows_are_what_the_tests_say():
    assert len(ROWS) == 7
    assert BytesIO(workbook()).read(2) == b"PK"
