"""OPM's lawyers paste or bring an official text and see what differs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.accounts.roles import Role
from reports.law.assess import JURISDICTION
from reports.law.read_sentences import ReadSentence
from reports.law.statute.subdivisions import sentences
from reports.web.opm.lawbook import comparison, forms
from tests.factories.people import person

pytestmark = pytest.mark.django_db
# An invented text in the place of the act's, with two of the register's entries standing on it.
TEXT = "(a) Nobody shall be held: (1) At noon; or (2) Twice. (b) The head shall read the request."
BEHIND = {"(a)(1)": ("hold_needs_a_ground",), "(b)": ("head_review",)}


@pytest.fixture
def ask(client, monkeypatch):
    read = replace(
        JURISDICTION.read_text,
        sentences=tuple(
            ReadSentence(one.place, one.digest, BEHIND.get(one.place, ()))
            for one in sentences(TEXT)
        ),
    )
    for module in (comparison, forms):
        monkeypatch.setattr(module, "JURISDICTION", replace(JURISDICTION, read_text=read))
    client.force_login(person(Role.OPM_LEGAL, email="legal@opm.example"))

    def post(**given):
        return client.post(reverse("lawbook:compare"), {"version": "2019-10-01", **given})

    return post


def tiles(page) -> dict[str, object]:
    return {tile.label: tile.value for tile in page.context["tiles"]}


def test_the_same_text_says_so_and_leads_to_each_entry(ask):
    page = ask(pasted=TEXT)
    assert tiles(page) == {
        "The same words": 2,
        "Other words or place": 0,
        "Not in this text": 0,
        "New in this text": 0,
    }
    assert b"Every sentence is the one that was read." in page.content
    assert reverse("law:entry", args=["hold_needs_a_ground"]).encode() in page.content


def test_ours_and_the_text_stand_side_by_side(ask):
    page = ask(pasted=f"{TEXT.replace('noon', 'night')} (c) <b>New.</b>")
    [(row, one)] = page.context["differs"]
    assert (row.entry.name, one.text) == ("hold_needs_a_ground", "At night; or")
    assert b"At night; or" in page.content
    assert b"&lt;b&gt;New.&lt;/b&gt;" in page.content


def test_a_file_does_the_same(ask):
    page = ask(file=SimpleUploadedFile("act.txt", TEXT.replace("noon", "night").encode()))
    assert tiles(page)["Other words or place"] == 1


def test_a_version_without_words_is_said_to_be(ask):
    page = ask(pasted=TEXT, version="2014-01-01")
    assert b"have to be compared by eye" in page.content
    assert ask(pasted=TEXT, version="2025-10-01").context["found"].read == "2019-10-01"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Paste the words or choose a file"),
        (
            {"pasted": "x", "file": SimpleUploadedFile("a", b"(a) x")},
            "Paste the words or choose a file",
        ),
        ({"pasted": "Nothing with marks."}, "No subsection (a) was found."),
        ({"pasted": "(a) Of geese."}, "This is not section 54-192h"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "This file is not text."),
    ],
)
def test_what_cannot_be_compared_is_said_and_what_was_pasted_stays(ask, given, says):
    page = ask(**given)
    assert says in page.content.decode()
    assert given.get("pasted", "") in page.content.decode()
    assert "found" not in page.context


def test_only_lawyers_of_opm_compare(client):
    client.force_login(person(Role.OPM_REVIEWER, email="reviewer@opm.example"))
    assert client.get(reverse("lawbook:compare")).status_code == 403
