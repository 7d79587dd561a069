"""The bytes as they came leave encrypted, by two people, for a stated purpose, once."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.storage import default_storage

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
from reports.records.holds.actions import lift_hold, place_hold
from reports.records.production.actions import (
    Stated,
    approve_production,
    ask_for_production,
    download_production,
    refuse_production,
)
from reports.records.production.models import Production
from reports.sealing.actions import RecordHeld, read_sealed_file, shred
from reports.sealing.models import RecordKey, SealedFile
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db(transaction=True)
NOW = make.NOW
WHY = Stated("court", "Superior Court, HHD-CV26-1", "Motion to suppress")


def ask(paper, by, stated=WHY, token=None):
    return ask_for_production(
        attachment=paper, stated=stated, form_token=token or uuid4(), by=by, at=NOW
    )


def events():
    rows = AuditEntry.objects.filter(event__startswith="production.").order_by("seq")
    return list(rows.values_list("event", flat=True))


def test_two_people_produce_what_came_byte_for_byte(paper, clerk, head):
    asked = ask(paper, clerk)
    password = approve_production(production=asked, by=head, at=NOW)
    data = download_production(production=asked, by=clerk, at=NOW + timedelta(hours=1))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))
    with pikepdf.open(io.BytesIO(data), password=password) as pdf:
        assert pdf.encryption.R == 6
        (attached,) = pdf.attachments.values()
        assert attached.get_file().read_bytes() == typing.scan().read()
        assert b"Nu" not in pdf.pages[0].Contents.read_bytes()
    assert typing.scan().read()[:40] not in data
    assert events() == ["production.asked", "production.approved", "production.downloaded"]


def test_the_same_person_cannot_do_both(paper, head):
    asked = ask(paper, head)
    with pytest.raises(StateRefused, match="yourself"):
        approve_production(production=asked, by=head, at=NOW)
    assert SealedFile.objects.filter(pk=paper.received_id).exists()
    assert events() == ["production.asked"]


def test_who_approves_does_not_get_the_file_and_a_clerk_does_not_approve(paper, clerk, head):
    asked = ask(paper, clerk)
    with pytest.raises(PermissionRefused):
        approve_production(
            production=asked, by=person(Role.CLERK, email="other@hartford.example"), at=NOW
        )
    approve_production(production=asked, by=head, at=NOW)
    with pytest.raises(StateRefused, match="Only whoever asked"):
        download_production(production=asked, by=head, at=NOW)


def test_it_is_downloaded_once_and_then_gone(paper, clerk, head):
    asked = ask(paper, clerk)
    approve_production(production=asked, by=head, at=NOW)
    kept = Production.objects.get().encrypted
    download_production(production=asked, by=clerk, at=NOW)
    assert not default_storage.exists(kept.name)
    assert not SealedFile.objects.filter(pk=kept.pk).exists()
    with pytest.raises(StateRefused, match="downloaded already"):
        download_production(production=asked, by=clerk, at=NOW)


def test_after_fourteen_days_it_is_asked_for_again(paper, clerk, head):
    asked = ask(paper, clerk)
    approve_production(production=asked, by=head, at=NOW)
    with pytest.raises(StateRefused, match="fourteen days"):
        download_production(production=asked, by=clerk, at=NOW + timedelta(days=15))


@pytest.mark.parametrize(
    "stated",
    [Stated("ice", "ERO", "x"), Stated("court", " ", "x"), Stated("counsel", "A. Lawyer", "")],
)
def test_nothing_leaves_without_a_court_or_counsel_and_a_purpose(paper, clerk, stated):
    with pytest.raises(StateRefused):
        ask(paper, clerk, stated)
    assert not Production.objects.exists()


def test_what_is_not_approved_says_why_and_stays_so(paper, clerk, head):
    asked = ask(paper, clerk)
    refuse_production(production=asked, reason="No subpoena yet.", by=head, at=NOW)
    assert Production.objects.get().refusal == "No subpoena yet."
    with pytest.raises(StateRefused, match="answered already"):
        approve_production(production=asked, by=head, at=NOW)
    with pytest.raises(StateRefused, match="Nobody has approved"):
        download_production(production=asked, by=clerk, at=NOW)


def test_the_same_form_twice_is_one_request(paper, clerk):
    token = uuid4()
    assert ask(paper, clerk, token=token) == ask(paper, clerk, token=token)
    assert events() == ["production.asked"]


def test_another_agency_asks_for_nothing(paper):
    with pytest.raises(PermissionRefused):
        ask(paper, person(Role.CLERK, at_agency=agency("avon")))


def test_a_hold_keeps_what_came_and_the_schedule_destroys_it(paper, clerk, head):
    asked = ask(paper, clerk)
    approve_production(production=asked, by=head, at=NOW)
    hold = place_hold(person=paper.detainer.person, detainer=None, by=clerk, at=NOW)
    with pytest.raises(RecordHeld):
        shred(record_key=paper.record_key, at=NOW)
    assert read_sealed_file(SealedFile.objects.get(pk=paper.received_id))
    lift_hold(hold=hold, reason="Counsel wrote: closed.", by=head, at=NOW)
    names = [paper.received.name, Production.objects.get().encrypted.name]
    shred(record_key=paper.record_key, at=NOW)
    assert RecordKey.objects.get(pk=paper.record_key_id).wrapped_key is None
    assert not any(default_storage.exists(name) for name in names)
