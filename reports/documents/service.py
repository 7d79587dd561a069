"""Drawing pages in a process of their own, with a memory limit and a clock on the wall.

Each worker thread keeps one such process and gives it one page at a time. One that dies, hangs or
grows is ended by its own id and replaced; the page then fails loudly and the outbox tries it again.
"""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from reports.documents import child as render_child
from reports.documents import errors
from reports.documents.errors import RenderError
from reports.documents.page import Asset, Page
from reports.documents.scans import UnreadableScan

WALL_CLOCK_SECONDS = 20.0
START_SECONDS = 60.0
PAGES_PER_CHILD = 1000
ROOT = Path(__file__).resolve().parents[2]
CHUNK = 1 << 16

_mine = threading.local()


class WorkerDied(RenderError):
    """The drawing process died, hung or ran out of memory. Trying again may help."""


def render(
    html: str,
    *,
    css: str,
    title: str,
    lang: str,
    created: str = "2020-01-01T00:00:00Z",
    assets: Mapping[str, Asset] | None = None,
) -> bytes:
    """As `pdf.render_document`, in the drawing process of this thread."""
    packed = {
        name: {"content_type": asset.content_type, "data": base64.b64encode(asset.data).decode()}
        for name, asset in (assets or {}).items()
    }
    request = {
        "html": html,
        "css": css,
        "title": title,
        "lang": lang,
        "created": created,
        "assets": packed,
    }
    return _child().draw(json.dumps(request).encode())


def render_page(page: Page) -> bytes:
    """A page as laid out, with the pictures that go with it."""
    return render(
        page.html,
        css=page.css,
        title=page.title,
        lang=page.lang,
        created=page.created,
        assets=page.assets,
    )


def pictures_of(data: bytes, content_type: str) -> list[bytes]:
    """The pages of a scan as JPEG. What people upload is opened in the drawing process, never
    here.
    """
    request = {"scan": base64.b64encode(data).decode(), "content_type": content_type}
    answer = json.loads(_child().draw(json.dumps(request).encode()))
    return [base64.b64decode(page) for page in answer]


def warm(page: Page | None = None) -> None:
    """Start the drawing process of this thread, so that the first letter need not wait for it.

    A page drawn now leaves its sentences behind, so that the first letter costs as much as any
    other.
    """
    _child()
    if page is not None:
        render_page(page)


def stop() -> None:
    """End the drawing process of this thread."""
    child: Worker | None = getattr(_mine, "child", None)
    if child is not None:
        child.end()
        _mine.child = None


def _child() -> Worker:
    child: Worker | None = getattr(_mine, "child", None)
    if child is None or not child.usable:
        stop()
        child = _mine.child = Worker()
    return child


class Worker:
    """One drawing process."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.pages = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reports.documents.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=_bare_environment(),
            start_new_session=True,
        )
        self._finalizer = weakref.finalize(self, _end, self.process, self.owner)
        self._read_answer(START_SECONDS)

    @property
    def usable(self) -> bool:
        """A process inherited over a fork belongs to the parent."""
        return (
            self.owner == os.getpid()
            and self.pages < PAGES_PER_CHILD
            and self.process.poll() is None
        )

    def draw(self, request: bytes) -> bytes:
        self.pages += 1
        assert self.process.stdin is not None  # noqa: S101  opened with a pipe
        try:
            self.process.stdin.write(render_child.LENGTH.pack(len(request)) + request)
            self.process.stdin.flush()
        except BrokenPipeError as broken:
            raise self._lost() from broken
        return self._read_answer(WALL_CLOCK_SECONDS)

    def end(self) -> None:
        self._finalizer()

    def _read_answer(self, seconds: float) -> bytes:
        deadline = monotonic() + seconds
        head = self._read(1 + render_child.LENGTH.size, deadline)
        body = self._read(render_child.LENGTH.unpack(head[1:])[0], deadline)
        if head[:1] == render_child.FAILED:
            raise _fault(json.loads(body))
        return body

    def _read(self, size: int, deadline: float) -> bytes:
        assert self.process.stdout is not None  # noqa: S101  opened with a pipe
        pipe, parts = self.process.stdout.fileno(), bytearray()
        while len(parts) < size:
            ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - monotonic()))
            part = os.read(pipe, min(CHUNK, size - len(parts))) if ready else b""
            if not part:
                raise self._lost()
            parts += part
        return bytes(parts)

    def _lost(self) -> WorkerDied:
        self.end()
        return WorkerDied("The drawing process stopped before the page was done.")


def _bare_environment() -> dict[str, str]:
    """No secret of the parent reaches the process that reads what people typed."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "TRUSTACT_FONTS", "LD_LIBRARY_PATH")
        if name in os.environ
    }
    return kept | {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if owner != os.getpid():
        return
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except BrokenPipeError:
                continue


def _fault(fault: dict[str, str]) -> RenderError:
    kinds = {
        kind.__name__: kind
        for kind in (
            errors.FontsMissing,
            errors.MissingGlyphs,
            errors.ExternalResource,
            UnreadableScan,
        )
    }
    return kinds.get(fault["kind"], RenderError)(fault["message"])
