"""What was never asked for is silence with a reason, in every file and on every page."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.urls import reverse

from reports.accounts.roles import Role
from reports.publication.queries import file_bytes, get_public_file
from reports.submissions.actions.open_half_year import open_half_year
from tests.factories.people import agency, person
from tests.publication.stored import AT, HEADER, published
from tests.support.stopped_clock import set_clock

pytestmark = pytest.mark.django_db(transaction=True)
TOWNS = ("avon", "berlin", "canton", "darien")


@pytest.fixture
def history(tmp_path, settings, monkeypatch):
    """2021H1 loaded for two of four towns; nothing else was ever asked."""
    set_clock(monkeypatch, lambda: AT)
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "store")},
        }
    }
    for code in TOWNS:
        agency(code)
    path = tmp_path / "history.csv"
    path.write_text(f"{HEADER}\navon,2021H1,,none,,,,,,\nberlin,2021H1,,none,,,,,,\n", "utf-8")
    call_command("import_history", str(path), stdout=io.StringIO())


def files_of(edition):
    covered = file_bytes(get_public_file(edition, "coverage.csv")).decode()
    return (
        list(csv.DictReader(io.StringIO(covered))),
        json.loads(file_bytes(get_public_file(edition, "edition.json"))),
    )


def test_a_gap_in_history_names_no_town(history, client):
    rows, whole = files_of(published("2025H2"))
    assert {(row["half_year"], row["agency_code"]) for row in rows} == {
        ("2021H1", "avon"),
        ("2021H1", "berlin"),
    }
    silent = {(row["half_year"], row["agency_code"]) for row in whole["not_collected"]}
    assert {("2021H1", "canton"), ("2021H2", "avon"), ("2025H2", "darien")} <= silent
    assert {row["reason"] for row in whole["not_collected"]} == {"before_system"}
    assert whole["half_years"][0], whole["half_years"][-1] == ("2021H1", "2025H2")
    front = client.get("/", {"town": "canton"}).content.decode()
    assert "Nothing is known here of Canton" in front
    assert "No report of Canton" not in front
    page = client.get(reverse("public:agency", args=["canton"]))
    assert "Not collected: the department was not asked" in page.content.decode()
    assert "No report" not in page.content.decode()


def test_only_whoever_was_told_is_named(history):
    person(Role.CERTIFIER, at_agency=agency("canton"))
    first_day = datetime(2025, 1, 1, 15, tzinfo=UTC)
    open_half_year(half_year="2025H1", by=person(Role.OPM_ADMIN), at=first_day)
    rows, whole = files_of(published("2025H1"))
    found = {row["agency_code"]: row for row in rows if row["half_year"] == "2025H1"}
    assert {code for code, row in found.items() if row["filing_status"] == "missing"} == {"canton"}
    assert (found["canton"]["review_state"], found["canton"]["received_on"]) == ("none", "")
    reasons = {
        row["agency_code"]: row["reason"]
        for row in whole["not_collected"]
        if row["half_year"] == "2025H1"
    }
    assert {reasons[code] for code in ("avon", "berlin", "darien")} == {"not_asked"}
