"""The command writes a draft of public records in which nothing withheld can be found."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pypdfium2
import pytest
from django.core.management import CommandError, call_command

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.clock import now, today
from reports.records.holds.actions import place_hold
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
CANARIES = {
    "family_name": "Kanarienvogel",
    "given_names": "Zeisig",
    "alien_number": "A087654321",
    "attorney_name": "Stieglitz",
    "attorney_contact": "Finkenweg 7",
}
IN_TEXT = "Rotkehlchen"


def export(out, *arguments, by=None, ends_on=None):
    who = (by or person(email="takes@hartford.example")).email
    day = (today() - timedelta(days=3)).isoformat()
    command = ["export_records", "--agency", agency().code, "--by", who, "--out", str(out)]
    last = (ends_on or today()).isoformat()
    call_command(*command, "--from", day, "--to", last, "--json", *arguments)


@pytest.fixture
def told():
    """A request with everything that a draft withholds, answered and done."""
    at = now() - timedelta(hours=30)
    item = make.detainer(
        at=at,
        person=make.person_values(**CANARIES),
        notes=IN_TEXT,
        custody_reason=IN_TEXT,
        booking_number=IN_TEXT,
        federal_officer=IN_TEXT,
    )
    make.decided(item, at=at)
    make.access(detainer=item, at=at + timedelta(hours=1), description=IN_TEXT, resources=IN_TEXT)
    return item


def text_of(data):
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return pages


def test_nothing_withheld_is_anywhere_in_the_bytes(told, tmp_path, capsys):
    export(tmp_path)
    said = json.loads(capsys.readouterr().out)
    assert (said["reviewed"], said["records"]) == (False, 1)
    for path in tmp_path.iterdir():
        data = path.read_bytes()
        words = " ".join(text_of(data)) if path.suffix == ".pdf" else data.decode()
        for canary in (*CANARIES.values(), IN_TEXT, "Burglary", "53a-101"):
            assert canary not in words, (path.name, canary)
            for kept in (
                canary.encode(),
                canary.encode("utf-16-be"),
                canary.encode().hex().encode(),
            ):
                assert kept not in data, (path.name, canary)
        assert "not reviewed" in words
    withheld = list(csv.DictReader(io.StringIO((tmp_path / "withheld.csv").read_text())))
    by_field = {line["field"]: line for line in withheld}
    assert by_field["Family name"]["answer"] == "pending_counsel"
    assert "8 CFR 236.6" in by_field["Family name"]["citation"]
    pages = text_of((tmp_path / "records.pdf").read_bytes())
    assert told.reference in pages[0]
    entry = AuditEntry.objects.get(event="export.made")
    assert entry.detail["what"] == "public_records_draft"


def test_a_held_record_waits_for_counsel_as_a_whole(told, tmp_path):
    place_hold(person=told.person, detainer=told, by=told.entered_by, at=now())
    export(tmp_path)
    assert len((tmp_path / "records.csv").read_text().splitlines()) == 2
    (line,) = [
        line
        for line in csv.DictReader(io.StringIO((tmp_path / "withheld.csv").read_text()))
        if line["record"] == told.reference
    ]
    assert (line["field"], line["citation"]) == ("all of it", "1-210(b)(4)")


def test_what_is_wrong_is_told_by_its_exit_code(tmp_path):
    with pytest.raises(CommandError) as refused:
        export(tmp_path, by=person(Role.AUDITOR))
    assert refused.value.returncode == 1
    with pytest.raises(CommandError) as days:
        export(tmp_path, ends_on=today() - timedelta(days=9))
    assert days.value.returncode == 2
    assert not list(tmp_path.iterdir())
