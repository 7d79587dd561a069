"""`script/server`: the arguments, the set-up, then the supervisor in its place."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from script.lib import moment, ports, prepare
from script.lib.places import VENV_PYTHON, data_folder


@dataclass(frozen=True)
class Choices:
    """What was asked for on the command line."""

    port: int
    host: str
    demo: bool
    clock: datetime | None


def main() -> None:
    choices = read_arguments(sys.argv[1:])
    refuse_unsafe(choices)
    prepare.prepare(for_tests=False)
    sys.stdout.flush()
    os.execv(VENV_PYTHON, [str(VENV_PYTHON), "-m", "script.lib.installation", *sys.argv[1:]])


def read_arguments(words: Sequence[str]) -> Choices:
    parser = argparse.ArgumentParser(
        prog="script/server",
        description="Start the whole program on this machine; Ctrl-C stops it.",
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument(
        "--no-demo", action="store_true", help="no demo data and accounts; data of its own"
    )
    parser.add_argument(
        "--clock", metavar="MOMENT", help="the moment the demo lives in, such as 2026-07-15T09:00"
    )
    given = parser.parse_args(words)
    try:
        clock = moment.parse_moment(given.clock) if given.clock else None
    except moment.BadMoment as error:
        parser.error(str(error))
    if not 1 <= given.port <= 65535:
        parser.error("--port must be between 1 and 65535.")
    return Choices(port=given.port, host=given.host, demo=not given.no_demo, clock=clock)


def refuse_unsafe(choices: Choices) -> None:
    """Demo accounts have known passwords, and a moved clock makes false evidence."""
    if choices.demo and not ports.is_loopback(choices.host):
        raise SystemExit(
            "The demo has known passwords, so it only listens on this machine, not on"
            f" {choices.host}. Use --host 127.0.0.1, or --no-demo."
        )
    if choices.clock and not choices.demo:
        raise SystemExit(
            "--clock moves the demo's day only; times in real records are evidence. Leave out"
            " --no-demo."
        )
    if not ports.is_free(choices.host, choices.port):
        raise SystemExit(
            f"Port {choices.port} on {choices.host} is taken. Choose another: script/server --port"
            f" {choices.port + 1}"
        )


def environment_for(choices: Choices, *, at: datetime) -> dict[str, str]:
    """What settings read, for the program and everything it starts."""
    chosen = {
        "TRUSTACT_DATA": str(data_folder(demo=choices.demo)),
        "TRUSTACT_DEMO": "1" if choices.demo else "0",
        "TRUSTACT_CLOCK_OFFSET": str(
            moment.offset_seconds(choices.clock, at=at) if choices.clock else 0
        ),
        "TRUSTACT_BIND": bind_address(choices),
    }
    if not os.environ.get("TRUSTACT_PUBLIC_ADDRESS"):
        chosen["TRUSTACT_PUBLIC_ADDRESS"] = f"http://{public_host(choices)}"
    return chosen


def public_host(choices: Choices) -> str:
    """What people type: browsers take a passkey at localhost, and at no bare number."""
    if choices.host == "127.0.0.1":
        return f"localhost:{choices.port}"
    return bind_address(choices)


def bind_address(choices: Choices) -> str:
    """Host and port as gunicorn and browsers write them."""
    host = f"[{choices.host}]" if ":" in choices.host else choices.host
    return f"{host}:{choices.port}"


if __name__ == "__main__":
    main()
