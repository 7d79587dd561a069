"""What the command tells of an upload."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from tests.uploads.foreign_files import pdf
from tests.uploads.test_inspection import with_script

pytestmark = pytest.mark.sqlite  # no database is asked


def test_the_command_says_what_would_be_stored(tmp_path, capsys):
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(pdf(change=with_script))
    call_command("inspect_upload", str(source), "--out", str(target), "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer == {
        "kind": "application/pdf",
        "pages": 1,
        "removed": ["/Annots", "/OpenAction"],
        "size": target.stat().st_size,
    }


def test_the_command_says_why_not(tmp_path):
    source = tmp_path / "in.pdf"
    source.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="damaged") as refused:
        call_command("inspect_upload", str(source))
    assert refused.value.returncode == 2
