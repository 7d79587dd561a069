"""The running installation: its data folder, its steps before serving, its servers. Takes the place
of `script/server`.

Takes the arguments of `script/server`, and settings from `.env` as every other part of the program
does.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from script.lib import valkey
from script.lib.places import ROOT, VENV_PYTHON
from script.lib.serve import environment_for, read_arguments
from script.lib.supervisor import Service, Supervisor, answers
from trustact_site import env

# So that commands typed beside the server reach the same installation; see trustact_site/env.py.
SHARED_WITH_COMMANDS = (
    "TRUSTACT_DATA",
    "TRUSTACT_DEMO",
    "TRUSTACT_CLOCK_OFFSET",
    "TRUSTACT_PUBLIC_ADDRESS",
)
# What makes it a real installation, where it is set: a command typed beside it must be as strict.
OF_A_REAL_INSTALLATION = (
    "TRUSTACT_PRODUCTION",
    "TRUSTACT_ALLOWED_HOSTS",
    "TRUSTACT_BEHIND_PROXY",
    "TRUSTACT_TLS",
)


def main() -> int:
    env.load_dotenv(ROOT / ".env")
    choices = read_arguments(sys.argv[1:])
    os.environ.update(environment_for(choices, at=datetime.now(UTC)))
    data = Path(os.environ["TRUSTACT_DATA"])
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    supervisor = Supervisor()
    supervisor.listen_to_signals()
    with only_one(data):
        try:
            return 0 if serve(supervisor, data=data, host=choices.host, port=choices.port) else 1
        finally:
            supervisor.stop()
            write_beside(broker="")


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Two servers on one data folder would fight over its broker."""
    with (data / "server.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                f"Another script/server already runs on {data}. Stop it first."
            ) from None
        yield


def serve(supervisor: Supervisor, *, data: Path, host: str, port: int) -> bool:
    """Broker, steps, web and worker; then until asked to stop."""
    start_broker(supervisor, data=data)
    write_beside(broker=os.environ.get("TRUSTACT_REDIS_URL", ""))
    if not run_steps(supervisor):
        return supervisor.stopping
    print_sign_ins(data)
    for service in (web(data), worker(data)):
        supervisor.add(service)
    if not supervisor.wait_until(lambda: is_serving(host, port)):
        return supervisor.stopping
    announce(data)
    return supervisor.run()


def start_broker(supervisor: Supervisor, *, data: Path) -> None:
    """The installation's own Redis if it names one, otherwise the bundled broker, otherwise none:
    the outbox waits.
    """
    if os.environ.get("TRUSTACT_REDIS_URL") or os.environ.get("TRUSTACT_REDIS_URL_FILE"):
        return
    binary = valkey.program()
    if binary is None:
        print(
            "No bundled broker for this machine: background work starts within a second instead of"
            " at once."
        )
        return
    socket = socket_path(data)
    folder = data / "broker"
    folder.mkdir(exist_ok=True, mode=0o700)
    command = valkey.command(binary, socket=socket, folder=folder)
    supervisor.add(
        Service(
            name="broker",
            command=command,
            log=data / "log" / "broker.log",
            environment=dict(os.environ),
        )
    )
    os.environ["TRUSTACT_REDIS_URL"] = valkey.url(socket)


def socket_path(data: Path) -> Path:
    """Beside the data, or, where that path is too long for a socket, in a private temporary folder
    of fixed name.
    """
    usual = data / "run" / "valkey.sock"
    if len(str(usual)) > valkey.LONGEST_SOCKET_PATH:
        name = hashlib.sha256(str(data).encode()).hexdigest()[:16]
        usual = Path(tempfile.gettempdir()) / f"trustact-{os.getuid()}-{name}" / "valkey.sock"
    usual.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if usual.parent.stat().st_uid != os.getuid():
        raise SystemExit(f"{usual.parent} belongs to somebody else; remove it.")
    with suppress(FileNotFoundError):
        usual.unlink()
    return usual


def run_steps(supervisor: Supervisor) -> bool:
    """Tables, static files and demo data, in a process of their own so that the supervisor stays
    small.
    """
    steps = subprocess.Popen([VENV_PYTHON, "-m", "script.lib.steps"], cwd=ROOT)
    while steps.poll() is None:
        if supervisor.stopping:
            steps.terminate()
            steps.wait()
        time.sleep(0.02)
    return steps.returncode == 0


def web(data: Path) -> Service:
    """The web server: two processes with one thread each."""
    command: list[str | Path] = [
        VENV_PYTHON,
        "-m",
        "gunicorn",
        "-c",
        ROOT / "deploy" / "gunicorn.conf.py",
    ]
    return Service(
        name="web",
        command=command,
        log=data / "log" / "web.log",
        environment=dict(os.environ),
        essential=True,
    )


def worker(data: Path) -> Service:
    """The workers of all lanes, and their timetable."""
    command: list[str | Path] = [VENV_PYTHON, ROOT / "manage.py", "run_worker"]
    return Service(
        name="worker",
        command=command,
        log=data / "log" / "worker.log",
        environment=dict(os.environ),
    )


def is_serving(host: str, port: int) -> bool:
    """Whether the program answers on the address it was given."""
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  compared, not bound
    allowed = os.environ.get("TRUSTACT_ALLOWED_HOSTS", "").split(",")[0].strip() or "127.0.0.1"
    return answers(asked, port, host_header=allowed)


def print_sign_ins(data: Path) -> None:
    """In the demo, who can sign in: before anything answers, so that whoever stops it at its first
    answer has seen them.
    """
    sign_ins = data / "run" / "sign-ins.txt"
    if sign_ins.is_file():
        print(sign_ins.read_text(encoding="utf-8").rstrip(), flush=True)


def announce(data: Path) -> None:
    """The address, once it answers."""
    print(
        f"\nReady: {os.environ['TRUSTACT_PUBLIC_ADDRESS']}/   (logs in {data / 'log'}; Ctrl-C"
        " stops it)",
        flush=True,
    )


def write_beside(*, broker: str) -> None:
    """What a command typed in another terminal needs to know about this server."""
    lines = [f"{name}={os.environ[name]}" for name in SHARED_WITH_COMMANDS]
    lines += [f"{name}={os.environ[name]}" for name in OF_A_REAL_INSTALLATION if name in os.environ]
    if broker:
        lines.append(f"TRUSTACT_REDIS_URL={broker}")
    note = Path(os.environ["TRUSTACT_DATA"]).parent / "server.env"
    fresh = note.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text("\n".join(["# Written by script/server.", *lines, ""]), encoding="utf-8")
    fresh.replace(note)


if __name__ == "__main__":
    sys.exit(main())
