"""`reader_journey`: page images of the demo's letters, small enough for the documentation."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from reports.management.commands import reader_journey
from reports.notices.content.layout import page_of, script_page_of
from reports.notices.content.specimens import specimen
from reports.notices.kinds import NoticeKind


def test_it_is_refused_outside_the_demo(tmp_path, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="invented people only"):
        call_command("reader_journey", out=tmp_path)


def test_each_document_becomes_small_pictures_of_its_pages(tmp_path, settings, monkeypatch, capsys):
    settings.DEMO = True
    words = specimen(NoticeKind.N1_RECEIPT, "ht")
    documents = [
        reader_journey.PicturedDocument("letter", page_of(words), 2),
        reader_journey.PicturedDocument("script", script_page_of(words), 1),
    ]
    monkeypatch.setattr(reader_journey, "_documents", lambda: documents)
    call_command("reader_journey", out=tmp_path)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == ["letter-1.png", "letter-2.png", "script-1.png"]
    for path in tmp_path.iterdir():
        with Image.open(path) as picture:
            assert picture.mode == "P"
        assert path.stat().st_size < 120_000
    assert "letter-1.png" in capsys.readouterr().out


@pytest.mark.django_db
def test_without_letters_it_says_what_to_load(tmp_path, settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="seed_demo"):
        call_command("reader_journey", out=tmp_path)
