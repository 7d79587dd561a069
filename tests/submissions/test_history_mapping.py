"""Spreadsheets of any shape: what columns and values mean is said by a person, and what is wrong is named."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

from reports.accounts.exceptions import PermissionRefused, StateRefused
from reports.accounts.roles import Role
from reports.submissions.actions.history_sheets import check_sheet, keep_meaning, load_sheet, take_sheet
from reports.submissions.history_file import Known, read_history
from reports.submissions.history_mapping import (
    FROM_DATE,
    Meaning,
    UnreadableSheet,
    first_meaning,
    read_sheet,
    read_with,
    unknown_values,
)
from reports.submissions.models import HistorySheet, Submission
from reports.submissions.status import Source, Status
from tests.factories.people import agency, person
from tests.publication.stored import AT, ON

HEADER = ["Town", "When", "What ICE got", "Why", "Race", "Hispanic?", "Gender", "Age"]
ROWS = [
    ["avon", "03/31/2024", "Interview", "Detainer", "White", "Yes", "Male", 31],
    ["avon", "04/02/2024", "Release date", "Other", "Black", "No", "Female", ""],
    ["", "", "", "", "", "", "", ""],
    ["berlin", "05/09/2024", "Interview", "Detainer", "White", "Yes", "Male", 44],
]
KNOWN = Known(codes={"avon", "berlin"}, today=date(2026, 3, 2))
MEANING = Meaning(
    columns={
        "agency_code": "Town", "access_on": "When", "access_kind": "What ICE got", "basis": "Why", "race": "Race",
        "ethnicity": "Hispanic?", "sex": "Gender", "age": "Age",
    },
    values={
        "access_kind": {"Interview": "D", "Release date": "B"}, "basis": {"Detainer": "detainer", "Other": "other"},
        "race": {"White": "W", "Black": "B"}, "ethnicity": {"Yes": "H", "No": "N"}, "sex": {"Male": "M", "Female": "F"},
    },
    day_format="us", half_year=FROM_DATE,
)  # fmt: skip


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
        ("avon", "2024H1"): 2, ("berlin", "2024H1"): 1,
    }  # fmt: skip
    first = found.groups["avon", "2024H1"][0]
    assert (first.access_on, first.access_kind, first.race, first.age) == (date(2024, 3, 31), "D", "W", 31)


def test_days_of_a_workbook_are_days():
    rows = [[row[0], date(2024, 3, 31) if row[0] else "", *row[2:]] for row in ROWS]
    meaning = Meaning(**{**MEANING.as_dict(), "day_format": "iso"})
    assert read_with(read_sheet(workbook(rows)), meaning, KNOWN).problems == []


def test_nothing_is_guessed():
    sheet = read_sheet(as_csv())
    assert first_meaning(sheet).columns == {"race": "Race", "age": "Age"}  # headings that are ours, word for word
    missing = read_with(sheet, first_meaning(sheet), KNOWN).problems
    assert {problem.column for problem in missing} == {
        "agency_code", "half_year", "access_on", "access_kind", "basis", "ethnicity", "sex",
    }  # fmt: skip


def test_values_that_are_no_codes_are_listed_for_translation():
    unknown = unknown_values(read_sheet(as_csv()), MEANING)
    assert unknown["access_kind"] == ["Interview", "Release date"]
    assert unknown["ethnicity"] == ["Yes", "No"]


def test_what_is_wrong_is_named_as_the_sheet_shows_it():
    rows = [*ROWS, ["nowhere", "31/03/2024", "Interview", "Detainer", "Green", "Yes", "Male", "old"]]
    problems = read_with(read_sheet(workbook(rows)), MEANING, KNOWN).problems
    assert {(p.row, p.column, p.value) for p in problems if p.column != "half_year"} >= {
        (6, "Town", "nowhere"), (6, "When", "31/03/2024"), (6, "Race", "Green"), (6, "Age", "old"),
    }  # fmt: skip


def test_a_word_of_the_sheet_can_mean_that_there_was_nothing():
    rows = [["avon", "", "None reported", "", "", "", "", ""]]
    meaning = Meaning(
        columns=MEANING.columns, values={"access_kind": {"None reported": "none"}}, fixed={"half_year": "2024H1"}
    )
    found = read_with(read_sheet(workbook(rows)), meaning, KNOWN)
    assert found.problems == []
    assert found.groups == {("avon", "2024H1"): []}


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"PK\x03\x04 no workbook", b"\xff\xfe\x00a", b"a,b,a\n1,2,3\n", b'a,"b\n']
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
    assert found.warnings == ["Row 3, column person_ref: 'x1'. Row 2 says the same throughout; both are counted."]


@pytest.fixture
def reviewer(db):
    agency("avon")
    agency("berlin")
    return person(Role.OPM_REVIEWER)


def test_a_sheet_is_loaded_whole_and_its_meaning_kept_for_the_next(reviewer):
    stored = take_sheet(data=workbook(), by=reviewer, at=AT, on=ON)
    assert check_sheet(stored, on=ON).problems
    with pytest.raises(StateRefused):
        load_sheet(stored=stored, by=reviewer, at=AT, on=ON)
    keep_meaning(stored=stored, meaning=MEANING, by=reviewer, on=ON)
    result = load_sheet(stored=stored, by=reviewer, at=AT, on=ON)
    assert (result.created, result.amended, result.unchanged) == (2, 0, 0)
    loaded = Submission.objects.filter(status=Status.ACCEPTED, source=Source.IMPORTED)
    assert sorted(loaded.values_list("agency__code", "line_count")) == [("avon", 2), ("berlin", 1)]
    assert HistorySheet.objects.get(pk=stored.pk).rows == []
    again = take_sheet(data=workbook(), by=reviewer, at=AT, on=ON)
    assert check_sheet(again, on=ON).problems == []
    assert load_sheet(stored=again, by=reviewer, at=AT, on=ON).unchanged == 2


def test_who_may_not_enter_for_agencies_may_not_map(reviewer):
    with pytest.raises(PermissionRefused):
        take_sheet(data=workbook(), by=person(Role.DISCLOSURE_CHECKER), at=AT, on=ON)


def test_the_page_goes_from_upload_to_load(reviewer, client):
    client.force_login(reviewer)
    data = io.BytesIO(workbook())
    data.name = "old.xlsx"
    page = client.post("/opm/editions/history/", {"file": data}, follow=True)
    assert "choose" in page.content.decode()
    stored = HistorySheet.objects.get()
    address = f"/opm/editions/history/{stored.pk}/"
    sent = {f"column-{name}": column for name, column in MEANING.columns.items()}
    sent |= {"day_format": "us", "half_year": FROM_DATE}
    page = client.post(address, sent, follow=True).content.decode()
    assert "Interview" in page
    assert "What is wrong" in page
    pairs = [(name, value, code) for name, found in MEANING.values.items() for value, code in found.items()]
    for number, parts in enumerate(pairs):
        sent |= dict(zip((f"field-{number}", f"value-{number}", f"code-{number}"), parts, strict=True))
    page = client.post(address, sent, follow=True).content.decode()
    assert "Nothing is wrong: 3 accesses in 2 half-years of agencies." in page
    page = client.post(f"{address}load/", follow=True).content.decode()
    assert "2 half-years of agencies loaded" in page
    assert client.get(address).status_code == 404
