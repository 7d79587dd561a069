"""The command writes the log by the ending of its file, for whoever may take it."""

from __future__ import annotations

import csv
import json
import stat

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db


def export(out, *arguments, by=None):
    who = (by or person(email="takes@hartford.example")).email
    call_command(
        "export_log", "--agency", agency().code, "--by", who, "--out", str(out), *arguments
    )


def test_the_log_as_csv_for_its_owner_only(tmp_path, capsys):
    make.detainer()
    out = tmp_path / "log.csv"
    export(out, "--json")
    assert json.loads(capsys.readouterr().out) == {
        "list": "detainers",
        "rows": 1,
        "file": str(out),
    }
    with out.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["family_name"] == "Nuñez-Đặng"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert AuditEntry.objects.get(event="export.made").detail["rows"] == 1


def test_accesses_as_a_workbook(tmp_path):
    export(tmp_path / "log.xlsx", "--list", "accesses")
    assert load_workbook(tmp_path / "log.xlsx")["accesses"]["B1"].value == "detainer"


def test_what_is_wrong_is_told_by_its_exit_code(tmp_path):
    with pytest.raises(CommandError) as refused:
        export(tmp_path / "log.csv", by=person(Role.CERTIFIER))
    assert refused.value.returncode == 1
    with pytest.raises(CommandError) as ending:
        export(tmp_path / "log.pdf")
    assert ending.value.returncode == 2
    with pytest.raises(CommandError) as nowhere:
        export(tmp_path / "no" / "log.csv", by=person(email="b@hartford.example"))
    assert nowhere.value.returncode == 2
