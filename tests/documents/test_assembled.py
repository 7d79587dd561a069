"""Real jobs and packets: letters in several languages, with covers, tries and proofs, as one
tagged, archival file.
"""

from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse
from PIL import Image

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.notices.actions.print import mark_printed, start_print_job
from reports.notices.actions.reserve_numbers import reserve_numbers
from reports.notices.actions.serve import Proof, record_service
from reports.notices.models import Notice
from reports.outbox.runner import run_due
from reports.sealing.actions import read_sealed_file
from tests.documents.conformance import complaints
from tests.documents.reading import read_aloud, spoken_words
from tests.factories.detainers import NOW, access, decided, detainer, person_values
from tests.factories.papers import attach
from tests.factories.people import agency, person
from tests.notices.test_enclosures import scan
from tests.notices.test_road import values

# Which database keeps the letters makes no difference to the file.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

FROM_RIGHT = ("ar", "ur")
LANGUAGES = ("es", *FROM_RIGHT, "zh-Hant", "en")


@pytest.fixture
def clerk(client):
    client.force_login(person(Role.CLERK))
    return client


def titles(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert not any(item.children for item in outline.root)
        return [str(item.title) for item in outline.root]


def letters_in(languages) -> list[Notice]:
    for language in languages:
        item = detainer(person=person_values(language=language))
        by = person(Role.CLERK, at_agency=item.agency)
        attach(detainer=item, kind="detainer", label="", data=scan(), by=by, at=NOW)
    run_due(at=NOW)
    return list(
        Notice.objects.with_content().select_related("file__record_key").order_by("sequence")
    )


def test_a_print_job_in_five_languages_reads_as_its_letters_do(clerk):
    rows = letters_in(LANGUAGES)
    assert [row.language for row in rows] == list(LANGUAGES)
    job = start_print_job(agency=agency(), notices=rows, by=person(Role.CLERK), at=NOW)
    whole = clerk.get(reverse("desk:print_file", args=[job.pk])).content
    assert complaints(whole) == []
    assert titles(whole) == [f"Letter {row.number}" for row in rows]
    heard, place = spoken_words(whole), 0
    for row in rows:
        for data in (read_sealed_file(row.file), read_sealed_file(row.papers.get().file)):
            place = heard.index(spoken_words(data), place)
    assert set(LANGUAGES) <= {run.lang for run in read_aloud(whole)}


def test_a_file_of_a_job_is_bounded_and_the_next_goes_on(clerk, monkeypatch):
    """What is not in the file was not read, so the trail does not say so."""
    rows = letters_in(("es", "en", "es"))
    job = start_print_job(agency=agency(), notices=rows, by=person(Role.CLERK), at=NOW)
    monkeypatch.setattr("reports.web.desk.notices.print_jobs.LARGEST_FILE", 1)
    assert titles(clerk.get(reverse("desk:print_file", args=[job.pk])).content) == [
        f"Letter {rows[0].number}"
    ]
    assert [entry.subject_id for entry in AuditEntry.objects.filter(event="notice.read")] == [
        rows[0].pk
    ]
    mark_printed(job=job, through=1, by=person(Role.CLERK), at=NOW)
    assert titles(clerk.get(reverse("desk:print_file", args=[job.pk])).content) == [
        f"Letter {rows[1].number}"
    ]


def test_a_packet_holds_tries_and_proofs_as_pictures_with_words(clerk):
    item = detainer(person=person_values(language="ps"))
    decided(item, notify_release="comply")
    access(detainer=item, kind="B")
    run_due(at=NOW)
    by = person(Role.CLERK, at_agency=item.agency)
    notice = item.notices.get(kind="N1")
    proof = io.BytesIO()
    Image.new("RGB", (850, 1100), "white").save(proof, format="JPEG")
    kept = Proof(proof.getvalue(), "image/jpeg", proof.getvalue())
    later = NOW + timedelta(minutes=10)
    record_service(notice=notice, values=values(), proof=kept, by=by, at=later)
    packet = clerk.get(reverse("desk:packet_file", args=[item.pk])).content
    assert complaints(packet) == []
    numbers = [row.number for row in item.notices.order_by("issued_at", "sequence")]
    assert titles(packet) == ["Packet of notices", *(f"Letter {number}" for number in numbers)]
    said = [run.text for run in read_aloud(packet)]
    assert f"Proof 1 of handing over letter {notice.number}, page 1 of 1" in said


def test_bookmarks_and_metadata_name_nobody(clerk):
    item = detainer()
    run_due(at=NOW)
    packet = clerk.get(reverse("desk:packet_file", args=[item.pk])).content
    with pikepdf.open(io.BytesIO(packet)) as pdf:
        said = " ".join(
            [
                *titles(packet),
                *map(str, pdf.docinfo.values()),
                pdf.Root.Metadata.read_bytes().decode(),
            ]
        )
        parts = [str(part.get("/T", "")) for part in pdf.Root.StructTreeRoot.K[0].K]
    assert "Nuñez" not in said + " ".join(parts)
    assert "María" not in said + " ".join(parts)


def test_blank_letters_and_their_intake_sheets_keep_to_the_standards(clerk):
    reserve_numbers(agency=agency(), count=2, by=person(Role.CLERK), at=NOW)
    blanks = clerk.get(reverse("desk:blank_forms_file"), {"kind": "N1", "language": "ar"}).content
    assert complaints(blanks) == []
    assert len(titles(blanks)) == 2
