"""The process in which pages are drawn and foreign files are opened: long-lived, without the
database, keys or environment of its parent.

It reads one request at a time from its parent and answers with what came of it or with the name of
what went wrong. Its memory is limited here, its time by the parent; it may not write files. When
its parent goes, its input ends and so does it.
"""

from __future__ import annotations

import resource
import sys
from importlib import import_module
from typing import Any, BinaryIO

from reports.documents.errors import RenderError
from reports.documents.frames import DONE, FAILED, READY, packed, unpacked

MEMORY_LIMIT = 512 * 1024 * 1024

Answer = tuple[dict[str, Any], bytes]


def main() -> None:
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not stand among the answers
    _limit()
    _send(target, packed(READY, {}))
    while (request := unpacked(source.read)) is not None:
        _, values, body = request
        _send(target, _answered(values, body))
        del request, values, body


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answered(values: dict[str, Any], body: bytes) -> bytes:
    """The parent names the function: it is loaded here only, with all that it needs."""
    module, _, name = values.pop("work").partition(":")
    try:
        answer: Answer = getattr(import_module(module), name)(values, body)
    except RenderError as fault:
        return packed(FAILED, {"kind": type(fault).__name__, "message": str(fault)})
    return packed(DONE, *answer)


def _send(target: BinaryIO, frame: bytes) -> None:
    target.write(frame)
    target.flush()


if __name__ == "__main__":
    main()
