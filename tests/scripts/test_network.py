"""Tests cannot reach another machine."""

from __future__ import annotations

import socket
import sys

import pytest

from tests.support.network import OutsideNetwork, is_this_machine


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "0.0.0.0"])
def test_this_machine(host):
    assert is_this_machine(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "192.0.2.1", "example.org", "2001:db8::1"])
def test_other_machines(host):
    assert not is_this_machine(host)


def test_a_connection_outside_is_refused():
    with socket.socket() as outside, pytest.raises(OutsideNetwork):
        sys.audit("socket.connect", outside, ("192.0.2.1", 80))


def test_a_name_outside_is_not_looked_up():
    with pytest.raises(OutsideNetwork):
        sys.audit("socket.getaddrinfo", "example.org", 80, 0, 0, 0)
