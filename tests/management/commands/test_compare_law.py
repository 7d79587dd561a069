"""`manage.py compare_law`: what stands in a file beside the entries of the law."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.lawbook.text_files import MOST_BYTES
from reports.management.commands import compare_law
from tests.law.example_state import ACT, ATLANTIS, CODE


@pytest.fixture(autouse=True)
def _in_atlantis(monkeypatch):
    monkeypatch.setattr(compare_law, "JURISDICTION", ATLANTIS)


@pytest.fixture
def compared(tmp_path):
    def run(content: str | bytes, *options: str) -> str:
        path, out = tmp_path / "act", StringIO()
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        call_command("compare_law", str(path), f"--version={ACT}", *options, stdout=out)
        return out.getvalue()

    return run


def test_json_names_matches_differences_missing_and_new(compared):
    answer = json.loads(compared(CODE.replace("a fork", "a spear"), "--json"))
    assert sorted(answer["matches"]) == ["ferry_is_open", "no_mooring", "sound_horn"]
    assert answer["differs"] == [
        {
            "entry": "trident",
            "ours": "A fork.",
            "text": '"Trident" means a spear; and',
            "because": ["(a)(1): other words"],
        }
    ]
    assert (answer["missing"], answer["new"], answer["version"]) == ([], [], ACT)


def test_as_text_every_entry_is_told(compared):
    told = compared(f"{CODE} (d) Ferries are free.")
    assert "The same words: 4\n  no_mooring\n" in told
    assert "New in this text: 1\n  (d) Ferries are free." in told


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 ...", "not text"),
        ("Nothing with marks.", "No subsection"),
        ("(a) Of geese; (1) and ducks.", "not section 7"),
        ("(a)" + " " * MOST_BYTES, "larger than"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_cure(compared, content, says):
    with pytest.raises(CommandError, match=says) as refused:
        compared(content)
    assert refused.value.returncode == 2


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read") as refused:
        call_command("compare_law", str(tmp_path / "none"), f"--version={ACT}")
    assert refused.value.returncode == 2


def test_words_of_an_earlier_version_are_said_to_be(compared, monkeypatch):
    later = replace(ATLANTIS.versions[0], code="2030-01-01")
    monkeypatch.setattr(
        compare_law, "JURISDICTION", replace(ATLANTIS, versions=(*ATLANTIS.versions, later))
    )
    assert "compared with the words of 2020-05-05" in compared(CODE, "--version=2030-01-01")
