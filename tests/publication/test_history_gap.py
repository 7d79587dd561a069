"""What was never asked for is silence with a reason, in every file and on every page."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core import clock
from reports.publication.exceptions import NeverAsked
from reports.publication.policies import check_all_were_asked
from reports.publication.queries import file_bytes, get_public_file
from reports.submissions.content import AgencyCoverage
from reports.submissions.models import ReportRequest
from tests.factories.people import agency, person
from tests.publication.stored import AT, HEADER, published

pytestmark = pytest.mark.django_db(transaction=True)
TOWNS = ("avon", "berlin", "canton", "darien")


@pytest.fixture
def history(tmp_path, settings, monkeypatch):
    """2021H1 loaded for two of four towns; nothing else was ever asked."""
    monkeypatch.setattr(clock, "now", lambda: AT)
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


def opened(half_year: str, *arguments: str) -> dict[str, object]:
    out = io.StringIO()
    by = person(Role.OPM_ADMIN).email
    call_command("open_half_year", half_year, "--by", by, "--json", *arguments, stdout=out)
    found: dict[str, object] = json.loads(out.getvalue())
    return found


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
    assert "no report" not in page.content.decode().lower().replace("no report received", "")


def test_only_whoever_was_told_is_named(history):
    person(Role.CERTIFIER, at_agency=agency("canton"))
    assert opened("2025H1")["agencies_told"] == ["canton"]
    told = ReportRequest.objects.filter(told_at__isnull=False)
    told.update(told_at=AT.replace(year=2025))
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


def test_opening_again_tells_whoever_was_not_reached(history):
    first = opened("2025H2")
    assert (first["opened_now"], first["people_told"]) == (True, 0)
    assert set(TOWNS) <= set(first["nobody_to_tell"])
    person(Role.CERTIFIER, at_agency=agency("darien"))
    again = opened("2025H2")
    assert (again["opened_now"], again["agencies_told"], again["people_told"]) == (
        False,
        ["darien"],
        1,
    )
    assert opened("2025H2")["agencies_told"] == []


@pytest.mark.parametrize("text", ["2027H1", "soon"])
def test_what_has_not_begun_or_is_none_is_refused(history, text):
    with pytest.raises(CommandError) as caught:
        opened(text)
    assert caught.value.returncode == 2


def test_an_edition_that_names_a_town_never_asked_is_refused(history):
    row = AgencyCoverage("2025H2", "darien", "Darien", "municipal_police", "missing")
    with pytest.raises(NeverAsked, match=r"darien \(2025H2\)"):
        check_all_were_asked([row])
