"""The supervisor restarts what falls, gives up what never stands, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from script.lib.supervisor import GIVE_UP_AFTER, Service, Supervisor, answers, keep_log_short
from tests.support.environment import ROOT

SLEEPER = "import time; time.sleep(60)"
# A server that has a child of its own, as gunicorn and Celery do.
PARENT = (
    "import subprocess, sys, time; "
    "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    "print(p.pid, flush=True); time.sleep(60)"
)
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True);"
    " time.sleep(60)"
)


def service(tmp_path: Path, code: str, *, essential: bool = True) -> Service:
    return Service(
        name="helper",
        command=[sys.executable, "-c", code],
        log=tmp_path / "log" / "helper.log",
        environment=dict(os.environ),
        essential=essential,
    )


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_for(condition) -> bool:
    for _ in range(500):
        if condition():
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def supervisor():
    running = Supervisor()
    yield running
    running.stop()


def test_a_killed_server_is_started_again(supervisor, tmp_path):
    supervisor.add(service(tmp_path, SLEEPER))
    first = supervisor.services[0].process
    first.kill()
    first.wait()
    supervisor.tend(at=time.monotonic())
    second = supervisor.services[0].process
    assert second.pid != first.pid
    assert second.poll() is None


def test_children_of_a_killed_server_are_ended_before_it_starts_again(supervisor, tmp_path):
    supervisor.add(service(tmp_path, PARENT))
    log = tmp_path / "log" / "helper.log"
    assert wait_for(lambda: log.read_text().strip())
    grandchild = int(log.read_text().split()[0])
    supervisor.services[0].process.kill()
    supervisor.services[0].process.wait()
    supervisor.tend(at=time.monotonic())
    assert wait_for(lambda: not is_alive(grandchild))


def test_a_server_that_never_stands_is_given_up_with_its_last_words(supervisor, tmp_path, capsys):
    supervisor.add(service(tmp_path, "raise SystemExit('no table')"))
    at = time.monotonic()
    held = True
    for _ in range(2 * GIVE_UP_AFTER):
        if supervisor.services[0].process is not None:
            supervisor.services[0].process.wait()
        at += 10
        held = held and supervisor.tend(at=at)
    assert not held
    assert "no table" in capsys.readouterr().err


def test_the_site_serves_on_without_a_worker_that_never_stands(supervisor, tmp_path, capsys):
    supervisor.add(service(tmp_path, "raise SystemExit('no table')", essential=False))
    at = time.monotonic()
    for _ in range(2 * GIVE_UP_AFTER):
        if supervisor.services[0].process is not None:
            supervisor.services[0].process.wait()
        at += 10
        assert supervisor.tend(at=at)
    assert supervisor.services[0].failures > GIVE_UP_AFTER
    assert capsys.readouterr().err.count("helper does not stay up") == 1


def test_a_server_that_held_before_it_fell_starts_with_a_clean_slate(supervisor, tmp_path):
    supervisor.add(service(tmp_path, SLEEPER))
    fallen = supervisor.services[0]
    fallen.failures = GIVE_UP_AFTER - 1
    fallen.process.kill()
    fallen.process.wait()
    assert supervisor.tend(at=time.monotonic() + 60)
    assert fallen.failures == 1


def test_stopping_ends_a_server_that_does_not_listen(tmp_path, monkeypatch):
    monkeypatch.setattr("script.lib.supervisor.STOP_WITHIN", 0.5)
    supervisor = Supervisor()
    supervisor.add(service(tmp_path, STUBBORN))
    assert wait_for(lambda: "up" in (tmp_path / "log" / "helper.log").read_text())
    pid = supervisor.services[0].process.pid
    supervisor.stop()
    assert not is_alive(pid)


def test_servers_end_when_the_supervisor_is_killed(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from script.lib import child; "
        f"p = child.start([sys.executable, '-c', {SLEEPER!r}]); "
        "print(p.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    pid = int(parent.stdout.readline())
    assert is_alive(pid)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    assert wait_for(lambda: not is_alive(pid))


def test_nobody_answers_on_a_free_port():
    from script.lib.ports import free_port

    assert not answers("127.0.0.1", free_port(), host_header="127.0.0.1")


def test_a_full_log_is_moved_aside(tmp_path, monkeypatch):
    monkeypatch.setattr("script.lib.supervisor.LOG_LIMIT", 10)
    log = tmp_path / "web.log"
    log.write_text("x" * 11)
    keep_log_short(log)
    assert log.read_text() == ""
    assert (tmp_path / "web.log.1").read_text() == "x" * 11
