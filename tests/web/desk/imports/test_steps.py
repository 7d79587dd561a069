"""The way of a file at the desk: columns, check, storing, canceling, undoing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.access.models import Access
from reports.core.clock import now
from reports.detainers.models import Detainer
from reports.imports.accesses.columns import KNOWN
from reports.imports.jobs.models import ImportState, TableImport
from reports.notices.actions.open import record_printed
from reports.notices.models import Notice
from tests.factories.people import person
from tests.imports.accesses.helpers import access
from tests.web.desk.imports.helpers import bring, page, received, rows, send, typed, work

pytestmark = pytest.mark.django_db


def state(job_id):
    return TableImport.objects.get(pk=job_id).state


def stored(browser, *given):
    job_id = bring(browser, *given)
    send(browser, "import_columns", job_id, **typed(job_id))
    work()
    send(browser, "import_run", job_id, mode="good")
    work()
    return job_id


def test_a_file_is_looked_at_checked_stored_and_undone(clerk):
    good, bad = rows(2), rows(3, channel="pigeon")[2:]
    job_id = bring(clerk, *good, *bad)
    columns = page(clerk, "import_columns", job_id)
    assert "comma" in columns
    assert "first row: Family0" in columns
    assert send(clerk, "import_columns", job_id, **typed(job_id)).status_code == 302
    assert "Every row is being checked" in page(clerk, "import", job_id)
    assert "0 of 3 rows" in page(clerk, "import_progress", job_id)
    work()
    found = page(clerk, "import", job_id)
    assert "pigeon" in found
    assert "Checked, nothing stored yet" in found
    assert not Detainer.objects.exists()
    store = page(clerk, "import_run", job_id)
    assert "All rows, or nothing" not in store
    assert send(clerk, "import_run", job_id, mode="all").status_code == 422
    assert send(clerk, "import_run", job_id, mode="good").status_code == 302
    work()
    assert state(job_id) is ImportState.DONE
    assert Detainer.objects.count() == 2
    assert "All of them are deleted" in page(clerk, "import_undo", job_id)
    send(clerk, "import_undo", job_id)
    work()
    assert state(job_id) is ImportState.UNDONE
    assert not Detainer.objects.exists()
    assert "Taken back" in page(clerk, "import", job_id)


def test_all_rows_are_offered_where_none_is_wrong(clerk):
    job_id = bring(clerk, *rows(2))
    send(clerk, "import_columns", job_id, **typed(job_id))
    work()
    assert "All rows, or nothing" in page(clerk, "import_run", job_id)
    send(clerk, "import_run", job_id, mode="all")
    work()
    assert Detainer.objects.count() == 2


def test_a_column_that_is_needed_must_be_chosen(clerk):
    job_id = bring(clerk, *rows(1))
    answer = send(clerk, "import_columns", job_id, **typed(job_id, column_channel=""))
    assert answer.status_code == 422
    twice = typed(job_id, column_notes="channel")
    answer = send(clerk, "import_columns", job_id, **twice)
    assert "chosen twice" in answer.content.decode()
    assert state(job_id) is ImportState.NEW


def test_columns_chosen_before_are_offered_and_not_taken_over_by_themselves(clerk):
    first = bring(clerk, *rows(1))
    send(clerk, "import_columns", first, **typed(first, column_language=""))
    second = bring(clerk, *rows(1))
    offered = page(clerk, "import_columns", second)
    assert "A file with the same headings was imported before" in offered
    assert TableImport.objects.get(pk=second).columns["language"] == "language"
    where = reverse("desk:import_columns", args=[second])
    taken = clerk.get(where, {"as": "before"}).content.decode()
    field = taken.split('name="column_language"')[1].split("</select>")[0]
    assert 'value="language" selected' not in field


def test_a_file_is_read_otherwise(clerk):
    job_id = bring(clerk, *rows(2))
    assert "Delimiter" in page(clerk, "import_reading", job_id)
    assert send(clerk, "import_reading", job_id, header_row="2").status_code == 302
    assert TableImport.objects.get(pk=job_id).rows_total == 1
    answer = send(clerk, "import_reading", job_id, header_row="900")
    assert answer.status_code == 422


def test_an_import_is_canceled_once(clerk):
    job_id = bring(clerk, *rows(1))
    assert "Cancel this import" in page(clerk, "import", job_id)
    for _ in range(2):
        assert send(clerk, "import_cancel", job_id).status_code == 302
    assert state(job_id) is ImportState.CANCELED
    answer = send(clerk, "import_columns", job_id, **typed(job_id))
    assert answer.status_code == 422
    assert "Bring the file again" in answer.content.decode()


def test_undo_is_refused_in_words_once_something_rests_on_it(clerk):
    job_id = stored(clerk, *rows(1))
    record_printed(notices=[Notice.objects.get()], by=person(), at=now())
    assert "a notice that was opened or served rests on 1" in page(clerk, "import_undo", job_id)
    assert send(clerk, "import_undo", job_id).status_code == 403
    assert Detainer.objects.count() == 1


def test_accesses_come_in_the_same_way(clerk):
    given = access(occurred_at=received(3))
    job_id = bring(clerk, given, kind="accesses", columns=KNOWN)
    send(clerk, "import_columns", job_id, **typed(job_id))
    work()
    send(clerk, "import_run", job_id, mode="all")
    work()
    assert Access.objects.count() == 1


def test_what_is_no_table_is_refused_at_its_field(clerk):
    for data in (b"%PDF-1.7", b"", b"just one line"):
        file = SimpleUploadedFile("x.csv", data)
        answer = clerk.post(reverse("desk:import_new"), {"kind": "detainers", "file": file})
        assert answer.status_code in {422, 302}


def test_another_agencys_import_does_not_exist(clerk, stranger):
    job_id = bring(clerk, *rows(1))
    for name in ("import", "import_columns", "import_run", "import_undo", "import_csv"):
        assert stranger.get(reverse(f"desk:{name}", args=[job_id])).status_code == 404, name
    assert stranger.post(reverse("desk:import_cancel", args=[job_id])).status_code == 404
