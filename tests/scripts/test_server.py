"""script/server for real: it starts, answers, restarts what falls, stops cleanly and keeps its
data.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from script.lib.ports import free_port
from tests.support.environment import ROOT

pytestmark = [pytest.mark.long, pytest.mark.alone, pytest.mark.sqlite]


class Server:
    """One run of script/server on a data folder."""

    def __init__(self, data: Path, *words: str, **settings: str) -> None:
        self.port = free_port()
        self.host = settings.get("TRUSTACT_ALLOWED_HOSTS", "127.0.0.1")
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("TRUSTACT_", "DJANGO_"))
        }
        self.process = subprocess.Popen(
            [ROOT / "script" / "server", "--port", str(self.port), *words],
            env=clean | {"TRUSTACT_DATA": str(data)} | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def answer(self, path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(
                "GET",
                path,
                headers={name.replace("_", "-"): text for name, text in headers.items()},
            )
            response = connection.getresponse()
            response.read()
            return response
        finally:
            connection.close()

    def status(self, path: str = "/healthz") -> int:
        try:
            return self.answer(path, Host=self.host).status
        except OSError:
            return 0

    def wait_until_ready(self) -> None:
        assert wait_for(
            lambda: self.status() == 200 or self.process.poll() is not None, seconds=480
        )
        assert self.process.poll() is None, self.process.communicate()[0].decode()

    def children(self) -> list[int]:
        return [
            int(pid)
            for pid in (
                Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
                .read_text()
                .split()
            )
        ]

    def family(self) -> list[int]:
        """Every process it started, and theirs."""
        listed = subprocess.run(
            ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
        ).stdout.split()
        parents = dict(zip(map(int, listed[::2]), map(int, listed[1::2]), strict=True))
        family, more = {self.process.pid}, True
        while more:
            found = {pid for pid, parent in parents.items() if parent in family} - family
            more = bool(found)
            family |= found
        return sorted(family)

    def stop(self) -> str:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=20)[0].decode()


def wait_for(condition, *, seconds: float = 30) -> bool:
    for _ in range(int(seconds * 10)):
        if condition():
            return True
        time.sleep(0.1)
    return False


def is_gone(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A data folder on which the server has run before, so that each test starts in seconds."""
    folder: Path = tmp_path_factory.mktemp("installed")
    first = Server(folder, "--no-demo")
    first.wait_until_ready()
    first.stop()
    return folder


@pytest.fixture
def data(installed, tmp_path) -> Path:
    copy: Path = shutil.copytree(installed, tmp_path / "var")
    return copy


@pytest.fixture
def server(data) -> Iterator[Server]:
    started = Server(data, "--no-demo")
    started.wait_until_ready()
    yield started
    started.stop()


def test_it_stops_on_sigterm_and_leaves_no_process(server):
    family = server.family()
    assert len(family) >= 5
    said = server.stop()
    assert server.process.returncode == 0
    assert f"Ready: http://localhost:{server.port}/" in said
    assert wait_for(lambda: all(is_gone(pid) for pid in family), seconds=5)


def test_nothing_outlives_it_even_when_it_is_killed(server):
    family = server.family()
    server.process.kill()
    server.process.wait()
    assert wait_for(lambda: all(is_gone(pid) for pid in family), seconds=15)


def test_each_killed_child_comes_back(server):
    before = server.children()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert wait_for(
        lambda: len(server.children()) == len(before) and not set(server.children()) & set(before)
    )
    assert wait_for(lambda: server.status() == 200)


def test_connections_that_say_nothing_hold_nobody_up(server):
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    assert server.status() == 200
    for connection in silent:
        connection.close()


def test_a_second_server_on_the_same_data_is_refused(server, data):
    second = Server(data, "--no-demo")
    assert "already runs" in second.process.communicate(timeout=60)[0].decode()
    assert second.process.returncode == 1


def test_commands_typed_beside_it_reach_its_installation(server, data):
    command = [ROOT / ".venv/bin/python", "manage.py", "shell", "-v0", "-c"]
    environment = {"PATH": os.environ["PATH"], "TRUSTACT_DATA": str(data)}
    done = subprocess.run(
        [*command, "from django.conf import settings; print(settings.DATA_DIR)"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(data / "data") in done.stdout


def variables_named_for_one_machine() -> list[str]:
    """What docs/operations.md says to set behind a proxy, in its own order."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    chapter = page.partition("## One machine")[2].partition("\n## ")[0]
    return re.findall(r"`(TRUSTACT_[A-Z_]+)(?:=1)?`", chapter)


def test_one_machine_behind_a_proxy_as_the_page_says(data):
    """Started as docs/operations.md says: cookies of the host alone, HSTS, and no page in clear."""
    values = {
        "TRUSTACT_ALLOWED_HOSTS": "trust.example",
        "TRUSTACT_PUBLIC_ADDRESS": "https://trust.example",
        "TRUSTACT_BEHIND_PROXY": "1",
    }
    assert set(variables_named_for_one_machine()) == set(values)
    server = Server(data, "--no-demo", **values)
    try:
        server.wait_until_ready()
        page = server.answer("/signin/", Host="trust.example", X_Forwarded_Proto="https")
        cookies = page.headers.get_all("Set-Cookie") or []
        assert page.status == 200
        assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert page.headers["X-Frame-Options"] == "DENY"
        assert "Server" not in page.headers
        assert cookies
        for cookie in cookies:
            assert cookie.startswith("__Host-")
            assert "Secure" in cookie
            assert "HttpOnly" in cookie
        in_clear = server.answer("/signin/", Host="trust.example")
        assert in_clear.status == 301
        assert in_clear.headers["Location"].startswith("https://trust.example/")
        assert server.answer("/signin/", Host="other.example").status == 400
        assert server.status("/desk/") in {301, 302}
    finally:
        server.stop()


def test_it_is_refused_without_the_proxy_and_says_so(data):
    done = Server(data, "--no-demo", TRUSTACT_ALLOWED_HOSTS="trust.example")
    said = done.process.communicate(timeout=60)[0].decode()
    assert done.process.returncode == 1
    assert "Set TRUSTACT_PUBLIC_ADDRESS" in said
    assert "Traceback" not in said


def test_the_demo_is_loaded_once_and_kept(tmp_path):
    first = Server(tmp_path)
    first.wait_until_ready()
    said = first.stop()
    assert "Loading demo data" in said
    assert "@" in said, "the sign-ins are printed"
    second = Server(tmp_path, "--clock", "2027-02-01T09:00")
    second.wait_until_ready()
    assert second.status("/signin/") == 200
    assert "Loading demo data" not in second.stop()
