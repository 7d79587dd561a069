"""The objects of a file put into bytes once: its identifier is a hash over all of them, which else
writes each twice.

The bytes are those that pydyf writes. Holds for the pinned release only; `pdf.py` refuses any
other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pydyf

_by_rule = pydyf._to_bytes  # noqa: SLF001  for whatever is rare


def serialize_once(item: pydyf.Object) -> None:
    """Nothing is changed in the object afterwards."""
    kind = type(item)
    if kind not in _serialized and isinstance(item, pydyf.Stream):
        _serialized[kind] = _written_once(kind, kind.data.fget)
    if kind in _serialized:
        item.__class__ = _serialized[kind]


def _written_once(kind: type, write: Callable[[Any], bytes]) -> type:
    def data(self: Any) -> bytes:
        if self.written is None:
            self.written = write(self)
        written: bytes = self.written
        return written

    return type(f"Written{kind.__name__}", (kind,), {"written": None, "data": property(data)})


def _written(item: object) -> bytes:
    written: bytes = _ways.get(type(item), _by_rule)(item)
    return written


def _dictionary(item: dict[Any, Any]) -> bytes:
    return (
        b"<<"
        + b"".join([b"/%b %b" % (_written(key), _written(value)) for key, value in item.items()])
        + b">>"
    )


def _array(item: list[Any]) -> bytes:
    return b"[" + b" ".join([_written(value) for value in item]) + b"]"


_ways: dict[type, Callable[[Any], bytes]] = {
    bytes: lambda item: item,
    str: lambda item: item.encode("ascii"),
    int: lambda item: b"%d" % item,
    pydyf.Dictionary: _dictionary,
    pydyf.Array: _array,
}
_serialized: dict[type, type] = {
    pydyf.Dictionary: _written_once(pydyf.Dictionary, _dictionary),
    pydyf.Array: _written_once(pydyf.Array, _array),
}
