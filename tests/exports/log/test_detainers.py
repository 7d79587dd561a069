"""The agency's log as a file: what goes out comes in again as the same record."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from reports.exports.log.tables import FileKind, LogList, log_table
from reports.imports.detainers.columns import KNOWN
from reports.imports.detainers.files import detainer_file, import_file
from reports.imports.files import FileAnswers
from reports.uploads.tables import ReadAs, read_table
from reports.workflow.outcomes import record_outcome
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.imports.detainers.helpers import another, as_csv, row

pytestmark = pytest.mark.django_db
AT = make.NOW + timedelta(days=1)
FORMULA = "=HYPERLINK(1)"


def bring(data, *, into):
    file = detainer_file(read_table(data, ReadAs(expected=KNOWN)), FileAnswers())
    by = person(at_agency=into, email=f"brings@{into.code}.example")
    return import_file(data, file, agency=into, by=by, at=AT)


def as_bytes(table, kind):
    if kind == FileKind.CSV:
        return "".join(table.lines()).encode()
    made = io.BytesIO()
    table.write_workbook(made)
    return made.read()


def rows_of(place, name=LogList.DETAINERS, **filters):
    table = log_table(name, place, at=AT, filters={"sort": "received", **filters})
    text = "".join(table.lines()).removeprefix("\ufeff")
    return sorted(csv.DictReader(io.StringIO(text)), key=lambda line: sorted(line.items()))


@pytest.fixture
def log():
    """Requests in several states, typed and brought in by file."""
    place = agency("hartford")
    decided = make.detainer(
        agency=place, notes=FORMULA, booking_number="007", federal_officer="A B"
    )
    make.decided(decided, at=make.NOW)
    other = make.person_values(family_name='O\'Neil, "Jr"', given_names="Zoë", sex="M")
    make.detainer(agency=place, person=other, at=make.NOW, in_custody=None, release_due_at=None)
    said = {"decision": "hold=decline;notify_release=comply", "decision_reason": "No warrant."}
    reported = {"decided_at": "2026-03-01T10:00", "decided_by": "Chief Day", "age": "35"}
    ended = {"outcome": "released", "outcome_at": "2026-03-01T23:15", "age": "63"}
    bring(
        as_csv(row(**said, **reported), another(2, **ended, in_custody="no"), more=("outcome_at",)),
        into=place,
    )
    return place


@pytest.mark.parametrize("kind", [*FileKind])
def test_what_goes_out_comes_in_again_as_the_same_records(log, kind):
    out = as_bytes(log_table(LogList.DETAINERS, log, at=AT), kind)
    report = bring(out, into=agency("bristol"))
    assert (report.stored, report.refused, report.conflicts) == (4, 0, 0)
    before, after = rows_of(log), rows_of(agency("bristol"))
    assert before == after
    assert {found["notes"] for found in before} == {"", f"'{FORMULA}"}


def test_brought_back_it_stores_nothing_twice(log):
    """What came by file is unchanged; what was typed is a conflict, and says which request."""
    out = as_bytes(log_table(LogList.DETAINERS, log, at=AT), FileKind.CSV)
    report = bring(out, into=log)
    assert (report.stored, report.unchanged, report.conflicts) == (0, 2, 2)


def test_a_decision_says_who_took_it_and_what_waits_stands_too(log):
    found = {line["external_id"]: line for line in rows_of(log)}
    assert found["RMS-1"]["decided_by"] == "Chief Day"
    assert found["RMS-1"]["decision"] == "hold=decline;notify_release=comply"
    assert "notify_release=" in found[""]["decision"] or found[""]["decision"] == ""


def test_the_filters_of_the_list_hold(log):
    found = rows_of(log, outcome="released")
    assert [line["external_id"] for line in found] == ["RMS-2"]
    assert found[0]["outcome_at"] == "2026-03-01T23:15:00-05:00"


def test_a_workbook_computes_nothing_and_holds_no_sign_that_xml_cannot(log):
    made = as_bytes(log_table(LogList.DETAINERS, log, at=AT), FileKind.XLSX)
    sheet = load_workbook(io.BytesIO(made))["detainers"]
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert FORMULA in {cell.value for cell in cells}


def test_an_outcome_is_written_with_its_moment_and_its_place(log):
    item = make.detainer(agency=log, person=replace(make.person_values(), family_name="Moved"))
    record_outcome(
        detainer=item,
        outcome="to_correction",
        happened_at=make.NOW,
        moved_to="Hartford Correctional Center",
        by=item.entered_by,
        at=make.NOW,
    )
    (line,) = rows_of(log, outcome="to_correction")
    assert line["moved_to"] == "Hartford Correctional Center"
