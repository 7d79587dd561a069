"""How the web server runs, on one machine as in the state's installation.

One thread per process: pages are Python at work, so a second thread only makes both slow. A
connection that says nothing (browsers open spare ones) must then never reach a thread: the kernel
hands connections over when their first bytes are there, and the threaded worker keeps those between
two requests aside. Floods are the proxy's business.
"""

from __future__ import annotations

import os
import socket
import struct
from typing import Any

SILENT_SECONDS = 30  # how long the kernel keeps a connection that says nothing
STALLED_SECONDS = 10  # how long a request may pause in the middle

wsgi_app = "trustact_site.wsgi:application"
bind = os.environ.get("TRUSTACT_BIND") or "127.0.0.1:8000"
workers = int(os.environ.get("TRUSTACT_WEB_WORKERS") or 2)
worker_class = "gthread"
threads = 1
preload_app = True
timeout = 30
graceful_timeout = 5
keepalive = 5
worker_tmp_dir = "/dev/shm"  # noqa: S108  the heartbeat file must not wait for a disk
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
control_socket_disable = True
accesslog = None  # the program logs each request itself, with its id and without personal data
errorlog = "-"
loglevel = "warning"


def on_starting(_server: Any) -> None:
    """No answer names the program that sent it (OWASP ASVS 5.0, 13.4.6): gunicorn has no setting
    for that.
    """
    from gunicorn.http.wsgi import Response

    with_name = Response.default_headers

    def without_name(response: Response) -> list[str]:
        return [line for line in with_name(response) if not line.startswith("Server:")]

    Response.default_headers = without_name


def when_ready(server: Any) -> None:
    """Before the first connection: load all pages' code once for all processes, and set what
    connections inherit.
    """
    from django.urls import get_resolver

    get_resolver().check()
    for listener in server.LISTENERS:
        listening: socket.socket = listener.sock
        if listening.family in {socket.AF_INET, socket.AF_INET6}:
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENT_SECONDS)
        listening.setsockopt(
            socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", STALLED_SECONDS, 0)
        )
