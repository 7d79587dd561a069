"""What a fillable form says, whoever drew it; and what never leaves the reader."""

from __future__ import annotations

import pytest

from reports.uploads.inspection import UnacceptableFile
from reports.uploads.paper_forms import reading
from reports.uploads.paper_forms.reading import NoReader, read_form
from tests.uploads.paper_forms.drawn import FILLED, LABELS, NUMBER, PRINTS, TITLE, form

READ = {
    "alien_number": ("A012345678", True),
    "federal_office": ("450 Main Street, Hartford CT", True),
    "family_name": ("MUÑOZ-DÍAZ", True),
    "given_names": ("Ana María", True),
    "date_of_birth": ("1988-04-12", True),
    "sex": ("F", True),
    "federal_officer": ("T. Ibrahim, SDDO", True),
}


def told(data: bytes) -> dict[str, tuple[str, bool]]:
    return {name: (one.value, one.sure) for name, one in read_form(data).fields.items()}


@pytest.mark.parametrize("print_", PRINTS)
def test_every_typed_value_is_read_wherever_its_label_stands(print_):
    assert told(form(print_=print_)) == READ
    assert (read_form(form()).form, read_form(form()).pages) == ("I-247A", 1)


@pytest.mark.parametrize("print_", PRINTS)
@pytest.mark.parametrize("label", ["Citizenship:", "Suspected Citizenship:", "Place of birth"])
def test_citizenship_and_place_of_birth_never_leave_the_reader(print_, label):
    drawn = form({"citizenship": "CANARIA"}, print_=print_, labels={"citizenship": label})
    assert "CANARIA" not in str(read_form(drawn).as_dict())
    assert "CANARIA" not in str(read_form(form(print_=print_)).as_dict())


def test_only_what_is_typed_is_read():
    assert told(form({"birth": "1988-04-12"})) == {"date_of_birth": ("1988-04-12", True)}


def test_a_value_that_is_not_plain_is_proposed_as_typed():
    given = {"name": "ANA MARIA DIAZ", "birth": "4-12", "file": "A12", "sex": "woman"}
    assert told(form(given)) == {
        "family_name": ("ANA MARIA DIAZ", False),
        "date_of_birth": ("4-12", False),
        "alien_number": ("A12", False),
        "sex": ("woman", False),
    }


def test_two_values_for_one_column_are_for_a_person_to_choose():
    two = {**LABELS, "name2": "Name of Subject:"}
    found = told(form({"name": "DIAZ, Ana", "name2": "DIAS, Ana"}, labels=two))
    assert found == {"family_name": ("DIAZ", False), "given_names": ("Ana", True)}


@pytest.mark.parametrize(
    ("lines", "known"),
    [
        ((TITLE,), "I-247A"),
        ((NUMBER,), "I-247A"),
        (("DHS Form I-247D (5/15)",), "I-247D"),
        (("DHS Form I-200 (Rev. 09/16)",), "other"),
        ((f"Attached: {TITLE} and {NUMBER}",), None),
        (("Form I-247A", "Form I-205"), None),
        ((), None),
    ],
)
def test_a_form_is_known_by_a_line_of_its_own(lines, known):
    assert read_form(form(lines=lines)).form == known


def test_a_form_behind_other_pages_is_found():
    found = read_form(form(pages_before=3))
    assert (found.form, found.pages, len(found.fields)) == ("I-247A", 4, len(READ))


def test_a_tooltip_speaks_only_where_nothing_is_printed():
    assert told(form({"x": "F"}, labels={"x": "Remarks"})) == {}


@pytest.mark.parametrize(
    "data", [form({}), b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"], ids=["blank", "png", "jpeg"]
)
def test_pictures_and_blank_forms_are_not_read(data):
    with pytest.raises(NoReader):
        read_form(data)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 broken", b"GIF89a", form()[:400]])
def test_what_cannot_be_opened_says_why(data):
    with pytest.raises(UnacceptableFile, match=r"\w+ .*\."):
        read_form(data)


def test_an_answer_is_believed_only_as_far_as_it_may_be(monkeypatch):
    answer = {
        "typed": True,
        "pages": 1,
        "form": "I-999",
        "fields": {
            "sex": {"value": "F\u202e" + "x" * 500, "sure": "yes"},
            "citizenship": {"value": "CANARIA", "sure": True},
        },
    }
    monkeypatch.setattr(reading, "ask_about", lambda *_args, **_more: answer)
    found = read_form(form())
    assert (found.form, list(found.fields)) == (None, ["sex"])
    assert found.fields["sex"].value == "F" + "x" * 199
    assert not found.fields["sex"].sure


def test_the_drawing_has_a_value_for_every_label():
    assert FILLED.keys() == LABELS.keys()
