"""The papers of an entry: several at once, named, in order, looked at; the record gets them so."""

from __future__ import annotations

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.detainers.drafts import files_in, read_draft
from reports.detainers.models import Attachment, Draft
from reports.sealing.actions import read_sealed_file
from tests.support.forms import fields_of
from tests.web.desk import typing

pytestmark = pytest.mark.django_db


def named(name):
    return SimpleUploadedFile(name, typing.scan().read(), content_type="image/png")


def attach(client, token, *files, label="Fax"):
    typed = {"kind": "detainer", "label": label, "file": list(files)}
    return client.post(reverse("desk:entry_scan", args=[token]), typed)


def in_draft():
    return files_in(read_draft(Draft.objects.get()))


def test_several_files_at_once_are_kept_in_their_order(clerk):
    token = typing.begin(clerk)
    assert attach(clerk, token, named("b.png"), named("a.png")).status_code == 302
    assert [file.label for file in in_draft()] == ["Fax (1)", "Fax (2)"]


def test_of_several_the_good_are_kept_and_the_other_is_explained(clerk):
    token = typing.begin(clerk)
    broken = SimpleUploadedFile("broken.pdf", b"%PDF-1.4 broken")
    answer = attach(clerk, token, named("a.png"), broken)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Attached: 1 of 2 files." in page
    assert "File 2, broken.pdf" in page
    assert len(in_draft()) == 1
    assert page.count("Leave paper") == 1


def test_names_and_order_are_the_clerks(clerk):
    token = typing.begin(clerk)
    attach(clerk, token, named("a.png"), named("b.png"))
    first, second = (str(file.id) for file in in_draft())
    page = fields_of(clerk.get(reverse("desk:entry_scan", args=[token])), holding=f"label-{first}")
    typed = {**page, f"label-{first}": "Warrant", f"place-{first}": "2", f"place-{second}": "1"}
    clerk.post(reverse("desk:entry_arrange", args=[token]), typed)
    assert [(str(file.id), file.label) for file in in_draft()] == [
        (second, "Fax (2)"),
        (first, "Warrant"),
    ]
    stale = clerk.post(reverse("desk:entry_arrange", args=[token]), typed)
    assert stale.status_code == 409


def test_the_record_gets_what_came_byte_for_byte_beside_what_is_shown(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    attach(clerk, token, named("a.png"), named("b.png"))
    typing.record(clerk, token)
    papers = Attachment.objects.all()
    assert [paper.label for paper in papers] == ["Fax (1)", "Fax (2)"]
    for paper in papers:
        assert read_sealed_file(paper.received) == typing.scan().read()
        assert paper.received.record_key_id == paper.file.record_key_id == paper.record_key_id
        assert paper.received.content_type == "application/octet-stream"


def test_a_preview_is_a_picture_of_ours_and_of_ones_own_draft_only(clerk, stranger):
    token = typing.begin(clerk)
    attach(clerk, token, named("a.png"))
    where = reverse("desk:entry_preview", args=[token, in_draft()[0].id])
    answer = clerk.get(where)
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert answer["Cache-Control"] == "no-store"
    assert stranger.get(where).status_code == 404


def test_a_files_own_name_stands_in_no_log_and_no_address(clerk, caplog):
    caplog.set_level(logging.DEBUG)
    token = typing.begin(clerk)
    answer = attach(clerk, token, named("Nunez_Maria.png"), named("x.png"), label="")
    assert "Nunez_Maria" not in answer.headers["Location"]
    assert "Nunez_Maria" not in clerk.get(answer.headers["Location"]).content.decode()
    assert "Nunez_Maria" not in caplog.text
    assert "Nunez_Maria" not in str(read_draft(Draft.objects.get()))
