"""Processes that belong together: what ends is started again, and all end together."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.outbox.processes import GroupMember, ProcessGroup


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_what_ends_is_started_again_and_all_end_together(tmp_path: Path) -> None:
    starts = tmp_path / "starts"

    def falls() -> None:
        with starts.open("a") as file:
            file.write("x")
        raise SystemExit(3)

    def stands() -> None:
        while not starts.exists() or len(starts.read_text()) < 2:
            time.sleep(0.01)
        os.kill(os.getppid(), signal.SIGTERM)
        time.sleep(60)

    members = [GroupMember(name="falls", work=falls), GroupMember(name="stands", work=stands)]
    began = time.monotonic()
    ProcessGroup(members).run()
    assert time.monotonic() - began < 20
    assert len(starts.read_text()) >= 2
    with pytest.raises(ChildProcessError):
        os.waitpid(members[1].pid, os.WNOHANG)
