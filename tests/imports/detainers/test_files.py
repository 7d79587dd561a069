"""A file of detainers: good rows stored once, the others reported, and given back."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused
from reports.detainers.models import Detainer
from reports.imports.detainers import files
from reports.imports.detainers.columns import KNOWN
from reports.imports.detainers.files import detainer_file, import_file
from reports.imports.detainers.models import DetainerImport
from reports.imports.files import FileAnswers, annotated_csv, annotated_workbook
from reports.notices.models import Notice
from reports.uploads.tables import ReadAs, TableRefused, read_table
from tests.factories.detainers import NOW
from tests.factories.people import agency, person
from tests.imports.detainers.helpers import another, as_csv, row
from tests.uploads.tables.made import workbook

pytestmark = pytest.mark.django_db
AT = NOW + timedelta(days=1)


def table(data):
    return read_table(data, ReadAs(expected=KNOWN))


def bring(data, *, by=None, is_dry_run=False, **answers):
    file = detainer_file(table(data), FileAnswers(**answers))
    return import_file(data, file, agency=agency(), by=by or person(), at=AT, is_dry_run=is_dry_run)


def counts(report):
    return (report.stored, report.unchanged, report.refused, report.conflicts)


def test_good_rows_are_stored_with_their_notice_and_bad_ones_reported():
    report = bring(as_csv(row(), another(2, channel="pigeon"), another(3)))
    assert counts(report) == (2, 0, 1, 0)
    assert sorted(Detainer.objects.values_list("external_id", flat=True)) == ["RMS-1", "RMS-3"]
    assert Notice.objects.count() == 2
    (problem,) = (found for found in report.problems if found.level == "error")
    assert (problem.row, problem.column, problem.value) == (3, "channel", "pigeon")
    batch = DetainerImport.objects.get()
    assert (batch.stored, batch.refused, batch.finished_at) == (2, 1, AT)


def test_the_same_file_changes_nothing_and_a_changed_row_is_a_conflict():
    data = as_csv(row(), another(2))
    bring(data)
    assert counts(bring(data)) == (0, 2, 0, 0)
    report = bring(as_csv(row(federal_office="ICE Boston"), another(2)))
    assert counts(report) == (0, 1, 0, 1)
    assert "(federal_office)" in report.problems[0].rule
    assert Detainer.objects.get(external_id="RMS-1").federal_office == "ICE ERO Hartford"


def test_the_same_rows_in_another_order_and_kind_of_file_change_nothing():
    rows = [row(), another(2), another(3, external_id="")]
    bring(as_csv(*rows))
    columns = list(row())
    book = workbook(columns, *([each[name] for name in columns] for each in reversed(rows)))
    assert counts(bring(book)) == (0, 3, 0, 0)


def test_rows_without_an_external_id_are_stored_once_each():
    data = as_csv(row(external_id=""), row(external_id=""))
    assert counts(bring(data)) == (2, 0, 0, 0)
    assert counts(bring(data)) == (0, 2, 0, 0)
    assert Detainer.objects.count() == 2


def test_a_second_request_about_the_person_on_the_day_is_a_conflict_without_an_external_id():
    bring(as_csv(row(alien_number="A012345678")))
    second = row(external_id="", alien_number="A012345678", channel="email")
    report = bring(as_csv(second))
    assert counts(report) == (0, 0, 0, 1)
    assert "same person" in report.problems[0].rule


def test_a_request_entered_on_screen_is_not_overwritten():
    bring(as_csv(row()))
    Detainer.objects.get().imported.delete()
    report = bring(as_csv(row()))
    assert counts(report) == (0, 0, 0, 1)
    assert "did not come from a file" in report.problems[0].rule


def test_a_dry_run_stores_nothing_and_says_the_same():
    data = as_csv(row(), another(2, sex="Q"))
    assert counts(bring(data, is_dry_run=True)) == (1, 0, 1, 0)
    assert not Detainer.objects.exists()
    assert not DetainerImport.objects.exists()


def test_an_import_cut_short_goes_on_and_stores_each_row_once(monkeypatch):
    data, stored = as_csv(row(), another(2), another(3)), []
    kept = files._store

    def dies_at_the_third(kind, facts, **act):
        if len(stored) == 2:
            raise KeyboardInterrupt
        stored.append(act["row"])
        return kept(kind, facts, **act)

    monkeypatch.setattr(files, "_store", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        bring(data)
    assert Detainer.objects.count() == 2
    monkeypatch.undo()
    assert counts(bring(data)) == (3, 0, 0, 0)
    assert Detainer.objects.count() == 3
    assert DetainerImport.objects.count() == 1


def test_hidden_rows_are_asked_about():
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True

    columns = list(row())
    book = workbook(columns, list(row().values()), list(another(2).values()), then=hide)
    assert counts(bring(book)) == (1, 0, 1, 0)
    assert counts(bring(book, hidden_rows="leave")) == (0, 1, 0, 0)
    assert counts(bring(book, hidden_rows="take")) == (1, 1, 0, 0)


def test_error_cells_keep_their_row_out():
    report = bring(as_csv(row(age="#N/A"), another(2)))
    assert counts(report) == (1, 0, 1, 0)
    assert [(p.row, p.column) for p in report.problems] == [(2, "age")]


def test_days_that_could_be_two_are_asked_about_once_for_the_file():
    rows = [
        row(date_of_birth="13/4/1990"),
        another(2, date_of_birth="3/4/1990", received_at="2026-03-01T08:00"),
    ]
    assert counts(bring(as_csv(*rows))) == (0, 0, 2, 0)
    assert counts(bring(as_csv(*rows), day_order="dmy")) == (2, 0, 0, 0)


def test_unknown_columns_are_named_and_missing_ones_refuse_the_file():
    report = bring(as_csv(row(badge="7"), more=("badge",)))
    assert "The column 'badge' is not known and was not read." in report.warnings
    with pytest.raises(TableRefused, match="no column channel"):
        bring(b"external_id,received_at,form,purposes,federal_office\n1,2,3,4,5\n")
    with pytest.raises(TableRefused, match="channel stands twice"):
        bring(as_csv(row(), more=("Channel",)).replace(b"Channel\r", b"channel.\r"))


def test_errors_are_grouped_by_value():
    report = bring(as_csv(*(another(n, channel="pigeon") for n in range(1, 4))), is_dry_run=True)
    (group,) = report.as_dict()["groups"]
    assert (group["column"], group["value"], group["count"]) == ("channel", "pigeon", 3)


def test_only_who_logs_requests_of_the_agency_imports():
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused):
            bring(as_csv(row()), by=nobody)
    assert not DetainerImport.objects.exists()


def test_the_annotated_file_imports_again_once_it_is_corrected():
    data = as_csv(row(notes="-a note"), another(2, channel="pigeon"))
    found = table(data)
    report = bring(data)
    text = annotated_csv(found, report)
    assert b"import_errors" in text
    assert b"none of the words allowed" in text
    again = bring(text.replace(b"pigeon", b"fax"))
    assert counts(again) == (1, 1, 0, 0)
    assert again.warnings == []


def test_the_annotated_workbook_computes_nothing():
    data = as_csv(row(notes='=HYPERLINK("x")'), another(2, channel="pigeon"))
    found = table(data)
    book = load_workbook(io.BytesIO(annotated_workbook(found, bring(data, is_dry_run=True))))
    cells = [cell for line in book.active.iter_rows() for cell in line]
    assert '=HYPERLINK("x")' in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert "pigeon" in [cell.value for cell in cells]
