"""No variable goes unexplained, and no file asks for one that nobody reads."""

from __future__ import annotations

import re

from django.conf import settings

from script.lib import settings_page, tracked_files
from tests.support.environment import ROOT
from trustact_site import env

VARIABLE = re.compile(r"\bTRUSTACT_[A-Z0-9_]*[A-Z0-9]\b")
# Read only by compose, to fill in the ones above.
OF_OTHERS = {"TRUSTACT_HOST", "TRUSTACT_HOLE"}


def explained() -> set[str]:
    return set(VARIABLE.findall(settings_page.PAGE.read_text(encoding="utf-8")))


def test_every_variable_read_is_explained():
    assert settings.configured
    assert set(env.registered()) <= explained()


def test_the_meanings_are_the_registers_own():
    page = settings_page.PAGE.read_text(encoding="utf-8")
    missing = [
        variable.name
        for variable in env.registered().values()
        if variable.meaning.replace("|", "\\|") not in page
    ]
    assert missing == [], "Run: .venv/bin/python -m script.lib.settings_page"


def test_every_variable_named_anywhere_is_explained():
    named = {
        variable
        for path in tracked_files.tracked()
        if path.suffix in {".py", ".sh", ".yaml", ".service", ".example", ".conf", ""}
        if path.is_relative_to(ROOT / "tests") is False
        for variable in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    assert named - explained() - OF_OTHERS == set()


def test_every_variable_has_a_meaning_in_words():
    assert [
        variable.name for variable in env.registered().values() if len(variable.meaning) < 10
    ] == []
