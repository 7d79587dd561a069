"""A key service on loopback, as an agency would run one: rings in memory, the protocol of
docs/keys.md.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from reports.sealing.providers.files import FileKeys

TOKEN = "a token of the test"


class Service:
    """Answers one verb at a time."""

    def __init__(self, folder: Path) -> None:
        self.keys = FileKeys(folder)
        self.asked: list[str] = []

    def answer(self, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(verb)
        reply: dict[str, Any] = getattr(self, verb.replace("-", "_"))(**body)
        return reply

    def wrap(self, agency: str, items: list[dict[str, str]]) -> dict[str, Any]:
        key_id, wrapped = self.keys.wrap(agency_code=agency, items=_incoming(items))
        return {"key_id": key_id, "items": [_text(value) for value in wrapped]}

    def unwrap(self, agency: str, key_id: str, items: list[dict[str, str]]) -> dict[str, Any]:
        opened = self.keys.unwrap(agency_code=agency, key_id=key_id, items=_incoming(items))
        return {"items": [_text(value) for value in opened]}

    def derive(self, agency: str, purpose: str) -> dict[str, Any]:
        return {"key": _text(self.keys.derive(agency_code=agency, purpose=purpose))}

    def key_ids(self, agency: str) -> dict[str, Any]:
        return {"key_ids": self.keys.key_ids(agency)}

    def create(self, agency: str) -> dict[str, Any]:
        self.keys.create_agency_key(agency)
        return {}

    def rotate(self, agency: str) -> dict[str, Any]:
        return {"key_id": self.keys.rotate_agency_key(agency)}

    def destroy(self, agency: str, key_id: str) -> dict[str, Any]:
        self.keys.destroy_agency_key(agency, key_id)
        return {}

    def system_key(self, name: str) -> dict[str, Any]:
        return {"key": _text(self.keys.system_key(name))}

    def create_system_key(self, name: str) -> dict[str, Any]:
        self.keys.create_system_key(name)
        return {}


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _incoming(items: list[dict[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(base64.b64decode(item["where"]), base64.b64decode(item["key"])) for item in items]


@contextmanager
def running_service(folder: Path) -> Iterator[tuple[str, Service]]:
    service = Service(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            allowed = self.headers["Authorization"] == f"Bearer {TOKEN}"
            answer = service.answer(self.path.removeprefix("/v1/"), body) if allowed else {}
            self.send_response(200 if allowed else 403)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
