"""The files of an edition: their columns, their safety, what reusers' tools make of them."""

from __future__ import annotations

import csv
import io
import json
import time
from dataclasses import replace
from datetime import UTC, datetime

import frictionless
import pypdfium2
import pytest
from openpyxl import load_workbook

from reports.core.csv_export import as_csv
from reports.publication.content.access_records import COLUMNS as ROW_COLUMNS
from reports.publication.content.access_records import PublishedRows
from reports.publication.content.edition import EditionContent
from reports.publication.content.process_figures import protect
from reports.publication.editions.build import edition_files
from reports.publication.files import csv_files
from reports.publication.files.csv_files import (
    CHANGE_COLUMNS,
    COVERAGE_COLUMNS,
    TABLE_COLUMNS,
)
from reports.publication.files.spooled import (
    MOST_HELD,
    Spooled,
    file_of,
    pieces_of,
    sha256_of,
    size_of,
)
from reports.publication.files.xlsx import edition_xlsx
from tests.publication.worlds import contents_of, make_world
from tests.support.spreadsheet import as_opened

AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
LIVE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
]


@pytest.fixture(scope="module")
def content() -> EditionContent:
    return contents_of(make_world(4, agencies=10, busy=0.7), "2025H2")


@pytest.fixture(scope="module")
def files(content) -> dict[str, bytes]:
    return made(content)


def made(content: EditionContent) -> dict[str, bytes]:
    return {name: b"".join(pieces_of(data)) for name, data in edition_files(content, at=AT).items()}


def header(data: bytes) -> tuple[str, ...]:
    return tuple(next(csv.reader(io.StringIO(data.decode()))))


def test_published_columns_are_those_of_the_contract_and_no_other(files):
    assert header(files["tables.csv"]) == (
        "table",
        "unit",
        "half_year",
        "agency_code",
        "row_variable",
        "row_value",
        "column_variable",
        "column_value",
        "count",
        "symbol",
    )
    assert header(files["coverage.csv"]) == (
        "half_year",
        "agency_code",
        "agency",
        "kind",
        "filing_status",
        "submitted_on",
        "accesses",
        "symbol",
        "received_on",
        "review_state",
    )
    assert header(files["accesses.csv"]) == (
        "row_id",
        "half_year",
        "month",
        "agency_code",
        "access_kind",
        "basis",
        "race",
        "ethnicity",
        "sex",
        "age_band",
    )
    assert header(files["changes.csv"]) == (
        "half_year",
        "agency_code",
        "what",
        "before",
        "after",
        "reason",
    )


def test_the_same_content_gives_the_same_bytes(content, files):
    time.sleep(1.1)  # a file that keeps the moment of writing would differ
    again = made(content)
    assert [name for name, data in files.items() if again[name] != data] == []


@pytest.mark.parametrize("text", LIVE)
def test_nothing_is_a_live_formula(text, content):
    for columns in (TABLE_COLUMNS, COVERAGE_COLUMNS, ROW_COLUMNS, CHANGE_COLUMNS):
        (row,) = csv.DictReader(
            io.StringIO(as_csv(columns, [dict.fromkeys(columns, text)]).decode(), newline="")
        )
        assert all(value.startswith("'") for value in row.values())
    if "\0" in text or "\r" in text:
        return
    coverage = tuple(replace(row, agency=text) for row in content.coverage[:2])
    book = load_workbook(io.BytesIO(edition_xlsx(replace(content, coverage=coverage), at=AT)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_workbook_is_formatted_and_carries_its_notes(files, content):
    book = load_workbook(io.BytesIO(files["edition.xlsx"]))
    assert book.sheetnames[:3] == ["read_me", "coverage", "accesses_by_agency"]
    assert book.sheetnames[-2:] == ["changes", "dictionary"]
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert sheet["A1"].font.bold
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
    above = " ".join(str(row[0].value) for row in book["persons_by_sex"].iter_rows(max_row=4))
    assert "Not counted: what state agencies did" in above
    assert "Counts persons" in above
    assert "withheld to protect people" in above


def test_libreoffice_opens_the_workbook_and_the_files(files, content, tmp_path):
    (tmp_path / "edition.xlsx").write_bytes(files["edition.xlsx"])
    names = load_workbook(io.BytesIO(files["edition.xlsx"])).sheetnames
    rows = as_opened(tmp_path / "edition.xlsx", tmp_path, sheet=names.index("persons_by_sex") + 1)
    assert rows[0][0] == "Persons by sex (persons)"
    head = next(row for row in rows if row[0] == "half_year")
    assert [row[head.index("row_meaning")] for row in rows if row[0] == "2025H1"][:2] == [
        "Male",
        "Female",
    ]
    (tmp_path / "coverage.csv").write_bytes(files["coverage.csv"])
    opened = as_opened(tmp_path / "coverage.csv", tmp_path)
    assert opened == list(csv.reader(io.StringIO(files["coverage.csv"].decode())))


def test_frictionless_validates_the_data_package(files, tmp_path):
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    report = frictionless.Package("datapackage.json", basepath=str(tmp_path)).validate()
    assert report.valid, report.flatten(["path", "message"])


def test_the_dictionary_explains_every_column_and_code(files):
    explained = {
        (row["file"], row["column"])
        for row in csv.DictReader(io.StringIO(files["dictionary.csv"].decode()))
    }
    for name in ("tables.csv", "coverage.csv", "accesses.csv", "changes.csv"):
        assert {(name, column) for column in header(files[name])} <= explained


def test_the_dictionary_explains_only_files_that_are_there(files, content):
    def explained(data: bytes) -> set[str]:
        return {row["file"] for row in csv.DictReader(io.StringIO(data.decode()))}

    assert "process.csv" not in files
    assert explained(files["dictionary.csv"]) <= set(files)
    sharing = replace(content, process=(protect("2025H1", {"a01": {"requests": 40}}, threshold=6),))
    with_process = edition_files(sharing, at=AT)
    assert "process.csv" in explained(with_process["dictionary.csv"])
    assert explained(with_process["dictionary.csv"]) <= set(with_process)


def test_closed_lists_and_keys_stand_in_the_schemas(files):
    resources = {r["path"]: r["schema"] for r in json.loads(files["datapackage.json"])["resources"]}
    assert resources["coverage.csv"]["primaryKey"] == ["half_year", "agency_code"]
    enums = {
        f["name"]: f.get("constraints", {}).get("enum") for f in resources["accesses.csv"]["fields"]
    }
    assert enums["sex"] == ["M", "F", "X", "U", "c"]


def test_the_workbook_says_codes_in_words(files, content):
    book = load_workbook(io.BytesIO(files["edition.xlsx"]))
    rows = [[cell.value for cell in row] for row in book["persons_by_sex"].iter_rows()]
    head = next(row for row in rows if row[0] == "half_year")
    assert "Male" in [row[head.index("row_meaning")] for row in rows]
    rows = [[cell.value for cell in row] for row in book["accesses_by_agency"].iter_rows()]
    head = next(row for row in rows if row[0] == "half_year")
    assert content.coverage[0].agency in [row[head.index("agency")] for row in rows]


def test_each_number_is_told_how_complete_it_is(files, content):
    said = json.loads(files["edition.json"])["reporting"]
    accepted = [row for row in content.coverage if row.municipal and row.accepted]
    for half in content.halves:
        assert said[half]["reported"] == sum(row.half_year == half for row in accepted)
    codes = {row.agency_code for row in content.coverage if row.municipal}
    both = [code for code in codes if sum(row.agency_code == code for row in accepted) == 2]
    assert said["2025"] == {"reported": len(both), "municipal_agencies": len(codes)}
    book = load_workbook(io.BytesIO(files["edition.xlsx"]))
    rows = [[cell.value for cell in row] for row in book["persons_by_sex"].iter_rows()]
    head = next(row for row in rows if row[0] == "half_year")
    shown = {
        row[0]: row[head.index("departments_reported")] for row in rows[rows.index(head) + 1 :]
    }
    assert shown["2025"] == f"{len(both)} of {len(codes)}"


def test_json_says_what_the_tables_say(files):
    said = json.loads(files["edition.json"])
    rows = list(csv.DictReader(io.StringIO(files["tables.csv"].decode())))
    assert [row["symbol"] for row in said["rows"]] == [row["symbol"] for row in rows]
    assert [row["count"] for row in said["rows"]] == [
        int(row["count"]) if row["count"] else None for row in rows
    ]


def test_the_report_reads_and_shows_no_withheld_number(files, content):
    pdf = pypdfium2.PdfDocument(files["edition.pdf"])
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Persons by sex" in text
    assert "withheld" in text
    assert "Not counted" in text.replace("\r\n", " ")


def test_the_audit_discloses_nothing(files, content):
    said = json.loads(files["disclosure-audit.json"])
    assert said["passes"] is True
    assert set(said["half_years"][0]) == {
        "half_year",
        "numbers",
        "withheld",
        "attackers_tried",
        "narrowed_below_threshold",
    }


def test_withheld_numbers_have_no_count(files):
    for row in csv.DictReader(io.StringIO(files["tables.csv"].decode())):
        assert (row["count"] == "") == (row["symbol"] in {"c", "n"})


def test_inert_leaves_ordinary_text_alone():
    assert csv_files.escape_formula("New Haven Police") == "New Haven Police"


@pytest.mark.parametrize("text", LIVE)
def test_record_level_rows_are_written_like_any_others(text, content):
    """Their file takes a shorter way, which writes the same bytes; a dangerous value is made
    harmless there too.
    """
    shown = (text, "other", "c", "M", "H", "W", "c", '2025-01 "x"')
    rows = PublishedRows(3, [("2025H1", shown), ("2025H2", ("A", *shown[1:]))] * 2)
    written = b"".join(csv_files.accesses_csv(replace(content, rows=rows)))
    assert (
        written
        == as_csv(ROW_COLUMNS, rows)
        == b"".join(csv_files.accesses_csv(replace(content, rows=tuple(rows))))
    )
    assert f'"\'{text}"'.encode() in written


@pytest.mark.parametrize("size", [0, 5, MOST_HELD + 3])
def test_a_large_file_is_the_same_in_pieces_as_at_once(size):
    """Below and beyond what is held in memory; read twice, and once more as a storage reads it."""
    whole = (b"0123456789" * (size // 10 + 1))[:size]
    spooled = Spooled(lambda raw: raw.writelines([whole[:2], whole[2:]]))
    assert b"".join(spooled) == b"".join(pieces_of(spooled)) == file_of(spooled).read() == whole
    assert (
        (size_of(spooled), sha256_of(spooled))
        == (size_of(whole), sha256_of(whole))
        == (size, sha256_of(whole))
    )
    assert b"".join(file_of(spooled).chunks()) == file_of(whole).read() == whole
