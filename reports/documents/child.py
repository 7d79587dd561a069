"""The process in which pages are drawn: long-lived, without the database, keys or environment of
its parent.

It reads one page at a time from its parent and answers with the file or with the name of what went
wrong. Its memory is limited here, its time by the parent; it may not write files. When its parent
goes, its input ends and so does it.
"""

from __future__ import annotations

import base64
import json
import resource
import struct
import sys
from typing import Any, BinaryIO

from reports.documents import engine as pdf
from reports.documents import errors
from reports.documents import page as documents_page

MEMORY_LIMIT = 512 * 1024 * 1024
LENGTH = struct.Struct(">I")
READY, DONE, FAILED = b"r", b"d", b"f"
WARM_UP = "<p>.</p>"


def main() -> None:
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    _limit()
    try:
        pdf.render_document(WARM_UP, css="", title="-", lang="en")
    except errors.RenderError as fault:
        answer(target, FAILED, fault_as_json(fault))
        return
    answer(target, READY, b"")
    while (request := read_frame(source)) is not None:
        try:
            answer(target, DONE, _done(json.loads(request)))
        except errors.RenderError as fault:
            answer(target, FAILED, fault_as_json(fault))
        del request


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _done(request: dict[str, Any]) -> bytes:
    return _pictures(request) if "scan" in request else _render(request)


def _pictures(request: dict[str, Any]) -> bytes:
    from reports.documents.scans import page_pictures

    pages = page_pictures(base64.b64decode(request["scan"]), request["content_type"])
    return json.dumps([base64.b64encode(page).decode() for page in pages]).encode()


def _render(request: dict[str, Any]) -> bytes:
    assets = {
        name: documents_page.Asset(
            data=base64.b64decode(asset["data"]), content_type=asset["content_type"]
        )
        for name, asset in request.pop("assets").items()
    }
    return pdf.render_document(request.pop("html"), assets=assets, **request)


def fault_as_json(fault: errors.RenderError) -> bytes:
    return json.dumps({"kind": type(fault).__name__, "message": str(fault)}).encode()


def read_frame(source: BinaryIO) -> bytes | None:
    head = source.read(LENGTH.size)
    return source.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


def answer(target: BinaryIO, what: bytes, body: bytes) -> None:
    target.write(what + LENGTH.pack(len(body)) + body)
    target.flush()


if __name__ == "__main__":
    main()
