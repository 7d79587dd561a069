"""Keys that cannot be read are found before anything is served."""

from __future__ import annotations

import pytest

from reports.sealing.providers.files import FileKeys
from reports.sealing.providers.key_check import unreadable_keys


@pytest.mark.parametrize("content", ["", "{}", "no JSON"])
def test_a_key_that_cannot_be_read_is_named(settings, tmp_path, content):
    broken = tmp_path / "agencies" / "hartford.json"
    broken.parent.mkdir()
    broken.write_text(content, encoding="utf-8")
    broken.chmod(0o600)
    settings.KEYS = f"file:{tmp_path}"
    (said,) = unreadable_keys()
    assert "agencies/hartford.json" in said


def test_a_key_that_others_can_read_is_refused(settings, tmp_path):
    FileKeys(tmp_path).create_agency_key("hartford")
    settings.KEYS = f"file:{tmp_path}"
    assert not unreadable_keys()
    (tmp_path / "agencies" / "hartford.json").chmod(0o644)
    (said,) = unreadable_keys()
    assert "0600" in said
