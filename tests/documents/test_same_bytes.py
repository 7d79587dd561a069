"""The same letter is the same file, whoever draws it and when."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from reports.documents import engine
from reports.notices.content.layout import page_of
from reports.notices.content.specimens import specimen
from reports.notices.kinds import NoticeKind
from tests.documents.made import rendered_notice
from tests.support.environment import ROOT


@pytest.mark.parametrize("language", ["en", "es"])
def test_two_processes_draw_the_same_bytes(language):
    page = page_of(specimen(NoticeKind.N2, language))
    here = engine.render(page).data
    assert here == rendered_notice(NoticeKind.N2, language)


def test_the_specimen_command_repeats_itself(tmp_path):
    arguments = ["sample_notice", "--kind", "N1", "--language", "es", "--json"]
    runs = []
    for name, seed in (("one", "1"), ("two", "2")):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments, "--out", str(tmp_path / name)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        runs.append(json.loads(done.stdout)["specimens"])
    assert runs[0] == runs[1]
    written = (tmp_path / "one" / "N1-es.pdf").read_bytes()
    assert hashlib.sha256(written).hexdigest() == runs[0][0]["sha256"]


def test_blank_sheets_leave_lines_to_fill(tmp_path):
    call_command("sample_notice", out=tmp_path, kind="N1", language="en", blank=True)
    assert (tmp_path / "N1-en.pdf").read_bytes() == rendered_notice(
        NoticeKind.N1_RECEIPT, "en", blank=True
    )


@pytest.mark.parametrize("wrong", [{"kind": "N9"}, {"language": "tlh"}])
def test_an_unknown_word_is_named_and_exits_with_two(tmp_path, wrong):
    with pytest.raises(CommandError, match="There is no") as refused:
        call_command("sample_notice", out=tmp_path, **wrong)
    assert refused.value.returncode == 2
