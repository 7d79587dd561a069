"""Imports point one way; the directions themselves stand in pyproject.toml."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import modules
from tests.support.environment import ROOT


def test_imports_point_one_way():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_rest_of_the_program_knows_the_jurisdiction_only_through_the_front_door():
    importing = {
        module.name
        for module in modules("reports")
        if any(name.startswith("reports.law.connecticut") for name in module.imports())
    }
    inside = {name for name in importing if name.startswith("reports/law/connecticut/")}
    assert importing - inside == {"reports/law/assess.py"}


def test_convictions_are_read_by_the_record_and_its_desk_only():
    """What the rule and the written reason need is kept, sealed, and nothing that exports,
    publishes or answers programs reads it.
    """
    reading = {
        module.name
        for module in modules("reports")
        if re.search(r"\bConviction\b|\.convictions\b", module.text)
    }
    homes = (
        "reports/detainers/",
        "reports/law/",
        "reports/records/case_file.py",
        # Which of a conviction's fields a public-records draft withholds, and on what ground.
        "reports/exports/public_records/rules.py",
        "reports/web/desk",
        "reports/web/shared/forms/law_choices.py",
        "reports/demo/",
        "reports/notices/content/grounds.py",
        "reports/workflow/grounds/",
    )
    assert {name for name in reading if not name.startswith(homes)} == set()
