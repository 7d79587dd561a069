"""What script/server accepts, refuses and passes on."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import Any

import pytest

from script.lib import moment
from script.lib.ports import free_port, is_loopback
from script.lib.serve import Choices, environment_for, read_arguments, refuse_unsafe

NOON = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)


def choices(**changed: Any) -> Choices:
    given: dict[str, Any] = {"port": free_port(), "host": "127.0.0.1", "demo": True, "clock": None}
    return Choices(**(given | changed))


def test_the_default_is_the_demo_on_loopback():
    assert read_arguments([]) == Choices(port=8000, host="127.0.0.1", demo=True, clock=None)


def test_all_arguments():
    given = read_arguments(["--port", "9000", "--host", "::1", "--no-demo"])
    assert (given.port, given.host, given.demo) == (9000, "::1", False)


@pytest.mark.parametrize(
    "words", [["--port", "0"], ["--port", "x"], ["--clock", "soon"], ["--what"]]
)
def test_bad_arguments_exit_with_2(words):
    with pytest.raises(SystemExit) as left:
        read_arguments(words)
    assert left.value.code == 2


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_the_demo_refuses_other_hosts(host):
    with pytest.raises(SystemExit, match="known passwords"):
        refuse_unsafe(choices(host=host))


def test_real_data_refuses_a_moved_clock():
    with pytest.raises(SystemExit, match="evidence"):
        refuse_unsafe(choices(demo=False, clock=NOON))


def test_a_taken_port_is_named_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"--port {port + 1}"):
            refuse_unsafe(choices(port=port))


def test_demo_and_real_data_never_share_a_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("TRUSTACT_DATA", str(tmp_path))
    folders = {
        environment_for(choices(demo=demo), at=NOON)["TRUSTACT_DATA"] for demo in (True, False)
    }
    assert folders == {str(tmp_path / "demo"), str(tmp_path / "data")}


def test_the_clock_becomes_an_offset():
    later = choices(clock=datetime(2026, 3, 1, 18, 0, tzinfo=UTC))
    assert environment_for(later, at=NOON)["TRUSTACT_CLOCK_OFFSET"] == "3600"


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False)]
)
def test_loopback(host, own):
    assert is_loopback(host) is own


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-07-15T09:00", "2026-07-15T13:00:00+00:00"),
        ("2026-01-15T09:00", "2026-01-15T14:00:00+00:00"),
        ("2026-01-15T09:00+02:00", "2026-01-15T07:00:00+00:00"),
        ("2026-01-15", "2026-01-15T05:00:00+00:00"),
        ("2026-11-01T01:30-04:00", "2026-11-01T05:30:00+00:00"),
    ],
)
def test_moments(words, expected):
    assert moment.parse_moment(words).isoformat() == expected


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("2026-03-08T02:30", "does not exist"),
        ("2026-11-01T01:30", "comes twice"),
        ("tomorrow", "is no moment"),
    ],
)
def test_moments_that_are_none_or_two(words, why):
    with pytest.raises(moment.BadMoment, match=why):
        moment.parse_moment(words)
