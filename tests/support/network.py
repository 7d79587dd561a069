"""Tests talk to this machine only: anything else is refused before a packet leaves."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

OWN_NAMES = frozenset({"", "localhost", "ip6-localhost"})


class OutsideNetwork(Exception):
    """A test tried to reach another machine."""


def stay_on_loopback() -> None:
    """Refuse every connection of this process that leaves the machine."""
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        if isinstance(address, tuple):
            _check(str(address[0]))
    elif event == "socket.getaddrinfo":
        _check(str(arguments[0] or ""))


def _check(host: str) -> None:
    if not is_this_machine(host):
        raise OutsideNetwork(f"Tests may only talk to this machine, not to {host}.")


def is_this_machine(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    if host in OWN_NAMES:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
