"""What a stranger learns from a code, a file, a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.accounts.roles import Role
from reports.notices.actions.render import render_notice
from reports.notices.actions.void import void_notice
from reports.notices.codes import display_code, new_code
from reports.notices.models import Notice
from reports.sealing.actions import read_sealed_file
from reports.workflow.notices import issue_first_notice
from tests.factories.detainers import NOW, decided, detainer
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def notice() -> Notice:
    item = detainer().notices.get()
    render_notice(notice_id=item.pk, at=NOW)
    item.refresh_from_db()
    return item


def page_of(notice: Notice) -> str:
    return reverse("verify:letter", args=[display_code(notice.code)])


def test_a_code_is_answered_with_agency_and_day_and_nothing_personal(client, notice):
    answer = client.get(page_of(notice))
    text = answer.content.decode()
    assert "This letter is real" in text
    assert "Hartford Police Department" in text
    assert "HARTFORD-2026-00001" in text
    assert "Nuñez" not in text
    assert not answer.cookies


def test_the_answer_comes_in_the_readers_language_too(client, notice):
    answer = client.get(page_of(notice), headers={"accept-language": "es-MX,es;q=0.9"})
    assert "Esta carta es auténtica." in answer.content.decode()
    assert "This letter is real." in answer.content.decode()


def test_a_code_may_be_typed_in_any_shape(client, notice):
    typed = f" {notice.code[:4].lower()} {notice.code[4:]} "
    answer = client.get(reverse("verify:start"), {"code": typed})
    assert answer["Location"] == page_of(notice)


def test_a_mistyped_code_gets_a_sentence(client, notice):
    answer = client.get(reverse("verify:start"), {"code": "ABCD-EFGH-JKLM"})
    assert answer.status_code == 404
    assert "At least one sign is wrong" in answer.content.decode()


def test_an_unknown_code_is_unknown(client, notice):
    answer = client.get(reverse("verify:letter", args=[new_code()]))
    assert answer.status_code == 404
    assert "No letter has this code" in answer.content.decode()


def test_void_and_replaced_letters_say_so(client, notice):
    head = person(Role.AGENCY_HEAD, at_agency=notice.agency)
    void_notice(notice=notice, reason="Wrong person", by=head, at=NOW)
    assert "This letter is void" in client.get(page_of(notice)).content.decode()
    item = notice.detainer
    decided(item)
    decided(item, choice="comply", at=NOW + timedelta(minutes=1))
    old, new = item.notices.filter(kind="N1I").order_by("sequence")
    text = client.get(page_of(old)).content.decode()
    assert "A later letter took its place" in text
    assert new.number in text


def test_a_void_letter_points_to_the_one_made_in_its_place(client, notice):
    head = person(Role.AGENCY_HEAD, at_agency=notice.agency)
    void_notice(notice=notice, reason="Wrong person", by=head, at=NOW)
    assert "Replaced by letter" not in client.get(page_of(notice)).content.decode()
    later = issue_first_notice(notice.detainer, by=head, at=NOW + timedelta(minutes=1))
    text = client.get(page_of(notice)).content.decode()
    assert "This letter is void" in text
    assert later.number in text
    marks = [saying.text for mark in later.words.marks for saying in mark.sayings]
    assert f"This letter replaces letter {notice.number}." in marks
    notice.refresh_from_db()
    assert notice.status == "voided"
    again = issue_first_notice(notice.detainer, by=head, at=NOW + timedelta(minutes=2))
    assert again.supersedes == later


def test_a_file_is_compared_by_its_hash(client, notice):
    data = read_sealed_file(notice.file)
    same = client.post(page_of(notice), {"file": SimpleUploadedFile("letter.pdf", data)})
    assert "Same file" in same.content.decode()
    other = client.post(page_of(notice), {"file": SimpleUploadedFile("letter.pdf", data + b" ")})
    assert "Another file" in other.content.decode()
    found = client.post(reverse("verify:start"), {"file": SimpleUploadedFile("letter.pdf", data)})
    assert notice.number in found.content.decode()
    unknown = client.post(
        reverse("verify:start"), {"file": SimpleUploadedFile("letter.pdf", b"%PDF-")}
    )
    assert unknown.status_code == 404


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("NUÑEZ ĐẶNG", "Match"),
        ("nunez dang", "Match"),
        ("Smith", "No match"),
        ("  ", "Type the family name"),
    ],
)
def test_the_name_on_the_paper_is_answered_yes_or_no(client, notice, typed, answer):
    assert answer in client.post(page_of(notice), {"family_name": typed}).content.decode()


def test_names_cannot_be_guessed_through(client, notice):
    answers = [
        client.post(page_of(notice), {"family_name": f"Guess{n}"}).content.decode()
        for n in range(6)
    ]
    assert "Names were compared too many times" in answers[-1]
    assert "Names were compared too many times" not in answers[-2]


def test_codes_cannot_be_guessed_through(client, notice):
    answers = [
        client.get(reverse("verify:letter", args=[new_code()])).status_code for _ in range(61)
    ]
    assert answers[-1] == 429
    assert answers[-2] == 404


def test_it_answers_without_the_key_ring(client, notice, settings):
    settings.KEYS = "none"
    assert "This letter is real" in client.get(page_of(notice)).content.decode()
    assert (
        "Names cannot be compared here now"
        in client.post(page_of(notice), {"family_name": "Smith"}).content.decode()
    )
