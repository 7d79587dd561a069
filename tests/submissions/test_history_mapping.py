"""Spreadsheets of any shape: what columns and values mean is said by a person, and what is wrong is
named.
"""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from openpyxl import Workbook

from reports.accounts.models import Agency
from reports.accounts.roles import Role
from reports.core.clock import now
from reports.core.refusals import PermissionRefused, StateRefused
from reports.imports.history.actions import (
    check_upload,
    expire_uploads,
    load_upload,
    save_mapping,
    store_upload,
    upload_of,
)
from reports.imports.history.column_mapping import (
    FROM_DATE,
    ColumnMapping,
    UnreadableSheet,
    first_mapping,
    mapping_from,
    read_sheet,
    read_with,
    unknown_values,
)
from reports.imports.history.models import HistoryUpload
from reports.imports.history.read_file import ExistingLines, read_history
from reports.imports.history.tasks import delete_expired_uploads
from reports.submissions.models import Submission
from reports.submissions.status import Source, SubmissionStatus
from tests.factories.people import agency, person
from tests.publication.stored import AT, ON

HEADER = ["Town", "When", "What ICE got", "Why", "Race", "Hispanic?", "Gender", "Age"]
ROWS = [
    ["avon", "03/31/2024", "Interview", "Detainer", "White", "Yes", "Male", 31],
    ["avon", "04/02/2024", "Release date", "Other", "Black", "No", "Female", ""],
    ["", "", "", "", "", "", "", ""],
    ["berlin", "05/09/2024", "Interview", "Detainer", "White", "Yes", "Male", 44],
]
KNOWN = ExistingLines(codes={"avon", "berlin"}, today=date(2026, 3, 2))
MEANING = ColumnMapping(
    columns={
        "agency_code": "Town",
        "access_on": "When",
        "access_kind": "What ICE got",
        "basis": "Why",
        "race": "Race",
        "ethnicity": "Hispanic?",
        "sex": "Gender",
        "age": "Age",
    },
    values={
        "access_kind": {"Interview": "D", "Release date": "B"},
        "basis": {"Detainer": "detainer", "Other": "other"},
        "race": {"White": "W", "Black": "B"},
        "ethnicity": {"Yes": "H", "No": "N"},
        "sex": {"Male": "M", "Female": "F"},
    },
    day_format="us",
    half_year=FROM_DATE,
)


def workbook(rows=ROWS) -> bytes:
    book = Workbook()
    for row in (HEADER, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(rows=ROWS) -> bytes:
    return "\n".join(",".join(str(cell) for cell in row) for row in (HEADER, *rows)).encode()


@pytest.mark.parametrize("data", [workbook(), as_csv()], ids=["xlsx", "csv"])
def test_any_shape_is_read_once_its_meaning_is_said(data):
    found = read_with(read_sheet(data), MEANING, KNOWN)
    assert found.problems == []
    assert {place: len(lines) for place, lines in found.groups.items()} == {
        ("avon", "2024H1"): 2,
        ("berlin", "2024H1"): 1,
    }
    first = found.groups["avon", "2024H1"][0]
    assert (first.access_on, first.access_kind, first.race, first.age) == (
        date(2024, 3, 31),
        "D",
        "W",
        31,
    )


def test_days_of_a_workbook_are_days():
    rows = [[row[0], date(2024, 3, 31) if row[0] else "", *row[2:]] for row in ROWS]
    meaning = ColumnMapping(**{**MEANING.as_dict(), "day_format": "iso"})
    assert read_with(read_sheet(workbook(rows)), meaning, KNOWN).problems == []


def test_nothing_is_guessed():
    sheet = read_sheet(as_csv())
    assert first_mapping(sheet).columns == {
        "race": "Race",
        "age": "Age",
    }  # headings that are ours, word for word
    missing = read_with(sheet, first_mapping(sheet), KNOWN).problems
    assert {problem.column for problem in missing} == {
        "agency_code",
        "half_year",
        "access_on",
        "access_kind",
        "basis",
        "ethnicity",
        "sex",
    }


def test_values_that_are_no_codes_are_listed_for_translation():
    unknown = unknown_values(read_sheet(as_csv()), MEANING)
    assert unknown["access_kind"] == ["Interview", "Release date"]
    assert unknown["ethnicity"] == ["Yes", "No"]


def test_what_is_wrong_is_named_as_the_sheet_shows_it():
    rows = [
        *ROWS,
        ["nowhere", "31/03/2024", "Interview", "Detainer", "Green", "Yes", "Male", "old"],
    ]
    problems = read_with(read_sheet(workbook(rows)), MEANING, KNOWN).problems
    assert {(p.row, p.column, p.value) for p in problems if p.column != "half_year"} >= {
        (6, "Town", "nowhere"),
        (6, "When", "31/03/2024"),
        (6, "Race", "Green"),
        (6, "Age", "old"),
    }


def test_a_word_of_the_sheet_can_mean_that_there_was_nothing():
    rows = [["avon", "", "None reported", "", "", "", "", ""]]
    meaning = ColumnMapping(
        columns=MEANING.columns,
        values={"access_kind": {"None reported": "none"}},
        fixed={"half_year": "2024H1"},
    )
    found = read_with(read_sheet(workbook(rows)), meaning, KNOWN)
    assert found.problems == []
    assert found.groups == {("avon", "2024H1"): []}


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"PK\x03\x04 no workbook", b"\xff\xfe\x00a", b"a,b,a\n1,2,3\n", b'a,"b\n'],
)
def test_what_is_no_sheet_is_refused(data):
    with pytest.raises(UnreadableSheet):
        read_sheet(data)


def test_the_same_row_twice_is_said_with_its_number():
    header = "agency_code,half_year,access_on,access_kind,basis,race,ethnicity,sex,age,person_ref"
    row = "avon,2024H1,2024-03-31,D,detainer,W,H,M,31,x1"
    found = read_history(f"{header}\n{row}\n{row}\n".encode(), KNOWN)
    assert found.problems == []
    assert len(found.groups["avon", "2024H1"]) == 2
    assert found.warnings == [
        "Row 3, column person_ref: 'x1'. Row 2 says the same throughout; both are counted."
    ]


def history(*rows: str) -> bytes:
    header = "agency_code,half_year,access_on,access_kind,basis,race,ethnicity,sex,age,person_ref"
    return "\n".join([header, *rows, ""]).encode()


def test_a_double_row_without_a_reference_is_named_too():
    row = "avon,2024H1,2024-03-31,D,detainer,W,H,M,31,"
    found = read_history(history(row, row, row), KNOWN)
    assert len(found.groups["avon", "2024H1"]) == 3
    assert [(double.row, double.column) for double in found.doubles] == [
        (3, "person_ref"),
        (4, "person_ref"),
    ]
    assert "as two persons" in found.warnings[0]


def test_doubles_of_a_mapped_sheet_are_named_by_its_rows():
    found = read_with(read_sheet(as_csv([ROWS[0], ROWS[2], ROWS[0]])), MEANING, KNOWN)
    assert [double.row for double in found.doubles] == [4]


def test_of_very_many_doubles_the_first_are_named_and_the_rest_counted():
    found = read_history(history(*["avon,2024H1,2024-03-31,D,detainer,W,H,M,31,"] * 300), KNOWN)
    assert len(found.warnings) == 201
    assert found.warnings[-1] == "99 more rows say the same as an earlier one."


@pytest.mark.parametrize(
    "period", ["2024", "2024Q1", "2024H3", "Jan-Jun 2024", "2024H1-2024H2", ""]
)
def test_a_period_that_is_no_half_year_is_named_by_row_and_column(period):
    (problem,) = read_history(
        history(f"avon,{period},2024-03-31,D,detainer,W,H,M,31,"), KNOWN
    ).problems
    assert (problem.row, problem.column, problem.value) == (2, "half_year", period)


def test_days_of_another_half_year_are_named():
    (problem,) = read_history(
        history("avon,2024H2,2024-03-31,D,detainer,W,H,M,31,"), KNOWN
    ).problems
    assert (problem.row, problem.column, problem.value) == (2, "access_on", "2024-03-31")


MOVED = ExistingLines(
    codes={"avon"},
    today=date(2026, 3, 2),
    configured_days={"2024H1": (date(2024, 1, 1), date(2024, 7, 15))},
)


def test_half_years_whose_days_overlap_are_named():
    (problem,) = read_history(
        history("avon,2024H2,2024-07-20,D,detainer,W,H,M,31,"), MOVED
    ).problems
    assert (problem.row, problem.column, problem.value) == (2, "half_year", "2024H2")
    assert "overlap those of 2024H1" in problem.rule


def test_the_half_year_of_a_day_is_that_of_the_configured_days():
    rows = [["avon", "07/10/2024", "Interview", "Detainer", "White", "Yes", "Male", 31]]
    assert set(read_with(read_sheet(as_csv(rows)), MEANING, MOVED).groups) == {("avon", "2024H1")}


def test_unknown_codes_are_named_by_row_column_and_value():
    problems = read_history(history("nowhere,2024H1,2024-03-31,Z,maybe,Q,Q,Q,200,"), KNOWN).problems
    assert {(p.column, p.value) for p in problems} == {
        ("agency_code", "nowhere"),
        ("access_kind", "Z"),
        ("basis", "maybe"),
        ("race", "Q"),
        ("ethnicity", "Q"),
        ("sex", "Q"),
        ("age", "200"),
    }
    assert {p.row for p in problems} == {2}


def test_what_an_agency_certified_itself_is_pointed_out_before_it_is_amended():
    known = ExistingLines(codes={"avon"}, today=date(2026, 3, 2), certified={("avon", "2024H1")})
    row = "avon,2024H1,2024-03-31,D,detainer,W,H,M,31,x1"
    found = read_history(history(row, row.replace("x1", "x2")), known)
    assert [(o.row, o.column, o.value) for o in found.overlaps] == [(2, "half_year", "2024H1")]
    assert "certified a report of its own" in found.warnings[0]


def test_names_of_agencies_and_half_years_can_be_translated():
    sheet = read_sheet(b"Town,Half\nAvon Police,First half 2024\navon,2024H2\n")
    meaning = ColumnMapping(columns={"agency_code": "Town", "half_year": "Half"})
    assert unknown_values(sheet, meaning, {"avon"}) == {
        "agency_code": ["Avon Police"],
        "half_year": ["First half 2024"],
    }
    said = ColumnMapping(
        columns=meaning.columns,
        fixed={"access_kind": "none"} | dict.fromkeys(("access_on", "basis", "race"), "-"),
        values={"agency_code": {"Avon Police": "avon"}, "half_year": {"First half 2024": "2024H1"}},
    )
    fixed = dict.fromkeys(("access_on", "basis", "race", "ethnicity", "sex", "age"), "")
    found = read_with(
        sheet, ColumnMapping(**{**said.as_dict(), "fixed": {"access_kind": "none", **fixed}}), KNOWN
    )
    assert found.groups == {("avon", "2024H1"): [], ("avon", "2024H2"): []}


@pytest.fixture
def reviewer(db):
    agency("avon")
    agency("berlin")
    return person(Role.OPM_REVIEWER)


def test_a_sheet_is_loaded_whole_and_its_meaning_kept_for_the_next(reviewer):
    stored = store_upload(data=workbook(), by=reviewer, at=AT, on=ON)
    assert check_upload(stored, on=ON).problems
    with pytest.raises(StateRefused):
        load_upload(stored=stored, by=reviewer, at=AT, on=ON)
    save_mapping(stored=stored, meaning=MEANING, by=reviewer, at=AT, on=ON)
    result = load_upload(stored=stored, by=reviewer, at=AT, on=ON)
    assert (result.created, result.amended, result.unchanged) == (2, 0, 0)
    loaded = Submission.objects.filter(status=SubmissionStatus.ACCEPTED, source=Source.IMPORTED)
    assert sorted(loaded.values_list("agency__code", "line_count")) == [("avon", 2), ("berlin", 1)]
    loaded_sheet = HistoryUpload.objects.get(pk=stored.pk)
    assert (loaded_sheet.upload, upload_of(loaded_sheet).rows) == (None, ())
    again = store_upload(data=workbook(), by=reviewer, at=AT, on=ON)
    assert check_upload(again, on=ON).problems == []
    assert load_upload(stored=again, by=reviewer, at=AT, on=ON).unchanged == 2


def stored_bytes(file) -> bytes:
    with default_storage.open(file.name) as stored:
        return stored.read()


def test_rows_lie_sealed_while_they_wait(reviewer):
    stored = store_upload(data=workbook(), by=reviewer, at=AT, on=ON)
    assert upload_of(stored).rows[0][0] == "avon"
    assert b"avon" not in stored_bytes(stored.upload)
    assert b"Interview" not in stored_bytes(stored.upload)
    assert "Interview" not in str(HistoryUpload.objects.values())


def test_a_sheet_left_lying_is_forgotten_after_seven_days(
    reviewer, django_capture_on_commit_callbacks
):
    stored = store_upload(data=workbook(), by=reviewer, at=AT, on=ON)
    file, key = stored.upload, stored.upload.record_key
    assert expire_uploads(at=AT + timedelta(days=7)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert expire_uploads(at=AT + timedelta(days=7, seconds=1)) == 1
    assert not HistoryUpload.objects.exists()
    key.refresh_from_db()
    assert key.wrapped_key is None
    assert not default_storage.exists(file.name)
    assert expire_uploads(at=AT + timedelta(days=8)) == 0


def test_the_expiry_round_forgets_what_lies_too_long(reviewer):
    store_upload(data=workbook(), by=reviewer, at=now() - timedelta(days=8), on=ON)
    kept = store_upload(
        data=workbook(), by=person(Role.OPM_REVIEWER, email="two@opm.example"), at=now(), on=ON
    )
    delete_expired_uploads(kept.pk, 1)
    assert list(HistoryUpload.objects.values_list("pk", flat=True)) == [kept.pk]


def test_another_upload_puts_the_one_before_away(reviewer, django_capture_on_commit_callbacks):
    first = store_upload(data=workbook(), by=reviewer, at=AT, on=ON)
    with django_capture_on_commit_callbacks(execute=True):
        second = store_upload(data=as_csv(), by=reviewer, at=AT, on=ON)
    assert list(HistoryUpload.objects.values_list("pk", flat=True)) == [second.pk]
    assert not default_storage.exists(first.upload.name)


def test_an_agency_of_the_very_same_name_is_offered_and_kept_by_a_person(reviewer, client):
    name = Agency.objects.get(code="avon").name
    data = io.BytesIO(f"Town,Half\n{name},First half 2024\n".encode())
    data.name = "names.csv"
    client.force_login(reviewer)
    client.post("/opm/editions/history/", {"file": data})
    stored = HistoryUpload.objects.get()
    address = f"/opm/editions/history/{stored.pk}/"
    columns = {
        "column-agency_code": "Town",
        "column-half_year": "Half",
        "fixed-access_kind": "none",
    }
    page = client.post(address, columns, follow=True).content.decode()
    assert "same name in the register" in page
    assert mapping_from(HistoryUpload.objects.get().meaning).values == {}
    sent = columns | {
        "field-0": "agency_code",
        "value-0": name,
        "code-0": "avon",
        "field-1": "half_year",
        "value-1": "First half 2024",
        "code-1": "2024H1",
    }
    client.post(address, sent)
    assert mapping_from(HistoryUpload.objects.get().meaning).values == {
        "agency_code": {name: "avon"},
        "half_year": {"First half 2024": "2024H1"},
    }


def test_who_may_not_enter_for_agencies_may_not_map(reviewer):
    with pytest.raises(PermissionRefused):
        store_upload(data=workbook(), by=person(Role.DISCLOSURE_CHECKER), at=AT, on=ON)


def test_the_page_goes_from_upload_to_load(reviewer, client):
    client.force_login(reviewer)
    data = io.BytesIO(workbook())
    data.name = "old.xlsx"
    page = client.post("/opm/editions/history/", {"file": data}, follow=True)
    assert "choose" in page.content.decode()
    stored = HistoryUpload.objects.get()
    address = f"/opm/editions/history/{stored.pk}/"
    sent = {f"column-{name}": column for name, column in MEANING.columns.items()}
    sent |= {"day_format": "us", "half_year": FROM_DATE}
    page = client.post(address, sent, follow=True).content.decode()
    assert "Interview" in page
    assert "What is wrong" in page
    pairs = [
        (name, value, code)
        for name, found in MEANING.values.items()
        for value, code in found.items()
    ]
    for number, parts in enumerate(pairs):
        sent |= dict(
            zip((f"field-{number}", f"value-{number}", f"code-{number}"), parts, strict=True)
        )
    page = client.post(address, sent, follow=True).content.decode()
    assert "Nothing is wrong: 3 accesses in 2 reporting periods of agencies." in page
    page = client.post(f"{address}load/", follow=True).content.decode()
    assert "2 reporting periods of agencies loaded" in page
    assert client.get(address).status_code == 404
