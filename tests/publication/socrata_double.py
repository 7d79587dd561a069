"""A stand-in for a Socrata portal: a real HTTP server on loopback that keeps rows as the publisher
interface does.

It checks key and token, upserts by the row identifier of the data set, deletes, replaces, counts,
pages, gives numbers as text and leaves nulls out, as the documentation at dev.socrata.com has it;
and it fails on request: `faults` holds what goes wrong with the next writes, one word each.
"""

from __future__ import annotations

import base64
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY_ID, KEY_SECRET, APP_TOKEN = "key-id-of-tests", "key-secret-of-tests", "app-token-of-tests"
DATE = "Tue, 03 Mar 2026 15:00:00 GMT"
IN_THREE_SECONDS = "Tue, 03 Mar 2026 15:00:03 GMT"


@dataclass
class KeptSet:
    """One data set: its fields with their types, its row identifier, its rows in order."""

    fields: dict[str, str]
    row_identifier: str | None = "row_id"
    rows: list[dict[str, Any]] = field(default_factory=list)

    def by_id(self) -> dict[str, dict[str, Any]]:
        name = self.row_identifier or ""
        return {row[name]: row for row in self.rows if row.get(name)}


@dataclass
class Write:
    """One write as it arrived."""

    method: str
    dataset: str
    rows: list[dict[str, Any]]


@dataclass
class Double:
    """What the portal holds, what it heard, and what it shall do wrong."""

    address: str = ""
    datasets: dict[str, KeptSet] = field(default_factory=dict)
    writes: list[Write] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    # A row for which this answers a text is refused: with that reason, or only counted where the
    # text is empty.
    refuses: Callable[[dict[str, Any]], str | None] = lambda _row: None
    most_rows: int = 50_000
    may_write: bool = True
    hangs: float = 1.0


@contextmanager
def running_double(*, tls: ssl.SSLContext | None = None) -> Iterator[Double]:
    """The portal, on a port of its own, until the block ends."""
    double = Double()
    server = _Server(("127.0.0.1", 0), _handler(double))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    double.address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_words: Any) -> None:
        """A client that went away is what some tests want."""


def _handler(double: Double) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        pass

    Handler.double = double
    return Handler


class _Refused(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    double: Double
    protocol_version = "HTTP/1.0"

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answered(self._get)

    def do_POST(self) -> None:
        self._answered(self._write)

    def do_PUT(self) -> None:
        self._answered(self._write)

    def _answered(self, work: Callable[[], Any]) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.body: list[dict[str, Any]] = json.loads(body) if body else []
        self.double.heads.append(dict(self.headers))
        try:
            self._check_key()
            answer = work()
        except _Refused as refused:
            said = {"code": "refused", "error": True, "message": str(refused)}
            self._say(refused.status, said)
        else:
            if answer is not None:
                self._say(200, answer)

    def _check_key(self) -> None:
        expected = base64.b64encode(f"{KEY_ID}:{KEY_SECRET}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {expected}":
            raise _Refused(401, f"Invalid key: {self.headers.get('Authorization')}")
        if self.headers.get("X-App-Token") != APP_TOKEN:
            raise _Refused(403, "Invalid app_token specified")

    def _kept(self) -> KeptSet:
        name = urlsplit(self.path).path.rpartition("/")[2].removesuffix(".json")
        if name not in self.double.datasets:
            raise _Refused(404, "Cannot find view with id")
        return self.double.datasets[name]

    def _get(self) -> Any:
        kept = self._kept()
        if self.path.startswith("/api/views/"):
            return _view(kept)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        fields, first = asked["$select"].split(","), int(asked["$offset"])
        page = kept.rows[first : first + int(asked["$limit"])]
        return [_shown(kept, row, fields) for row in page]

    def _write(self) -> Any:
        kept, fault = self._kept(), self.double.faults.pop(0) if self.double.faults else ""
        if not self.double.may_write:
            raise _Refused(403, "You do not have permission to update this view")
        dataset = self.path.rpartition("/")[2].removesuffix(".json")
        self.double.writes.append(Write(self.command, dataset, self.body))
        if fault in {"429", "429 far", "429 date", "500", "503", "202"}:
            return self._later(fault)
        rows = self.body[: len(self.body) // 2] if fault == "half" else self.body
        answer = self._taken(kept, rows)
        return self._broken(fault) if fault else answer

    def _taken(self, kept: KeptSet, rows: list[dict[str, Any]]) -> dict[str, int]:
        """All of a batch or, where a row is refused with a reason, nothing of it."""
        if len(rows) > self.double.most_rows:
            raise _Refused(413, "Request entity too large")
        for row in rows:
            self._check_row(kept, row)
        if self.command == "PUT":
            kept.rows.clear()
        counts = {
            "By RowIdentifier": 0,
            "Rows Updated": 0,
            "Rows Deleted": 0,
            "Rows Created": 0,
            "Errors": 0,
            "By SID": 0,
        }
        for row in rows:
            counts[self._one(kept, row)] += 1
        return counts

    def _check_row(self, kept: KeptSet, row: dict[str, Any]) -> None:
        if unknown := set(row) - set(kept.fields) - {":deleted"}:
            raise _Refused(400, f"Unrecognized column {min(unknown)}")
        for name, kind in kept.fields.items():
            if kind != "text" and row.get(name) == "":
                raise _Refused(400, f"Unable to convert an empty text to {kind} in column {name}")
        if reason := self.double.refuses(row):
            raise _Refused(400, reason)

    def _one(self, kept: KeptSet, row: dict[str, Any]) -> str:
        if self.double.refuses(row) is not None:
            return "Errors"
        known = kept.by_id().get(row.get(kept.row_identifier or "", ""))
        if row.get(":deleted"):
            if known is None:
                return "Errors"
            kept.rows.remove(known)
            return "Rows Deleted"
        if known is not None:
            known.update(row)
            return "Rows Updated"
        kept.rows.append(dict(row))
        return "Rows Created"

    def _later(self, fault: str) -> None:
        status = int(fault[:3])
        asked = {"429": "7", "429 far": "86400", "429 date": IN_THREE_SECONDS}.get(fault)
        self._say(status, {"message": "later"}, **({"Retry-After": asked} if asked else {}))

    def _broken(self, fault: str) -> None:
        """The rows were taken, wholly or by half; the answer never says so."""
        if fault == "hang":
            time.sleep(self.double.hangs)
        elif fault == "garbage":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"Rows Cre')
        elif fault == "half":
            self._say(500, {"message": "half"})
        elif fault == "move":
            self._say(302, {}, Location="http://127.0.0.1:9/elsewhere")

    def _say(self, status: int, said: Any, **headers: str) -> None:
        data = json.dumps(said).encode()
        self.send_response_only(status)
        for name, value in {"Date": DATE, "Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _view(kept: KeptSet) -> dict[str, Any]:
    columns = [
        {"id": 100 + place, "fieldName": name, "dataTypeName": kind}
        for place, (name, kind) in enumerate(kept.fields.items())
    ]
    view: dict[str, Any] = {"columns": columns}
    if kept.row_identifier:
        view["rowIdentifierColumnId"] = 100 + list(kept.fields).index(kept.row_identifier)
    return view


def _shown(kept: KeptSet, row: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    shown = {}
    for name in fields:
        value = row.get(name)
        if value is not None:
            shown[name] = f"{value}T00:00:00.000" if kept.fields[name] == "calendar_date" else value
    return shown
