"""`manage.py read_form`: proposals from a fillable form, and exits for what is not read."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.uploads.paper_forms.drawn import form


def run(path, *options: str) -> str:
    out = StringIO()
    call_command("read_form", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "paper"
    path.write_bytes(form({"birth": "04/12/1988", "sex": "woman"}))
    return path


def test_json_names_form_pages_and_values(paper):
    assert json.loads(run(paper, "--json")) == {
        "form": "I-247A",
        "pages": 1,
        "fields": {
            "date_of_birth": {"value": "1988-04-12", "sure": True},
            "sex": {"value": "woman", "sure": False},
        },
    }


def test_as_text_what_has_to_be_looked_at_is_said(paper):
    assert run(paper).splitlines() == [
        "Form: I-247A; pages: 1",
        "  date_of_birth: 1988-04-12",
        "  sex: woman  (look at the paper)",
    ]


@pytest.mark.parametrize(
    ("content", "code"), [(form({}), 3), (b"\x89PNG\r\n\x1a\n...", 3), (b"", 2), (b"words", 2)]
)
def test_what_is_not_read_ends_with_its_own_code(paper, content, code):
    paper.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        run(paper)
    assert refused.value.returncode == code


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError) as refused:
        run(tmp_path / "none")
    assert refused.value.returncode == 2
