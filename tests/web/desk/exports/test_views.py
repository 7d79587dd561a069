"""A list of the desk taken away: what is shown, under its filters, by a name without a person."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.clock import today
from tests.factories import detainers as make
from tests.factories.people import person
from tests.support.sign_in import sign_in

pytestmark = pytest.mark.django_db


def address(name, ending, query=""):
    return reverse(f"desk:{name}_export", args=[ending]) + query


def test_the_list_offers_both_kinds_with_its_filters(clerk):
    page = clerk.get(reverse("desk:detainers") + "?status=open&page=1").content.decode()
    for kind in ("csv", "xlsx"):
        assert f'action="{address("detainers", kind, "?status=open")}"' in page
    assert "Download as CSV" in clerk.get(reverse("desk:accesses")).content.decode()


def test_csv_holds_what_the_filters_leave(clerk):
    make.detainer()
    answer = clerk.post(address("detainers", "csv", "?status=open"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text))
    assert line["given_names"] == "María José"
    name = f"detainers-hartford-{today().isoformat()}.csv"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Cache-Control"] == "no-store"
    answer = clerk.post(address("detainers", "csv", "?status=closed&sort=no-such"))
    assert len(b"".join(answer.streaming_content).splitlines()) == 1


def test_a_workbook_of_accesses(clerk):
    answer = clerk.post(address("accesses", "xlsx"))
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["accesses"]
    assert sheet["A1"].value == "external_id"


def test_filters_that_are_not_understood_make_no_file(clerk):
    query = "?received_from=2026-02-02&received_to=2026-02-01"
    answer = clerk.post(address("detainers", "csv", query))
    assert (answer.status_code, answer.url) == (302, reverse("desk:detainers") + query)
    assert not AuditEntry.objects.filter(event="export.made").exists()
    assert clerk.post(address("detainers", "pdf")).status_code == 404
    assert clerk.get(address("detainers", "csv")).status_code == 405


def test_it_asks_for_the_second_factor_again_and_keeps_the_filters(client):
    sign_in(client, person(Role.CLERK), used_ago=700)
    answer = client.post(address("detainers", "csv", "?status=open"))
    assert answer.status_code == 403
    assert "status=open" in answer.content.decode()
