"""How a request and its answer pass between a process and its child: values and bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

HEAD = struct.Struct(">cII")
REQUEST, READY, DONE, FAILED = b"q", b"r", b"d", b"f"


def packed(what: bytes, values: Mapping[str, Any], body: bytes = b"") -> bytes:
    """One frame: what it is, its values, its bytes."""
    head = json.dumps(values).encode()
    return HEAD.pack(what, len(head), len(body)) + head + body


def unpacked(read: Callable[[int], bytes]) -> tuple[bytes, dict[str, Any], bytes] | None:
    """The next frame, or None where the other side has gone. `read` gives as many bytes as asked
    for, or fewer at the end.
    """
    start = read(HEAD.size)
    if len(start) < HEAD.size:
        return None
    what, size, rest = HEAD.unpack(start)
    return what, json.loads(read(size)), read(rest)


def joined(parts: Sequence[bytes]) -> tuple[list[int], bytes]:
    """Several pieces as one, and how long each is."""
    return [len(part) for part in parts], b"".join(parts)


def parted(sizes: Sequence[int], body: bytes) -> list[bytes]:
    """The same pieces again."""
    parts, start = [], 0
    for size in sizes:
        parts.append(body[start : start + size])
        start += size
    return parts
