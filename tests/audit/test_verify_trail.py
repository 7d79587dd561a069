"""The command: what it prints, what it exits with, what it signs."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from reports.audit.anchors import (
    InvalidAnchor,
    UnreadableAnchor,
    own_public_key,
    read_anchor,
    sign_heads,
)
from reports.sealing.providers.configured import make_key_provider
from tests.audit.conftest import AT, write


def verify_trail(*arguments: object) -> dict[str, Any]:
    out = io.StringIO()
    call_command("verify_trail", "--json", *map(str, arguments), stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.mark.django_db
def test_a_whole_trail() -> None:
    write("hartford", 3)
    write("opm", 2)
    found = verify_trail()
    assert (found["whole"], found["entries"], [chain["seq"] for chain in found["chains"]]) == (
        True,
        5,
        [3, 2],
    )


def test_a_broken_trail_exits_1_and_names_the_entry(unguarded: Callable[..., None]) -> None:
    unguarded("DELETE FROM reports_trailentry WHERE chain = 'hartford' AND seq = 4")
    with pytest.raises(CommandError, match="chain hartford, entry 4") as refused:
        verify_trail()
    assert refused.value.returncode == 1


@pytest.mark.django_db
def test_an_anchor_made_now_holds_later(tmp_path: Path) -> None:
    write("hartford", 3)
    anchor = tmp_path / "anchor.json"
    verify_trail("--write-anchor", anchor)
    write("hartford", 3)
    assert verify_trail("--anchor", anchor)["whole"]
    assert verify_trail("--anchor", anchor, "--public-key", own_public_key())["whole"]


def test_an_anchor_shows_what_was_cut_off(unguarded: Callable[..., None], tmp_path: Path) -> None:
    anchor = tmp_path / "anchor.json"
    anchor.write_text(json.dumps(sign_heads(connection, at=AT)))
    unguarded("DELETE FROM reports_trailentry WHERE chain = 'hartford'")
    unguarded("DELETE FROM reports_trailhead WHERE chain = 'hartford'")
    with pytest.raises(CommandError, match="chain hartford, entry 1: missing"):
        verify_trail("--anchor", anchor)


@pytest.mark.django_db
def test_a_changed_anchor_is_refused() -> None:
    write("hartford", 3)
    document = sign_heads(connection, at=AT)
    for changed in (
        document | {"at": "2020-01-01T00:00:00.000000Z"},
        document | {"heads": []},
        document | {"signature": document["signature"][::-1]},
    ):
        with pytest.raises(InvalidAnchor):
            read_anchor(json.dumps(changed))


@pytest.mark.django_db
def test_an_anchor_of_another_installation_is_refused(settings: Any, tmp_path: Path) -> None:
    document = json.dumps(sign_heads(connection, at=AT))
    settings.KEYS = f"file:{tmp_path / 'others'}"
    assert read_anchor(document).heads == {}
    make_key_provider(settings.KEYS).create_system_key("trail")
    with pytest.raises(InvalidAnchor, match="another key"):
        read_anchor(document)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "trustact-trail-anchor-1"}', "\x00"])
def test_a_file_that_is_no_anchor_exits_2(text: str, tmp_path: Path) -> None:
    path = tmp_path / "anchor.json"
    path.write_text(text)
    with pytest.raises(UnreadableAnchor):
        read_anchor(text)
    for named in (path, tmp_path / "none.json"):
        with pytest.raises(CommandError) as refused:
            verify_trail("--anchor", named)
        assert refused.value.returncode == 2


@pytest.mark.django_db
def test_anchors_follow_one_another() -> None:
    write("hartford", 1)
    first = read_anchor(json.dumps(sign_heads(connection, at=AT)))
    write("hartford", 1)
    second = read_anchor(json.dumps(sign_heads(connection, at=AT + timedelta(days=1))))
    assert (first.heads["hartford"][0], second.heads["hartford"][0]) == (1, 2)
    assert first.public_key == second.public_key == own_public_key()
